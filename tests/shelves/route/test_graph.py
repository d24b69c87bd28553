"""A floor that cannot be walked is refused with a sentence that names the culprit."""

import pytest

from rayon.shelves.route.graph import NoSuchWalk, Spot, Walkways, Way, check_spots

AISLE = Way("aisle", "front", "back", 8.4)


def floor(*ways, junctions=("front", "back", "attic"), start="front"):
    return Walkways(junctions, ways or (AISLE,), start)


@pytest.mark.parametrize(
    ("walkways", "culprit"),
    [
        (floor(start="cellar"), "start 'cellar'"),
        (floor(Way("w", "front", "cellar", 1)), "unknown node 'cellar'"),
        (floor(AISLE, AISLE), "edge 'aisle' stands 2 times"),
        (floor(junctions=("front", "back", "back")), "node 'back' stands 2 times"),
        (floor(Way("w", "front", "back", -1)), "-1 is no length"),
        (floor(Way("w", "front", "back", float("nan"))), "nan is no length"),
        (floor(Way("w", "front", "back", 1e300)), "1e+300 is no length"),
    ],
)
def test_a_floor_that_is_none(walkways, culprit):
    with pytest.raises(NoSuchWalk, match=culprit.replace("+", r"\+")):
        walkways.check()


@pytest.mark.parametrize(
    ("spots", "culprit"),
    [
        ([Spot("p", "nowhere", 1)], "unknown edge 'nowhere'"),
        ([Spot("p", "aisle", 1), Spot("p", "aisle", 2)], "pick 'p' stands 2 times"),
        ([Spot("p", "aisle", 8.5)], "8.5 m is not on edge 'aisle' of 8.4 m"),
        ([Spot("p", "aisle", -0.1)], "is not on edge"),
        ([Spot("p", "aisle", float("nan"))], "is not on edge"),
        ([Spot("p", "roof", 0)], "edge 'roof' cannot be reached"),
    ],
)
def test_a_spot_that_is_none(spots, culprit):
    walkways = floor(AISLE, Way("roof", "attic", "attic", 0))
    with pytest.raises(NoSuchWalk, match=culprit):
        check_spots(walkways, spots)


def test_both_ends_of_an_aisle_are_on_it():
    walkways = floor()
    walkways.check()
    check_spots(walkways, [Spot("first", "aisle", 0), Spot("last", "aisle", 8.4)])
