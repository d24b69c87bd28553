"""The floor in numbers, as the search wants it: what can be reached, and what is wanted where."""

import heapq
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from statistics import fmean

from rayon.shelves.route.graph import Spot, Walkways


@dataclass(slots=True)
class Stretch:
    """A way or a part of one. ``wanted``: how far along it, and which spot; rising."""

    begins: int
    ends: int
    metres: float
    wanted: list[tuple[float, int]] = field(default_factory=list)


@dataclass(slots=True)
class Net:
    """Junctions are numbers below ``size``; the walk leads from ``here`` to ``home``."""

    size: int
    here: int
    home: int
    stretches: list[Stretch]

    def neighbours(self, ways: Iterable[int]) -> list[set[int]]:
        """Which junctions these ways bring together, and a jump from the end to the beginning."""
        beside: list[set[int]] = [set() for _ in range(self.size)]
        pairs = [(self.stretches[way].begins, self.stretches[way].ends) for way in ways]
        for one, other in [*pairs, (self.here, self.home)]:
            if one != other:
                beside[one].add(other)
                beside[other].add(one)
        return beside

    def mean_length(self) -> float:
        """Of all ways."""
        return fmean(stretch.metres for stretch in self.stretches)

    def tree(self) -> set[int]:
        """The shortest ways from home to wherever something is wanted."""
        ways: list[list[tuple[float, int, int]]] = [[] for _ in range(self.size)]
        for way, stretch in enumerate(self.stretches):
            ways[stretch.begins].append((stretch.metres, way, stretch.ends))
            ways[stretch.ends].append((stretch.metres, way, stretch.begins))
        by: dict[int, tuple[int, int]] = {}
        waiting = [(0.0, -1, self.home, self.home)]
        while waiting:
            metres, way, begin, junction = heapq.heappop(waiting)
            if junction in by:
                continue
            by[junction] = (way, begin)
            for step, further, near in ways[junction]:
                if near not in by:
                    heapq.heappush(waiting, (metres + step, further, junction, near))
        return _needed(by, self._wanted_junctions())

    def _wanted_junctions(self) -> set[int]:
        wanted = {self.here}
        for stretch in self.stretches:
            if stretch.wanted:
                wanted |= {stretch.begins, stretch.ends}
        return wanted


def _needed(by: dict[int, tuple[int, int]], wanted: set[int]) -> set[int]:
    """The ways of a tree that lead to what is wanted; ``by``: way and junction before."""
    needed: set[int] = set()
    for junction in wanted:
        way, before = by[junction]
        while way >= 0 and way not in needed:
            needed.add(way)
            way, before = by[before]
    return needed


def net_of(walkways: Walkways, spots: Sequence[Spot], here: Spot | None = None) -> Net:
    """What can be reached from the start. ``here``: where the person stands, else at the start.

    Spots at the same place keep the order in which they are given.
    """
    reached = walkways.reached()
    numbers = {name: at for at, name in enumerate(filter(reached.__contains__, walkways.junctions))}
    wanted: dict[str, list[tuple[float, int]]] = {}
    for index, spot in enumerate(spots):
        wanted.setdefault(spot.way, []).append((spot.at, index))
    home = numbers[walkways.start]
    net = Net(len(numbers), home, home, [])
    for way in walkways.ways:
        if way.begins not in reached:
            continue
        stretch = Stretch(
            numbers[way.begins], numbers[way.ends], way.metres, sorted(wanted.get(way.id, ()))
        )
        if here and here.way == way.id:
            net.here, net.size = net.size, net.size + 1
            net.stretches += _split(stretch, net.here, here.at)
        else:
            net.stretches.append(stretch)
    return net


def _split(stretch: Stretch, middle: int, at: float) -> list[Stretch]:
    before = [(where, spot) for where, spot in stretch.wanted if where <= at]
    after = [(where - at, spot) for where, spot in stretch.wanted if where > at]
    return [
        Stretch(stretch.begins, middle, at, before),
        Stretch(middle, stretch.ends, stretch.metres - at, after),
    ]
