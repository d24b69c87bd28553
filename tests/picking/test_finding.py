"""A document is in the hand: is it the right one, and does the hold still want it?"""

from rayon.database import writing
from rayon.holds.models import Hold
from tests.builders import (
    a_copy,
    a_hold,
    a_title,
    a_walk,
    pick_of,
    row,
    the_server_does,
    the_trouble,
    troubles,
)
from tests.phones import a_phone


def scan(barcode, how="camera"):
    return {"barcode": barcode, "how": how}


def test_the_expected_copy_is_found(phone, wanted):
    outcome = phone.do("report_found", wanted.pick, scan("C-0001"))
    assert outcome == {"id": outcome["id"], "outcome": "applied", "why": None}
    assert (wanted.status, wanted.pick_status) == ("found", "found")
    copy = wanted.copy("C-0001")
    assert (copy["hold_id"], copy["place_kind"], copy["place_ref"]) == (
        wanted.hold,
        "walk",
        wanted.walk,
    )


def test_another_copy_does_as_well(phone, wanted):
    assert phone.do("report_found", wanted.pick, scan("C-0002"))["outcome"] == "applied"
    assert row(wanted.app, "pick", wanted.pick)["found_barcode"] == "C-0002"
    assert wanted.copy("C-0001")["hold_id"] is None


def test_another_volume_does_not(phone, wanted):
    outcome = phone.do("report_found", wanted.pick, scan("C-0003"))
    assert (outcome["outcome"], outcome["why"]["code"]) == ("refused", "not_interchangeable")
    assert (wanted.status, wanted.pick_status) == ("on_walk", "open")


def test_who_asked_for_one_given_copy_gets_no_other(app, canal, phone):
    title = a_title(app)
    first, _second = a_copy(app, canal, title, "C-1"), a_copy(app, canal, title, "C-2")
    hold = a_hold(app, canal, title, wants="item", item=first)
    a_walk(app, canal, hold)
    other = phone.do("report_found", pick_of(app, hold), scan("C-2"))
    assert other["why"]["code"] == "not_interchangeable"
    assert phone.do("report_found", pick_of(app, hold), scan("C-1"))["outcome"] == "applied"


def test_without_a_label_a_tap_with_a_reason_finds_the_expected_copy(phone, wanted):
    tap = {"how": "tap", "reason": "label_unreadable"}
    assert phone.do("report_found", wanted.pick, tap)["outcome"] == "applied"
    assert row(wanted.app, "pick", wanted.pick)["reason"] == "label_unreadable"
    assert wanted.copy("C-0001")["hold_id"] == wanted.hold


def test_a_tap_without_a_reason_is_kept_for_a_supervisor(phone, wanted):
    outcome = phone.do("report_found", wanted.pick, {"how": "tap"})
    assert (outcome["outcome"], outcome["why"]["code"]) == ("quarantined", "bad_payload")
    assert wanted.status == "on_walk"


def test_a_scan_without_its_barcode_is_kept_for_a_supervisor(phone, wanted):
    outcome = phone.do("report_found", wanted.pick, {"how": "camera"})
    assert (outcome["outcome"], outcome["why"]["code"]) == ("quarantined", "bad_payload")


def test_an_unknown_barcode_is_put_on_the_trouble_list(phone, wanted):
    outcome = phone.do("report_found", wanted.pick, scan("X-9"))
    assert (outcome["outcome"], outcome["why"]["code"]) == ("refused", "unknown_barcode")
    assert the_trouble(wanted.app)["facts"] == {"barcode": "X-9"}


def test_a_copy_put_aside_for_somebody_else_stays_with_them(app, canal, phone, ben, wanted):
    other = a_hold(app, canal, wanted.title)
    a_walk(app, canal, other)
    bens = a_phone(app, canal, ben)
    bens.do("report_found", pick_of(app, other), scan("C-0001"))
    outcome = phone.do("report_found", wanted.pick, scan("C-0001"))
    assert (outcome["outcome"], outcome["why"]["code"]) == ("conflict", "serves_another_hold")
    assert str(row(app, "hold", other)["slip"]) in outcome["why"]["text"]
    assert wanted.copy("C-0001")["hold_id"] == other
    assert troubles(app) == ["serves_another_hold"]


def test_a_copy_of_a_cancelled_hold_may_serve_the_next(app, canal, phone, wanted):
    other = a_hold(app, canal, wanted.title)
    a_walk(app, canal, other)
    phone.do("report_found", pick_of(app, other), scan("C-0001"))
    the_server_does(app, "cancel_hold", other, {"because": "patron"})
    assert phone.do("report_found", wanted.pick, scan("C-0001"))["outcome"] == "applied"
    assert wanted.copy("C-0001")["hold_id"] == wanted.hold


def test_a_cancelled_hold_is_refused_and_the_document_goes_back(app, phone, wanted):
    the_server_does(app, "cancel_hold", wanted.hold, {"because": "patron"})
    assert wanted.pick_status == "withdrawn"
    outcome = phone.do("report_found", wanted.pick, scan("C-0001"))
    assert (outcome["outcome"], outcome["why"]["code"]) == ("refused", "cancelled")
    assert wanted.copy("C-0001")["place_kind"] == "shelf"


def test_found_twice_is_found_once(phone, wanted):
    phone.do("report_found", wanted.pick, scan("C-0001"))
    outcome = phone.do("report_found", wanted.pick, scan("C-0001"))
    assert (outcome["outcome"], outcome["why"]["code"]) == ("superseded", "already_found")


def test_a_second_copy_for_the_same_hold_is_put_back(app, canal, phone, ben, wanted):
    bens = a_phone(app, canal, ben)
    phone.do("report_found", wanted.pick, scan("C-0001"))
    outcome = bens.do("report_found", wanted.pick, scan("C-0002"))
    assert (outcome["outcome"], outcome["why"]["code"]) == ("conflict", "another_copy_was_found")
    assert troubles(app) == ["two_copies_found"]
    assert wanted.copy("C-0002")["place_kind"] == "shelf"


def test_found_after_all(phone, wanted):
    phone.do("report_not_found", wanted.pick)
    assert phone.do("report_found", wanted.pick, scan("C-0001"))["outcome"] == "applied"
    assert (wanted.status, wanted.pick_status) == ("found", "found")
    assert not wanted.hold_row()["disputed"]


def test_found_after_the_patron_was_told_otherwise(app, phone, wanted):
    phone.do("report_not_found", wanted.pick)
    the_server_does(app, "give_up", wanted.hold, {"because": "not_found"})
    assert phone.do("report_found", wanted.pick, scan("C-0001"))["outcome"] == "applied"
    assert (wanted.status, wanted.hold_row()["closed_because"]) == ("found", "")


def test_found_late_on_a_closed_walk_frees_the_colleague_who_looks_again(
    app, canal, phone, office, wanted
):
    phone.do("claim_walk", wanted.walk)
    found = phone.record("report_found", wanted.pick, scan("C-0001"))
    office.post(f"/api/walks/{wanted.walk}/close")
    a_walk(app, canal, wanted.hold)
    second = pick_of(app, wanted.hold)
    assert phone.push(found)["outcomes"][0]["outcome"] == "applied"
    assert (wanted.status, wanted.pick_status) == ("found", "found")
    assert row(app, "pick", second)["status"] == "withdrawn"
    assert wanted.hold_row()["walk_id"] == wanted.walk


def test_a_hold_that_was_handed_over_wants_nothing_more(app, phone, wanted):
    phone.do("report_found", wanted.pick, scan("C-0001"))
    _set_status(app, wanted.hold, "handed_over")
    outcome = phone.do("report_found", wanted.pick, scan("C-0002"))
    assert (outcome["outcome"], outcome["why"]["code"]) == ("refused", "no_longer_wanted")
    assert wanted.pick_status == "found"


def test_a_pick_that_does_not_exist(phone):
    nowhere = "01900000-0000-7000-8000-000000000000"
    payloads = {
        "report_found": scan("C-0001"),
        "choose_item": scan("C-0001"),
        "report_not_found": {},
        "report_unusable": {"reason": "damaged"},
        "look_later": {},
    }
    for name, payload in payloads.items():
        outcome = phone.do(name, nowhere, payload)
        assert (outcome["outcome"], outcome["why"]["code"]) == ("refused", "unknown_pick")


def _set_status(app, hold, status):
    with app.app_context(), writing() as session:
        session.get_one(Hold, hold).status = status
