"""What phones are given of the hold shelf, and what the desk is told of who stands before it."""

import base64
import hashlib
import hmac
from typing import Any

from rayon.hold_shelf.labels import slot_id
from tests.builders import a_copy, a_walk, pick_of, row, the_server_does
from tests.hold_shelf.conftest import DUNE, NANA, ODES, Shelf
from tests.people import Person, a_branch
from tests.phones import Phone

LOUS_CARD = "24242000000011"


def shelf_of(phone: Phone) -> dict[str, Any]:
    answer = phone.get("/api/hold-shelf")
    assert answer.status_code == 200, answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    shown: dict[str, Any] = answer.get_json()
    return shown


def hashed(shown: dict[str, Any], what: str, text: str) -> str:
    """As a phone does it."""
    key = base64.urlsafe_b64decode(shown["key"] + "=")
    whole = hmac.digest(key, f"{what}/{text}".encode(), hashlib.sha256)
    return base64.urlsafe_b64encode(whole[:16]).rstrip(b"=").decode()


def test_a_picker_sees_slips_and_slots_and_nobody(shelf: Shelf):
    shelf.shelve(DUNE, "A1")
    shown = shelf_of(shelf.phone)
    assert [slot["name"] for slot in shown["slots"]] == ["A1", "A2"]
    by_barcode = {one["barcode"]: one for one in shown["documents"]}
    assert by_barcode[DUNE]["slot"] == shelf.slots["A1"]
    assert by_barcode[DUNE]["bundle"] == by_barcode[NANA]["bundle"] != by_barcode[ODES]["bundle"]
    assert (shown["cards"], shown["codes"]) == ({}, {})


def test_the_desk_has_keyed_hashes_and_no_names(shelf: Shelf, chloe: Person):
    desk = shelf.at_the_desk(chloe)
    answer = desk.get("/api/hold-shelf")
    for secret in (LOUS_CARD, "Lou", "Petit", "George", "Sand", shelf.hold(DUNE)["pickup_code"]):
        assert secret not in answer.text
    shown = answer.get_json()
    opened = shown["cards"][hashed(shown, "card", LOUS_CARD)]
    assert opened == {"bundle": shown["codes"][_code(shown, shelf, NANA)], "who": shelf.lou}


def test_the_key_is_that_of_a_device_and_a_shift(shelf: Shelf, chloe: Person, desk: Phone):
    mine = shelf.at_the_desk(chloe)
    first, second = shelf_of(mine)["key"], shelf_of(mine)["key"]
    assert first == second != shelf_of(desk)["key"]
    mine.sign_in(chloe)
    assert shelf_of(mine)["key"] != first


def test_what_is_over_is_to_be_cleared_or_put_back(shelf: Shelf, office: Phone):
    shelf.shelve(DUNE, "A1")
    for barcode in (DUNE, ODES):
        office.do("cancel_hold", shelf.holds[barcode])
    shown = shelf_of(shelf.phone)
    over = [one["barcode"] for one in shown["documents"] if one["status"] == "cancelled"]
    assert over == [DUNE]
    assert [one["barcode"] for one in shown["to_reshelve"]] == [ODES]
    shelf.do("take_off", DUNE)
    back = {one["barcode"] for one in shelf_of(shelf.phone)["to_reshelve"]}
    assert back == {DUNE, ODES}


def test_a_slot_by_letter_is_named_without_the_letter_of_the_patron(shelf: Shelf, office: Phone):
    body = {"place": "desk", "slots": [{"name": "P-R", "letters": "P-R"}]}
    assert office.post("/api/hold-shelf/slots", body).status_code == 200
    shown = {one["barcode"]: one["letters"] for one in shelf_of(shelf.phone)["documents"]}
    assert (shown[DUNE], shown[ODES]) == (slot_id(shelf.branch, "P-R"), None)


def test_the_card_says_who_it_is_and_what_waits(shelf: Shelf, desk: Phone):
    shelf.ask(shelf.lou, "Germinal")
    answer = desk.post("/api/hold-shelf/look", {"card": LOUS_CARD})
    assert answer.headers["Cache-Control"] == "no-store"
    (bundle,) = answer.get_json()["bundles"]
    assert (bundle["name"], bundle["who"]) == ("Lou Petit", shelf.lou)
    assert {one["barcode"] for one in bundle["documents"]} == {DUNE, NANA}
    assert bundle["to_come"] == 1


def test_the_code_of_one_notice_opens_the_whole_bundle(shelf: Shelf, desk: Phone):
    code = shelf.hold(NANA)["pickup_code"]
    (bundle,) = desk.post("/api/hold-shelf/look", {"code": code}).get_json()["bundles"]
    assert {one["barcode"] for one in bundle["documents"]} == {DUNE, NANA}


def test_a_slot_says_whose_it_is(shelf: Shelf, desk: Phone):
    shelf.shelve(ODES, "A2")
    (bundle,) = desk.post("/api/hold-shelf/look", {"slot": shelf.slots["A2"]}).get_json()["bundles"]
    assert bundle["name"] == "George Sand"


def test_what_has_no_slot_yet_says_whose_it_is(shelf: Shelf, desk: Phone, office: Phone):
    shown = {"hold": shelf.holds[ODES]}
    (bundle,) = desk.post("/api/hold-shelf/look", shown).get_json()["bundles"]
    assert bundle["name"] == "George Sand"
    office.do("cancel_hold", shelf.holds[ODES])
    assert desk.post("/api/hold-shelf/look", shown).get_json()["code"] == "nothing_waits"


def test_a_hold_that_is_collected_elsewhere_says_nobody(shelf: Shelf, desk: Phone):
    away = shelf.ask(shelf.george, "Emma", "C-EMMA", at=a_branch(shelf.app, "TILLEULS"))
    shelf.find("C-EMMA")
    answer = desk.post("/api/hold-shelf/look", {"hold": away})
    assert (answer.status_code, answer.get_json()["code"]) == (404, "nothing_waits")


def test_two_slots_of_one_patron_make_one_bundle(shelf: Shelf, desk: Phone):
    shelf.shelve(DUNE, "A1")
    assert shelf.shelve(NANA, "A2")["outcome"] == "applied", "the first was full"
    for slot in shelf.slots.values():
        (bundle,) = desk.post("/api/hold-shelf/look", {"slot": slot}).get_json()["bundles"]
        assert {one["barcode"]: one["slot"] for one in bundle["documents"]} == {
            DUNE: shelf.slots["A1"],
            NANA: shelf.slots["A2"],
        }


def test_somebody_who_waits_for_nothing(shelf: Shelf, desk: Phone, office: Phone):
    for barcode in (DUNE, NANA):
        office.do("cancel_hold", shelf.holds[barcode])
    (bundle,) = desk.post("/api/hold-shelf/look", {"card": LOUS_CARD}).get_json()["bundles"]
    assert (bundle["documents"], bundle["to_come"]) == ([], 0)


def test_what_nobody_knows(shelf: Shelf, desk: Phone):
    assert desk.post("/api/hold-shelf/look", {"card": "29999"}).get_json()["code"] == "unknown_card"
    missing = desk.post("/api/hold-shelf/look", {"code": "AAAAAAAA"})
    assert (missing.status_code, missing.get_json()["code"]) == (404, "nothing_waits")
    assert desk.post("/api/hold-shelf/look", {}).status_code == 422
    assert desk.post("/api/hold-shelf/look", {"name": "Lou"}).status_code == 422


def test_slots_are_set_up_and_taken_away_by_the_supervisor(shelf: Shelf, office: Phone):
    body = {"place": "entrance", "slots": [{"name": "B1"}, {"name": "B2", "barcode": "30099"}]}
    names = [
        slot["name"] for slot in office.post("/api/hold-shelf/slots", body).get_json()["slots"]
    ]
    assert names == ["A1", "A2", "B1", "B2"]
    twice = office.post(
        "/api/hold-shelf/slots", {**body, "slots": [{"name": "B3", "barcode": "30099"}]}
    )
    assert (twice.status_code, twice.get_json()["code"]) == (409, "slot_barcode_taken")
    gone = office.post(f"/api/hold-shelf/slots/{shelf.slots['A1']}/remove")
    assert [slot["name"] for slot in gone.get_json()["slots"]] == ["A2", "B1", "B2"]
    nowhere = "01900000-0000-7000-8000-000000000000"
    assert office.post(f"/api/hold-shelf/slots/{nowhere}/remove").status_code == 404
    bad = office.post("/api/hold-shelf/slots", {"place": "entrance", "slots": [{"name": "é"}]})
    assert bad.status_code == 422


def _code(shown: dict[str, Any], shelf: Shelf, barcode: str) -> str:
    return hashed(shown, "code", shelf.hold(barcode)["pickup_code"])


def test_what_its_patron_leaves_at_the_desk_is_over(shelf: Shelf, chloe: Person):
    shelf.shelve(DUNE, "A1")
    desk = shelf.at_the_desk(chloe)
    assert desk.post(f"/api/hold-shelf/holds/{shelf.holds[DUNE]}/cancel").status_code == 200
    assert shelf.hold(DUNE)["status"] == "cancelled"
    assert shelf.do("take_off", DUNE)["why"]["code"] == "to_the_stacks"
    assert shelf.place(DUNE) == ("cart", "")


def test_a_picker_cancels_nothing_and_nobody_does_for_another_branch(
    shelf: Shelf, chloe: Person, phone: Phone
):
    far = a_branch(shelf.app, "FAR")
    elsewhere = shelf.ask(shelf.lou, "Zadig", "C-ZADIG", at=far)
    assert phone.post(f"/api/hold-shelf/holds/{shelf.holds[DUNE]}/cancel").status_code == 403
    desk = shelf.at_the_desk(chloe)
    assert desk.post(f"/api/hold-shelf/holds/{elsewhere}/cancel").status_code == 404


def test_what_was_found_at_another_branch_is_not_to_be_shelved_here_yet(shelf: Shelf):
    far = a_branch(shelf.app, "FAR", name="Bibliothèque lointaine")
    hold = shelf.ask(shelf.lou, "Zadig")
    a_copy(shelf.app, far, row(shelf.app, "hold", hold)["title_id"], "C-ZADIG")
    walk = a_walk(shelf.app, far, hold)
    read = {"barcode": "C-ZADIG", "how": "camera"}
    the_server_does(shelf.app, "report_found", pick_of(shelf.app, hold), read)
    the_server_does(shelf.app, "close_walk", walk)
    shown = {one["barcode"]: one["from"] for one in shelf_of(shelf.phone)["documents"]}
    assert shown["C-ZADIG"] == "Bibliothèque lointaine"
    assert shown[DUNE] is None
