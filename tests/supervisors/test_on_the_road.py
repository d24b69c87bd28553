"""Sol sees what is on its way to patrons: parcels, the cart's next stop, phones that are silent."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from rayon.database import writing
from rayon.delivery.models import Delivery, Parcel
from rayon.ids import new_id
from rayon.staff.models import Device
from tests.builders import a_copy, a_hold, a_patron, a_title, a_walk
from tests.rounds.conftest import an_id, begin

#: Wednesday, ten to four in Paris.
WEDNESDAY = datetime(2026, 12, 2, 14, 50, tzinfo=UTC)
DAY = "2026-12-02"


@pytest.fixture(autouse=True)
def wednesday(clock):
    clock.set(WEDNESDAY)


def board(office):
    return office.get("/api/board").get_json()


def parcels(app, branch: int, patron: int, *statuses: str) -> None:
    with app.app_context(), writing() as session:
        delivery = Delivery(
            id=new_id(),
            branch_id=branch,
            patron_id=patron,
            day=WEDNESDAY.date(),
            fee_cents=500,
            agreed="read",
            **dict.fromkeys(("ordered_at", "closes_at", "cancel_until"), WEDNESDAY),
        )
        session.add(delivery)
        session.flush()
        for number, status in enumerate(statuses):
            parcel = Parcel(id=new_id(), delivery_id=delivery.id, branch_id=branch)
            parcel.number, parcel.day, parcel.status = f"COL{number}", WEDNESDAY.date(), status
            session.add(parcel)


def test_a_day_without_either(office):
    shown = board(office)
    assert (shown["parcels"], shown["visits"]) == (None, [])


def test_the_next_stop_of_the_cart_and_that_it_is_late(office, clock):
    begin(office)
    (visit,) = board(office)["visits"]
    assert (visit["next"]["place"], visit["stops_left"]) == ("Place Voltaire", 2)
    assert (visit["is_late"], visit["riding"], visit["state"]) == (False, 0, "planned")
    clock.move(timedelta(minutes=25))
    (visit,) = board(office)["visits"]
    assert visit["is_late"]
    clock.move(timedelta(hours=1))
    (visit,) = board(office)["visits"]
    assert (visit["next"]["place"], visit["stops_left"]) == ("Écluse", 1)


def test_a_visit_that_is_called_off_is_seen_at_the_next_look(office):
    begin(office)
    before = board(office)["number"]
    path = f"/api/rounds/neighbourhoods/{an_id('quai')}/visits/{DAY}"
    assert office.post(f"{path}/cancel", {"because": "verglas"}).status_code == 200
    assert board(office)["number"] != before
    (visit,) = board(office)["visits"]
    assert (visit["state"], visit["because"], visit["next"]) == ("cancelled", "verglas", None)


def test_parcels_by_what_became_of_them_and_whether_they_are_late(app, canal, office, clock):
    parcels(app, canal, a_patron(app), "closed", "out", "delivered")
    shown = board(office)["parcels"]
    assert shown["counts"] == {"closed": 1, "out": 1, "delivered": 1}
    assert not shown["is_late"]
    clock.move(timedelta(hours=5))
    assert board(office)["parcels"]["is_late"]


def test_a_phone_with_a_walk_on_it(app, canal, phone, office):
    title = a_title(app, "Dune")
    a_copy(app, canal, title, "C-1")
    walk = a_walk(app, canal, a_hold(app, canal, title))
    phone.do("claim_walk", walk)
    with app.app_context(), writing() as session:
        session.execute(update(Device).values(seen_at=WEDNESDAY - timedelta(minutes=20)))
    at_work = {one["id"]: one["walk"] for one in board(office)["devices"]}
    assert at_work[phone.device] == "Romans"
    assert [walk for walk in at_work.values() if walk] == ["Romans"]


@pytest.mark.parametrize(("hour", "rings"), [(9, False), (10, True), (11, False)])
def test_soon_patrons_are_told_and_documents_are_still_to_be_fetched(
    app, canal, phone, office, clock, hour, rings
):
    clock.set(datetime(2026, 12, 2, hour, 10, tzinfo=UTC))
    title = a_title(app, "Dune")
    a_copy(app, canal, title, "C-1")
    a_walk(app, canal, a_hold(app, canal, title))
    heard = [one for one in board(office)["alarms"] if one["kind"] == "cut_off_near"]
    assert [one["facts"] for one in heard] == ([{"count": 1}] if rings else [])
