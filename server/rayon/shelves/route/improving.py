"""The shortest walk that can be found in the time given, on any floor.

A small floor is solved at once, exactly. A large one is looked over, at first keeping few half
walks at a time and then as many as there is time for; the best walk known so far is always among
them. Where no walk is among the first few, it begins on the tree of shortest ways.
"""

import threading
from collections.abc import Iterable, Mapping
from itertools import cycle
from typing import NamedTuple

from rayon.shelves.route.half_walks import HalfWalks, Halves, Keep, everything
from rayon.shelves.route.keeping import Promising, Trace
from rayon.shelves.route.net import Net
from rayon.shelves.route.passing import ONCE, Passing, passings
from rayon.shelves.route.stopwatch import Stopwatch
from rayon.shelves.route.sweeping import closing_order

#: Milliseconds per sum of two half walks, with some to spare.
PACE = 0.0005
#: So many sums, at most, are made when a junction is closed beside 0, 1, 2, … open ones.
SUMS = (10, 20, 40, 170, 1000, 40_000, 400_000)
#: Half walks kept at a first look: at least, and where it takes just as long as there is time.
FEWEST, FEW = 20, 60
#: The next look takes this part of the time of the last: most sums are known by then.
AGAIN = 0.6
#: Two full tables are added up in at most this part of the time, in milliseconds per new sum.
LARGEST, NEW = 0.4, 0.003
#: It is worth while as long as it can keep this part of what was kept.
ENOUGH = 0.6
#: To join a loose piece of half a walk to the others will cost about so many ways: in turn.
LOOSE = (3.0, 6.0, 1.5)
#: Beyond so many states, sums are learned anew: they fill the memory.
MOST_STATES = 50_000

#: Whoever ends elsewhere walks a circle that is closed by a jump.
JUMP = Passing(0, 0, -1, ONCE, 0, 0)


class Found(NamedTuple):
    """How each way is passed; ``is_shortest``: proven."""

    chosen: list[Passing]
    is_shortest: bool


def best_passings(net: Net, watch: Stopwatch, turning: float) -> Found:
    """The best walk on a net; takes longer than the watch gives only to find a first one."""
    floor = _Floor(net, turning)
    rank, sums = floor.order(range(len(net.stretches)))
    if sums * PACE < watch.left():
        return Found(floor.shortest(rank), is_shortest=True)
    few = max(FEWEST, int(FEW * watch.left() / (sums * PACE)))
    return _looked_over(floor, rank, few, watch)


def _looked_over(floor: "_Floor", rank: list[int], few: int, watch: Stopwatch) -> Found:
    chosen: list[Passing] = []
    for loose in cycle(LOOSE):
        began = watch.spent()
        promising = floor.promising(chosen, rank, few, loose, watch)
        chosen = floor.shortest(rank, promising.keep) or floor.on_the_tree()
        if not promising.has_cut:
            return Found(chosen, is_shortest=True)
        more = watch.left() / (AGAIN * (watch.spent() - began))
        if more < ENOUGH:
            break
        few = min(int(few * more), int((LARGEST * watch.left() / NEW) ** 0.5))
    return Found(chosen, is_shortest=False)


class _Floor:
    """One net, and all that can be done on each of its ways."""

    def __init__(self, net: Net, turning: float) -> None:
        self.net = net
        self.half_walks = half_walks()
        self.choices = {
            way: passings(way, stretch.metres, [at for at, _ in stretch.wanted], turning)
            for way, stretch in enumerate(net.stretches)
        }

    def order(self, ways: Iterable[int]) -> tuple[list[int], int]:
        """When each junction is closed if one walks on these ways, and how many sums that takes."""
        beside = self.net.neighbours(ways)
        rank, sums = [self.net.size] * self.net.size, 0
        for number, (junction, width) in enumerate(closing_order(beside, self.net.home)):
            rank[junction] = number
            sums += SUMS[min(width, len(SUMS) - 1)]
        return rank, sums

    def shortest(self, rank: list[int], keep: Keep = everything) -> list[Passing]:
        """The shortest walk on all ways, as far as half walks are kept."""
        return self.half_walks.add_up(self._parts(self.choices, rank), rank, keep)

    def on_the_tree(self) -> list[Passing]:
        """The first walk: on the shortest ways from the start, with detours into the others."""
        tree = self.net.tree()
        rank, _ = self.order(tree)
        detours = [
            min(one for one in choices if not one.is_through)
            for way, choices in self.choices.items()
            if way not in tree
        ]
        parts = self._parts({way: self.choices[way] for way in tree}, rank)
        for detour in detours:
            for end, touched in zip(self._ends(detour.way), detour.does, strict=True):
                if touched:
                    parts.append(self.half_walks.touching(end))
        return detours + self.half_walks.add_up(parts, rank)

    def promising(
        self, chosen: Iterable[Passing], rank: list[int], few: int, loose: float, watch: Stopwatch
    ) -> Promising:
        """So many half walks at a time, and those that ``chosen`` is made of."""
        trace = Trace()
        if in_turn := sorted(chosen, key=lambda one: one.way):
            only = self._parts({one.way: [one] for one in in_turn}, rank)
            self.half_walks.add_up(only, rank, trace.keep)
        metres = loose * self.net.mean_length()
        work = len(trace.states) or len(self.choices)
        return Promising(few, metres, trace.states, work, self.half_walks.states, watch)

    def _parts(self, choices: Mapping[int, list[Passing]], rank: list[int]) -> list[Halves]:
        add = self.half_walks
        parts = [add.of_way(self._ends(way), some, rank) for way, some in choices.items()]
        if self.net.here != self.net.home:
            parts.append(add.of_way((self.net.here, self.net.home), [JUMP], rank))
        return parts

    def _ends(self, way: int) -> tuple[int, int]:
        return (self.net.stretches[way].begins, self.net.stretches[way].ends)


_kept = threading.local()


def half_walks() -> HalfWalks:
    """With all the sums that this thread has learned, unless they have become too many."""
    if not hasattr(_kept, "half_walks") or len(_kept.half_walks.states.known) > MOST_STATES:
        _kept.half_walks = HalfWalks()
    found: HalfWalks = _kept.half_walks
    return found
