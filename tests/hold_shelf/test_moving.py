"""To another branch: into the crate here, out of it there."""

import pytest

from tests.builders import a_slot, the_server_does
from tests.hold_shelf.conftest import DUNE, Shelf
from tests.people import a_branch, a_person
from tests.phones import a_phone

FAR = "C-FAR"


@pytest.fixture
def tilleuls(shelf: Shelf) -> int:
    """Lou collects one document there; it was found at the Canal."""
    branch = a_branch(shelf.app, "TILLEULS", name="Bibliothèque des Tilleuls")
    shelf.slots["T1"] = a_slot(shelf.app, branch, "T1")
    shelf.ask(shelf.lou, "Germinal", FAR, at=branch, picking_branch=shelf.branch)
    shelf.find(FAR)
    return branch


@pytest.fixture
def there(shelf: Shelf, tilleuls: int):
    """Zoé’s phone, at the Tilleuls."""
    return a_phone(shelf.app, tilleuls, a_person(shelf.app, tilleuls, "Zoé", "picker"))


def test_into_the_crate_and_out_of_it(shelf: Shelf, there):
    assert shelf.do("send_on", FAR)["outcome"] == "applied"
    assert (shelf.hold(FAR)["status"], shelf.place(FAR)) == ("in_transit", ("transit", ""))
    said = {"barcode": FAR, "how": "camera"}
    assert there.do("receive", shelf.holds[FAR], said)["outcome"] == "applied"
    assert (shelf.hold(FAR)["status"], shelf.place(FAR)) == ("found", ("walk", ""))
    assert there.do("receive", shelf.holds[FAR], said)["why"]["code"] == "already_here"
    assert shelf.shelve(FAR, "T1", there)["outcome"] == "applied"


def test_sent_on_twice(shelf: Shelf, tilleuls: int):
    shelf.do("send_on", FAR)
    assert shelf.do("send_on", FAR)["why"]["code"] == "already_sent_on"


def test_what_is_collected_here_stays(shelf: Shelf):
    assert shelf.do("send_on", DUNE)["why"]["code"] == "stays_here"


def test_received_though_nobody_said_that_it_left(shelf: Shelf, there, tilleuls: int):
    said = {"barcode": FAR, "how": "camera"}
    assert there.do("receive", shelf.holds[FAR], said)["outcome"] == "applied"
    assert shelf.copy(FAR)["place_branch_id"] == tilleuls


def test_shelved_there_without_being_received(shelf: Shelf, there, tilleuls: int):
    shelf.do("send_on", FAR)
    assert shelf.shelve(FAR, "T1", there)["outcome"] == "applied"
    assert shelf.hold(FAR)["status"] == "on_hold_shelf"
    assert shelf.copy(FAR)["place_branch_id"] == tilleuls


def test_received_at_the_wrong_branch(shelf: Shelf, tilleuls: int):
    shelf.do("send_on", FAR)
    assert shelf.do("receive", FAR)["why"]["code"] == "for_another_branch"


def test_shelved_at_the_wrong_branch(shelf: Shelf, tilleuls: int):
    assert shelf.shelve(FAR, "A1")["why"]["code"] == "for_another_branch"


def test_cancelled_on_its_way(shelf: Shelf, there):
    shelf.do("send_on", FAR)
    the_server_does(shelf.app, "cancel_hold", shelf.holds[FAR])
    said = {"barcode": FAR, "how": "camera"}
    assert there.do("receive", shelf.holds[FAR], said)["why"]["code"] == "cancelled"


def test_out_of_the_crate_again(shelf: Shelf, tilleuls: int):
    sent = shelf.do("send_on", FAR)
    assert shelf.phone.do("undo", sent["id"])["outcome"] == "applied"
    assert (shelf.hold(FAR)["status"], shelf.place(FAR)) == ("found", ("walk", ""))


def test_what_has_arrived_is_not_taken_back_from_afar(shelf: Shelf, there):
    sent = shelf.do("send_on", FAR)
    there.do("receive", shelf.holds[FAR], {"barcode": FAR, "how": "camera"})
    assert shelf.phone.do("undo", sent["id"])["why"]["code"] == "has_moved_on"


def test_nobody_there_may_shelve_what_is_collected_here(shelf: Shelf, there):
    refused = shelf.shelve(DUNE, "A1", there)
    assert (refused["outcome"], refused["why"]["code"]) == ("refused", "not_allowed")


@pytest.mark.parametrize("fulfilment", ["delivery", "round"])
def test_what_is_packed_or_loaded_there_goes_into_the_crate_as_well(
    shelf: Shelf, tilleuls: int, fulfilment: str
):
    zoe = a_phone(shelf.app, tilleuls, a_person(shelf.app, tilleuls, "Zoé", "picker", "desk"))
    ways = {"at": tilleuls, "picking_branch": shelf.branch, "fulfilment": fulfilment}
    shelf.ask(shelf.lou, "Nadja", "C-RIDES", **ways)
    shelf.find("C-RIDES")
    assert shown(shelf.phone, "C-RIDES") == ("found", "Bibliothèque des Tilleuls", None, True)
    assert shelf.do("send_on", "C-RIDES")["outcome"] == "applied"
    assert shown(shelf.phone, "C-RIDES") == ("in_transit", "Bibliothèque des Tilleuls", None, True)
    assert shown(zoe, "C-RIDES") == ("in_transit", None, None, True)
    said = {"barcode": "C-RIDES", "how": "camera"}
    assert zoe.do("receive", shelf.holds["C-RIDES"], said)["outcome"] == "applied"
    assert shown(zoe, "C-RIDES") is None


def shown(phone, barcode):
    """A document as the phones of its branch have it, if they have it."""
    listed = phone.get("/api/hold-shelf").get_json()["documents"]
    fields = ("status", "to", "from", "goes_on")
    there = [tuple(one[field] for field in fields) for one in listed if one["barcode"] == barcode]
    return there[0] if there else None
