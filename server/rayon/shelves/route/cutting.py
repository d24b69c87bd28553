"""Several walks instead of one: each in a few neighbouring aisles, all about equally long."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from rayon.shelves.route.distances import Distances
from rayon.shelves.route.graph import Spot, Walkways
from rayon.shelves.route.net import net_of
from rayon.shelves.route.shortest import Walk, shortest_walk

#: Finding a document takes as long as walking so far.
METRES_PER_SPOT = 20.0
#: An aisle is cut in two only where it holds more than this part of a walk.
LARGE = 0.5
#: What somebody would fetch in another's aisle is left to them if it is at most this part.
SMALL = 0.1


def cut_walks(
    walkways: Walkways,
    spots: Sequence[Spot],
    walkers: int,
    *,
    ms: float = 50.0,
    turning: float = 0.0,
    metres_per_spot: float = METRES_PER_SPOT,
) -> list[Walk]:
    """At most so many walks, none of them empty; ``ms`` of thought for the first cut and for each.

    The one shortest walk past everything is cut, between two aisles, where the longest of the
    pieces becomes as short as can be; each piece is then walked in its own shortest way.
    """
    if not spots:
        return []
    by_id = {spot.id: spot for spot in spots}
    whole = [by_id[name] for name in shortest_walk(walkways, spots, ms=ms, turning=turning).order]
    efforts = _Efforts(walkways, whole, metres_per_spot)
    cuts = efforts.best_cuts(max(1, min(walkers, len(whole))))
    owners = _one_owner_per_aisle([whole[one:other] for one, other in cuts])
    pieces = [[spot for spot in spots if owners[spot.id] == owner] for owner in range(len(cuts))]
    return [shortest_walk(walkways, piece, ms=ms, turning=turning) for piece in pieces if piece]


def _one_owner_per_aisle(pieces: Sequence[Sequence[Spot]]) -> dict[str, int]:
    """The walk comes by many an aisle twice; who has most of it fetches a small rest too."""
    size = sum(map(len, pieces)) / len(pieces)
    of_way: dict[str, Counter[int]] = {}
    for owner, piece in enumerate(pieces):
        for spot in piece:
            of_way.setdefault(spot.way, Counter())[owner] += 1
    owners: dict[str, int] = {}
    for owner, piece in enumerate(pieces):
        for spot in piece:
            shares = of_way[spot.way]
            most = max(shares, key=lambda one: (shares[one], one))
            owners[spot.id] = most if shares[owner] <= SMALL * size else owner
    return owners


@dataclass(slots=True)
class _Cut:
    """The longest piece so far, all pieces together, and where each begins."""

    longest: float
    total: float
    begins: tuple[int, ...]


class _Efforts:
    """What it takes to walk a piece of the whole, in metres."""

    def __init__(self, walkways: Walkways, whole: Sequence[Spot], per_spot: float) -> None:
        self.whole = whole
        distances = Distances(net_of(walkways, whole))
        size = len(whole)
        self.there = [distances.length([number]) / 2 for number in range(size)]
        # The steps between two spots: a round past both, less the ways from and to the start.
        self.sums = [0.0]
        for one, other in pairwise(range(size)):
            step = distances.length([one, other]) - self.there[one] - self.there[other]
            self.sums.append(self.sums[-1] + step + per_spot)
        self.per_spot = per_spot

    def effort(self, begin: int, end: int) -> float:
        """From the start past these spots to the start."""
        inside = self.sums[end - 1] - self.sums[begin] + self.per_spot
        return self.there[begin] + inside + self.there[end - 1]

    def best_cuts(self, pieces: int) -> list[tuple[int, int]]:
        """The pieces, as far as the longest can be made short."""
        places = self._places(pieces)
        best = {0: _Cut(0.0, 0.0, ())}
        for _ in range(pieces):
            best = self._one_more(best, places)
        begins = best[len(self.whole)].begins
        return list(pairwise([*begins, len(self.whole)]))

    def _one_more(self, best: dict[int, _Cut], places: list[int]) -> dict[int, _Cut]:
        longer: dict[int, _Cut] = {}
        for begin, cut in best.items():
            for end in places:
                if end <= begin:
                    continue
                effort = self.effort(begin, end)
                longest, total = max(cut.longest, effort), cut.total + effort
                known = longer.get(end)
                if known is None or (longest, total) < (known.longest, known.total):
                    longer[end] = _Cut(longest, total, (*cut.begins, begin))
        return longer

    def _places(self, pieces: int) -> list[int]:
        """Where may be cut: between two ways, and inside those that are a large part of a walk."""
        size = len(self.whole)
        borders = [n for n in range(1, size) if self.whole[n].way != self.whole[n - 1].way]
        inside = [
            place
            for begin, end in pairwise([0, *borders, size])
            if end - begin > LARGE * size / pieces
            for place in range(begin + 1, end)
        ]
        if len(borders) + 1 < pieces:
            inside = list(range(1, size))
        return sorted({*borders, *inside, size})
