"""Somebody registers at a stop, borrows at once, and asks for something for next time."""

import pytest
from sqlalchemy import select

from rayon.catalogue.models import Patron
from rayon.database import reading
from rayon.privacy.erasing import erase
from rayon.sync.models import ActionRow
from rayon.sync.perform import perform_all
from tests.builders import a_patron, row, troubles
from tests.people import Person, a_branch, a_person
from tests.phones import a_phone
from tests.rounds.conftest import an_id
from tests.rounds.test_street import DUE, RIDE, STOP, Cart

AMINA = {
    "round": RIDE,
    "card": "20000000000077",
    "first_name": "Amina",
    "last_name": "Canaryova",
    "email": "amina.canaryova@example.org",
    "phone": "",
    "guardian": "",
    "is_minor": False,
}
NEW = an_id("registration")


@pytest.fixture
def cart(app, canal, ines, sol, clock, quai) -> Cart:
    return Cart(app, canal, ines, sol, clock)


def register(cart: Cart, registration: str = NEW, **said) -> dict:
    return cart.phone.do("register_patron", registration, {**AMINA, **said})


def test_she_borrows_at_once_and_the_loan_is_hers(app, cart, office):
    barcode = cart.chosen()
    registered = cart.phone.record("register_patron", NEW, AMINA)
    said = {"round": RIDE, "barcode": barcode, "how": "scanner", "due": DUE, "reader": NEW}
    lent = cart.phone.record("lend_document", "", said)
    outcomes = cart.phone.push(registered, lent)["outcomes"]
    assert [one["outcome"] for one in outcomes] == ["applied", "applied"]
    (line,) = cart.lists(office, "loan")
    assert (line["barcode"], line["card"]) == (barcode, "20000000000077")
    assert cart.phone.push(registered)["outcomes"][0]["outcome"] == "duplicate"


def test_who_registers_gets_nobodys_number(app, cart):
    """Bob had the largest number, and was erased."""
    with app.app_context():
        bob = a_patron(app, card="20000000000078")
        erase("20000000000078", perform_all)
        assert register(cart)["outcome"] == "applied"
        with reading() as session:
            amina = session.scalars(select(Patron).where(Patron.registration == NEW)).one()
        assert amina.id > bob
        assert a_patron(app, card="20000000000079") > amina.id


def test_the_log_knows_no_person(app, cart):
    assert register(cart)["outcome"] == "applied"
    with app.app_context(), reading() as session:
        logged = session.scalars(select(ActionRow).where(ActionRow.name == "register_patron")).one()
        assert logged.payload == {} and "Canary" not in str(logged.facts)
        amina = session.scalars(select(Patron).where(Patron.card == AMINA["card"])).one()
        assert (amina.first_name, amina.loans_left, amina.registration) == ("Amina", 3, NEW)


@pytest.mark.parametrize(
    ("said", "outcome"),
    [
        ({"is_minor": True}, "quarantined"),
        ({"is_minor": True, "guardian": "Samira Canaryova"}, "applied"),
        ({"email": ""}, "quarantined"),
        ({"email": "", "phone": "06 39 98 00 11"}, "applied"),
        ({"email": "no address"}, "quarantined"),
        ({"round": an_id("no such round")}, "refused"),
    ],
)
def test_who_may_register(cart, said, outcome):
    cart.chosen()
    assert register(cart, **said)["outcome"] == outcome


def test_what_is_lent_on_a_card_that_was_known_is_that_persons(app, cart, office):
    a_patron(app, card=AMINA["card"])
    said = register(cart)
    assert (said["outcome"], said["why"]["code"]) == ("conflict", "card_is_taken")
    barcode = cart.chosen()
    lent = cart.scan("lend_document", barcode, reader=NEW, due=DUE)
    assert lent["outcome"] == "applied"
    (line,) = cart.lists(office, "loan")
    assert line["card"] == AMINA["card"]
    assert "card_is_taken" in troubles(app)


def test_the_desk_completes_her(app, cart, office, sol: Person):
    register(cart)
    office.sign_in(sol)
    (new,) = office.get("/api/cart/newcomers").get_json()["newcomers"]
    assert (new["card"], new["email"]) == (AMINA["card"], AMINA["email"])
    path = f"/api/cart/newcomers/{new['registration']}/complete"
    assert office.post(path).status_code == 200
    assert office.get("/api/cart/newcomers").get_json()["newcomers"] == []
    assert cart.phone.get("/api/cart/newcomers").status_code == 403
    # A phone that is still out knows her by her registration alone.
    lent = cart.scan("lend_document", cart.chosen(), reader=NEW, due=DUE)
    assert lent["outcome"] == "applied"
    (line,) = cart.lists(office, "loan")
    assert line["card"] == AMINA["card"]


def test_another_branch_does_not_complete_her(app, cart):
    register(cart)
    mairie = a_branch(app, "MAIRIE")
    noor = a_phone(app, mairie, a_person(app, mairie, "Noor", "desk", "cart"))
    answer = noor.post(f"/api/cart/newcomers/{NEW}/complete")
    assert answer.get_json()["code"] == "unknown_patron"
    said = noor.do("register_patron", an_id("hers"), {**AMINA, "card": "20000000000085"})
    assert (said["outcome"], said["why"]["code"]) == ("refused", "not_allowed")


def test_something_for_next_time_comes_to_her_stop(app, cart):
    register(cart)
    said = {"round": RIDE, "stop": STOP, "reader": NEW, "words": "un livre sur les volcans"}
    assert cart.phone.do("reserve_for_next", an_id("hold"), said)["outcome"] == "applied"
    hold = row(app, "hold", an_id("hold"))
    assert (hold["fulfilment"], hold["round_stop_id"]) == ("round", STOP)
    assert hold["selection"]["wishes"] == "un livre sur les volcans"
    nobody = {**said, "reader": an_id("nobody")}
    assert cart.phone.do("reserve_for_next", an_id("other"), nobody)["outcome"] == "refused"
