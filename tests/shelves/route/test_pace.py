"""How long a walk will take, from how long walks took in this branch."""

import random

import pytest

from rayon.shelves.route.pace import FASTEST, SLOWEST, USUAL, Finished, Pace, estimate, learned


def morning(pace, walks, seed=1, spread=0.1):
    chance = random.Random(seed)
    told = []
    for _ in range(walks):
        metres, picks = chance.uniform(80, 600), chance.randint(5, 60)
        minutes = estimate(pace, metres, picks) * chance.gauss(1, spread)
        told.append(Finished(metres, picks, minutes))
    return told


def test_a_new_branch_walks_as_is_usual():
    assert learned([]) == USUAL
    assert estimate(USUAL, 250, 25) == pytest.approx(17.5)


@pytest.mark.parametrize("pace", [Pace(0.8, 20), Pace(2.5, 60), Pace(1.5, 70)])
def test_a_month_of_walks_tells_how_fast_a_branch_is(pace):
    found = learned(morning(pace, walks=80))
    for metres, picks in [(120, 30), (500, 10), (300, 40)]:
        assert estimate(found, metres, picks) == pytest.approx(
            estimate(pace, metres, picks), rel=0.15
        )


def test_one_walk_changes_little():
    slow = learned([Finished(250, 25, 35)])
    assert 1 < estimate(slow, 250, 25) / estimate(USUAL, 250, 25) < 1.4


def test_lunch_on_a_walk_is_not_learned():
    walks = morning(USUAL, walks=20, spread=0.02)
    with_lunch = [*walks, Finished(200, 20, 190), Finished(300, 30, 0.2)]
    assert learned(with_lunch) == learned(walks)


def test_no_pace_is_absurd():
    for minutes in (0.001, 1e6):
        found = learned([Finished(250, 25, minutes)] * 50)
        assert FASTEST.per_metre <= found.per_metre <= SLOWEST.per_metre
        assert FASTEST.per_pick <= found.per_pick <= SLOWEST.per_pick
    assert learned([Finished(0, 0, 5), Finished(10, 1, -3)]) == USUAL
