"""Karim rides: what he says at the door counts once, and so does what it costs."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from rayon.database import reading, table_of
from rayon.delivery.jobs import ask_after_parcels
from rayon.delivery.models import SumDue
from rayon.ids import new_id
from rayon.sync.perform import perform_all
from tests.builders import troubles
from tests.moving_clock import MONDAY
from tests.people import a_branch, a_person
from tests.phones import a_phone

SUM = table_of(SumDue)


def why(outcome):
    return (outcome["outcome"], (outcome["why"] or {}).get("code"))


def sums(app):
    with app.app_context(), reading() as session:
        rows = session.execute(select(SUM).order_by(SUM.c.at)).mappings()
        return [(row["kind"], row["cents"], row["account"]) for row in rows]


def test_delivered_it_is_lent_and_due(app, afternoon):
    home = afternoon.order(2, account="FAC-0042")
    parcel = afternoon.loaded(home)
    assert why(afternoon.bike.do("deliver_parcel", parcel, {"to": "household"})) == (
        "applied",
        None,
    )
    assert afternoon.statuses(home) == ["handed_over", "handed_over"]
    assert sums(app) == [("due", 500, "FAC-0042")]
    assert afternoon.row("parcel", parcel)["given_to"] == "household"


@pytest.mark.parametrize(
    ("said", "status", "is_due"),
    [
        ("report_absent", "absent", True),
        ("report_refused", "refused", True),
        ("report_wrong_address", "wrong_address", True),
        ("report_incident", "incident", False),
    ],
)
def test_what_rides_back_is_due_unless_it_is_our_affair(app, afternoon, said, status, is_due):
    home = afternoon.order()
    parcel = afternoon.loaded(home)
    assert why(afternoon.bike.do(said, parcel)) == ("applied", None)
    assert afternoon.row("parcel", parcel)["status"] == status
    assert afternoon.statuses(home) == ["coming_back"]
    assert len(sums(app)) == is_due


def test_the_same_outcome_twice_is_due_once(app, afternoon):
    parcel = afternoon.loaded(afternoon.order())
    assert why(afternoon.bike.do("report_absent", parcel)) == ("applied", None)
    assert why(afternoon.bike.do("report_absent", parcel)) == ("superseded", "already_decided")
    assert len(sums(app)) == 1


def test_two_phones_that_disagree_are_a_persons_affair(app, afternoon):
    parcel = afternoon.loaded(afternoon.order())
    afternoon.bike.do("report_absent", parcel)
    second = afternoon.desk.do("deliver_parcel", parcel, {"to": "patron"})
    assert why(second) == ("conflict", "parcel_ended_otherwise")
    assert afternoon.row("parcel", parcel)["status"] == "absent"
    assert troubles(app) == ["parcel_outcomes"]
    assert len(sums(app)) == 1


def test_a_parcel_that_was_not_scanned_out_ends_all_the_same(afternoon):
    parcel = afternoon.packed(afternoon.order())
    assert why(afternoon.bike.do("report_absent", parcel)) == ("applied", None)


def test_an_open_parcel_cannot_have_left(afternoon):
    home = afternoon.order()
    parcel = "0198f3a0-0000-7000-8000-00000000f001"
    afternoon.pack(home, parcel)
    for said in ("load_parcel", "report_absent"):
        assert why(afternoon.bike.do(said, parcel)) == ("refused", "parcel_is_open")


def test_what_came_back_waits_at_the_library(afternoon):
    home = afternoon.order()
    parcel = afternoon.loaded(home)
    number = {"number": afternoon.row("parcel", parcel)["number"]}
    assert why(afternoon.desk.do("receive_parcel", "", number)) == (
        "refused",
        "parcel_did_not_come_back",
    )
    afternoon.bike.do("report_absent", parcel)
    assert why(afternoon.desk.do("receive_parcel", "", number)) == ("applied", None)
    assert why(afternoon.desk.do("receive_parcel", "", number)) == (
        "superseded",
        "already_decided",
    )
    (hold,) = home.copies
    assert afternoon.row("hold", hold)["fulfilment"] == "pickup"


def test_another_branch_neither_packs_nor_receives_what_is_ours(app, afternoon):
    annexe = a_branch(app, "ANX")
    noe = a_phone(app, annexe, a_person(app, annexe, "Noé", "desk"))
    home = afternoon.order()
    (barcode,) = home.copies.values()
    asked = {"delivery": home.delivery, "barcode": barcode}
    assert why(noe.do("pack_document", new_id(), asked)) == ("refused", "unknown_delivery")
    parcel = afternoon.loaded(home)
    afternoon.bike.do("report_absent", parcel)
    number = {"number": afternoon.row("parcel", parcel)["number"]}
    assert why(noe.do("receive_parcel", "", number)) == ("refused", "unknown_parcel")
    assert afternoon.row("parcel", parcel)["received_at"] is None


def test_an_offline_afternoon_arrives_in_one_batch(app, afternoon):
    homes = [afternoon.order() for _ in range(4)]
    parcels = [afternoon.packed(home) for home in homes]
    bike = afternoon.bike
    did = [bike.record("load_parcel", parcel) for parcel in parcels]
    did += [bike.record("deliver_parcel", one, {"to": "patron"}) for one in parcels[:3]]
    did += [bike.record("report_absent", parcels[3])]
    for _sent_twice in range(2):
        outcomes = {one["outcome"] for one in bike.push(*did)["outcomes"]}
    assert outcomes <= {"applied", "duplicate"}
    assert [cents for _kind, cents, _account in sums(app)] == [500] * 4


def test_loans_are_keyed_where_the_library_system_lends(app, canal, afternoon):
    from rayon.catalogue.models import Branch
    from rayon.database import writing
    from rayon.ils.lists import open_counts

    with app.app_context(), writing() as session:
        session.get_one(Branch, canal).settings = {"loans_in": "rayon"}
    parcels = [afternoon.loaded(afternoon.order(2)), afternoon.loaded(afternoon.order())]
    afternoon.bike.do("deliver_parcel", parcels[0], {"to": "patron"})
    afternoon.bike.do("report_absent", parcels[1])
    with app.app_context(), reading() as session:
        assert open_counts(session.connection(), canal)["loan"] == 2


def test_eve_who_rides_for_nobody_reports_nothing(app, canal, afternoon, phone):
    parcel = afternoon.loaded(afternoon.order())
    assert why(phone.do("report_absent", parcel)) == ("refused", "not_allowed")


def test_at_half_past_eight_somebody_is_asked_about_a_silent_parcel(app, afternoon, clock):
    told, silent = (afternoon.loaded(afternoon.order()) for _ in range(2))
    afternoon.bike.do("report_absent", told)
    for hours, asked in ((36.4, 0), (36.6, 1), (40, 0)):
        clock.set(MONDAY + timedelta(hours=hours))
        with app.app_context():
            assert ask_after_parcels(clock.now(), perform_all) == asked
    assert troubles(app) == ["parcel_without_outcome"]
    assert afternoon.row("parcel", silent)["status"] == "out"
    assert afternoon.desk.do("report_absent", silent)["outcome"] == "applied"
    assert troubles(app) == []
