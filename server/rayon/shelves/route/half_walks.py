"""The shortest walk, exactly: a dynamic programme over half walks.

Ratliff and Rosenthal (1983) do it for one block of aisles: they go from aisle to aisle and keep,
for each of seven states of its two ends, the shortest half walk behind them. The same works on
any floor on which few junctions are open at a time. One junction after another is closed: the
half walks that meet there are added up, for each state of the junctions still open the shortest
is kept, and at the end the start alone is open. On one block that is their programme and takes
about a millisecond; two blocks one behind the other are as exact.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from rayon.shelves.route.passing import FROM_BOTH, Passing
from rayon.shelves.route.states import DEAD, MANY, States

Half = Passing | tuple[float, "Half", "Half"]
Table = dict[int, Half]
Ends = tuple[int, ...]

_NOTHING = Passing(0, 0, -1, (0,), 0, 0)


class Halves(NamedTuple):
    """The half walks over a part of the floor; ``open``: junctions, first to be closed first."""

    open: Ends
    table: Table


Keep = Callable[[Halves], Halves]


def everything(halves: Halves) -> Halves:
    """Every half walk is kept."""
    return halves


class HalfWalks:
    """Adds up half walks. It learns the sums, so that the next floor takes less time."""

    def __init__(self) -> None:
        self.states = States()

    def of_way(self, ends: Ends, choices: Iterable[Passing], rank: list[int]) -> Halves:
        """The half walks over one way; ``rank``: when each junction will be closed."""
        if ends[0] == ends[1]:
            best = min(choices)
            return Halves(ends[:1], {self.states.number((2 * any(best.does),)): best})
        is_turned = rank[ends[0]] > rank[ends[1]]
        table: Table = {}
        for passing in choices:
            does = passing.does
            if is_turned and does != FROM_BOTH:
                does = does[::-1]
            table[self.states.number(does)] = passing
        return Halves(ends[::-1] if is_turned else ends, table)

    def touching(self, junction: int) -> Halves:
        """The end of a detour that is part of the walk in any case."""
        return Halves((junction,), {self.states.number((2,)): _NOTHING})

    def add_up(
        self, parts: Iterable[Halves], rank: list[int], keep: Keep = everything
    ) -> list[Passing]:
        """How each way is passed in the shortest walk, of those that ``keep`` lets through.

        Nothing where it lets none through.
        """
        waiting: list[list[Halves]] = [[] for _ in rank]
        for part in parts:
            waiting[part.open[0]].append(part)
        order = sorted(range(len(rank)), key=rank.__getitem__)
        for junction in order[:-1]:
            if waiting[junction]:
                closed = self._close(junction, waiting[junction], rank, keep)
                if closed.open:
                    waiting[closed.open[0]].append(closed)
        ends = waiting[order[-1]]
        if not all(each.table for each in ends):
            return []
        return list(_leaves(min(each.table.values()) for each in ends))

    def _close(self, junction: int, parts: list[Halves], rank: list[int], keep: Keep) -> Halves:
        """Add up all that meets here, the largest first, then what opens no further junction."""
        if len(parts) == 1:
            parts = [*parts, Halves((junction,), {self.states.number((0,)): _NOTHING})]
        left = sorted(parts, key=lambda part: -len(part.open))
        total = left.pop(0)
        while left:
            part = min(left, key=lambda one: len(set(one.open).difference(total.open)))
            left.remove(part)
            total = keep(self._sum(total, part, rank, closes=not left))
        return total

    def _sum(self, left: Halves, right: Halves, rank: list[int], closes: bool) -> Halves:
        """Every half walk on the left with every one on the right that fits."""
        opened = tuple(sorted({*left.open, *right.open}, key=rank.__getitem__))
        places = (tuple(map(opened.index, left.open)), tuple(map(opened.index, right.open)))
        size = len(opened)
        known = self.states.known
        sums = self.states.sums(places, size, closes)
        fitting = _by_parity(right, known) if closes else [list(right.table.items())] * 2
        table: Table = {}
        get_sum, get_best = sums.get, table.get
        for one, half in left.table.items():
            metres, key = half[0], one * MANY
            for other, other_half in fitting[known[one][0] & 1]:
                state = get_sum(key + other)
                if state is None:
                    state = sums[key + other] = self.states.add(one, other, places, size, closes)
                if state == DEAD:
                    continue
                cost = metres + other_half[0]
                best = get_best(state)
                if best is None or cost < best[0]:
                    table[state] = (cost, half, other_half)
        return Halves(opened[1:] if closes else opened, table)


def _by_parity(halves: Halves, known: list[Ends]) -> list[list[tuple[int, Half]]]:
    """What adds up to an even number of ways at the junction to be closed: for even, for odd."""
    items = halves.table.items()
    return [[item for item in items if known[item[0]][0] & 1 == odd] for odd in (0, 1)]


def _leaves(halves: Iterable[Half]) -> Iterator[Passing]:
    """The ways that a walk is made of."""
    waiting = list(halves)
    while waiting:
        half = waiting.pop()
        if isinstance(half, Passing):
            if half.way >= 0:
                yield half
        else:
            waiting += half[1:]
