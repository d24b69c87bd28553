"""What was said at the door was wrong: Karim takes it back, or the desk puts it right."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from rayon.catalogue.models import Branch
from rayon.database import reading, table_of, writing
from rayon.delivery.actions.money import sum_id
from rayon.delivery.models import Parcel
from rayon.ids import new_id
from rayon.ils.models import IlsTask
from rayon.privacy.purge import purge
from rayon.sync.models import Trouble
from tests.builders import a_slot, troubles
from tests.delivery.test_riding import sums, why

DUE, ANNULLED = ("due", 500, "FAC-0042"), ("annulled", -500, "FAC-0042")
TO_PATRON = {"to": "patron"}


@pytest.fixture
def home(afternoon):
    return afternoon.order(2, account="FAC-0042")


def corrected(afternoon, parcel, was, ended, **more):
    to = "patron" if ended == "delivered" else ""
    said = {"was": was, "ended": ended, "to": to, "reason": "wrong_button", **more}
    return why(afternoon.desk.do("correct_parcel", parcel, said))


def places(afternoon, home):
    return {
        (item["place_kind"], item["place_ref"], item["hold_id"], item["status"])
        for item in (afternoon.copy(barcode) for barcode in home.copies.values())
    }


def keyed(app):
    task = table_of(IlsTask)
    with app.app_context(), reading() as session:
        rows = session.execute(select(task).order_by(task.c.at)).mappings()
        return [
            (row["kind"], "keyed" if row["done_at"] else "open")
            for row in rows
            if row["withdrawn_at"] is None and row["kind"] in ("loan", "return")
        ]


@pytest.fixture
def lends(app, canal):
    with app.app_context(), writing() as session:
        session.get_one(Branch, canal).settings = {"loans_in": "rayon"}


def test_the_door_opens_after_all(app, afternoon, home, lends):
    """Absent, says Karim, and the patron opens: he takes it back and hands it over."""
    parcel = afternoon.loaded(home)
    absent = afternoon.bike.record("report_absent", parcel)
    undone = afternoon.bike.record("undo", absent["id"])
    given = afternoon.bike.record("deliver_parcel", parcel, TO_PATRON)
    for expected in ("applied", "duplicate"):
        answer = afternoon.bike.push(absent, undone, given)
        assert {one["outcome"] for one in answer["outcomes"]} == {expected}
    assert afternoon.statuses(home) == ["handed_over", "handed_over"]
    assert places(afternoon, home) == {("patron", "", None, "on_loan")}
    assert sums(app) == [DUE, ANNULLED, DUE]
    assert keyed(app) == [("loan", "open")] * 2


def test_delivered_at_the_wrong_stop_is_on_the_bike_again(app, afternoon, home, lends):
    parcel = afternoon.loaded(home)
    said = afternoon.bike.do("deliver_parcel", parcel, TO_PATRON)
    assert why(afternoon.bike.do("undo", said["id"])) == ("applied", None)
    assert afternoon.row("parcel", parcel)["status"] == "out"
    assert afternoon.statuses(home) == ["in_parcel", "in_parcel"]
    assert {place[:2] for place in places(afternoon, home)} == {("parcel", parcel)}
    assert sums(app) == [DUE, ANNULLED]
    assert keyed(app) == []


def test_an_undo_is_undone(app, afternoon, home):
    parcel = afternoon.loaded(home)
    absent = afternoon.bike.do("report_absent", parcel)
    undone = afternoon.bike.do("undo", absent["id"])
    assert why(afternoon.bike.do("undo", undone["id"])) == ("applied", None)
    assert afternoon.row("parcel", parcel)["status"] == "absent"
    assert sums(app) == [DUE, ANNULLED, DUE]


@pytest.mark.parametrize("then", ["receive_parcel", "correct_parcel", "undo and again"])
def test_what_has_gone_further_is_not_taken_back(app, afternoon, home, then):
    parcel = afternoon.loaded(home)
    absent = afternoon.bike.do("report_absent", parcel)
    if then == "receive_parcel":
        number = {"number": afternoon.row("parcel", parcel)["number"]}
        assert afternoon.desk.do("receive_parcel", "", number)["outcome"] == "applied"
    elif then == "correct_parcel":
        assert corrected(afternoon, parcel, "absent", "incident") == ("applied", None)
    else:
        afternoon.bike.do("undo", absent["id"])
        afternoon.bike.do("report_absent", parcel)
    before = sums(app)
    expected = ("superseded", "undone_before") if "again" in then else ("refused", "has_moved_on")
    assert why(afternoon.bike.do("undo", absent["id"])) == expected
    assert sums(app) == before


def test_nobody_takes_back_what_another_courier_said(app, canal, afternoon, home, phone):
    absent = afternoon.bike.do("report_absent", afternoon.loaded(home))
    assert why(phone.do("undo", absent["id"])) == ("refused", "not_yours_to_undo")
    assert sums(app) == [DUE]


@pytest.mark.parametrize(
    ("was", "ended", "lines", "status"),
    [
        ("absent", "delivered", [DUE], "handed_over"),
        ("absent", "incident", [DUE, ANNULLED], "coming_back"),
        ("absent", "wrong_address", [DUE], "coming_back"),
        ("incident", "delivered", [DUE], "handed_over"),
        ("incident", "absent", [DUE], "coming_back"),
        ("delivered", "refused", [DUE], "coming_back"),
        ("delivered", "incident", [DUE, ANNULLED], "coming_back"),
    ],
)
def test_the_desk_says_how_it_really_ended(app, afternoon, home, was, ended, lines, status):
    parcel = afternoon.loaded(home)
    said = ("deliver_parcel", TO_PATRON) if was == "delivered" else (f"report_{was}", {})
    afternoon.bike.do(said[0], parcel, said[1])
    for outcome in (("applied", None), ("superseded", "already_decided")):
        assert corrected(afternoon, parcel, was, ended) == outcome
    assert afternoon.row("parcel", parcel)["status"] == ended
    assert afternoon.statuses(home) == [status, status]
    place = "patron" if ended == "delivered" else "parcel"
    assert {one[0] for one in places(afternoon, home)} == {place}
    assert sums(app) == lines


def test_there_and_back_again_costs_once(app, afternoon, home):
    parcel = afternoon.loaded(home)
    afternoon.bike.do("report_absent", parcel)
    for was, ended in (("absent", "incident"), ("incident", "absent"), ("absent", "incident")):
        assert corrected(afternoon, parcel, was, ended) == ("applied", None)
    assert [cents for _kind, cents, _account in sums(app)] == [500, -500, 500, -500]


def test_what_waits_on_the_hold_shelf_was_with_the_patron_all_along(app, canal, afternoon, lends):
    home = afternoon.order(account="FAC-0042")
    ((hold, barcode),) = home.copies.items()
    parcel = afternoon.loaded(home)
    afternoon.bike.do("report_absent", parcel)
    number = {"number": afternoon.row("parcel", parcel)["number"]}
    afternoon.desk.do("receive_parcel", "", number)
    shelved = {"slot": a_slot(app, canal), "barcode": barcode, "how": "tap"}
    assert afternoon.desk.do("shelve", hold, shelved)["outcome"] == "applied"
    assert corrected(afternoon, parcel, "absent", "delivered") == ("applied", None)
    assert afternoon.statuses(home) == ["handed_over"]
    assert afternoon.row("hold", hold)["slot_id"] is None
    assert places(afternoon, home) == {("patron", "", None, "on_loan")}
    assert keyed(app) == [("loan", "open")]
    assert sums(app) == [DUE]


def test_what_was_looked_for_in_vain_was_with_the_patron_all_along(afternoon, home):
    parcel = afternoon.loaded(home)
    afternoon.bike.do("report_absent", parcel)
    hold = next(iter(home.copies))
    assert afternoon.desk.do("report_missing", hold)["outcome"] == "applied"
    assert corrected(afternoon, parcel, "absent", "delivered") == ("applied", None)
    assert afternoon.statuses(home) == ["handed_over", "handed_over"]
    assert {place[0] for place in places(afternoon, home)} == {"patron"}


def test_what_has_come_back_to_the_stacks_stays_there(app, afternoon, home):
    """One of two documents was brought to the return box before anybody noticed the error."""
    from rayon.catalogue.models import Item

    parcel = afternoon.loaded(home)
    afternoon.bike.do("deliver_parcel", parcel, TO_PATRON)
    returned, kept = home.copies.values()
    with app.app_context(), writing() as session:
        item = session.get_one(Item, afternoon.copy(returned)["id"])
        item.place_kind, item.status = "shelf", "available"
    assert corrected(afternoon, parcel, "delivered", "absent") == ("applied", None)
    assert afternoon.statuses(home) == ["handed_over", "coming_back"]
    assert afternoon.copy(returned)["place_kind"] == "shelf"
    assert afternoon.copy(kept)["place_ref"] == parcel


def test_a_loan_that_was_keyed_is_ended_and_one_that_stands_there_is_not_made_again(
    app, afternoon, home, lends
):
    parcel = afternoon.loaded(home)
    afternoon.bike.do("deliver_parcel", parcel, TO_PATRON)
    with app.app_context(), reading() as session:
        loans = session.scalars(select(IlsTask.id).where(IlsTask.kind == "loan")).all()
    for loan in loans:
        assert afternoon.desk.do("tick_ils_task", loan, {})["outcome"] == "applied"
    assert corrected(afternoon, parcel, "delivered", "absent") == ("applied", None)
    assert sorted(keyed(app)) == [("loan", "keyed")] * 2 + [("return", "open")] * 2
    assert corrected(afternoon, parcel, "absent", "delivered") == ("applied", None)
    assert keyed(app) == [("loan", "keyed")] * 2


def test_two_phones_disagree_and_the_desk_decides(app, afternoon, home):
    parcel = afternoon.loaded(home)
    afternoon.bike.do("report_absent", parcel)
    afternoon.desk.do("deliver_parcel", parcel, TO_PATRON)
    assert troubles(app) == ["parcel_outcomes"]
    assert corrected(afternoon, parcel, "absent", "delivered") == ("applied", None)
    assert troubles(app) == []


def test_a_correction_of_something_else_is_a_persons_affair(app, afternoon, home):
    parcel = afternoon.loaded(home)
    afternoon.bike.do("report_absent", parcel)
    said = corrected(afternoon, parcel, "refused", "delivered")
    assert said == ("conflict", "parcel_ended_otherwise")
    assert (troubles(app), sums(app)) == (["parcel_outcomes"], [DUE])


def test_a_correction_before_the_first_outcome_is_the_first(app, afternoon, home):
    parcel = afternoon.loaded(home)
    absent = afternoon.bike.record("report_absent", parcel)
    assert corrected(afternoon, parcel, "absent", "delivered") == ("applied", None)
    (late,) = afternoon.bike.push(absent)["outcomes"]
    assert why(late) == ("conflict", "parcel_ended_otherwise")
    assert (afternoon.statuses(home), sums(app)) == (["handed_over"] * 2, [DUE])


def test_a_sum_that_was_let_off_stays_so_unless_it_was_an_error_of_the_report(app, afternoon):
    for reason, lines in (("our_mistake", 2), ("wrong_report", 3)):
        parcel = afternoon.loaded(afternoon.order())
        afternoon.bike.do("report_absent", parcel)
        afternoon.desk.do("annul_sum", sum_id(parcel, "due"), {"reason": reason})
        before = len(sums(app))
        assert corrected(afternoon, parcel, "absent", "delivered") == ("applied", None)
        assert len(sums(app)) == before + lines - 2


def test_after_the_month_was_closed_the_billing_service_is_asked(app, afternoon, home, clock):
    parcel = afternoon.loaded(home)
    afternoon.bike.do("report_absent", parcel)
    clock.move(timedelta(days=9))
    assert why(afternoon.desk.do("close_month", "", {"month": "2026-11"})) == ("applied", None)

    def requests():
        with app.app_context(), reading() as session:
            rows = session.scalars(select(Trouble).order_by(Trouble.opened_at))
            return [(row.kind, row.resolution, row.facts["cents"]) for row in rows]

    assert corrected(afternoon, parcel, "absent", "incident") == ("applied", None)
    asked = ("sum_to_take_off", "", 500)
    assert (sums(app), requests()) == ([DUE], [asked])
    # It was right after all, and nobody has told the billing service yet.
    assert corrected(afternoon, parcel, "incident", "absent") == ("applied", None)
    assert (sums(app), requests()) == ([DUE], [("sum_to_take_off", "withdrawn", 500)])
    assert corrected(afternoon, parcel, "absent", "incident") == ("applied", None)
    with app.app_context(), reading() as session:
        line = session.scalars(select(Trouble.id).where(Trouble.closed_at.is_(None))).one()
    assert afternoon.desk.do("resolve_trouble", line, {"choice": "done"})["outcome"] == "applied"
    assert corrected(afternoon, parcel, "incident", "absent") == ("applied", None)
    assert requests()[-1] == ("sum_too_late", "", 500)
    assert sums(app) == [DUE]


def test_what_is_forgotten_is_not_corrected(app, afternoon, home, clock):
    parcel = afternoon.loaded(home)
    afternoon.bike.do("report_absent", parcel)
    assert len(afternoon.row("parcel", parcel)["carried"]) == 2
    clock.move(timedelta(days=10))
    with app.app_context():
        purge(clock.now())
    assert afternoon.row("parcel", parcel)["carried"] == []
    assert corrected(afternoon, parcel, "absent", "incident") == ("refused", "too_late_to_correct")


def test_what_rides_in_another_bag_by_now_stays_there(app, canal, afternoon):
    """The first bag came back, and its document left for the same patron a second time."""
    home = afternoon.order(2)
    (rides, _), (_, stays) = home.copies.items()
    first = afternoon.loaded(home)
    afternoon.bike.do("report_absent", first)
    afternoon.desk.do("receive_parcel", "", {"number": afternoon.row("parcel", first)["number"]})
    again = {"slot": a_slot(app, canal), "barcode": home.copies[rides], "how": "tap"}
    assert afternoon.desk.do("shelve", rides, again)["outcome"] == "applied"
    afternoon.desk.do("agree_to_parcels", home.delivery, {"count": 2})
    second = new_id()
    assert afternoon.pack(home, second, home.copies[rides])["outcome"] == "applied"
    assert corrected(afternoon, first, "absent", "delivered") == ("applied", None)
    assert afternoon.statuses(home) == ["in_parcel", "handed_over"]
    assert afternoon.copy(home.copies[rides])["place_ref"] == second
    assert afternoon.copy(stays)["place_kind"] == "patron"


@pytest.mark.parametrize(
    ("was", "ended"), [("absent", "delivered"), ("delivered", "absent"), ("absent", "incident")]
)
def test_what_was_in_a_bag_of_long_ago_is_not_known(app, afternoon, home, was, ended):
    """It ended before the server was brought up to date; where its documents are did not count."""
    parcel = afternoon.loaded(home)
    name, said = ("deliver_parcel", TO_PATRON) if was == "delivered" else ("report_absent", {})
    afternoon.bike.do(name, parcel, said)
    with app.app_context(), writing() as session:
        session.get_one(Parcel, parcel).carried = []
    before = sums(app)
    if "delivered" in (was, ended):
        expected = ("refused", "too_late_to_correct")
        assert corrected(afternoon, parcel, was, ended) == expected
        assert (afternoon.row("parcel", parcel)["status"], sums(app)) == (was, before)
    else:
        assert corrected(afternoon, parcel, was, ended) == ("applied", None)


def test_the_page_asks_to_whom_and_why(afternoon, home):
    parcel = afternoon.loaded(home)
    afternoon.bike.do("report_absent", parcel)
    path = f"/api/delivery/parcels/{parcel}/correct"
    said = {"was": "absent", "ended": "delivered", "reason": "learnt_later"}
    assert afternoon.desk.post(path, said).status_code == 422
    answer = afternoon.desk.post(path, {**said, "to": "household"})
    assert answer.status_code == 200
    assert [one["status"] for one in answer.get_json()["parcels"]] == ["delivered"]
    assert afternoon.row("parcel", parcel)["given_to"] == "household"
    # To whom it was given is corrected as well.
    said |= {"was": "delivered", "to": "patron"}
    assert afternoon.desk.post(path, said).status_code == 200
    assert afternoon.row("parcel", parcel)["given_to"] == "patron"
