"""Any barcode met anywhere may be what somebody is looking for."""

from datetime import timedelta

import pytest

from rayon.catalogue.models import Item
from rayon.database import writing
from tests.builders import (
    a_copy,
    a_hold,
    a_title,
    a_walk,
    pick_of,
    the_server_does,
    the_trouble,
    troubles,
)
from tests.people import a_branch, a_person
from tests.phones import a_phone


@pytest.fixture
def searched(phone, wanted):
    phone.do("report_not_found", wanted.pick)
    return wanted


def test_a_document_that_turns_up_wakes_its_hold(phone, searched):
    outcome = phone.do("report_seen", payload={"barcode": "C-0002", "walk": searched.walk})
    assert (outcome["outcome"], outcome["why"]["code"]) == ("applied", "wanted_after_all")
    assert str(searched.hold_row()["slip"]) in outcome["why"]["text"]
    assert (searched.status, searched.copy("C-0002")["hold_id"]) == ("found", searched.hold)


def test_even_after_the_patron_was_told(app, phone, searched):
    the_server_does(app, "give_up", searched.hold)
    phone.do("report_seen", payload={"barcode": "C-0001"})
    assert (searched.status, searched.hold_row()["closed_because"]) == ("found", "")


def test_but_not_a_season_later(app, clock, phone, searched):
    the_server_does(app, "give_up", searched.hold)
    clock.move(timedelta(days=40))
    assert phone.do("report_seen", payload={"barcode": "C-0001"})["outcome"] == "applied"
    assert searched.status == "unfilled"


def test_another_volume_wakes_nobody(app, phone, searched):
    the_server_does(app, "give_up", searched.hold)
    assert phone.do("report_seen", payload={"barcode": "C-0003"})["why"] is None
    assert searched.status == "unfilled"


def test_the_patron_who_waited_longest_gets_it(app, canal, phone, searched):
    younger = a_hold(app, canal, searched.title)
    a_walk(app, canal, younger)
    phone.do("report_not_found", pick_of(app, younger))
    phone.do("report_seen", payload={"barcode": "C-0001"})
    assert searched.copy("C-0001")["hold_id"] == searched.hold


def test_what_is_put_aside_is_left_there(phone, wanted):
    phone.do("report_found", wanted.pick, {"barcode": "C-0001", "how": "camera"})
    outcome = phone.do("report_seen", payload={"barcode": "C-0001"})
    assert (outcome["outcome"], outcome["why"]["code"]) == ("superseded", "serves_a_hold")


def test_a_damaged_copy_wakes_nobody(app, phone, searched):
    phone.do("report_unusable", searched.pick, {"reason": "damaged", "barcode": "C-0002"})
    phone.do("report_seen", payload={"barcode": "C-0002"})
    assert searched.status == "searching"


def test_a_document_nobody_waits_for_changes_nothing(phone, wanted):
    assert phone.do("report_seen", payload={"barcode": "C-0002"})["outcome"] == "applied"
    assert wanted.copy("C-0002")["place_kind"] == "shelf"


def test_a_document_that_was_missing_is_there_again(app, phone, wanted):
    with app.app_context(), writing() as session:
        copy = session.get_one(Item, wanted.copy("C-0002")["id"])
        copy.status, copy.place_kind = "missing", "missing"
    phone.do("report_seen", payload={"barcode": "C-0002"})
    copy = wanted.copy("C-0002")
    assert (copy["status"], copy["place_kind"]) == ("available", "shelf")


def test_an_unknown_label_is_for_the_trouble_list(app, phone):
    assert phone.do("report_seen", payload={"barcode": "X-9"})["outcome"] == "applied"
    assert the_trouble(app)["facts"] == {"barcode": "X-9"}


@pytest.mark.parametrize("code", ["9782070360024", "2070360024", "21234000123456"])
def test_an_isbn_or_a_card_is_nobodys_trouble(app, phone, code):
    assert phone.do("report_seen", payload={"barcode": code})["outcome"] == "applied"
    assert troubles(app) == []


def test_a_walk_of_another_branch_is_not_taken_for_ours(app, canal, phone, searched):
    gare = a_branch(app, "GARE", name="Médiathèque de la Gare")
    title = a_title(app)
    a_copy(app, gare, title, "G-1")
    theirs = a_walk(app, gare, a_hold(app, gare, title))
    phone.do("report_seen", payload={"barcode": "C-0001", "walk": theirs})
    assert (searched.hold_row()["walk_id"], searched.copy("C-0001")["place_ref"]) == (None, "")


def test_a_document_is_where_it_was_seen(app, searched):
    gare = a_branch(app, "GARE", name="Médiathèque de la Gare")
    theirs = a_phone(app, gare, a_person(app, gare, "Yann", "picker"))
    theirs.do("report_seen", payload={"barcode": "C-0001"})
    assert searched.copy("C-0001")["place_branch_id"] == gare


def test_it_was_not_it_after_all(phone, searched):
    seen = phone.do("report_seen", payload={"barcode": "C-0001"})
    first = phone.do("undo", seen["id"])
    assert (first["outcome"], searched.status) == ("applied", "open")
    assert searched.copy("C-0001")["hold_id"] is None
    assert phone.do("undo", seen["id"])["why"]["code"] == "undone_before"


def test_what_only_was_noted_leaves_nothing_to_undo(phone, wanted):
    seen = phone.do("report_seen", payload={"barcode": "C-0002"})
    phone.do("report_found", wanted.pick, {"barcode": "C-0002", "how": "camera"})
    assert phone.do("undo", seen["id"])["why"]["code"] == "was_not_applied"
    assert wanted.status == "found"


def test_it_was_it_after_all_but_nobody_looks_for_it_now(phone, searched):
    seen = phone.record("report_seen", payload={"barcode": "C-0001"})
    undo = phone.record("undo", seen["id"])
    again = phone.record("undo", undo["id"])
    told = phone.push(seen, undo, again)["outcomes"]
    assert [one["outcome"] for one in told] == ["applied", "applied", "refused"]
    assert told[2]["why"]["code"] == "has_moved_on"
    assert searched.status == "open"
