"""How far it is to walk past spots in a given order, by the shortest ways between them."""

import heapq
from collections.abc import Iterable

from rayon.shelves.route.net import Net, Stretch

INFINITE = float("inf")


class Distances:
    """On one net."""

    def __init__(self, net: Net) -> None:
        self.net = net
        self.beside: list[list[tuple[int, float]]] = [[] for _ in range(net.size)]
        self.places: dict[int, tuple[Stretch, float]] = {}
        for stretch in net.stretches:
            self.beside[stretch.begins].append((stretch.ends, stretch.metres))
            self.beside[stretch.ends].append((stretch.begins, stretch.metres))
            for at, spot in stretch.wanted:
                self.places[spot] = (stretch, at)

    def length(self, order: Iterable[int], longest: float = INFINITE) -> float:
        """From ``here`` past all these spots to ``home``; infinite if more than ``longest``."""
        total, ends = 0.0, [(self.net.here, 0.0)]
        last: tuple[Stretch | None, float] = (None, 0.0)
        for spot in order:
            stretch, at = self.places[spot]
            along = abs(at - last[1]) if stretch is last[0] else INFINITE
            there = [(stretch.begins, at), (stretch.ends, stretch.metres - at)]
            total += self._between(ends, there, along)
            if total > longest:
                return INFINITE
            last, ends = (stretch, at), there
        return total + self._between(ends, [(self.net.home, 0.0)], INFINITE)

    def _between(
        self, begins: list[tuple[int, float]], ends: list[tuple[int, float]], best: float
    ) -> float:
        """Dijkstra from both ends of one way to those of another; ``best``: known already."""
        waiting = [(metres, junction) for junction, metres in begins]
        heapq.heapify(waiting)
        seen: set[int] = set()
        while waiting:
            metres, junction = heapq.heappop(waiting)
            if metres >= best:
                break
            if junction in seen:
                continue
            seen.add(junction)
            for end, more in ends:
                if end == junction:
                    best = min(best, metres + more)
            for near, step in self.beside[junction]:
                if near not in seen and metres + step < best:
                    heapq.heappush(waiting, (metres + step, near))
        return best
