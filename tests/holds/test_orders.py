"""Amina telephones; Chloé at the desk takes her orders, Sol answers for exceptions."""

from datetime import timedelta
from typing import Any

import pytest

from rayon.catalogue.models import Patron
from rayon.catalogue.search_index import reindex
from rayon.database import writing
from rayon.ids import new_id
from tests.builders import a_copy, a_hold, a_patron, a_selection, a_title, log_of, row
from tests.people import a_branch
from tests.phones import Phone


@pytest.fixture
def amina(app, canal):
    names = {"first_name": "Amina", "last_name": "Haddad", "email": "amina@example.org"}
    return a_patron(app, card="20000000000012", branch_id=canal, **names)


@pytest.fixture
def stranger(app, canal):
    title = a_title(app, "L’Étranger", author="Camus, Albert, 1913-1960")
    a_copy(app, canal, title, "3001")
    return title


def order_of(patron: int, title: int | None, branch: int, **values: Any) -> dict[str, Any]:
    return {"patron": patron, "title": title, "pickup_branch": branch, **values}


def place(phone: Phone, order: dict[str, Any], hold: str = ""):
    return phone.post("/api/orders", {"id": hold or new_id(), "order": order})


def films(app, branch: int, count: int) -> list[int]:
    titles = [a_title(app, f"Film {number}") for number in range(count)]
    for title in titles:
        a_copy(app, branch, title, f"dvd-{title}", kind="dvd")
    return titles


def block(app, patron: int, until) -> None:
    with app.app_context(), writing() as session:
        session.get_one(Patron, patron).blocked_until = until


def test_an_order_becomes_a_hold_through_the_one_door(app, desk, chloe, canal, amina, stranger):
    hold = new_id()
    answer = place(desk, order_of(amina, stranger, canal), hold)
    assert answer.status_code == 201
    assert answer.get_json()["patron"]["waiting"] == 1
    written = row(app, "hold", hold)
    assert (written["source"], written["status"], written["kind"]) == ("phone", "open", "book")
    (action,) = [one for one in log_of(app).values() if one["name"] == "order_hold"]
    assert (action["by"], action["outcome"]) == (chloe.id, "applied")


def test_the_log_knows_no_name_and_no_card(app, desk, canal, amina, stranger):
    place(desk, order_of(amina, stranger, canal))
    written = str(log_of(app))
    assert "Haddad" not in written
    assert "20000000000012" not in written


def test_an_answer_that_was_lost_does_not_make_two_holds(desk, canal, amina, stranger):
    hold = new_id()
    for _try in range(2):
        answer = place(desk, order_of(amina, stranger, canal), hold)
        assert answer.status_code == 201
    assert answer.get_json()["patron"]["waiting"] == 1


def test_the_ninth_document_is_refused_in_words(app, desk, canal, amina, stranger):
    for _number in range(8):
        a_hold(app, canal, a_title(app), patron=amina)
    answer = place(desk, order_of(amina, stranger, canal))
    assert answer.status_code == 409
    assert answer.get_json()["code"] == "limit_reached"
    assert "8" in answer.get_json()["message"]


def test_each_document_of_a_selection_counts(app, desk, canal, amina, stranger):
    a_selection(app, canal, patron=amina)
    wishes = {"kind": "album", "age": "3-5", "number": 6, "wishes": "Des animaux"}
    selection = order_of(amina, None, canal, wants="selection", selection=wishes)
    assert place(desk, selection).status_code == 201
    assert place(desk, order_of(amina, stranger, canal)).get_json()["code"] == "limit_reached"


def test_the_fourth_film_is_refused_but_not_a_book(app, desk, canal, amina, stranger):
    *three, fourth = films(app, canal, 4)
    for film in three:
        assert place(desk, order_of(amina, film, canal)).status_code == 201
    answer = place(desk, order_of(amina, fourth, canal))
    assert answer.get_json()["code"] == "kind_limit_reached"
    assert "DVD" in answer.get_json()["message"]
    assert place(desk, order_of(amina, stranger, canal)).status_code == 201


def test_a_patron_is_blocked_up_to_and_on_the_day_named(app, desk, canal, clock, amina, stranger):
    block(app, amina, clock.now().date())
    answer = place(desk, order_of(amina, stranger, canal))
    assert answer.get_json()["code"] == "patron_blocked"
    clock.move(timedelta(hours=11))
    block(app, amina, (clock.now() - timedelta(days=1)).date())
    assert place(desk, order_of(amina, stranger, canal)).status_code == 201


def test_the_same_document_twice_is_refused(desk, canal, amina, stranger):
    place(desk, order_of(amina, stranger, canal))
    again = order_of(amina, stranger, canal)
    assert place(desk, again).get_json()["code"] == "asked_before"
    assert desk.post("/api/orders/check", again).get_json()["code"] == "asked_before"


def test_sol_may_go_past_a_limit_with_a_reason_and_chloe_may_not(
    app, desk, office, canal, amina, stranger
):
    for _number in range(8):
        a_hold(app, canal, a_title(app), patron=amina)
    exception = order_of(amina, stranger, canal, override="our_mistake")
    assert place(desk, exception).get_json()["code"] == "supervisor_only"
    assert place(office, order_of(amina, stranger, canal)).status_code == 409
    assert place(office, exception).status_code == 201
    reasons = [one["payload"].get("override") for one in log_of(app).values()]
    assert reasons.count("our_mistake") == 2


def test_an_order_slipped_into_a_sync_is_set_aside(app, desk, canal, amina):
    (film,) = films(app, canal, 1)
    order = desk.record("order_hold", new_id(), order_of(amina, film, canal))
    (outcome,) = desk.push(order)["outcomes"]
    assert (outcome["outcome"], outcome["why"]["code"]) == ("quarantined", "not_allowed")


def test_a_picker_takes_no_orders(phone, canal, amina, stranger):
    assert place(phone, order_of(amina, stranger, canal)).status_code == 403
    order = phone.do("order_hold", new_id(), order_of(amina, stranger, canal))
    assert (order["outcome"], order["why"]["code"]) == ("refused", "not_allowed")


def test_a_title_with_volumes_wants_one(app, desk, canal, amina):
    series = a_title(app, "One Piece")
    for volume in ("1", "2"):
        a_copy(app, canal, series, f"op{volume}", volume=volume)
    assert place(desk, order_of(amina, series, canal)).get_json()["code"] == "volume_needed"
    assert place(desk, order_of(amina, series, canal, volume="2")).status_code == 201
    assert place(desk, order_of(amina, series, canal, volume="1")).status_code == 201
    third = place(desk, order_of(amina, series, canal, volume="3"))
    assert third.get_json()["code"] == "no_copy_to_lend"


def test_what_cannot_be_lent_cannot_be_ordered(app, desk, canal, amina):
    atlas = a_title(app, "Atlas")
    a_copy(app, canal, atlas, "3009", status="reference")
    assert place(desk, order_of(amina, atlas, canal)).get_json()["code"] == "no_copy_to_lend"


@pytest.mark.parametrize(
    ("change", "status", "code"),
    [
        ({"patron": 999_999}, 404, "unknown_patron"),
        ({"title": 999_999}, 404, "unknown_title"),
        ({"pickup_branch": 999_999}, 404, "unknown_branch"),
        ({"title": None}, 422, "bad_field"),
        ({"wants": "selection"}, 422, "bad_field"),
        ({"patron": -1}, 422, "bad_field"),
        ({"patron": 2**40}, 422, "bad_field"),
        ({"volume": "x" * 200}, 422, "bad_field"),
        ({"name": "Amina Haddad"}, 422, "bad_field"),
        ({"override": "because"}, 422, "bad_field"),
    ],
)
def test_an_order_that_cannot_be_says_why(desk, canal, amina, stranger, change, status, code):
    order = order_of(amina, stranger, canal) | change
    for answer in (place(desk, order), desk.post("/api/orders/check", order)):
        assert (answer.status_code, answer.get_json()["code"]) == (status, code)
        assert answer.get_json()["message"]


def test_before_it_is_placed_an_order_is_read_to_the_caller(app, desk, canal, amina, stranger):
    answer = desk.post("/api/orders/check", order_of(amina, stranger, canal))
    said = answer.get_json()
    assert said["against"] is None
    for words in ("L’Étranger", "Albert Camus", "Amina Haddad", "Médiathèque du Canal"):
        assert words in said["lines"][0]
    assert answer.headers["Cache-Control"] == "no-store"
    assert (
        desk.post("/api/orders/patrons", {"text": "haddad"}).get_json()["patrons"][0]["waiting"]
        == 0
    )


def test_the_read_back_says_what_stands_against_the_order(app, desk, canal, clock, amina, stranger):
    block(app, amina, (clock.now() + timedelta(days=3)).date())
    said = desk.post("/api/orders/check", order_of(amina, stranger, canal)).get_json()
    assert said["against"]
    assert said["lines"]


def test_a_copy_that_another_patron_waits_for_is_promised_to_nobody(
    app, desk, canal, amina, stranger
):
    free = desk.post("/api/orders/check", order_of(amina, stranger, canal)).get_json()["lines"]
    a_hold(app, canal, stranger, patron=a_patron(app))
    taken = desk.post("/api/orders/check", order_of(amina, stranger, canal)).get_json()["lines"]
    assert free != taken
    assert "1" in taken[1]


def test_titles_are_shown_with_their_copies_by_branch(app, desk, canal, clock, stranger):
    tilleuls = a_branch(app, "TILLEULS", name="Bibliothèque des Tilleuls")
    back = (clock.now() + timedelta(days=9)).date()
    a_copy(app, tilleuls, stranger, "3002", status="on_loan", due_on=back)
    a_copy(app, canal, stranger, "3003")
    a_copy(app, canal, stranger, "3004", status="missing")
    with app.app_context():
        reindex()
    (title,) = desk.post("/api/orders/titles", {"text": "etranger"}).get_json()["titles"]
    (group,) = title["groups"]
    shown = {branch["name"]: branch for branch in group["branches"]}
    assert shown["Médiathèque du Canal"]["on_shelf"] == 2
    assert shown["Bibliothèque des Tilleuls"]["due_on"] == back.isoformat()
    assert title["chosen"] is None


def test_a_scanned_copy_chooses_its_volume(app, desk, canal):
    series = a_title(app, "One Piece")
    for volume in ("10", "2"):
        a_copy(app, canal, series, f"op{volume}", volume=volume)
    (title,) = desk.post("/api/orders/titles", {"text": "op10"}).get_json()["titles"]
    assert [group["volume"] for group in title["groups"]] == ["2", "10"]
    assert title["groups"][title["chosen"]]["volume"] == "10"


def test_the_choices_are_in_the_language_of_the_screen(desk, canal):
    choices = desk.get("/api/orders/choices").get_json()
    assert choices["here"] == canal
    assert {"kind": "dvd", "name": "DVD"} in choices["kinds"]
