"""The statement of sums due: written once, taken back in time, closed for good."""

from datetime import timedelta

from rayon.delivery.actions.money import sum_id
from rayon.privacy.purge import purge
from tests.builders import troubles
from tests.delivery.test_riding import sums, why


def test_an_error_is_annulled_by_a_second_line(app, afternoon):
    parcel = afternoon.loaded(afternoon.order(account="FAC-0001"))
    afternoon.bike.do("report_absent", parcel)
    due = sum_id(parcel, "due")
    for outcome in ("applied", "superseded"):
        said = afternoon.desk.do("annul_sum", due, {"reason": "courier_mistake"})
        assert said["outcome"] == outcome
    assert sums(app) == [("due", 500, "FAC-0001"), ("annulled", -500, "FAC-0001")]


def test_a_closed_month_never_changes(app, afternoon, clock):
    parcel = afternoon.loaded(afternoon.order())
    afternoon.bike.do("report_absent", parcel)
    early = afternoon.desk.do("close_month", "", {"month": "2026-11"})
    assert why(early) == ("refused", "month_is_not_over")
    clock.move(timedelta(days=9))
    assert why(afternoon.desk.do("close_month", "", {"month": "2026-11"})) == ("applied", None)
    assert afternoon.desk.do("close_month", "", {"month": "2026-11"})["outcome"] == "superseded"
    late = afternoon.desk.do("annul_sum", sum_id(parcel, "due"), {"reason": "our_mistake"})
    assert why(late) == ("refused", "month_is_closed")
    assert len(sums(app)) == 1


def test_an_outcome_after_the_month_was_closed_is_told_and_not_billed(app, afternoon, clock):
    parcel = afternoon.loaded(afternoon.order())
    record = afternoon.bike.record("report_absent", parcel)
    clock.move(timedelta(days=9))
    afternoon.desk.do("close_month", "", {"month": "2026-11"})
    (outcome,) = afternoon.bike.push(record)["outcomes"]
    assert outcome["outcome"] == "applied"
    assert sums(app) == []
    assert "sum_too_late" in troubles(app)


def test_a_closed_month_is_forgotten_two_years_later(app, afternoon, clock):
    parcel = afternoon.loaded(afternoon.order())
    afternoon.bike.do("report_absent", parcel)
    clock.move(timedelta(days=9))
    afternoon.desk.do("close_month", "", {"month": "2026-11"})
    for days, left in ((729, 1), (2, 0)):
        clock.move(timedelta(days=days))
        with app.app_context():
            purge(clock.now())
        assert len(sums(app)) == left


def test_a_fee_of_nothing_is_a_line_of_nothing(app, afternoon):
    from rayon.catalogue.models import Branch
    from rayon.database import writing

    with app.app_context(), writing() as session:
        settings = {"delivery_rates": {"solidaire": 0}}
        session.get_one(Branch, afternoon.branch).settings = settings
    parcel = afternoon.loaded(afternoon.order(category="solidaire"))
    afternoon.bike.do("deliver_parcel", parcel, {"to": "patron"})
    assert [cents for _kind, cents, _account in sums(app)] == [0]
