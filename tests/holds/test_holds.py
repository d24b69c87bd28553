"""A hold outside any walk: asked for, cancelled, given up, told, disputed."""

from rayon.holds.action import line_id
from tests.builders import (
    a_copy,
    a_hold,
    a_title,
    a_walk,
    pick_of,
    row,
    the_server_does,
    the_trouble,
)
from tests.phones import a_phone

FOUND = {"barcode": "C-1", "how": "camera"}


def book(app, canal):
    title = a_title(app)
    copy = a_copy(app, canal, title, "C-1")
    return a_hold(app, canal, title), copy


def test_the_same_hold_asked_for_twice_is_one(app, canal):
    hold, _ = book(app, canal)
    asked = {
        "source": "test",
        "reference": "r",
        "pickup_branch": canal,
        "asked_at": "2026-11-20T10:00:00Z",
    }
    again = the_server_does(app, "place_hold", hold, asked)
    assert (again.outcome, again.why) == ("superseded", "already_asked")


def test_a_cancelled_hold_leaves_the_walk(app, canal, office):
    hold, _ = book(app, canal)
    a_walk(app, canal, hold)
    assert office.do("cancel_hold", hold, {"because": "staff"})["outcome"] == "applied"
    assert row(app, "hold", hold)["closed_because"] == "staff"
    assert row(app, "pick", pick_of(app, hold))["status"] == "withdrawn"
    assert office.do("cancel_hold", hold)["why"]["code"] == "already_closed"


def test_what_was_fetched_for_a_cancelled_hold_has_to_be_carried_back(app, canal, phone, office):
    hold, copy = book(app, canal)
    a_walk(app, canal, hold)
    phone.do("report_found", pick_of(app, hold), FOUND)
    office.do("cancel_hold", hold)
    line = the_trouble(app)
    assert (line["kind"], line["facts"]) == ("reshelve", {"barcode": "C-1", "place": "walk"})
    path = f"/api/trouble/{line['id']}/resolve"
    assert office.post(path, {"choice": "reshelved"}).status_code == 200
    item = row(app, "item", copy)
    assert (item["hold_id"], item["place_kind"]) == (None, "shelf")


def test_a_copy_that_serves_the_next_patron_is_not_put_back(app, canal, phone, office):
    hold, copy = book(app, canal)
    a_walk(app, canal, hold)
    phone.do("report_found", pick_of(app, hold), FOUND)
    office.do("cancel_hold", hold)
    line = the_trouble(app)["id"]
    title = row(app, "item", copy)["title_id"]
    second = a_hold(app, canal, title)
    a_walk(app, canal, second)
    phone.do("report_found", pick_of(app, second), FOUND)
    office.post(f"/api/trouble/{line}/resolve", {"choice": "reshelved"})
    assert row(app, "item", copy)["hold_id"] == second


def test_given_up_once(app, canal, phone, office):
    hold, _ = book(app, canal)
    assert office.do("give_up", hold, {"because": "no_copy"})["outcome"] == "applied"
    assert row(app, "hold", hold)["closed_because"] == "no_copy"
    assert office.do("give_up", hold)["why"]["code"] == "already_decided"
    assert phone.do("give_up", hold)["why"]["code"] == "not_allowed"


def test_what_is_in_our_hands_is_not_given_up(app, canal, phone, office):
    hold, _ = book(app, canal)
    a_walk(app, canal, hold)
    phone.do("report_found", pick_of(app, hold), FOUND)
    assert office.do("give_up", hold)["outcome"] == "superseded"


def test_kept_until_counts_from_the_day_the_patron_was_told(app, canal):
    hold, _ = book(app, canal)
    days = {"until": "2026-12-01", "on": "2026-11-24"}
    assert the_server_does(app, "record_told", hold, {"kind": "ready", **days}).outcome == "applied"
    kept = row(app, "hold", hold)
    assert [kept["told_on"].isoformat(), kept["ready_until"].isoformat()] == [
        *reversed(days.values())
    ]


def test_a_hold_that_does_not_exist(app, office):
    nowhere = "01900000-0000-7000-8000-000000000000"
    for name in ("cancel_hold", "give_up"):
        assert office.do(name, nowhere)["why"]["code"] == "unknown_hold"
    assert office.do("settle_dispute", nowhere, {"here": True})["why"]["code"] == "unknown_hold"
    assert the_server_does(app, "record_told", nowhere, {"kind": "ready"}).why == "unknown_hold"


def test_the_line_of_one_thing_always_has_one_id():
    assert line_id("a", "b") == line_id("a", "b") != line_id("a", "c")
    assert len(line_id("a")) == 36


def _disputed(app, canal, phone, ben):
    hold, copy = book(app, canal)
    a_walk(app, canal, hold)
    phone.do("report_found", pick_of(app, hold), FOUND)
    a_phone(app, canal, ben).do("report_not_found", pick_of(app, hold))
    return hold, copy


def test_it_is_here_after_all(app, canal, phone, ben, office):
    hold, copy = _disputed(app, canal, phone, ben)
    answer = office.post(f"/api/trouble/{the_trouble(app)['id']}/resolve", {"choice": "here"})
    assert answer.get_json() == {"outcome": "applied"}
    settled = row(app, "hold", hold)
    assert (settled["status"], settled["disputed"]) == ("found", False)
    assert row(app, "item", copy)["hold_id"] == hold


def test_it_is_not_here_and_the_search_goes_on(app, canal, phone, ben, office):
    hold, copy = _disputed(app, canal, phone, ben)
    office.post(f"/api/trouble/{the_trouble(app)['id']}/resolve", {"choice": "not_here"})
    settled = row(app, "hold", hold)
    assert (settled["status"], settled["looks"], settled["looked_by"]) == (
        "searching",
        1,
        office.by,
    )
    assert settled["search_until"] is not None
    item = row(app, "item", copy)
    assert (item["hold_id"], item["place_kind"]) == (None, "missing")
    again = office.do("settle_dispute", hold, {"here": True})
    assert again["why"]["code"] == "already_decided"


def test_only_a_supervisor_settles_a_dispute(app, canal, phone, ben):
    hold, _ = _disputed(app, canal, phone, ben)
    assert phone.do("settle_dispute", hold, {"here": True})["why"]["code"] == "not_allowed"


def test_each_hold_has_a_code_of_its_own_to_be_collected_with(app, canal):
    title = a_title(app)
    codes = {row(app, "hold", a_hold(app, canal, title))["pickup_code"] for _ in range(3)}
    assert len(codes) == 3 and all(len(code) == 8 for code in codes)
