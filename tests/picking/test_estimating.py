"""How many minutes a walk will take: told when it is planned, learned from walks that are over."""

from datetime import UTC, datetime, timedelta

import pytest

from rayon.picking.estimating import minutes_of
from rayon.shelves.route.pace import USUAL
from tests.builders import a_copy, a_hold, a_location, a_title, pick_of, row
from tests.phones import a_phone
from tests.shelves.floors import a_floor, begins


@pytest.fixture(autouse=True)
def tuesday(clock):
    clock.set(datetime(2026, 11, 24, 8, 0, tzinfo=UTC))


def ten_holds(app, branch, start, location=None):
    holds = []
    for n in range(start, start + 10):
        title = a_title(app, f"C-{n}")
        a_copy(app, branch, title, f"C-{n:03}", location, call_number=f"R {n:03}")
        holds.append(a_hold(app, branch, title))
    return holds


def plan(phone):
    (walk,) = phone.post("/api/walks/plan", {"pickers": 1}).get_json()["walks"]
    return walk


def walk_it(app, phone, clock, walk, holds, minutes):
    phone.do("claim_walk", walk["id"])
    clock.move(timedelta(minutes=minutes))
    for hold in holds:
        phone.do("report_not_found", pick_of(app, hold))
    phone.do("finish_walk", walk["id"])


def test_a_new_branch_is_told_what_is_usual(app, canal, phone):
    ten_holds(app, canal, 0)
    walk = plan(phone)
    assert walk["minutes"] == 7
    assert row(app, "walk", walk["id"])["metres"] is None


def test_on_a_surveyed_floor_the_metres_count(app, canal, phone):
    romans = a_location(app, canal, "Romans", 1)
    ten_holds(app, canal, 0, romans)
    a_floor(app, canal, {"bay": "A-1", "position": 1, "starts": [begins(1, romans, "R 000")]})
    walk = plan(phone)
    metres = row(app, "walk", walk["id"])["metres"]
    assert metres > 0
    assert walk["minutes"] == minutes_of(USUAL, metres, 10)


def test_a_branch_with_steep_stairs_is_slow_for_everybody(app, canal, phone, clock, ben):
    for n in range(6):
        holds = ten_holds(app, canal, 10 * n)
        walk_it(app, phone, clock, plan(phone), holds, minutes=16)
    ten_holds(app, canal, 100)
    walk = plan(a_phone(app, canal, ben))
    picks = walk["picks"]
    assert minutes_of(USUAL, None, picks) < walk["minutes"] <= 16 * picks / 10


def test_what_was_broken_off_tells_nothing(app, canal, phone, clock):
    for n in range(5):
        holds = ten_holds(app, canal, 10 * n)
        walk_it(app, phone, clock, plan(phone), holds[:1], minutes=60)
    walk = plan(phone)
    assert walk["minutes"] == minutes_of(USUAL, None, walk["picks"])
