"""The team's two looks at the day: what the morning asks for, what is open at closing."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.builders import (
    a_copy,
    a_hold,
    a_patron,
    a_slot,
    a_title,
    a_walk,
    pick_of,
    the_server_does,
)

#: Tuesday, nine o'clock in Paris.
TUESDAY = datetime(2026, 11, 24, 8, tzinfo=UTC)


@pytest.fixture(autouse=True)
def tuesday(clock) -> None:
    clock.set(TUESDAY)


def asked(app, canal, at: datetime, source: str = "test") -> str:
    title = a_title(app)
    a_copy(app, canal, title, f"C-{at:%d%H%M}-{source}")
    return a_hold(app, canal, title, asked_at=at.isoformat(), source=source, patron=a_patron(app))


def test_what_came_in_and_what_was_left(app, canal, phone):
    asked(app, canal, TUESDAY - timedelta(hours=2))
    asked(app, canal, TUESDAY - timedelta(hours=1), "phone")
    asked(app, canal, TUESDAY - timedelta(days=3))
    seen = phone.get("/api/team/morning").get_json()
    assert seen["day"] == "2026-11-24"
    assert seen["came_in"] == {"new": 2, "older": 1, "by_phone": 1}
    assert seen["notify_by"] == "11:30"
    assert seen["here"] == ["Ada"]
    assert seen["walks"] == []


def test_what_is_found_stays_open_until_it_has_a_place(app, canal, desk, ada):
    dune, nana = (asked(app, canal, TUESDAY - timedelta(hours=hour)) for hour in (1, 2))
    walk = a_walk(app, canal, dune, nana, name="Romans")
    code = {"barcode": "C-240700-test", "how": "scanner"}
    the_server_does(app, "report_found", pick_of(app, dune), code)
    seen = desk.get("/api/team/closing").get_json()
    assert [(one["name"], one["done"], one["total"]) for one in seen["walks"]] == [("Romans", 1, 2)]
    assert seen["carts"] == [{"walk": "Romans", "by": "", "documents": 1}]
    assert seen["left_over"]["in_cart"] == 1
    the_server_does(app, "close_walk", walk)
    seen = desk.get("/api/team/closing").get_json()
    assert seen["walks"] == []
    assert seen["to_key"]["to_trap"] == 1, "the other system must hear of it"


def test_what_is_past_its_last_closing_is_to_clear(app, canal, desk, clock):
    hold = asked(app, canal, TUESDAY)
    a_walk(app, canal, hold)
    code = {"barcode": "C-240800-test", "how": "scanner"}
    the_server_does(app, "report_found", pick_of(app, hold), code)
    told = {"kind": "ready", "until": "2026-11-24"}
    the_server_does(app, "record_told", hold, told)
    assert desk.get("/api/team/closing").get_json()["left_over"]["to_clear"] == 0
    clock.set(datetime(2026, 11, 24, 17, 1, tzinfo=UTC))
    seen = desk.get("/api/team/closing").get_json()
    assert seen["left_over"]["to_clear"] == 1
    assert seen["to_clear"] == [{"slot": "", "documents": 1}]


def test_what_has_to_leave_the_shelf_is_listed_slot_after_slot(app, canal, desk):
    slots = {name: a_slot(app, canal, name) for name in ("A1", "A2")}
    holds = [asked(app, canal, TUESDAY - timedelta(hours=hour)) for hour in (1, 2, 3)]
    a_walk(app, canal, *holds)
    for hold, hour, slot in zip(holds, (7, 6, 5), ("A2", "A1", "A2"), strict=True):
        read = {"barcode": f"C-240{hour}00-test", "how": "scanner"}
        the_server_does(app, "report_found", pick_of(app, hold), read)
        the_server_does(app, "shelve", hold, {**read, "slot": slots[slot]})
    assert desk.get("/api/team/closing").get_json()["to_clear"] == []
    for hold in holds[:2]:
        the_server_does(app, "cancel_hold", hold)
    assert desk.get("/api/team/closing").get_json()["to_clear"] == [
        {"slot": "A1", "documents": 1},
        {"slot": "A2", "documents": 1},
    ]


def test_no_patron_is_named(app, canal, desk):
    asked(app, canal, TUESDAY)
    for path in ("morning", "closing"):
        assert "Petit" not in desk.get(f"/api/team/{path}").text


def test_the_closing_is_for_the_desk(phone):
    assert phone.get("/api/team/closing").status_code == 403
