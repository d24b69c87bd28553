"""Slots are set up and taken away by a supervisor; with the first, ready means shelved."""

from rayon.catalogue.branches import all_of
from rayon.database import reading
from rayon.hold_shelf.labels import slot_barcode, slot_id
from tests.builders import row
from tests.hold_shelf.conftest import DUNE, Shelf
from tests.people import a_branch


def a_slot_named(name, **values):
    return {"name": name, "place": "desk", "barcode": slot_barcode(name), "position": 1, **values}


def set_up(office, branch, *slots):
    return office.do("set_up_slots", "", {"branch": branch, "slots": list(slots)})


def test_slots_are_set_up(app, canal, office):
    done = set_up(office, canal, a_slot_named("B1"), a_slot_named("B-D", letters="B-D"))
    assert done["outcome"] == "applied"
    slot = row(app, "slot", slot_id(canal, "B-D"))
    assert (slot["takes"], slot["letters"], slot["place"]) == ("letters", "B-D", "desk")


def test_the_first_slot_makes_ready_mean_shelved(app, canal, office):
    with app.app_context(), reading() as session:
        assert all_of(session)[canal].ready_when == "walk_finished"
    set_up(office, canal, a_slot_named("B1"))
    with app.app_context(), reading() as session:
        assert all_of(session)[canal].ready_when == "shelved"


def test_phones_hear_of_it_for_they_say_when_patrons_are_told(canal, phone, office):
    assert ready_when(phone.push()) == "walk_finished"
    set_up(office, canal, a_slot_named("B1"))
    assert ready_when(phone.push()) == "shelved"


def ready_when(answer):
    (branch,) = [change["data"] for change in answer["changes"] if change["kind"] == "branch"]
    return branch["settings"]["ready_when"]


def test_the_same_slot_again_is_changed(app, canal, office):
    set_up(office, canal, a_slot_named("B1"))
    set_up(office, canal, a_slot_named("B1", place="entrance"))
    assert row(app, "slot", slot_id(canal, "B1"))["place"] == "entrance"


def test_one_barcode_is_on_one_slot(canal, office):
    set_up(office, canal, a_slot_named("B1"))
    refused = set_up(office, canal, a_slot_named("B2", barcode="SLOT:B1"))
    assert refused["why"]["code"] == "slot_barcode_taken"


def test_what_is_no_slot(canal, office):
    for wrong in ({"name": "café"}, {"letters": "D-B"}, {"place": "cellar"}, {"barcode": "a b"}):
        slot = {**a_slot_named("B1"), **wrong}
        assert set_up(office, canal, slot)["outcome"] == "quarantined"


def test_slots_of_another_branch(app, office):
    refused = set_up(office, a_branch(app, "TILLEULS"), a_slot_named("B1"))
    assert refused["why"]["code"] == "not_allowed"


def test_only_an_empty_slot_is_taken_away(shelf: Shelf, office):
    shelf.shelve(DUNE, "A1")
    refused = office.do("remove_slot", shelf.slots["A1"])
    assert refused["why"]["code"] == "slot_in_use"
    assert office.do("remove_slot", shelf.slots["A2"])["outcome"] == "applied"
    assert office.do("remove_slot", shelf.slots["A2"])["outcome"] == "superseded"
    assert office.do("remove_slot", "nowhere")["why"]["code"] == "unknown_slot"


def test_a_slot_that_was_taken_away_can_come_back(app, canal, office):
    set_up(office, canal, a_slot_named("B1"))
    office.do("remove_slot", slot_id(canal, "B1"))
    set_up(office, canal, a_slot_named("B1"))
    assert row(app, "slot", slot_id(canal, "B1"))["removed_at"] is None


def test_a_picker_sets_up_nothing(canal, phone):
    assert set_up(phone, canal, a_slot_named("B1"))["why"]["code"] == "not_allowed"
