"""Not found is not the end; found and not found at once is for a person to decide."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from rayon.database import reading
from rayon.notices.models import Notice
from rayon.picking.jobs import end_searches
from rayon.sync.perform import perform_all
from tests.builders import a_walk, pick_of, row, the_server_does, the_trouble, troubles
from tests.phones import a_phone

#: A Tuesday morning in Paris.
TUESDAY = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)


def test_not_found_is_provisional_until_the_next_pick_up_day_closes(clock, phone, wanted):
    clock.set(TUESDAY)
    assert phone.do("report_not_found", wanted.pick)["outcome"] == "applied"
    hold = wanted.hold_row()
    assert (hold["status"], hold["looks"], hold["looked_by"]) == ("searching", 1, phone.by)
    assert hold["search_until"] == datetime(2026, 11, 25, 17, 0, tzinfo=UTC)


def test_on_a_saturday_the_search_lasts_until_monday(clock, phone, wanted):
    clock.set(datetime(2026, 11, 28, 9, 0, tzinfo=UTC))
    phone.do("report_not_found", wanted.pick)
    assert wanted.hold_row()["search_until"] == datetime(2026, 11, 30, 17, 0, tzinfo=UTC)


def test_the_deadline_is_set_by_the_first_look(app, canal, clock, phone, wanted):
    phone.do("report_not_found", wanted.pick)
    first = wanted.hold_row()["search_until"]
    clock.move(timedelta(days=1))
    a_walk(app, canal, wanted.hold)
    phone.do("report_not_found", pick_of(app, wanted.hold))
    assert (wanted.hold_row()["looks"], wanted.hold_row()["search_until"]) == (2, first)


def test_ada_found_it_and_ben_did_not(app, canal, phone, ben, wanted):
    bens = a_phone(app, canal, ben)
    phone.do("report_found", wanted.pick, {"barcode": "C-0001", "how": "camera"})
    outcome = bens.do("report_not_found", wanted.pick)
    assert (outcome["outcome"], outcome["why"]["code"]) == ("conflict", "found_by_somebody_else")
    assert (wanted.status, wanted.hold_row()["disputed"]) == ("found", True)
    assert wanted.pick_status == "found"
    line = the_trouble(app)
    assert (line["kind"], line["subject_id"]) == ("found_and_not_found", wanted.hold)
    with app.app_context(), reading() as session:
        assert session.scalars(select(Notice)).all() == []


def test_a_dispute_is_listed_once(app, canal, phone, ben, wanted):
    bens = a_phone(app, canal, ben)
    phone.do("report_found", wanted.pick, {"barcode": "C-0001", "how": "camera"})
    bens.do("report_not_found", wanted.pick)
    bens.do("report_unusable", wanted.pick, {"reason": "damaged", "barcode": "C-0002"})
    assert troubles(app) == ["found_and_not_found"]
    assert wanted.copy("C-0002")["unusable"] == "damaged"


def test_a_late_not_found_counts_after_the_supervisor_closed_the_walk(phone, office, wanted):
    phone.do("claim_walk", wanted.walk)
    office.post(f"/api/walks/{wanted.walk}/close")
    assert phone.do("report_not_found", wanted.pick)["outcome"] == "applied"
    assert (wanted.status, wanted.pick_status) == ("searching", "not_found")


def test_a_late_not_found_leaves_the_colleague_who_looks_again_alone(
    app, canal, phone, office, wanted
):
    phone.do("claim_walk", wanted.walk)
    office.post(f"/api/walks/{wanted.walk}/close")
    a_walk(app, canal, wanted.hold)
    outcome = phone.do("report_not_found", wanted.pick)
    assert (outcome["outcome"], outcome["why"]["code"]) == ("superseded", "already_decided")
    assert (wanted.status, wanted.pick_status) == ("on_walk", "not_found")
    assert row(app, "pick", pick_of(app, wanted.hold))["status"] == "open"


def test_not_found_twice_is_one_look(phone, wanted):
    phone.do("report_not_found", wanted.pick)
    assert phone.do("report_not_found", wanted.pick)["outcome"] == "superseded"
    assert wanted.hold_row()["looks"] == 1


def test_a_cancelled_hold_is_not_searched(app, phone, wanted):
    the_server_does(app, "cancel_hold", wanted.hold)
    assert phone.do("report_not_found", wanted.pick)["outcome"] == "superseded"
    assert (wanted.status, wanted.pick_status) == ("cancelled", "withdrawn")


def test_a_damaged_copy_is_no_target_any_more(phone, wanted):
    assert phone.do("report_unusable", wanted.pick, {"reason": "damaged"})["outcome"] == "applied"
    assert (wanted.status, wanted.pick_status) == ("searching", "unusable")
    assert wanted.copy("C-0001")["unusable"] == "damaged"
    assert wanted.copy("C-0002")["unusable"] == ""


def test_a_copy_noted_as_not_usable_is_taken_only_by_who_says_that_it_may_be_lent(wanted, phone):
    phone.do("report_unusable", wanted.pick, {"reason": "empty_case"})
    seen = {"barcode": "C-0001", "how": "camera"}
    unawares = phone.do("report_found", wanted.pick, seen)
    assert (unawares["outcome"], unawares["why"]["code"]) == ("refused", "noted_unusable")
    assert wanted.status == "searching", "nobody is told to come for an empty case"
    again = phone.do("report_found", wanted.pick, {**seen, "sound": True})
    assert again["outcome"] == "applied"
    assert (wanted.status, wanted.copy("C-0001")["unusable"]) == ("found", "")
    phone.do("undo", again["id"])
    assert wanted.copy("C-0001")["unusable"] == "empty_case"


def test_the_copy_that_was_scanned_is_the_damaged_one(phone, wanted):
    phone.do("report_unusable", wanted.pick, {"reason": "incomplete", "barcode": "C-0002"})
    assert wanted.copy("C-0001")["unusable"] == ""
    assert wanted.copy("C-0002")["unusable"] == "incomplete"


def test_later_is_later_and_can_still_be_found(phone, wanted):
    assert phone.do("look_later", wanted.pick)["outcome"] == "applied"
    assert (wanted.status, wanted.pick_status) == ("on_walk", "later")
    found = phone.do("report_found", wanted.pick, {"barcode": "C-0001", "how": "typed"})
    assert found["outcome"] == "applied"
    assert phone.do("look_later", wanted.pick)["why"]["code"] == "already_decided"


def test_the_search_ends_at_its_deadline(app, clock, phone, wanted):
    clock.set(TUESDAY)
    phone.do("report_not_found", wanted.pick)
    assert _end_searches(app, datetime(2026, 11, 25, 16, 59, tzinfo=UTC)) == 0
    assert _end_searches(app, datetime(2026, 11, 25, 17, 0, tzinfo=UTC)) == 1
    assert (wanted.status, wanted.hold_row()["closed_because"]) == ("unfilled", "not_found")
    assert _end_searches(app, datetime(2026, 11, 26, 17, 0, tzinfo=UTC)) == 0


def test_after_two_looks_the_search_ends_but_an_undo_is_waited_for(
    app, canal, clock, phone, wanted
):
    clock.set(TUESDAY)
    phone.do("report_not_found", wanted.pick)
    a_walk(app, canal, wanted.hold)
    phone.do("report_unusable", pick_of(app, wanted.hold), {"reason": "empty_case"})
    assert _end_searches(app, TUESDAY + timedelta(minutes=2)) == 0
    assert _end_searches(app, TUESDAY + timedelta(minutes=5)) == 1
    assert (wanted.status, wanted.hold_row()["closed_because"]) == ("unfilled", "unusable")


def _end_searches(app, now):
    with app.app_context():
        return end_searches(now, perform_all)


def test_the_second_pair_of_eyes_reads_what_the_first_has_said(app, canal, clock, phone, wanted):
    clock.set(TUESDAY)
    phone.do("report_not_found", wanted.pick)
    clock.move(timedelta(hours=3))
    a_walk(app, canal, wanted.hold)
    told = {c["id"]: c["data"] for c in phone.push()["changes"] if c["kind"] == "pick"}
    look = told[pick_of(app, wanted.hold)]["look"]
    assert look["at"].startswith("2026-11-24T08:00")
    assert look == {"at": look["at"], "said": "not_found"}, "and never who"
