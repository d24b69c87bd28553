"""A courier's stops on a plain table of distances."""

import math
import random
from itertools import pairwise, permutations

import pytest

from rayon.shelves.route.rounds import shortest_round


def town(stops, seed):
    chance = random.Random(seed)
    places = [(chance.random(), chance.random()) for _ in range(stops + 1)]
    return [[math.dist(one, other) for other in places] for one in places]


def length(metres, order):
    return sum(metres[one][other] for one, other in pairwise([0, *order, 0]))


@pytest.mark.parametrize("seed", range(8))
def test_a_few_stops_are_ridden_in_the_shortest_order(seed):
    metres = town(7, seed)
    best = min(length(metres, order) for order in permutations(range(1, 8)))
    assert length(metres, shortest_round(metres)) == pytest.approx(best)


@pytest.mark.parametrize("stops", range(6))
def test_a_round_of_hardly_any_stops(stops):
    assert sorted(shortest_round(town(stops, 1), ms=5)) == list(range(1, stops + 1))


def test_every_stop_is_ridden_to_once():
    assert sorted(shortest_round(town(60, 3), ms=30)) == list(range(1, 61))


def test_many_parcels_for_one_house():
    assert sorted(shortest_round([[0.0] * 9] * 9, ms=5)) == list(range(1, 9))
