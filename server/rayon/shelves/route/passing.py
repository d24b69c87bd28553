"""How one way can be passed: once, twice, or only as far as what is wanted there."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from rayon.shelves.route.states import State

#: What the ways of passing do at the two ends of a way; see ``states``.
NOT_AT_ALL: State = (0, 0)
ONCE: State = (3, 3)
TWICE: State = (2, 2)
FROM_BEGINNING: State = (2, 0)
FROM_END: State = (0, 2)
FROM_BOTH: State = (2, 4)


class Passing(NamedTuple):
    """``cost``: metres, and what turning round counts; from ``low`` to ``high`` nobody walks."""

    cost: float
    metres: float
    way: int
    does: State
    low: float
    high: float

    @property
    def is_through(self) -> bool:
        """From one end to the other."""
        return self.does in (ONCE, TWICE)


def passings(way: int, metres: float, wanted: Sequence[float], turning: float) -> list[Passing]:
    """All that can be part of a shortest walk; ``wanted`` rises; ``turning``: metres a turn costs.

    Nobody passes a way three times: two of them could be left out. Who turns round does so at
    what is wanted, and leaves out the widest gap.
    """
    through = [
        Passing(metres, metres, way, ONCE, metres, metres),
        Passing(2 * metres, 2 * metres, way, TWICE, metres, metres),
    ]
    if not wanted:
        return [*through, Passing(0, 0, way, NOT_AT_ALL, 0, metres)]
    first, last = wanted[0], wanted[-1]
    there, back = 2 * last, 2 * (metres - first)
    found = [
        *through,
        Passing(there + turning, there, way, FROM_BEGINNING, last, metres),
        Passing(back + turning, back, way, FROM_END, 0, first),
    ]
    if first < last:
        low, high = max(pairwise(wanted), key=lambda gap: gap[1] - gap[0])
        both = 2 * (metres - (high - low))
        found.append(Passing(both + 2 * turning, both, way, FROM_BOTH, low, high))
    return found
