"""Where a document stands: bay, shelf and third of the shelf, with an honest width of doubt.

The documents of a location stand in the order of their keys, shelf after shelf. The rank of the
first document of each shelf is a gate: narrow where a survey read it, open where nobody did. A
string pulled taut through all gates shares the documents between two known ranks evenly among the
shelves between them, which is the likeliest where shelves of one room are about equally full.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from math import inf, sqrt
from typing import NamedTuple

THIRDS = ("left", "middle", "right")
_UNEVEN = 0.13
"""How far one shelf is from its share, as a part of it: thickness, air at the end, loans."""
_MISPLACED = 2.0
"""What it costs to call a surveyed document misplaced, where an odd but orderly bay costs 1."""
_LOOK_BACK = 8


@dataclass(frozen=True, slots=True)
class Bay:
    """What is known of one bay. Bays are given in the order in which documents run along them.

    first_key         key of its first document when it was surveyed; None when it was not.
    shelf_first_keys  the same for each shelf from the top, where somebody took the time; () else.
    """

    id: str
    shelves: int
    first_key: str | None = None
    shelf_first_keys: tuple[str | None, ...] = ()


@dataclass(frozen=True, slots=True)
class Spot:
    """Where to look. ``shelf`` counts from the top, from 1.

    doubt  of ten documents eight stand within so many documents of the spot.
    """

    bay: str
    shelf: int
    third: str
    doubt: int


class Gate(NamedTuple):
    """The rank of a shelf's first document lies from ``low`` to ``high``."""

    shelf: int
    low: int
    high: int


class Shelving:
    """The documents of one location on its shelves.

    ``keys``: sort keys of the documents expected on the shelf, in order; leave out those known
    to be on loan. Without bays there are no spots.
    """

    def __init__(self, keys: Sequence[str], bays: Sequence[Bay]) -> None:
        self.bays = bays
        self.starts = [0, *accumulate(bay.shelves for bay in bays)]
        gates = _credible(_surveyed(keys, bays, self.starts), len(keys), self.starts[-1])
        self._gates = _with_air_below(gates, len(keys))
        self.boundaries = _pull_taut(self._gates)

    def spot(self, rank: float) -> Spot | None:
        """Where the document of this rank stands; ranks past either end stand at that end."""
        if not self.bays:
            return None
        position = self.position(rank)
        shelf = int(position)
        bay = bisect_right(self.starts, shelf) - 1
        return Spot(
            self.bays[bay].id,
            shelf - self.starts[bay] + 1,
            THIRDS[int(3 * (position - shelf))],
            self._doubt(position),
        )

    def position(self, rank: float) -> float:
        """Shelves of the location before the spot, and the part of its own shelf."""
        shelf = min(max(bisect_right(self.boundaries, rank) - 1, 0), self.starts[-1] - 1)
        left, right = self.boundaries[shelf : shelf + 2]
        part = (rank + 0.5 - left) / (right - left) if right > left else 0.5
        return shelf + min(max(part, 0.0), 0.999)

    def _doubt(self, at: float) -> int:
        """A random bridge between two gates wavers most in its middle."""
        right = bisect_right(self._gates, at, key=lambda gate: gate.shelf)
        before, after = self._gates[right - 1], self._gates[min(right, len(self._gates) - 1)]
        length = after.shelf - before.shelf
        if length <= 0:
            return 0
        share = (after.high - before.low) / length
        wavering = sqrt(max((at - before.shelf) * (after.shelf - at), 0) / length)
        return round(1.28 * _UNEVEN * share * wavering)


def _surveyed(keys: Sequence[str], bays: Sequence[Bay], starts: Sequence[int]) -> list[Gate]:
    gates = []
    for bay, start in zip(bays, starts, strict=False):
        firsts = bay.shelf_first_keys[: bay.shelves] or (None,)
        for shelf, key in enumerate((bay.first_key or firsts[0], *firsts[1:]), start):
            if key is not None and shelf > 0:
                low = bisect_left(keys, key)
                gates.append(Gate(shelf, low, max(low, bisect_right(keys, key, low) - 1)))
    return gates


def _credible(gates: Sequence[Gate], count: int, shelves: int) -> list[Gate]:
    """The gates that can be true together, with both ends.

    The first document of a bay is a misplaced one at times, and its rank then leads astray. Kept
    is the chain of rising ranks that gives up the fewest gates, the evenest of those.
    """
    chain = [Gate(0, 0, 0), *gates, Gate(shelves, count, count)]
    share = max(count, 1) / max(shelves, 1)
    costs, previous = [0.0], [0]
    for here, gate in enumerate(chain[1:], 1):
        choices = [
            (
                costs[there]
                + _MISPLACED * (here - there - 1)
                + _oddness(chain[there], gate, share),
                there,
            )
            for there in (*range(max(1, here - _LOOK_BACK), here), 0)
            if chain[there].low <= gate.high
        ]
        cost, there = min(choices)
        costs.append(cost)
        previous.append(there)
    kept = [len(chain) - 1]
    while kept[-1]:
        kept.append(previous[kept[-1]])
    return [chain[place] for place in reversed(kept)]


def _with_air_below(gates: Sequence[Gate], count: int) -> list[Gate]:
    """The last bay of a room is filled from its top: its last shelves may be empty."""
    *known, end = gates
    last = known[-1]
    if not last.shelf:
        return [*gates]
    full = max(count, round(last.low * end.shelf / last.shelf))
    return [*known, Gate(end.shelf, full, full)]


def _oddness(left: Gate, right: Gate, share: float) -> float:
    """From 0, an even share of documents for each shelf between, to 1."""
    between = right.shelf - left.shelf
    if between <= 0:
        return 1.0
    apart = (right.low - left.low) / (between * share) - 1
    return min(apart * apart, 1.0)


def _pull_taut(gates: Sequence[Gate]) -> list[float]:
    """Ranks at which the shelves begin, and the end of the last one."""
    knots = [(0, 0.0)]
    last = gates[-1].shelf
    while knots[-1][0] < last:
        knots.append(_next_knot(gates, *knots[-1]))
    ranks: list[float] = [0.0]
    for (left, start), (right, end) in pairwise(knots):
        step = (end - start) / (right - left)
        ranks += [start + step * (shelf - left) for shelf in range(left + 1, right + 1)]
    return ranks


def _next_knot(gates: Sequence[Gate], shelf: int, rank: float) -> tuple[int, float]:
    """Where the string from here bends first, or its end."""
    lowest, highest = -inf, inf
    at_low = at_high = (gates[-1].shelf, float(gates[-1].low))
    for gate in gates:
        if gate.shelf <= shelf:
            continue
        rise_low = (gate.low - rank) / (gate.shelf - shelf)
        rise_high = (gate.high - rank) / (gate.shelf - shelf)
        if rise_low > highest:
            return at_high
        if rise_high < lowest:
            return at_low
        if rise_low >= lowest:
            lowest, at_low = rise_low, (gate.shelf, float(gate.low))
        if rise_high <= highest:
            highest, at_high = rise_high, (gate.shelf, float(gate.high))
    return at_low
