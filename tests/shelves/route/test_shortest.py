"""No walk past the same spots is shorter, on any floor that is small enough to try them all."""

import pytest

from rayon.shelves.route.graph import Spot, Walkways, Way
from rayon.shelves.route.shortest import shortest_walk
from tests.shelves.route.floors import any_floor, block, grid, held_karp, length, spots_on

FOR_EVER = 1e9


@pytest.mark.parametrize("seed", range(120))
def test_no_walk_is_shorter_than_the_shortest(seed):
    walkways, spots, here = any_floor(seed)
    walk = shortest_walk(walkways, spots, ms=FOR_EVER, here=here)
    assert walk.is_shortest
    assert sorted(walk.order) == [spot.id for spot in spots]
    assert walk.metres == pytest.approx(held_karp(walkways, spots, here))
    assert walk.metres == pytest.approx(length(walkways, spots, walk.order, here))


@pytest.mark.parametrize("seed", range(12))
def test_one_block_is_solved_exactly(seed):
    walkways = block(aisles=6)
    spots = spots_on(walkways, 8, seed)
    walk = shortest_walk(walkways, spots)
    assert walk.is_shortest
    assert walk.metres == pytest.approx(held_karp(walkways, spots))


@pytest.mark.parametrize("ms", [1, 50])
def test_where_time_is_short_the_walk_is_still_a_walk(ms):
    walkways = grid(9, 9)
    spots = spots_on(walkways, 60, seed=1)
    walk = shortest_walk(walkways, spots, ms=ms)
    assert sorted(walk.order) == sorted(spot.id for spot in spots)
    assert walk.metres == pytest.approx(length(walkways, spots, walk.order))


def test_never_longer_than_the_given_order():
    walkways = grid(7, 7)
    spots = spots_on(walkways, 20, seed=2)
    best = shortest_walk(walkways, spots, ms=300).order
    in_order = sorted(spots, key=lambda spot: best.index(spot.id))
    walk = shortest_walk(walkways, in_order, ms=1)
    assert walk.metres <= length(walkways, spots, best) + 1e-9


def test_nothing_to_fetch_is_no_walk():
    assert shortest_walk(block(3), []).order == []
    assert shortest_walk(block(3), []).metres == 0
    assert shortest_walk(Walkways(["a"], [], "a"), []).metres == 0


def test_what_stands_in_one_place_keeps_its_order_in_both_directions():
    walkways = block(2)
    names = ["c", "a", "b"]
    spots = [Spot(name, "aisle0", 5) for name in names]
    assert shortest_walk(walkways, spots).order == names
    behind = [Spot("far", "aisle1", 4), *(Spot(name, "aisle0", 8) for name in names)]
    order = shortest_walk(walkways, behind).order
    assert [name for name in order if name != "far"] == names


def test_who_does_not_like_to_turn_round_walks_through():
    walkways = block(2, metres=10)
    spots = [Spot("deep", "aisle0", 5.2), Spot("near", "aisle1", 3)]
    turning = shortest_walk(walkways, spots)
    through = shortest_walk(walkways, spots, turning=6)
    assert turning.metres == pytest.approx(2 * 5.2 + 2 * 1.5 + 2 * 3)
    assert through.metres == pytest.approx(20 + 2 * 1.5)


def test_a_corridor_that_is_no_shorter_is_not_needed():
    ways = [Way("ab", "a", "b", 3), Way("bc", "b", "c", 4), Way("ac", "a", "c", 7)]
    walkways = Walkways(["a", "b", "c"], ways, "a")
    assert shortest_walk(walkways, [Spot("x", "bc", 4)]).metres == pytest.approx(14)
    assert shortest_walk(walkways, [Spot("x", "ac", 6)]).metres == pytest.approx(12)


def test_two_floors_are_joined_by_stairs():
    ways = [Way("stairs", "a", "b", 12), Way("up", "b", "c", 5), Way("down", "a", "d", 5)]
    walkways = Walkways(["a", "b", "c", "d"], ways, "a")
    spots = [Spot("x", "up", 4), Spot("y", "down", 1)]
    assert shortest_walk(walkways, spots).metres == pytest.approx(2 * (12 + 4 + 1))
