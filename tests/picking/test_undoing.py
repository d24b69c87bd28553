"""Taking back: one's own deeds, in time; and taking the taking back back."""

import pytest

from tests.builders import a_walk, log_of, pick_of, row, the_server_does
from tests.phones import a_phone

FOUND = {"barcode": "C-0001", "how": "camera"}

DEEDS = {
    "report_found": (FOUND, "found", "found"),
    "report_not_found": ({}, "searching", "not_found"),
    "report_unusable": ({"reason": "damaged"}, "searching", "unusable"),
    "look_later": ({}, "on_walk", "later"),
}


@pytest.mark.parametrize("name", DEEDS)
def test_undo_undo_and_undo_again(phone, wanted, name):
    payload, status, pick_status = DEEDS[name]
    done = phone.do(name, wanted.pick, payload)
    first = phone.do("undo", done["id"])
    assert (first["outcome"], wanted.status, wanted.pick_status) == ("applied", "on_walk", "open")
    second = phone.do("undo", first["id"])
    assert (second["outcome"], wanted.status, wanted.pick_status) == (
        "applied",
        status,
        pick_status,
    )
    third = phone.do("undo", second["id"])
    assert (third["outcome"], wanted.status, wanted.pick_status) == ("applied", "on_walk", "open")
    fourth = phone.do("undo", third["id"])
    assert (fourth["outcome"], wanted.pick_status) == ("applied", pick_status)


@pytest.mark.parametrize("name", DEEDS)
def test_a_deed_and_its_undo_may_come_in_one_batch(phone, wanted, name):
    done = phone.record(name, wanted.pick, DEEDS[name][0])
    answer = phone.push(done, phone.record("undo", done["id"]))
    assert [one["outcome"] for one in answer["outcomes"]] == ["applied", "applied"]
    assert (wanted.status, wanted.pick_status) == ("on_walk", "open")


def test_an_undone_find_leaves_the_copy_on_its_shelf(phone, wanted):
    done = phone.do("report_found", wanted.pick, FOUND)
    phone.do("undo", done["id"])
    copy = wanted.copy("C-0001")
    assert (copy["hold_id"], copy["place_kind"]) == (None, "shelf")


def test_an_undone_look_does_not_count(phone, wanted):
    done = phone.do("report_not_found", wanted.pick)
    phone.do("undo", done["id"])
    hold = wanted.hold_row()
    assert (hold["looks"], hold["search_until"]) == (0, None)


def test_the_damaged_copy_was_not_damaged(phone, wanted):
    done = phone.do("report_unusable", wanted.pick, {"reason": "damaged", "barcode": "C-0002"})
    phone.do("undo", done["id"])
    assert wanted.copy("C-0002")["unusable"] == ""


def test_twice_undone_is_once_undone(phone, wanted):
    done = phone.do("report_found", wanted.pick, FOUND)
    phone.do("undo", done["id"])
    assert phone.do("undo", done["id"])["why"]["code"] == "undone_before"


def test_what_was_done_again_since_is_not_undone_with_it(phone, wanted):
    first = phone.do("report_found", wanted.pick, FOUND)
    phone.do("undo", first["id"])
    phone.do("report_found", wanted.pick, FOUND)
    assert phone.do("undo", first["id"])["why"]["code"] == "undone_before"
    assert wanted.status == "found"


def test_both_undos_in_one_batch_undo_once(phone, wanted):
    first = phone.do("report_found", wanted.pick, FOUND)
    undo = phone.record("undo", first["id"])
    again = phone.record("report_found", wanted.pick, FOUND)
    told = phone.push(undo, again, phone.record("undo", first["id"]))["outcomes"]
    assert [one["outcome"] for one in told] == ["applied", "applied", "superseded"]
    assert wanted.status == "found"


def test_to_undo_what_was_undone_another_way_since_changes_nothing(phone, wanted):
    first = phone.do("report_found", wanted.pick, FOUND)
    again = phone.do("undo", phone.do("undo", first["id"])["id"])
    phone.do("undo", first["id"])
    phone.do("report_found", wanted.pick, FOUND)
    assert phone.do("undo", again["id"])["why"]["code"] == "undone_before"
    assert wanted.status == "found"


def test_what_was_undone_and_done_again_can_be_undone(phone, wanted):
    first = phone.do("report_found", wanted.pick, FOUND)
    undone = phone.do("undo", first["id"])
    assert phone.do("undo", undone["id"])["outcome"] == "applied"
    assert phone.do("undo", undone["id"])["why"]["code"] == "undone_before"
    assert wanted.status == "found"
    assert phone.do("undo", first["id"])["outcome"] == "applied"
    assert wanted.status == "on_walk"


def test_an_undo_after_the_walk_waits_for_the_next_walk(phone, wanted):
    phone.do("claim_walk", wanted.walk)
    done = phone.do("report_found", wanted.pick, FOUND)
    phone.do("finish_walk", wanted.walk)
    assert phone.do("undo", done["id"])["outcome"] == "applied"
    assert (wanted.status, wanted.pick_status) == ("open", "returned")


def test_ben_cannot_undo_what_ada_did_but_the_supervisor_can(
    app, canal, phone, ben, office, wanted
):
    bens = a_phone(app, canal, ben)
    done = phone.do("report_found", wanted.pick, FOUND)
    assert bens.do("undo", done["id"])["why"]["code"] == "not_yours_to_undo"
    assert wanted.status == "found"
    assert office.do("undo", done["id"])["outcome"] == "applied"
    assert wanted.status == "on_walk"


def test_too_late_the_document_has_moved_on(app, phone, wanted):
    done = phone.do("report_found", wanted.pick, FOUND)
    the_server_does(app, "cancel_hold", wanted.hold)
    outcome = phone.do("undo", done["id"])
    assert (outcome["outcome"], outcome["why"]["code"]) == ("refused", "has_moved_on")


def test_too_late_a_colleague_is_looking_already(app, canal, phone, wanted):
    done = phone.do("report_not_found", wanted.pick)
    a_walk(app, canal, wanted.hold)
    assert phone.do("undo", done["id"])["why"]["code"] == "has_moved_on"
    assert row(app, "pick", pick_of(app, wanted.hold))["status"] == "open"


def test_what_was_refused_leaves_nothing_to_undo(phone, wanted):
    refused = phone.do("report_found", wanted.pick, {"barcode": "C-0003", "how": "camera"})
    assert phone.do("undo", refused["id"])["why"]["code"] == "was_not_applied"


def test_what_cannot_be_undone(phone, wanted):
    claimed = phone.do("claim_walk", wanted.walk)
    assert phone.do("undo", claimed["id"])["why"]["code"] == "cannot_be_undone"
    nothing = phone.do("undo", "01900000-0000-7000-8000-000000000000")
    assert (nothing["outcome"], nothing["why"]["code"]) == ("refused", "unknown_action")


def test_an_undo_of_what_the_server_did_is_nobodys(app, phone, wanted):
    planned = next(row["id"] for row in log_of(app).values() if row["name"] == "plan_walk")
    assert phone.do("undo", planned)["why"]["code"] == "not_yours_to_undo"


def test_undoing_a_find_ends_its_dispute(app, canal, phone, ben, wanted):
    bens = a_phone(app, canal, ben)
    done = phone.do("report_found", wanted.pick, FOUND)
    bens.do("report_not_found", wanted.pick)
    assert phone.do("undo", done["id"])["outcome"] == "applied"
    assert not wanted.hold_row()["disputed"]
