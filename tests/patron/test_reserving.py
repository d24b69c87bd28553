"""Amina reserves on the page of her stop: with her card, behind a link, and nobody learns of it."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from rayon.catalogue.models import Patron
from rayon.database import reading, writing
from rayon.holds.models import Hold
from rayon.notices.models import Notice
from rayon.privacy.erasing import erase
from rayon.privacy.purge import purge
from rayon.rounds.models import CartRequest
from rayon.sync.models import ActionRow
from rayon.sync.perform import perform_all
from tests.builders import a_copy, a_hold, a_patron, a_title, row
from tests.phones import Phone, a_phone
from tests.rounds.conftest import an_id, link_in, quai, readers, tuesday
from tests.rounds.test_street import RIDE, STOP
from tests.staff.test_roles import ANY_ID

__all__ = ["quai", "readers", "tuesday"]
CARD, AMINA = "20000000000011", "amina@example.org"
WHERE = {"neighbourhood": an_id("quai"), "day": "2026-12-02"}


@pytest.fixture
def cart(app, canal, ines, readers) -> Phone:
    """Inès has chosen Odes and Dune for the next visit."""
    phone = a_phone(app, canal, ines)
    for barcode, title in (("1001", "Odes"), ("1002", "Dune")):
        a_copy(app, canal, a_title(app, title), barcode)
        body = {**WHERE, "id": an_id(barcode), "barcode": barcode}
        assert phone.post("/api/cart/choose", body).status_code == 200
    return phone


@pytest.fixture
def amina(app) -> int:
    return a_patron(app, card=CARD, email=AMINA, first_name="Amina", last_name="Petit")


def ask(readers, card=CARD, lines=("1001",), words=""):
    """The form, sent from her kitchen."""
    said = {"card": card, "words": words, "line": [an_id(one) for one in lines]}
    path = f"{readers.page}/reserve?language=fr"
    return readers.visitor().post(path, data=said)


def link(readers) -> str:
    readers.work()
    (letter,) = readers.letters(AMINA)
    return link_in(letter, "reserve")


def hold_of(app, barcode: str) -> dict:
    return row(app, "hold", an_id(barcode))


def requests_of(app) -> list[str]:
    with app.app_context(), reading() as session:
        return list(session.scalars(select(CartRequest.state)))


def test_a_link_shows_and_only_a_button_reserves(app, cart, amina, readers):
    assert "Encore une étape" in ask(readers).text
    path = link(readers)
    page = readers.visitor().get(path)
    assert "Odes" in page.text and "mercredi 2 décembre" in page.text
    assert (page.headers["X-Robots-Tag"], "noindex" in page.text) == ("noindex", True)
    assert hold_of(app, "1001")["patron_id"] is None
    assert "<h1>Réservé</h1>" in readers.visitor().post(path).text
    hold = hold_of(app, "1001")
    theirs = (hold["patron_id"], hold["round_stop_id"], hold["fulfilment"], hold["source"])
    assert theirs == (amina, STOP, "round", "page")
    assert "<h1>Réservé</h1>" in readers.visitor().get(path).text
    assert "<h1>Réservé</h1>" in readers.visitor().post(path).text
    assert requests_of(app) == ["reserved"]
    assert "Odes" not in readers.visitor().get(readers.page).text


def test_she_is_expected_at_her_stop_and_hers_is_loaded_first(cart, amina, readers):
    ask(readers, lines=["1002"])
    readers.visitor().post(link(readers))
    street = cart.post("/api/street", WHERE).get_json()
    first, other = street["documents"]
    assert (first["title"], first["reserved"], first["who"]) == ("Dune", True, "Amina P.")
    assert (first["stop"], first["card_of"], other["reserved"]) == (STOP, amina, False)


def test_the_answer_is_the_same_whatever_the_card(app, cart, amina, readers):
    known, unknown = ask(readers), ask(readers, card="29999999999999")
    assert (unknown.status_code, unknown.text) == (200, known.text)
    readers.work()
    assert len(readers.letters()) == 1
    assert requests_of(app) == ["mailed"]
    a_patron(app, card="20000000000012", phone="0639980001")
    assert ask(readers, card=" 2000 0000 000012 ").text == known.text


def test_who_has_no_mail_is_called(app, cart, desk, readers):
    ben = a_patron(app, card="20000000000012", phone="06 39 98 00 01", first_name="Ben")
    ask(readers, card="20000000000012", words="des volcans")
    readers.work()
    assert readers.letters() == []
    (call,) = desk.get("/api/cart/calls").get_json()["requests"]
    assert (call["name"], call["dial"]) == ("Ben Petit", "+33639980001")
    assert (call["place"], call["documents"]) == ("Place Voltaire", ["Odes", "des volcans"])
    path = f"/api/cart/calls/requests/{call['id']}"
    answers = desk.post(f"{path}/reserve").get_json()["answers"]
    assert [one["reserved"] for one in answers] == [True, True]
    assert hold_of(app, "1001")["patron_id"] == ben
    assert desk.get("/api/cart/calls").get_json()["requests"] == []
    assert desk.post(f"{path}/close").status_code == 404
    assert desk.post(f"/api/cart/calls/requests/{ANY_ID}/reserve").status_code == 404


def test_who_was_called_and_wants_nothing(app, cart, desk, readers):
    a_patron(app, card="20000000000012", no_mail=True, email="ben@example.org")
    ask(readers, card="20000000000012")
    readers.work()
    (call,) = desk.get("/api/cart/calls").get_json()["requests"]
    assert desk.post(f"/api/cart/calls/requests/{call['id']}/close").status_code == 200
    assert desk.get("/api/cart/calls").get_json()["requests"] == []
    assert hold_of(app, "1001")["patron_id"] is None


def test_nobody_fills_the_mailbox_of_another(cart, amina, readers):
    for _ in range(5):
        assert ask(readers).status_code == 200
    readers.work()
    assert len(readers.letters(AMINA)) == 2


def test_whoever_tries_cards_is_made_to_wait(cart, readers):
    answers = [ask(readers, card=f"2000000000{number}").status_code for number in range(8)]
    assert answers == [200] * 6 + [429] * 2


def test_a_card_that_cannot_borrow(app, cart, amina, readers):
    with app.app_context(), writing() as session:
        until = readers.clock.now().date() + timedelta(days=60)
        session.execute(update(Patron).values(blocked_until=until))
    ask(readers)
    path = link(readers)
    said = readers.visitor().post(path).text
    assert "<h1>Non réservé</h1>" in said and "Rien ne peut être réservé" in said
    assert hold_of(app, "1001")["patron_id"] is None
    assert requests_of(app) == ["mailed"]
    readers.clock.move(timedelta(days=9))
    with app.app_context(), reading() as session:
        purge(readers.clock.now())
        named = select(ActionRow.payload).where(ActionRow.name == "reserve_from_cart")
        assert [payload["patron"] for payload in session.scalars(named)] == [None]
    assert requests_of(app) == []


def test_what_left_the_list_meanwhile_is_an_order_like_any_other(app, cart, amina, readers):
    ask(readers)
    path = link(readers)
    left = {"because": "not_this_time"}
    assert cart.post(f"/api/cart/lines/{an_id('1001')}/leave", left).status_code == 200
    assert "<h1>Réservé</h1>" in readers.visitor().post(path).text
    lines = cart.post("/api/cart/look", WHERE).get_json()["lines"]
    assert [one["title"] for one in lines if one["reserved"]] == ["Odes"]
    assert hold_of(app, "1001")["patron_id"] is None


def test_lent_to_the_very_person_who_had_reserved_it(app, cart, amina, readers):
    cart.post("/api/street", WHERE)
    scan = {"round": RIDE, "barcode": "1001", "how": "scanner"}
    assert cart.do("load_document", an_id("1001"), scan)["outcome"] == "applied"
    ask(readers)
    readers.visitor().post(link(readers))
    lent = cart.do("lend_document", "", {**scan, "card_of": amina, "due": "2026-12-30"})
    assert lent["outcome"] == "applied"
    assert hold_of(app, "1001")["status"] == "handed_over"


@pytest.mark.parametrize("said", [{"card": ""}, {"lines": []}, {"card": "2" * 41}])
def test_what_is_missing_is_said_beside_its_field(app, cart, amina, readers, said):
    answer = ask(readers, **said)
    assert answer.status_code == 422
    assert answer.text.count('aria-invalid="true"') == 1
    assert requests_of(app) == []


@pytest.mark.parametrize("token", ["x", "WzFd.x"])
def test_a_link_that_is_not_whole(readers, token):
    assert readers.visitor().get(f"/p/reserve/{token}").status_code == 404
    assert readers.visitor().post(f"/p/reserve/{token}").status_code == 404


def test_whoever_is_erased_has_asked_for_nothing(app, cart, amina, readers):
    ask(readers)
    path = link(readers)
    with app.app_context():
        erase(CARD, perform_all)
    assert requests_of(app) == []
    assert "lien n’est plus valable" in readers.visitor().post(path).text


def test_the_desk_reserves_for_a_stop_on_the_telephone(app, canal, cart, desk, amina):
    dune = a_title(app, "Emma")
    a_copy(app, canal, dune, "1003")
    order = {"patron": amina, "title": dune, "pickup_branch": canal, "round_stop": STOP}
    checked = desk.post("/api/orders/check", order)
    assert "Place Voltaire" in checked.get_json()["lines"][0]
    placed = desk.post("/api/orders", {"id": an_id("order"), "order": order})
    assert placed.status_code == 201
    hold = row(app, "hold", an_id("order"))
    assert (hold["fulfilment"], hold["round_stop_id"]) == ("round", STOP)
    nowhere = {**order, "round_stop": an_id("nowhere")}
    assert desk.post("/api/orders/check", nowhere).status_code == 404


def test_what_stayed_at_home_rides_with_a_later_visit(app, cart, amina, readers):
    cart.post("/api/street", WHERE)
    ask(readers)
    readers.visitor().post(link(readers))
    assert hold_of(app, "1001")["round_id"] is None
    assert cart.do("end_round", RIDE, {})["outcome"] == "applied"
    later = {**WHERE, "day": "2026-12-16"}
    lines = cart.post("/api/cart/look", later).get_json()["lines"]
    assert [(one["title"], one["reserved"]) for one in lines] == [("Odes", True)]


def test_a_reservation_that_a_round_kept_for_itself_is_let_go_at_its_end(app, cart, amina, readers):
    cart.post("/api/street", WHERE)
    ask(readers)
    readers.visitor().post(link(readers))
    with app.app_context(), writing() as session:
        session.execute(update(Hold).where(Hold.id == an_id("1001")).values(round_id=RIDE))
    cart.do("end_round", RIDE, {})
    assert hold_of(app, "1001")["round_id"] is None


def test_what_waits_for_her_at_the_branch_is_not_brought(app, canal, cart, amina, readers):
    odes = hold_of(app, "1001")["title_id"]
    a_hold(app, canal, odes, patron=amina)
    ask(readers)
    said = readers.visitor().post(link(readers)).text
    assert "<h1>Non réservé</h1>" in said and "mais pas pour cet arrêt" in said


def test_what_she_has_reserved_for_this_stop_is_reserved(cart, amina, readers):
    ask(readers)
    ask(readers)
    readers.work()
    first, second = readers.letters(AMINA)
    for letter in (first, second):
        assert "<h1>Réservé</h1>" in readers.visitor().post(link_in(letter, "reserve")).text


def test_where_no_mail_can_leave_whoever_asks_is_called(app, cart, amina, readers):
    app.config["RAYON"].mail_from = ""
    ask(readers)
    readers.work()
    assert requests_of(app) == ["to_call"]


def test_a_mail_that_failed_elsewhere_is_a_call(app, cart, amina, readers):
    ask(readers)
    readers.work()
    with app.app_context(), writing() as session:
        failed = update(Notice).where(Notice.subject_kind == "request")
        session.execute(failed.values(state="failed", why="mail_server_down"))
    readers.work()
    assert requests_of(app) == ["to_call"]


def test_signs_that_nobody_sees_are_not_kept(app, cart, amina, readers):
    assert ask(readers, words="des\x00 volcans\x07").status_code == 200
    with app.app_context(), reading() as session:
        assert session.scalars(select(CartRequest.words)).all() == ["des volcans"]
    assert ask(readers, lines=(), words="\x00").status_code == 422


def end_the_quai(office) -> None:
    path = f"/api/rounds/neighbourhoods/{an_id('quai')}/end"
    assert office.post(path).status_code == 200


def test_the_cart_comes_there_no_more(app, cart, amina, readers, office):
    ask(readers)
    path = link(readers)
    end_the_quai(office)
    for page in (readers.visitor().get(path), readers.visitor().post(path)):
        assert "ne s’arrête plus ici" in page.text and "Oui, réserver" not in page.text
    assert hold_of(app, "1001")["patron_id"] is None


def test_nobody_reserves_for_a_stop_that_has_ended(app, canal, cart, desk, amina, office):
    end_the_quai(office)
    theirs = {"patron": amina, "round_stop": STOP}
    line = desk.do("reserve_from_cart", an_id("1001"), theirs)
    order = {**theirs, "title": hold_of(app, "1001")["title_id"], "pickup_branch": canal}
    placed = desk.do("order_hold", an_id("order"), order)
    codes = [one["why"]["code"] for one in (line, placed)]
    assert codes == ["not_chosen_any_more", "stop_has_ended"]
    assert desk.post("/api/orders/check", order).get_json()["code"] == "stop_has_ended"
