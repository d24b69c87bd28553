"""Amina cannot come; Chloé takes her order by telephone, to be brought home."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from rayon.catalogue.branches import all_of
from rayon.catalogue.models import Branch, Patron
from rayon.database import reading, writing
from rayon.delivery.models import Door
from rayon.delivery.terms import said_window
from rayon.ids import new_id
from tests.builders import a_hold, a_patron, a_title, log_of, row
from tests.phones import Phone

AMINAS_DOOR = {
    "bell": "Haddad, 3e gauche",
    "instructions": "Code 12B34, sonner deux fois",
    "phone": "06 39 98 00 12",
    "account": "FAC-000812",
}


def ask(desk: Phone, patron: int, address: int | None, delivery: str = "", **door: Any):
    """Chloé orders a delivery; the answer."""
    named = {"address": address, **AMINAS_DOOR, **door}
    said = {"patron": patron, "door": named, "agreed": "read", "payer_is_adult": True}
    return desk.post("/api/delivery/orders", {"id": delivery or new_id(), **said})


def document(phone: Phone, patron: int, title: int, branch: int, delivery: str):
    """One document that rides with it; the answer."""
    order = {"patron": patron, "title": title, "pickup_branch": branch, "delivery": delivery}
    return phone.post("/api/orders", {"id": new_id(), "order": order})


def doors(app) -> list[Door]:
    with app.app_context(), reading() as session:
        return list(session.scalars(select(Door)))


def test_before_one_o_clock_it_comes_tomorrow(app, desk, canal, amina, voltaire):
    answer = ask(desk, amina, voltaire)
    assert answer.status_code == 201
    delivery = answer.get_json()["delivery"]
    assert delivery["day"] == "2026-11-24"
    assert "24" in delivery["said"] and "16" in delivery["said"]
    written = row(app, "delivery", delivery["id"])
    assert (written["fee_cents"], written["agreed"]) == (500, "read")
    assert written["closes_at"] == datetime(2026, 11, 23, 12, tzinfo=UTC)
    assert written["cancel_until"] == datetime(2026, 11, 24, 11, tzinfo=UTC)


def test_at_one_o_clock_it_comes_the_day_after(desk, clock, amina, voltaire):
    clock.set(datetime(2026, 11, 23, 12, tzinfo=UTC))
    assert ask(desk, amina, voltaire).get_json()["delivery"]["day"] == "2026-11-25"


def test_the_clock_of_a_phone_that_lies_promises_nothing(desk, clock, amina, voltaire):
    """Nothing that a screen sends says when: a field that does is refused."""
    clock.set(datetime(2026, 11, 23, 12, tzinfo=UTC))
    body = {"patron": amina, "door": {"address": voltaire, **AMINAS_DOOR}, "agreed": "read"}
    body |= {"id": new_id(), "payer_is_adult": True}
    lying = desk.post("/api/delivery/orders", {**body, "ordered_at": "2026-11-23T08:00:00Z"})
    assert (lying.status_code, lying.get_json()["code"]) == (422, "bad_field")
    assert desk.post("/api/delivery/orders", body).get_json()["delivery"]["day"] == "2026-11-25"


def test_an_answer_that_was_lost_keeps_its_day(app, desk, clock, amina, voltaire):
    delivery = new_id()
    first = ask(desk, amina, voltaire, delivery).get_json()
    clock.set(datetime(2026, 11, 23, 12, 5, tzinfo=UTC))
    again = ask(desk, amina, voltaire, delivery)
    assert (again.status_code, again.get_json()) == (201, first)
    assert len(doors(app)) == 1


def test_no_address_and_no_name_is_in_the_log(app, desk, canal, amina, voltaire, stranger):
    delivery = ask(desk, amina, voltaire).get_json()["delivery"]["id"]
    document(desk, amina, stranger, canal, delivery)
    written = str(log_of(app))
    for secret in ("Voltaire", "Haddad", "12B34", "639980012", "FAC-000812", "92300"):
        assert secret not in written


def test_a_document_rides_with_the_delivery(app, desk, canal, amina, voltaire, stranger):
    delivery = ask(desk, amina, voltaire).get_json()["delivery"]["id"]
    assert document(desk, amina, stranger, canal, delivery).status_code == 201
    (order,) = [one for one in log_of(app).values() if one["name"] == "order_hold"]
    hold = row(app, "hold", order["subject"])
    assert (hold["fulfilment"], hold["delivery_id"], hold["status"]) == (
        "delivery",
        delivery,
        "open",
    )


def test_the_read_back_says_at_home_and_when(desk, canal, amina, voltaire, stranger):
    delivery = ask(desk, amina, voltaire).get_json()["delivery"]["id"]
    order = {"patron": amina, "title": stranger, "pickup_branch": canal, "delivery": delivery}
    (said, _expect) = desk.post("/api/orders/check", order).get_json()["lines"]
    assert "L’Étranger" in said and "24" in said and "Médiathèque" not in said


def test_after_the_cut_off_nothing_is_added(app, desk, canal, clock, amina, voltaire, stranger):
    delivery = ask(desk, amina, voltaire).get_json()["delivery"]["id"]
    clock.set(datetime(2026, 11, 23, 12, tzinfo=UTC))
    answer = document(desk, amina, stranger, canal, delivery)
    assert (answer.status_code, answer.get_json()["code"]) == (409, "delivery_closed")


def test_nothing_rides_with_the_delivery_of_somebody_else(
    app, desk, canal, amina, voltaire, stranger
):
    delivery = ask(desk, amina, voltaire).get_json()["delivery"]["id"]
    answer = document(desk, a_patron(app), stranger, canal, delivery)
    assert (answer.status_code, answer.get_json()["code"]) == (404, "unknown_delivery")


def test_what_the_library_system_wants_delivered_rides_too(app, desk, canal, amina, voltaire):
    hold = a_hold(app, canal, a_title(app), patron=amina, fulfilment="delivery")
    delivery = ask(desk, amina, voltaire).get_json()["delivery"]["id"]
    assert row(app, "hold", hold)["delivery_id"] == delivery


def test_an_address_that_the_file_lacks_is_taken_and_placed_by_hand(app, desk, amina, voltaire):
    typed = {"line": "14 bis rue Voltaire", "postcode": "92300", "town": "Levallois-Perret"}
    assert ask(desk, amina, None, typed={**typed, "near": voltaire}).status_code == 201
    (door,) = doors(app)
    assert (door.line, door.is_known, door.lon) == ("14 bis rue Voltaire", False, 2.2874)


def test_an_address_out_of_town_is_refused_with_its_reason(app, desk, amina, voltaire):
    typed = {"line": "1 rue de Rivoli", "postcode": "75001", "town": "Paris"}
    answer = ask(desk, amina, None, typed=typed)
    assert (answer.status_code, answer.get_json()["code"]) == (409, "out_of_town")
    assert "75001" in answer.get_json()["message"]
    assert doors(app) == []


def test_a_blocked_patron_is_refused_and_no_address_is_kept(app, desk, amina, voltaire, clock):
    with app.app_context(), writing() as session:
        session.get_one(Patron, amina).blocked_until = clock.now().date() + timedelta(days=3)
    assert ask(desk, amina, voltaire).get_json()["code"] == "patron_blocked"
    assert doors(app) == []


@pytest.mark.parametrize(
    ("change", "status", "code"),
    [
        ({"phone": "zero six"}, 422, "bad_phone"),
        ({"phone": "06"}, 422, "bad_field"),
        ({"account": "=1+1"}, 422, "bad_account"),
        ({"account": "N° 4471"}, 422, "bad_account"),
        ({"account": "47"}, 422, "bad_account"),
        ({"account": "4" * 41}, 422, "bad_account"),
        ({"bell": ""}, 422, "bad_field"),
        ({"address": 999_999}, 404, "unknown_address"),
        ({"address": None}, 404, "unknown_address"),
        ({"instructions": "x" * 400}, 422, "bad_field"),
        ({"birthday": "1950-01-01"}, 422, "bad_field"),
    ],
)
def test_a_door_that_cannot_be_says_why(app, desk, amina, voltaire, change, status, code):
    answer = ask(desk, amina, **{"address": voltaire, **change})
    assert (answer.status_code, answer.get_json()["code"]) == (status, code)
    assert doors(app) == []


def test_without_the_yes_nothing_is_ordered(desk, amina, voltaire):
    door = {"address": voltaire, **AMINAS_DOOR}
    body = {"id": new_id(), "patron": amina, "door": door}
    for said in ({"agreed": "read", "payer_is_adult": False}, {"payer_is_adult": True}):
        answer = desk.post("/api/delivery/orders", {**body, **said})
        assert (answer.status_code, answer.get_json()["code"]) == (422, "bad_field")


def test_cancelled_before_noon_everything_is_cancelled(
    app, desk, chloe, canal, clock, amina, voltaire, stranger
):
    delivery = ask(desk, amina, voltaire).get_json()["delivery"]["id"]
    document(desk, amina, stranger, canal, delivery)
    clock.set(datetime(2026, 11, 24, 10, 59, 30, tzinfo=UTC))
    desk.sign_in(chloe)
    assert desk.post(f"/api/delivery/orders/{delivery}/cancel").status_code == 200
    (order,) = [one for one in log_of(app).values() if one["name"] == "order_hold"]
    assert row(app, "hold", order["subject"])["status"] == "cancelled"
    assert row(app, "delivery", delivery)["cancelled_at"]
    assert desk.post("/api/delivery/open", {"patron": amina}).get_json()["deliveries"] == []


def test_at_noon_it_is_too_late_to_cancel(desk, chloe, clock, amina, voltaire):
    delivery = ask(desk, amina, voltaire).get_json()["delivery"]["id"]
    clock.set(datetime(2026, 11, 24, 11, tzinfo=UTC))
    desk.sign_in(chloe)
    answer = desk.post(f"/api/delivery/orders/{delivery}/cancel")
    assert (answer.status_code, answer.get_json()["code"]) == (409, "too_late_to_cancel")


def test_cancelled_twice_is_cancelled_once(desk, amina, voltaire):
    delivery = ask(desk, amina, voltaire).get_json()["delivery"]["id"]
    for _try in range(2):
        assert desk.post(f"/api/delivery/orders/{delivery}/cancel").status_code == 200
    assert desk.post(f"/api/delivery/orders/{new_id()}/cancel").status_code == 404


def test_a_picker_hears_no_address(phone, amina, voltaire):
    assert ask(phone, amina, voltaire).status_code == 403
    assert phone.post("/api/delivery/addresses", {"text": "voltaire"}).status_code == 403


def test_the_price_is_that_of_the_payers_category(app, desk, canal, amina, voltaire):
    with app.app_context(), writing() as session:
        session.get_one(Branch, canal).settings = {"delivery_rates": {"solidaire": 0}}
    said = desk.post("/api/delivery/terms", {"category": ""}).get_json()
    assert said["categories"] == ["solidaire"]
    assert any("5" in line for line in said["lines"])
    delivery = ask(desk, amina, voltaire, category="solidaire").get_json()["delivery"]["id"]
    assert row(app, "delivery", delivery)["fee_cents"] == 0


def test_the_terms_name_the_day_the_fee_and_the_rule_of_absence(desk):
    said = desk.post("/api/delivery/terms").get_json()
    assert said["day"] == date(2026, 11, 24).isoformat()
    assert len(said["lines"]) == 4
    # What riding.py bills although nothing was handed over.
    for billed in ("personne n’ouvre", "l’adresse est fausse", "refusé à la porte"):
        assert billed in said["lines"][2]


def test_the_terms_say_of_which_day_the_cut_off_is(desk, clock):
    for hour, closes, delivered in ((11, 23, 24), (13, 24, 25)):
        clock.set(datetime(2026, 11, 23, hour, tzinfo=UTC))
        first = desk.post("/api/delivery/terms").get_json()["lines"][0]
        before, _, after = first.partition(": ")
        assert f" {closes} " in before and f" {delivered} " in after, first


@pytest.mark.parametrize(
    ("language", "hours"),
    [("en", "between 16:00 and 20:00"), ("fr", "entre 16\u00a0h et 20\u00a0h")],
)
def test_the_hours_that_are_read_aloud_are_written_as_in_the_mails(app, canal, language, hours):
    with app.test_request_context(headers={"Accept-Language": language}), reading() as session:
        assert said_window(all_of(session)[canal]) == hours
