"""On which day an order is delivered: the cut-off as a table."""

from datetime import UTC, date, datetime, time

import pytest

from rayon.catalogue.calendar import PickupCalendar
from rayon.catalogue.settings import BranchSettings
from rayon.delivery.promise import DeliveryDays

WEEKDAYS = {day: ((time(9), time(18)),) for day in range(6)}
SATURDAY_CLOSED = {day: ((time(9), time(18)),) for day in range(5)}


def days(zone: str = "Europe/Paris", hours: dict | None = None, area: str = "FR", **settings):
    calendar = PickupCalendar(zone, hours or WEEKDAYS, area)
    return DeliveryDays(BranchSettings(**settings), calendar)


PROMISES = [
    # ordered, on the wall clock with its offset      delivered on
    ("2026-11-24T12:59:59.999+01:00", "2026-11-25"),
    ("2026-11-24T13:00:00.000+01:00", "2026-11-26"),
    ("2026-11-24T00:00:00.000+01:00", "2026-11-25"),
    ("2026-11-24T23:59:59.999+01:00", "2026-11-26"),
    # Friday, Saturday, Sunday
    ("2026-11-27T12:58:00.000+01:00", "2026-11-28"),
    ("2026-11-27T13:00:00.000+01:00", "2026-11-30"),
    ("2026-11-28T12:59:59.999+01:00", "2026-11-30"),
    ("2026-11-28T13:00:00.000+01:00", "2026-12-01"),
    ("2026-11-29T10:00:00.000+01:00", "2026-12-01"),
    # clocks go forward on Sunday 29 March, back on Sunday 25 October
    ("2026-03-28T12:59:59.999+01:00", "2026-03-30"),
    ("2026-03-28T13:00:00.000+01:00", "2026-03-31"),
    ("2026-03-30T12:59:59.999+02:00", "2026-03-31"),
    ("2026-03-30T13:00:00.000+02:00", "2026-04-01"),
    ("2026-10-24T12:59:59.999+02:00", "2026-10-26"),
    ("2026-10-24T13:00:00.000+02:00", "2026-10-27"),
    ("2026-10-26T12:59:59.999+01:00", "2026-10-27"),
    ("2026-10-26T13:00:00.000+01:00", "2026-10-28"),
    # Christmas is a Friday, New Year too; the 1st of May as well
    ("2026-12-23T12:59:59.999+01:00", "2026-12-24"),
    ("2026-12-23T13:00:00.000+01:00", "2026-12-26"),
    ("2026-12-24T13:00:00.000+01:00", "2026-12-28"),
    ("2026-12-31T12:59:59.999+01:00", "2027-01-02"),
    ("2026-05-01T09:00:00.000+02:00", "2026-05-04"),
]


@pytest.mark.parametrize(("ordered", "delivered"), PROMISES)
def test_an_order_belongs_to_the_first_cut_off_strictly_after_it(ordered, delivered):
    promise = days().promise(datetime.fromisoformat(ordered))
    assert promise and promise.day.isoformat() == delivered


@pytest.mark.parametrize(
    ("ordered", "delivered"),
    [
        ("2026-11-27T12:58:00+01:00", "2026-11-30"),
        ("2026-11-27T12:59:59.999+01:00", "2026-11-30"),
        ("2026-11-27T13:00:00+01:00", "2026-12-01"),
        ("2026-11-28T09:00:00+01:00", "2026-12-01"),
        ("2026-11-29T23:00:00+01:00", "2026-12-01"),
        ("2026-11-30T12:59:59.999+01:00", "2026-12-01"),
    ],
)
def test_with_saturday_closed_friday_after_one_rides_on_tuesday(ordered, delivered):
    promise = days(hours=SATURDAY_CLOSED).promise(datetime.fromisoformat(ordered))
    assert promise and promise.day.isoformat() == delivered


@pytest.mark.parametrize(
    ("zone", "area", "utc", "delivered"),
    [
        ("America/Toronto", "CA", "2026-11-24T17:59:59.999+00:00", "2026-11-25"),
        ("America/Toronto", "CA", "2026-11-24T18:00:00+00:00", "2026-11-26"),
        ("Pacific/Auckland", "NZ", "2026-11-23T23:59:59.999+00:00", "2026-11-25"),
        ("Pacific/Auckland", "NZ", "2026-11-24T00:00:00+00:00", "2026-11-26"),
        ("Asia/Kathmandu", "", "2026-11-24T07:14:59.999+00:00", "2026-11-25"),
        ("Asia/Kathmandu", "", "2026-11-24T07:15:00+00:00", "2026-11-26"),
        ("America/St_Johns", "CA", "2026-03-07T16:29:59.999+00:00", "2026-03-09"),
        ("America/St_Johns", "CA", "2026-03-09T15:30:00+00:00", "2026-03-11"),
        ("Indian/Reunion", "FR", "2026-11-24T08:59:59.999+00:00", "2026-11-25"),
    ],
)
def test_the_hour_is_that_of_the_branch(zone, area, utc, delivered):
    promise = days(zone, area=area).promise(datetime.fromisoformat(utc))
    assert promise and promise.day.isoformat() == delivered


def test_the_window_keeps_its_hours_when_the_clocks_change():
    spring = days().promise(datetime(2026, 3, 28, 9, tzinfo=UTC))
    autumn = days().promise(datetime(2026, 10, 24, 9, tzinfo=UTC))
    assert spring and autumn
    assert (spring.begins.hour, spring.ends.hour, spring.cancel_until.hour) == (14, 18, 10)
    assert (autumn.begins.hour, autumn.ends.hour, autumn.cancel_until.hour) == (15, 19, 11)


def test_a_cut_off_in_the_hour_that_comes_twice_is_over_the_first_time():
    night = {day: ((time(0), time(23)),) for day in range(7)}
    all_days = days(hours=night, delivery_cutoff="02:30", delivery_days=list(range(7)))
    first, second = "2026-10-25T02:29:59+02:00", "2026-10-25T02:29:59+01:00"
    in_time, too_late = (all_days.promise(datetime.fromisoformat(at)) for at in (first, second))
    assert in_time and in_time.day == date(2026, 10, 26)
    assert too_late and too_late.day == date(2026, 10, 27)


def test_a_courier_who_rides_twice_a_week_takes_the_orders_of_the_days_between():
    twice = days(delivery_days=[1, 3])
    monday = twice.promise(datetime.fromisoformat("2026-11-23T14:00:00+01:00"))
    tuesday = twice.promise(datetime.fromisoformat("2026-11-24T12:00:00+01:00"))
    assert monday and monday.day == date(2026, 11, 26)
    assert tuesday and tuesday.day == date(2026, 11, 26)


def test_a_library_without_delivery_days_promises_nothing():
    assert days(delivery_days=[]).promise(datetime(2026, 11, 24, tzinfo=UTC)) is None
