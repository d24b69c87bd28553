"""Into a slot: the right one, for the right patron, and only once."""

from tests.builders import a_hold, a_selection, a_slot, a_walk, pick_of, row, the_server_does
from tests.hold_shelf.conftest import DUNE, NANA, ODES, Shelf
from tests.people import a_branch
from tests.phones import Phone


def test_a_document_waits_in_its_slot(shelf: Shelf):
    assert shelf.shelve(DUNE, "A1")["outcome"] == "applied"
    hold = shelf.hold(DUNE)
    assert (hold["status"], hold["slot_id"]) == ("on_hold_shelf", shelf.slots["A1"])
    assert hold["shelved_at"] is not None
    assert shelf.place(DUNE) == ("slot", shelf.slots["A1"])


def test_twice_is_once(shelf: Shelf):
    shelf.shelve(DUNE, "A1")
    assert shelf.shelve(DUNE, "A1")["why"]["code"] == "already_shelved"


def test_all_documents_of_a_patron_go_into_one_slot(shelf: Shelf):
    shelf.shelve(DUNE, "A1")
    assert shelf.shelve(NANA, "A1")["outcome"] == "applied"


def test_a_slot_of_one_patron_takes_nobody_else(shelf: Shelf):
    shelf.shelve(DUNE, "A1")
    refused = shelf.shelve(ODES, "A1")
    assert (refused["outcome"], refused["why"]["code"]) == ("refused", "slot_taken")
    assert shelf.hold(ODES)["status"] == "found"


def test_two_phones_choose_the_same_free_slot_in_one_batch(shelf: Shelf):
    said = {"how": "camera", "slot": shelf.slots["A1"]}
    both = [
        shelf.phone.record("shelve", shelf.holds[one], {**said, "barcode": one})
        for one in (DUNE, ODES)
    ]
    outcomes = [one["outcome"] for one in shelf.phone.push(*both)["outcomes"]]
    assert outcomes == ["applied", "refused"]


def test_a_slot_by_letter_takes_many(shelf: Shelf):
    shelf.slots["S"] = a_slot(shelf.app, shelf.branch, "S", takes="letters", letters="S")
    shelf.shelve(DUNE, "S")
    assert shelf.shelve(ODES, "S")["outcome"] == "applied"


def test_into_another_slot_is_a_move(shelf: Shelf):
    shelf.shelve(DUNE, "A1")
    assert shelf.shelve(DUNE, "A2")["outcome"] == "applied"
    assert shelf.place(DUNE) == ("slot", shelf.slots["A2"])
    assert shelf.hold(DUNE)["status"] == "on_hold_shelf"


def test_cancelled_meanwhile(shelf: Shelf):
    the_server_does(shelf.app, "cancel_hold", shelf.holds[DUNE])
    refused = shelf.shelve(DUNE, "A1")
    assert (refused["outcome"], refused["why"]["code"]) == ("refused", "cancelled")


def test_a_document_of_somebody_else(shelf: Shelf):
    said = {"barcode": ODES, "how": "camera", "slot": shelf.slots["A1"]}
    refused = shelf.phone.do("shelve", shelf.holds[DUNE], said)
    assert refused["why"]["code"] == "not_this_patrons"


def test_what_nobody_knows(shelf: Shelf):
    said = {"barcode": DUNE, "how": "camera", "slot": "nowhere"}
    assert shelf.phone.do("shelve", shelf.holds[DUNE], said)["why"]["code"] == "unknown_slot"
    strange = {**said, "barcode": "C-STRANGE"}
    assert shelf.phone.do("shelve", shelf.holds[DUNE], strange)["why"]["code"] == "unknown_barcode"
    nobody = shelf.phone.do("shelve", "01900000-0000-7000-8000-000000000000", said)
    assert nobody["why"]["code"] == "unknown_hold"


def test_a_slot_that_was_taken_away(shelf: Shelf, office):
    office.do("remove_slot", shelf.slots["A1"])
    assert shelf.shelve(DUNE, "A1")["why"]["code"] == "unknown_slot"


def test_a_slot_of_another_branch(shelf: Shelf):
    shelf.slots["T1"] = a_slot(shelf.app, a_branch(shelf.app, "TILLEULS"), "T1")
    assert shelf.shelve(DUNE, "T1")["why"]["code"] == "for_another_branch"


def _a_chosen_selection(shelf: Shelf) -> None:
    """Lou is given two documents that the picker chose; both are in the cart."""
    hold = a_selection(shelf.app, shelf.branch, patron=shelf.lou)
    for barcode in ("C-1", "C-2"):
        shelf.ask(None, "Les dinosaures", barcode)
        the_server_does(shelf.app, "cancel_hold", shelf.holds[barcode])
        shelf.holds[barcode] = hold
    walk = a_walk(shelf.app, shelf.branch, hold)
    shelf.phone.do("claim_walk", walk)
    pick = pick_of(shelf.app, hold)
    for barcode in ("C-1", "C-2"):
        shelf.phone.do("choose_item", pick, {"barcode": barcode, "how": "camera"})
    shelf.phone.do("report_found", pick, {"how": "tap", "reason": "no_label"})


def test_a_selection_is_shelved_when_all_of_it_is(shelf: Shelf):
    _a_chosen_selection(shelf)
    shelf.shelve("C-1", "A1")
    assert shelf.hold("C-1")["status"] == "found"
    shelf.shelve("C-2", "A1")
    assert shelf.hold("C-2")["status"] == "on_hold_shelf"


def test_each_document_of_a_selection_is_on_the_shelf_once_it_stands_there(
    shelf: Shelf, desk: Phone
):
    _a_chosen_selection(shelf)
    carts = desk.get("/api/team/closing").get_json()["left_over"]["in_cart"]
    shelf.shelve("C-1", "A1")
    shown = {one["barcode"]: one for one in desk.get("/api/hold-shelf").get_json()["documents"]}
    there = [(shown[one]["status"], shown[one]["slot"]) for one in ("C-1", "C-2")]
    assert there == [("on_hold_shelf", shelf.slots["A1"]), ("found", None)]
    closing = desk.get("/api/team/closing").get_json()
    assert closing["left_over"]["in_cart"] == carts - 1
    assert sum(cart["documents"] for cart in closing["carts"]) == carts - 1
    looked = desk.post("/api/hold-shelf/look", {"slot": shelf.slots["A1"]}).get_json()
    (bundle,) = looked["bundles"]
    assert {"C-1", "C-2"} <= {one["barcode"] for one in bundle["documents"]}
    slips = desk.get("/api/paper/hold-slips").text
    assert [one in slips for one in ("C-1", "C-2")] == [False, True], "the first has its slip"


def test_half_a_selection_keeps_its_slot(shelf: Shelf, office: Phone):
    _a_chosen_selection(shelf)
    first = shelf.shelve("C-1", "A1")
    assert shelf.shelve(ODES, "A1")["why"]["code"] == "slot_taken"
    taken_away = office.do("remove_slot", shelf.slots["A1"])
    assert taken_away["why"]["code"] == "slot_in_use"
    second = shelf.shelve("C-2", "A1")
    shelf.phone.do("undo", second["id"])
    hold = shelf.hold("C-1")
    assert (hold["status"], hold["slot_id"]) == ("found", shelf.slots["A1"])
    shelf.phone.do("undo", first["id"])
    assert shelf.hold("C-1")["slot_id"] is None


def test_undo_and_undo_of_undo(shelf: Shelf):
    done = shelf.shelve(DUNE, "A1")
    taken_back = shelf.phone.do("undo", done["id"])
    assert (shelf.hold(DUNE)["status"], shelf.place(DUNE)) == ("found", ("walk", ""))
    assert shelf.hold(DUNE)["slot_id"] is None
    assert shelf.phone.do("undo", taken_back["id"])["outcome"] == "applied"
    assert shelf.place(DUNE) == ("slot", shelf.slots["A1"])


def test_an_undo_of_an_undo_takes_nothing_out_of_the_slot_it_was_put_into_since(shelf: Shelf):
    taken_back = shelf.phone.do("undo", shelf.shelve(DUNE, "A1")["id"])
    shelf.shelve(DUNE, "A2")
    assert shelf.phone.do("undo", taken_back["id"])["why"]["code"] == "has_moved_on"
    assert shelf.place(DUNE) == ("slot", shelf.slots["A2"])


def test_what_was_handed_over_is_not_unshelved(shelf: Shelf, desk):
    done = shelf.shelve(DUNE, "A1")
    said = {"barcode": DUNE, "how": "camera", "presented": "slot"}
    desk.do("hand_over", shelf.holds[DUNE], said)
    assert shelf.phone.do("undo", done["id"])["outcome"] == "superseded"
    assert shelf.hold(DUNE)["status"] == "handed_over"


def test_a_hold_that_was_never_found(shelf: Shelf):
    other = a_hold(shelf.app, shelf.branch, row(shelf.app, "hold", shelf.holds[DUNE])["title_id"])
    said = {"barcode": DUNE, "how": "camera", "slot": shelf.slots["A1"]}
    assert shelf.phone.do("shelve", other, said)["why"]["code"] == "not_this_patrons"
