"""Several walks instead of one: each in a few neighbouring aisles, all about equally long."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from statistics import fmean

from rayon.shelves.route.distances import Distances
from rayon.shelves.route.graph import Spot, Walkways
from rayon.shelves.route.net import net_of
from rayon.shelves.route.shortest import Walk, shortest_walk
from rayon.shelves.route.stopwatch import Stopwatch

#: Finding a document takes as long as walking so far.
METRES_PER_SPOT = 20.0
#: At first an aisle is cut in two only where it holds more than this part of a walk.
LARGE = 0.5
#: How long a walk would be is asked often: a quick answer will do, in milliseconds.
QUICK = 8.0
#: Less than this is not worth a different cut, in metres.
WORTH = 5.0

#: From the start past the spots of a piece of the line, in metres; by where it begins and ends.
Effort = Callable[[int, int], float]


def cut_walks(
    walkways: Walkways,
    spots: Sequence[Spot],
    walkers: int,
    *,
    ms: float = 50.0,
    turning: float = 0.0,
    metres_per_spot: float = METRES_PER_SPOT,
) -> list[Walk]:
    """At most so many walks, none of them empty.

    ``ms`` of thought for the first cut, for each walk, and for each once more to even them out.
    The one shortest walk past everything is cut, between two aisles, where the longest of the
    pieces becomes as short as can be; then the longer of two neighbours leaves some to the other.
    """
    if not spots:
        return []
    by_id = {spot.id: spot for spot in spots}
    tour = [by_id[name] for name in shortest_walk(walkways, spots, ms=ms, turning=turning).order]
    line = _aisle_by_aisle(tour)
    cuts = _Efforts(walkways, line, metres_per_spot).best_cuts(max(1, min(walkers, len(line))))

    @cache
    def effort(begin: int, end: int) -> float:
        walk = shortest_walk(walkways, line[begin:end], ms=QUICK, turning=turning)
        return walk.metres + metres_per_spot * (end - begin)

    even = _Evening(line, [begin for begin, _ in cuts], effort)
    even.out(Stopwatch(ms * len(cuts)))
    # Within one place the order that was given is kept.
    pieces = [[spot for spot in spots if spot.id in own] for own in even.pieces()]
    return [shortest_walk(walkways, piece, ms=ms, turning=turning) for piece in pieces]


def _aisle_by_aisle(tour: Sequence[Spot]) -> list[Spot]:
    """The walk comes by many an aisle twice; here all that stands in one is together."""
    aisles: dict[str, list[int]] = {}
    for number, spot in enumerate(tour):
        aisles.setdefault(spot.way, []).append(number)
    in_turn = sorted(aisles.values(), key=fmean)
    return [spot for numbers in in_turn for spot in _along([tour[n] for n in numbers])]


def _along(aisle: list[Spot]) -> list[Spot]:
    """From the end where one comes in."""
    return sorted(aisle, key=lambda spot: spot.at, reverse=aisle[0].at > aisle[-1].at)


class _Evening:
    """Moves the cuts between neighbours as long as the longer of two walks gets shorter."""

    def __init__(self, line: list[Spot], begins: list[int], effort: Effort) -> None:
        self.line = line
        self.bounds = [*begins, len(line)]
        self.effort = effort

    def out(self, watch: Stopwatch) -> None:
        """Until nothing gets better, or the time is over."""
        while watch.left() > 0 and any(map(self._shift, self._longest_first())):
            pass

    def pieces(self) -> list[set[str]]:
        """Ids of the spots of each."""
        return [{spot.id for spot in self.line[one:other]} for one, other in pairwise(self.bounds)]

    def _longest_first(self) -> list[int]:
        """The cuts, those first that part the longest walk from another."""
        cuts = range(1, len(self.bounds) - 1)
        return sorted(cuts, key=lambda cut: -self._longer(cut, self.bounds[cut]))

    def _longer(self, cut: int, place: int) -> float:
        before, after = self.bounds[cut - 1], self.bounds[cut + 1]
        return max(self.effort(before, place), self.effort(place, after))

    def _shift(self, cut: int) -> bool:
        """Whether the cut was moved."""
        now = self._longer(cut, self.bounds[cut])
        for place in self._places(cut):
            if self._longer(cut, place) < now - WORTH:
                self.bounds[cut] = place
                return True
        return False

    def _places(self, cut: int) -> list[int]:
        """Where the cut might go: a whole aisle further, else a part of it."""
        before, place, after = self.bounds[cut - 1 : cut + 2]
        gives_first = self.effort(before, place) > self.effort(place, after)
        step = -1 if gives_first else 1
        size = self._aisle(place, step)
        places = [place + step * part for part in (size, (size + 1) // 2, 1)]
        return [one for one in dict.fromkeys(places) if before < one < after]

    def _aisle(self, place: int, step: int) -> int:
        """How many spots from here on stand in one aisle."""
        at, size = place - (step < 0), 0
        way = self.line[at].way
        while 0 <= at < len(self.line) and self.line[at].way == way:
            at, size = at + step, size + 1
        return size


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
