"""Sol sets the hours and closes days; what waits for patrons is kept as long as they were told."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from rayon.catalogue.branches import all_of
from rayon.catalogue.models import Closure
from rayon.database import reading
from rayon.holds.action import Deed
from rayon.sync.perform import perform_all
from tests.builders import a_copy, a_hold, a_title, row
from tests.people import a_branch

#: Tuesday, nine o'clock in Paris; the branch hands over from Monday to Saturday.
TUESDAY = datetime(2026, 11, 24, 8, tzinfo=UTC)
TEN_TO_SIX = [{"weekday": day, "opens": "10:00", "closes": "18:00"} for day in range(1, 6)]


@pytest.fixture(autouse=True)
def tuesday(clock) -> None:
    clock.set(TUESDAY)


def a_told_hold(app, branch: int, until: str = "2026-11-30") -> str:
    hold = a_hold(app, branch)
    with app.app_context():
        perform_all([Deed("record_told", hold, {"kind": "ready", "until": until})])
    return hold


def kept_until(app, hold: str) -> date:
    return row(app, "hold", hold)["ready_until"]


def closures(app) -> list[tuple[date, date, str]]:
    with app.app_context(), reading() as session:
        rows = session.scalars(select(Closure).order_by(Closure.first_day))
        return [(one.first_day, one.last_day, one.because) for one in rows]


def test_what_sol_sees(office):
    seen = office.get("/api/pickup-days").get_json()
    assert seen["today"] == {
        "day": "2026-11-24",
        "is_closed": False,
        "hours": [["09:00", "18:00"]],
        "next": "2026-11-25",
    }
    assert seen["kept_days"] == 5
    assert seen["closures"] == []
    assert seen["holidays"][:2] == [
        {"day": "2026-12-25", "name": "Noël"},
        {"day": "2027-01-01", "name": "Jour de l’an"},
    ]


def test_closed_today_gives_the_day_back(app, canal, office):
    hold = a_told_hold(app, canal)
    answer = office.post("/api/pickup-days/closed-today", {"because": " Grève "})
    assert (answer.status_code, answer.get_json()["moved"]) == (200, 1)
    assert kept_until(app, hold) == date(2026, 12, 1)
    assert closures(app) == [(date(2026, 11, 24), date(2026, 11, 24), "Grève")]
    today = answer.get_json()["today"]
    assert (today["is_closed"], today["hours"], today["next"]) == (True, [], "2026-11-25")


def test_closed_today_twice_gives_it_back_once(app, canal, office):
    hold = a_told_hold(app, canal)
    for moved in (1, 0):
        answer = office.post("/api/pickup-days/closed-today", {})
        assert (answer.status_code, answer.get_json()["moved"]) == (200, moved)
    assert kept_until(app, hold) == date(2026, 12, 1)


def test_a_closure_to_come_touches_those_whose_days_it_takes(app, canal, office):
    soon, later = a_told_hold(app, canal, "2026-11-26"), a_told_hold(app, canal, "2026-12-02")
    days = {"first": "2026-11-27", "last": "2026-11-28", "because": "Travaux"}
    assert office.post("/api/pickup-days/closures", days).get_json()["moved"] == 1
    assert kept_until(app, soon) == date(2026, 11, 26)
    assert kept_until(app, later) == date(2026, 12, 4)


def test_nothing_moves_at_another_branch(app, canal, office):
    annexe = a_branch(app, "ANX", name="Annexe")
    hold = a_told_hold(app, annexe)
    office.post("/api/pickup-days/closed-today", {})
    assert kept_until(app, hold) == date(2026, 11, 30)


def test_what_nobody_was_told_of_has_no_day_to_move(app, canal, office):
    hold = a_hold(app, canal)
    assert office.post("/api/pickup-days/closed-today", {}).get_json()["moved"] == 0
    assert kept_until(app, hold) is None


def test_a_strike_that_is_called_off_shortens_nothing(app, canal, office):
    hold = a_told_hold(app, canal)
    (closure,) = office.post("/api/pickup-days/closed-today", {}).get_json()["closures"]
    answer = office.post(f"/api/pickup-days/closures/{closure['id']}/reopen", {})
    assert (answer.status_code, answer.get_json()["closures"]) == (200, [])
    assert answer.get_json()["today"]["is_closed"] is False
    assert kept_until(app, hold) == date(2026, 12, 1)


def test_other_hours_from_now_on(app, canal, office):
    hold = a_told_hold(app, canal)
    answer = office.post("/api/pickup-days/week", {"hours": TEN_TO_SIX})
    assert answer.get_json()["week"] == TEN_TO_SIX
    assert kept_until(app, hold) == date(2026, 12, 1), "no Monday any more"
    with app.app_context(), reading() as session:
        calendar = all_of(session)[canal].calendar
    assert not calendar.is_pickup_day(date(2026, 11, 30))


@pytest.mark.parametrize(
    "body",
    [
        {"first": "2026-11-27", "last": "2026-11-26"},
        {"first": "2026-11-27", "last": "2028-11-26"},
        {"first": "2026-02-30", "last": "2026-11-26"},
        {"first": "2026-11-27", "last": "2026-11-27", "because": "x" * 81},
        {"first": "2026-11-27"},
    ],
)
def test_a_closure_that_cannot_be_is_refused(app, office, body):
    answer = office.post("/api/pickup-days/closures", body)
    assert 400 <= answer.status_code < 500
    assert answer.get_json()["message"]
    assert closures(app) == []


def test_a_closure_of_last_month_is_refused(office):
    answer = office.post("/api/pickup-days/closures", {"first": "2026-10-05", "last": "2026-10-05"})
    assert (answer.status_code, answer.get_json()["code"]) == (409, "closed_long_ago")


@pytest.mark.parametrize(
    "hours",
    [
        [],
        [{"weekday": 7, "opens": "10:00", "closes": "12:00"}],
        [{"weekday": 1, "opens": "12:00", "closes": "10:00"}],
        [
            {"weekday": 1, "opens": "10:00", "closes": "14:00"},
            {"weekday": 1, "opens": "13:00", "closes": "18:00"},
        ],
    ],
)
def test_hours_that_cannot_be_are_refused(office, hours):
    assert 400 <= office.post("/api/pickup-days/week", {"hours": hours}).status_code < 500


def test_the_desk_reads_the_days_and_changes_nothing(desk):
    assert desk.get("/api/pickup-days").status_code == 200
    assert desk.post("/api/pickup-days/closed-today", {}).status_code == 403


def test_a_picker_still_picks_on_a_day_of_strike(app, canal, office, phone):
    office.post("/api/pickup-days/closed-today", {})
    title = a_title(app)
    a_copy(app, canal, title, "C-1")
    a_hold(app, canal, title)
    assert phone.post("/api/walks/plan", {"pickers": 1}).status_code == 201
