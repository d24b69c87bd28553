"""The shortest round on a plain table of distances: the order of a courier's stops.

Two ways are exchanged, or up to three stops are moved elsewhere, as long as that helps (2-opt and
Or-opt over near neighbours); then a piece of the round is shuffled and all is tried again, until
the time is over. The best round is kept.
"""

import random
from collections.abc import Sequence

from rayon.shelves.route.stopwatch import Stopwatch

Table = Sequence[Sequence[float]]

#: How many neighbours of a stop are tried.
NEAR = 10
#: A gain below this is a rounding error, and would be found for ever.
LEAST = 1e-9
LONGEST_PIECE = 3


def shortest_round(metres: Table, ms: float = 50.0) -> list[int]:
    """The numbers 1, 2, … of the stops in order; the round begins and ends at 0.

    ``metres``: from each to each, the same in both directions.
    """
    watch = Stopwatch(ms)
    chance = random.Random(len(metres))  # noqa: S311 (no secret)
    best = _Round(metres, _by_the_nearest(metres))
    best.improve(range(len(metres)))
    while watch.left() > 0 and len(metres) > 5:
        other = _Round(metres, best.stops, best.near)
        other.improve(other.shuffle(chance))
        if other.length() <= best.length():
            best = other
    home = best.stops.index(0)
    return best.stops[home + 1 :] + best.stops[:home]


def _by_the_nearest(metres: Table) -> list[int]:
    """Always to the nearest stop that is left."""
    stops, left = [0], set(range(1, len(metres)))
    while left:
        here = metres[stops[-1]]
        stops.append(min(left, key=lambda stop: (here[stop], stop)))
        left.discard(stops[-1])
    return stops


class _Round:
    def __init__(
        self, metres: Table, stops: list[int], near: list[list[int]] | None = None
    ) -> None:
        self.metres = metres
        self.stops = list(stops)
        self.at = [0] * len(stops)
        self._number(0, len(stops))
        self.near = near or [
            sorted((other for other in range(len(row)) if other != stop), key=row.__getitem__)[
                :NEAR
            ]
            for stop, row in enumerate(metres)
        ]

    def length(self) -> float:
        return sum(
            self.metres[one][other]
            for one, other in zip(self.stops, self.stops[1:] + self.stops[:1], strict=True)
        )

    def shuffle(self, chance: random.Random) -> list[int]:
        """Exchange two neighbouring pieces; answers the stops at their ends."""
        size = len(self.stops)
        span = min(size, 24)
        first = chance.randrange(size - span + 1)
        one, two, three = sorted(chance.sample(range(first + 1, first + span), 3))
        stops = self.stops
        stops[one:three] = stops[two:three] + stops[one:two]
        self._number(one, three)
        return [stops[at % size] for at in (one - 1, one, two, three - 1, three)]

    def improve(self, touched: Sequence[int]) -> None:
        """Better the round around these stops, and around whatever that touches."""
        waiting = list(touched)
        while waiting:
            stop = waiting.pop()
            ends = self._exchange(stop) or self._move(stop)
            waiting += ends

    def _exchange(self, stop: int) -> list[int]:
        """Leave two ways and take two others."""
        metres, stops, size = self.metres, self.stops, len(self.stops)
        for step in (1, -1):
            after = stops[(self.at[stop] + step) % size]
            for other in self.near[stop]:
                gain = metres[stop][after] - metres[stop][other]
                if gain <= LEAST:
                    break
                beyond = stops[(self.at[other] + step) % size]
                if gain + metres[other][beyond] - metres[after][beyond] > LEAST:
                    first, second = (after, other) if step == 1 else (stop, beyond)
                    self._turn(self.at[first], self.at[second])
                    return [stop, after, other, beyond]
        return []

    def _turn(self, first: int, second: int) -> None:
        """Walk a piece the other way round; or all the rest, which is the same."""
        if first > second:
            first, second = second + 1, first - 1
        self.stops[first : second + 1] = self.stops[first : second + 1][::-1]
        self._number(first, second + 1)

    def _move(self, stop: int) -> list[int]:
        """Take a piece that begins or ends with this stop to where its neighbours are."""
        metres, size = self.metres, len(self.stops)
        for long in range(1, min(LONGEST_PIECE, size - 3) + 1):
            for step in (1, -1):
                piece = [self.stops[(self.at[stop] + step * i) % size] for i in range(long)]
                before = self.stops[(self.at[stop] - step) % size]
                after = self.stops[(self.at[stop] + step * long) % size]
                saved = metres[before][stop] + metres[piece[-1]][after] - metres[before][after]
                for other in self.near[stop]:
                    if metres[stop][other] >= saved - LEAST:
                        break
                    if other in piece:
                        continue
                    for side in (1, -1):
                        beyond = self.stops[(self.at[other] + side) % size]
                        if beyond in piece:
                            continue
                        cost = (
                            metres[other][stop] + metres[piece[-1]][beyond] - metres[other][beyond]
                        )
                        if cost < saved - LEAST:
                            self._insert(piece, other, beyond)
                            return [*piece, before, after, other, beyond]
        return []

    def _insert(self, piece: list[int], one: int, other: int) -> None:
        """Between two neighbours, its first stop beside the first of them."""
        taken = set(piece)
        stops = [stop for stop in self.stops if stop not in taken]
        at = stops.index(one)
        if stops[(at + 1) % len(stops)] == other:
            stops[at + 1 : at + 1] = piece
        else:
            stops[at:at] = piece[::-1]
        self.stops = stops
        self._number(0, len(stops))

    def _number(self, first: int, end: int) -> None:
        for at in range(first, end):
            self.at[self.stops[at]] = at
