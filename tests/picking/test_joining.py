"""Holds that come while walks are under way."""

from datetime import UTC, datetime

import pytest

from rayon.clock import now
from rayon.holds.sources import CART
from rayon.picking.jobs import join_late_holds
from rayon.sync.perform import perform_all
from tests.builders import (
    a_copy,
    a_hold,
    a_location,
    a_title,
    a_walk,
    pick_of,
    row,
    the_server_does,
)
from tests.phones import a_phone


@pytest.fixture
def library(app, canal, clock):
    """Romans, then comics; one walk through the novels with C-2 and C-4."""
    clock.set(datetime(2026, 11, 24, 8, 0, tzinfo=UTC))
    romans, comics = a_location(app, canal, "Romans", 1), a_location(app, canal, "BD", 2)
    holds = [_book(app, canal, f"C-{n}", romans) for n in (2, 4)]
    return {"romans": romans, "comics": comics, "walk": a_walk(app, canal, *holds), "holds": holds}


def _book(app, branch, barcode, location, **values):
    title = a_title(app, barcode)
    a_copy(app, branch, title, barcode, location, call_number=barcode)
    return a_hold(app, branch, title, **values)


def _join(app):
    with app.app_context():
        return join_late_holds(now(), perform_all)


def _position(app, hold):
    return row(app, "pick", pick_of(app, hold))["position"]


def test_while_nobody_has_the_walk_a_late_hold_takes_its_place_in_order(app, canal, library):
    late = _book(app, canal, "C-3", library["romans"])
    assert _join(app) == 1
    second, fourth = library["holds"]
    assert _position(app, second) < _position(app, late) < _position(app, fourth)
    assert not row(app, "pick", pick_of(app, late))["late"]
    assert _join(app) == 0


def test_once_it_is_taken_a_late_hold_comes_at_the_end_and_says_so(app, canal, phone, library):
    phone.do("claim_walk", library["walk"])
    before = [_position(app, hold) for hold in library["holds"]]
    late = _book(app, canal, "C-3", library["romans"])
    _join(app)
    pick = row(app, "pick", pick_of(app, late))
    assert pick["late"] and pick["position"] > max(before)
    assert [_position(app, hold) for hold in library["holds"]] == before
    news = phone.push()["changes"]
    assert pick["id"] in [change["id"] for change in news]


def test_it_joins_the_walk_that_passes_there(app, canal, library):
    other = a_walk(app, canal, _book(app, canal, "B-1", library["comics"]), name="BD")
    late = _book(app, canal, "B-2", library["comics"])
    _join(app)
    assert row(app, "hold", late)["walk_id"] == other


def test_without_a_walk_it_waits_for_the_next_plan(app, canal, phone, library):
    phone.do("claim_walk", library["walk"])
    phone.do("finish_walk", library["walk"])
    late = _book(app, canal, "C-3", library["romans"])
    assert _join(app) == 0
    assert row(app, "hold", late)["status"] == "open"


def test_who_loads_the_bike_cart_fetches_nothing_for_others(app, canal, library):
    the_server_does(app, "close_walk", library["walk"])
    a_walk(app, canal, _book(app, canal, "C-5", library["romans"], source=CART))
    late = _book(app, canal, "C-6", library["romans"])
    assert _join(app) == 0
    assert row(app, "hold", late)["status"] == "open"


def test_what_was_left_untouched_today_is_not_pressed_on_the_next_walk(app, canal, phone, library):
    phone.do("claim_walk", library["walk"])
    phone.do("finish_walk", library["walk"])
    a_walk(app, canal, _book(app, canal, "C-9", library["romans"]))
    assert _join(app) == 0


def test_a_walk_that_ended_meanwhile_takes_nobody_in(app, canal, phone, library):
    late = _book(app, canal, "C-3", library["romans"])
    phone.do("claim_walk", library["walk"])
    phone.do("finish_walk", library["walk"])
    line = {"id": "01900000-0000-7000-8000-00000000000b", "hold": late, "item": None, "position": 1}
    joined = the_server_does(
        app, "join_walk", library["walk"], {"day": "2026-11-24", "picks": [line]}
    )
    assert (joined.outcome, joined.why) == ("superseded", "walk_is_finished")
    assert row(app, "hold", late)["status"] == "open"


def test_a_colleague_without_the_walk_does_not_get_its_late_picks(app, canal, phone, ben, library):
    bens = a_phone(app, canal, ben)
    phone.do("claim_walk", library["walk"])
    bens.push()
    late = _book(app, canal, "C-3", library["romans"])
    _join(app)
    assert pick_of(app, late) not in [change["id"] for change in bens.push()["changes"]]
