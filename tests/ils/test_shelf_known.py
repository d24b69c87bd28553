"""Nothing on the hold shelf expires before Rayon knows what the other system has lent from it."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from apiflask import APIFlask
from sqlalchemy import update

from rayon.catalogue.branches import all_of
from rayon.catalogue.models import Branch
from rayon.catalogue.shelf_known import shelf_is_known
from rayon.database import reading, table_of, writing
from rayon.ils.loan_import import import_loans
from tests.ils.holds_library import holds_file
from tests.moving_clock import MovingClock
from tests.people import a_branch, a_person
from tests.phones import Phone, a_phone

#: Pick-up ends at 18:00, which is 17:00 in UTC; the 23rd is a Monday.
MONDAY_NOON, MONDAY_EVENING = (datetime(2026, 11, 23, hour, 30, tzinfo=UTC) for hour in (11, 17))
SUNDAY = datetime(2026, 11, 29, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def monday(clock: MovingClock) -> None:
    clock.set(MONDAY_NOON)


def is_known(app: APIFlask, branch: int, clock: MovingClock) -> bool:
    with app.app_context(), reading() as session:
        return shelf_is_known(session, all_of(session)[branch], clock.now())


def loans_come_in(app: APIFlask, folder: Path) -> None:
    with app.app_context():
        import_loans(holds_file(folder, "barcode,card,time"), branch="CANAL")


def confirm(phone: Phone, day: str = "2026-11-21"):
    return phone.post("/api/ils/shelf/confirm", {"day": day})


def test_a_file_of_loans_counts_until_the_next_closing(
    app: APIFlask, canal: int, clock: MovingClock, tmp_path: Path
) -> None:
    assert not is_known(app, canal, clock)
    loans_come_in(app, tmp_path)
    assert is_known(app, canal, clock)
    clock.set(MONDAY_EVENING)
    assert not is_known(app, canal, clock), "people have come since"
    loans_come_in(app, tmp_path)
    assert is_known(app, canal, clock)


def test_a_phone_is_told_since_when_loans_are_unheard_of(
    app: APIFlask, canal: int, clock: MovingClock, desk: Phone, tmp_path: Path
) -> None:
    def since() -> str | None:
        told: str | None = desk.get("/api/hold-shelf").get_json()["lent_unheard_since"]
        return told

    assert since() == "0001-01-01T00:00:00+00:00", "nothing was ever heard"
    confirm(desk)
    assert since() == "2026-11-21T17:00:00+00:00", "the closing after which somebody looked"
    loans_come_in(app, tmp_path)
    assert (since() or "").startswith("2026-11-23T11:30"), "the file of Monday noon"
    with app.app_context(), writing() as session:
        table = table_of(Branch)
        lends = {"settings": {"loans_in": "rayon"}}
        session.execute(update(table).where(table.c.id == canal).values(lends))
    assert since() is None


def test_chloe_looks_at_the_shelf_instead(
    app: APIFlask, canal: int, clock: MovingClock, desk: Phone
) -> None:
    shelf = desk.get("/api/ils/files").get_json()["shelf"]
    assert (shelf["is_known"], shelf["day"]) == (False, "2026-11-21"), "last Saturday"
    said = confirm(desk).get_json()["shelf"]
    assert said["is_known"] and said["checked_at"]
    assert is_known(app, canal, clock)
    assert confirm(desk).status_code == 200, "twice is the same as once"
    clock.set(MONDAY_EVENING)
    assert not is_known(app, canal, clock)


def test_on_a_sunday_saturday_is_the_last_day_that_counts(
    app: APIFlask, canal: int, clock: MovingClock
) -> None:
    clock.set(SUNDAY)
    desk = a_phone(app, canal, a_person(app, canal, "Noé", "desk"))
    assert desk.get("/api/ils/files").get_json()["shelf"]["day"] == "2026-11-28"


def test_a_look_after_another_closing_is_not_this_one(
    app: APIFlask, canal: int, clock: MovingClock, desk: Phone
) -> None:
    assert confirm(desk, "2026-11-20").status_code == 409
    clock.set(MONDAY_EVENING)
    late = confirm(desk)
    assert (late.status_code, late.get_json()["code"]) == (409, "another_day_is_over")
    assert not is_known(app, canal, clock)


def test_one_branch_does_not_speak_for_another(
    app: APIFlask, canal: int, clock: MovingClock, desk: Phone
) -> None:
    annexe = a_branch(app, "ANX")
    confirm(desk)
    assert not is_known(app, annexe, clock)


def test_pickers_do_not_confirm(phone: Phone) -> None:
    assert confirm(phone).status_code == 403


def test_a_day_that_is_none(desk: Phone) -> None:
    answer = confirm(desk, "yesterday")
    assert (answer.status_code, answer.get_json()["code"]) == (422, "bad_field")


def test_where_rayon_lends_it_knows(
    app: APIFlask, canal: int, clock: MovingClock, desk: Phone
) -> None:
    with app.app_context(), writing() as session:
        lends = {"settings": {"loans_in": "rayon"}}
        session.execute(
            update(table_of(Branch)).where(table_of(Branch).c.id == canal).values(lends)
        )
    assert is_known(app, canal, clock)
    assert confirm(desk).status_code == 200
    assert desk.get("/api/ils/files").get_json()["shelf"]["checked_at"] is None
