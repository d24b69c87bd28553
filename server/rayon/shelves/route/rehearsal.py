"""Sums of half walks, learned before anybody waits: they are the same in every library.

Which half walks fit together depends on how their junctions lie, not on where. A few small
buildings, never walked by anyone, teach most of what a large one asks for.
"""

import random
from itertools import pairwise, product

from rayon.shelves.route.graph import Spot, Walkways, Way
from rayon.shelves.route.improving import half_walks
from rayon.shelves.route.shortest import shortest_walk

#: Storeys, aisles in each of two blocks, and what is wanted there.
BUILDINGS = ((2, 6, 40), (3, 10, 60))
AISLE, APART, UP = 7.5, 1.7, (15.0, 18.0)
#: Enough to look them over several times.
MS = 300.0


def rehearse() -> None:
    """Once in each thread that plans walks: call it where a start may take time."""
    if half_walks().states.known:
        return
    for storeys, aisles, picks in BUILDINGS:
        building = _building(storeys, aisles)
        shortest_walk(building, _spots(building, picks), ms=MS)


def _building(storeys: int, aisles: int) -> Walkways:
    """Two blocks on each floor, stairs at one corner and a lift at the one across."""
    ways = [way for storey in range(storeys) for way in _storey(storey, aisles)]
    stairs, lift = [
        [Way(f"{corner}-{below}", f"{below}-{corner}", f"{above}-{corner}", metres)
         for below, above in pairwise(range(storeys))]
        for corner, metres in zip(("0-0", f"{aisles - 1}-2"), UP, strict=True)
    ]  # fmt: skip
    ways += [*stairs, *lift, Way("door", "cart", "0-0-0", 3.0)]
    junctions = list(dict.fromkeys(end for way in ways for end in (way.begins, way.ends)))
    return Walkways(junctions, ways, "cart")


def _storey(storey: int, aisles: int) -> list[Way]:
    along = [(column, row, column, row + 1, AISLE)
             for column, row in product(range(aisles), range(2))]  # fmt: skip
    across = [(column, row, column + 1, row, APART)
              for column, row in product(range(aisles - 1), range(3))]  # fmt: skip
    return [
        Way(f"{storey}-{a}-{b}-{c}-{d}", f"{storey}-{a}-{b}", f"{storey}-{c}-{d}", metres)
        for a, b, c, d, metres in (*along, *across)
    ]


def _spots(building: Walkways, picks: int) -> list[Spot]:
    chance = random.Random(picks)  # noqa: S311 (no secret)
    aisles = [way for way in building.ways if way.metres == AISLE]
    return [
        Spot(str(number), chance.choice(aisles).id, round(chance.uniform(0, AISLE), 2))
        for number in range(picks)
    ]
