"""Ada and Ben share a morning: neighbouring aisles for each, and neither walks much longer."""

import pytest

from rayon.shelves.route.cutting import METRES_PER_SPOT, cut_walks
from tests.shelves.route.floors import block, grid, spots_on


def efforts(walks):
    return [walk.metres + METRES_PER_SPOT * len(walk.order) for walk in walks]


@pytest.mark.parametrize("walkers", [1, 2, 3])
def test_everything_is_fetched_once_and_nobody_walks_much_longer(walkers):
    spots = spots_on(block(17), 80, seed=walkers)
    walks = cut_walks(block(17), spots, walkers)
    assert len(walks) == walkers
    assert sorted(name for walk in walks for name in walk.order) == sorted(s.id for s in spots)
    assert max(efforts(walks)) <= 1.3 * min(efforts(walks))


def test_each_stays_in_neighbouring_aisles():
    walkways = block(16)
    spots = [spot for spot in spots_on(walkways, 150, seed=4) if spot.way.startswith("aisle")]
    way_of = {spot.id: spot.way for spot in spots}
    aisles = [{way_of[name] for name in walk.order} for walk in cut_walks(walkways, spots, 4)]
    shared = sum(len(aisles[one] & aisles[other]) for one in range(4) for other in range(one))
    assert shared <= 4


def test_an_aisle_that_holds_nearly_everything_is_shared():
    walkways = block(2, metres=40)
    spots = [spot for spot in spots_on(walkways, 90, seed=1) if spot.way == "aisle1"]
    walks = cut_walks(walkways, spots, 2)
    assert abs(len(walks[0].order) - len(walks[1].order)) <= 4


def test_nobody_gets_an_empty_walk():
    assert cut_walks(block(3), [], 2) == []
    spots = spots_on(grid(3, 3), 2, seed=1)
    assert [len(walk.order) for walk in cut_walks(grid(3, 3), spots, 9)] == [1, 1]
