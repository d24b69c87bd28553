"""The invented library: the same each time, whole, and of every kind a picker meets."""

import hashlib
from collections import Counter

import pytest
from apiflask import APIFlask
from sqlalchemy import func, select
from stdnum import ean, luhn

from rayon import clock
from rayon.call_numbers import key
from rayon.catalogue.keys import policy_of
from rayon.catalogue.models import Branch, Item, Location, Patron, TitleIsbn
from rayon.database import reading, writing
from rayon.demo import load_demo
from rayon.demo.documents import letters
from rayon.demo.people import CODES, PEOPLE
from rayon.holds.models import Hold
from rayon.shelves.models import Bay
from rayon.staff.models import Enrolment, Staff, StaffRole
from rayon.staff.pins import is_pin


@pytest.fixture
def demo(in_app: APIFlask) -> APIFlask:
    assert load_demo()
    return in_app


def test_two_thousand_documents_stand_in_three_branches(demo: APIFlask) -> None:
    with reading() as session:
        items = session.scalars(select(Item)).all()
        assert len(items) == 2000
        assert all(item.barcode[0] == "3" and luhn.is_valid(item.barcode) for item in items)
        assert len({item.branch_id for item in items}) == 3
        assert {"available", "on_loan", "missing"} <= {item.status for item in items}
        assert any(item.parts > 2 and "livret" in item.parts_note for item in items)
        assert {"book", "comic", "manga", "dvd", "cd", "magazine"} <= {i.kind for i in items}
        assert all(map(ean.is_valid, session.scalars(select(TitleIsbn.isbn))))
        copies = Counter(item.title_id for item in items if not item.volume)
        assert max(copies.values()) > 1


def test_copies_are_keyed_as_their_section_is_ordered(demo: APIFlask) -> None:
    with reading() as session:
        rows = session.execute(
            select(Item.call_number, Item.sort_key, Location.scheme, Location.policy).join(
                Location, Item.location_id == Location.id
            )
        ).all()
    for row in rows:
        assert row.sort_key == key(row.scheme, row.call_number, policy_of(row.policy))


def test_sixty_holds_of_this_morning_wait_to_be_fetched(demo: APIFlask) -> None:
    with reading() as session:
        holds = session.scalars(select(Hold)).all()
        volumes = set(session.scalars(select(Item.title_id).where(Item.volume != "")))
        nobody_to_mail = session.scalar(
            select(func.count())
            .select_from(Hold)
            .join(Patron, Hold.patron_id == Patron.id)
            .where(Patron.email == "")
        )
    assert len(holds) == 60
    assert {hold.status for hold in holds} == {"open"}
    assert {hold.wants for hold in holds} == {"title", "item", "selection"}
    assert len({hold.pickup_branch_id for hold in holds}) == 3
    assert any(not hold.volume and hold.title_id in volumes for hold in holds)
    wanted = Counter(hold.title_id for hold in holds if hold.title_id)
    assert max(wanted.values()) >= 2
    assert max(Counter(hold.patron_id for hold in holds).values()) <= 8
    assert nobody_to_mail
    assert all(hold.asked_at < clock.now() for hold in holds)


def test_everybody_signs_in_with_the_printed_pin(demo: APIFlask) -> None:
    with reading() as session:
        hashes = {staff.name: staff.pin_hash for staff in session.scalars(select(Staff))}
        roles = Counter(session.scalars(select(StaffRole.staff_id)))
    assert all(is_pin(hashes[person.name], person.pin) for person in PEOPLE)
    assert max(roles.values()) >= 3


def test_phones_are_enrolled_with_the_printed_codes(demo: APIFlask) -> None:
    with reading() as session:
        for code, secret in CODES.items():
            enrolment = session.get_one(Enrolment, hashlib.sha256(secret.encode()).hexdigest())
            branch = session.get_one(Branch, enrolment.branch_id)
            assert branch.code == code
            assert enrolment.uses_left == 1000


def test_a_library_with_branches_is_left_alone(in_app: APIFlask) -> None:
    with writing() as session:
        session.add(Branch(code="REAL", name="A real one", settings={}))
    result = in_app.test_cli_runner().invoke(args=["demo", "load"])
    assert result.exit_code == 0
    with reading() as session:
        assert session.scalars(select(Branch.code)).all() == ["REAL"]


def test_the_command_prints_pins_and_codes(in_app: APIFlask) -> None:
    result = in_app.test_cli_runner().invoke(args=["demo", "load"])
    assert "111111" in result.output
    assert "CANAL-2468" in result.output


@pytest.mark.parametrize(
    ("name", "on_label"),
    [("Le Goff, Rose", "LEG"), ("Œuvrard, Zoé", "OEU"), ("D’Angelo, Jules", "DAN"), ("Ôé", "OE")],
)
def test_letters_of_a_label(name: str, on_label: str) -> None:
    assert letters(name) == on_label


def test_a_bin_says_on_its_front_from_which_call_number_to_which(demo: APIFlask) -> None:
    with reading() as session:
        bins = session.scalars(select(Bay.theme).where(Bay.kind == "bin")).all()
    assert "BD\u00a0LEV\u00a08 – BD\u00a0NGU\u00a07" in bins, "no line ends within a call number"
    assert max(map(len, bins)) <= 40, "as wide as its column"
