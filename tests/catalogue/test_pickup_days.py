"""Pick-up days: day 0 is the day the patron was told, the fifth ends at closing."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from rayon.catalogue.calendar import PickupCalendar, Week

TEN_TO_SIX = ((time(10), time(18)),)
TUESDAY_TO_SATURDAY: Week = dict.fromkeys(range(1, 6), TEN_TO_SIX)
MONDAY_TO_SATURDAY: Week = dict.fromkeys(range(6), TEN_TO_SIX)
EVERY_DAY: Week = dict.fromkeys(range(7), TEN_TO_SIX)


def day(text: str) -> date:
    return date.fromisoformat(text)


def calendar(week: Week = TUESDAY_TO_SATURDAY, zone: str = "Europe/Paris", of: str = "FR", *closed):
    spans = tuple((day(first), day(last)) for first, last in closed)
    return PickupCalendar(zone, week, of, spans)


FIFTH_DAY = [
    # told on        last day       why
    ("2026-11-24", "2026-12-01", calendar(), "Sunday and Monday do not count"),
    ("2026-11-28", "2026-12-05", calendar(), "told on the last day of the week"),
    ("2026-11-29", "2026-12-05", calendar(), "told on a day without pick-up"),
    ("2026-11-24", "2026-11-29", calendar(EVERY_DAY), "every day counts"),
    ("2026-04-28", "2026-05-05", calendar(MONDAY_TO_SATURDAY), "1 May is no pick-up day"),
    ("2026-05-01", "2026-05-07", calendar(MONDAY_TO_SATURDAY), "told on 1 May itself"),
    ("2026-05-06", "2026-05-13", calendar(MONDAY_TO_SATURDAY), "8 May"),
    ("2026-12-23", "2026-12-30", calendar(MONDAY_TO_SATURDAY), "Christmas on a Friday"),
    ("2026-12-28", "2027-01-04", calendar(MONDAY_TO_SATURDAY), "New Year"),
    ("2028-02-26", "2028-03-03", calendar(MONDAY_TO_SATURDAY), "29 February is a day"),
    ("2026-03-27", "2026-04-01", calendar(EVERY_DAY), "the night that has no two o'clock"),
    ("2026-10-23", "2026-10-28", calendar(EVERY_DAY), "the night that has two"),
    ("2026-04-02", "2026-04-10", calendar(MONDAY_TO_SATURDAY, "Europe/Paris", "FR-57"), "Moselle"),
    ("2026-04-02", "2026-04-09", calendar(MONDAY_TO_SATURDAY), "no Good Friday elsewhere"),
    (
        "2026-05-20",
        "2026-05-28",
        calendar(MONDAY_TO_SATURDAY, "America/Martinique", "FR-MQ"),
        "22 May and Whit Monday in Martinique",
    ),
    (
        "2026-12-17",
        "2026-12-23",
        calendar(EVERY_DAY, "Indian/Reunion", "FR-RE"),
        "20 December in Réunion",
    ),
    (
        "2026-11-24",
        "2026-12-02",
        calendar(TUESDAY_TO_SATURDAY, "Europe/Paris", "FR", ("2026-11-26", "2026-11-26")),
        "a closure that was known",
    ),
    (
        "2026-07-30",
        "2026-09-04",
        calendar(TUESDAY_TO_SATURDAY, "Europe/Paris", "FR", ("2026-08-01", "2026-08-31")),
        "closed in August: 31 July, then September",
    ),
]


@pytest.mark.parametrize(("told", "last", "days", "why"), FIFTH_DAY)
def test_the_fifth_pickup_day(told: str, last: str, days: PickupCalendar, why: str):
    assert days.nth_day_after(day(told), 5) == day(last), why
    assert days.days_between(day(told), day(last)) == 5, why


ANNOUNCED_AFTER = [
    # until         closed from    to             until then      why
    ("2026-12-01", "2026-11-25", "2026-11-25", "2026-12-02", "a strike tomorrow"),
    ("2026-12-01", "2026-11-24", "2026-11-24", "2026-12-02", "a strike today"),
    ("2026-12-01", "2026-12-01", "2026-12-01", "2026-12-02", "a storm on the last day"),
    ("2026-12-01", "2026-11-26", "2026-11-27", "2026-12-03", "two days"),
    ("2026-12-01", "2026-11-30", "2026-11-30", "2026-12-01", "a Monday, which did not count"),
    ("2026-12-01", "2026-12-02", "2026-12-09", "2026-12-01", "after the last day"),
    ("2026-12-01", "2026-11-28", "2026-12-12", "2026-12-16", "two weeks"),
    ("2026-11-21", "2026-11-24", "2026-11-24", "2026-11-21", "over before it began"),
]


@pytest.mark.parametrize(("until", "first", "last", "then", "why"), ANNOUNCED_AFTER)
def test_a_closure_announced_after_the_notice(until, first, last, then, why):
    before = calendar()
    after = before.without(day(first), day(last))
    assert after.kept_promise(day(until), before, day(first)) == day(then), why


def test_two_closures_one_after_the_other_give_both_days_back():
    once = calendar().without(day("2026-11-25"), day("2026-11-25"))
    twice = once.without(day("2026-11-26"), day("2026-11-26"))
    until = once.kept_promise(day("2026-12-01"), calendar(), day("2026-11-25"))
    assert twice.kept_promise(until, once, day("2026-11-26")) == day("2026-12-03")


def test_the_same_closure_twice_gives_its_day_back_once():
    once = calendar().without(day("2026-11-25"), day("2026-11-25"))
    twice = once.without(day("2026-11-25"), day("2026-11-25"))
    assert twice.kept_promise(day("2026-12-02"), once, day("2026-11-25")) == day("2026-12-02")


def test_what_was_promised_is_not_shortened_by_longer_hours():
    before, after = calendar(), calendar(EVERY_DAY)
    assert after.kept_promise(day("2026-12-01"), before, day("2026-11-24")) == day("2026-12-01")


CLOSING = [
    ("2026-03-28", "Europe/Paris", "2026-03-28T17:00+00:00", "winter time"),
    ("2026-03-29", "Europe/Paris", "2026-03-29T16:00+00:00", "summer time since tonight"),
    ("2026-10-24", "Europe/Paris", "2026-10-24T16:00+00:00", "summer time"),
    ("2026-10-25", "Europe/Paris", "2026-10-25T17:00+00:00", "winter time since tonight"),
    ("2026-11-24", "America/Martinique", "2026-11-24T22:00+00:00", "four hours behind"),
    ("2026-11-24", "Indian/Reunion", "2026-11-24T14:00+00:00", "four hours ahead"),
]


@pytest.mark.parametrize(("on", "zone", "instant", "why"), CLOSING)
def test_the_last_day_ends_at_closing(on, zone, instant, why):
    days, closes = calendar(EVERY_DAY, zone), datetime.fromisoformat(instant)
    assert days.closing_of(day(on)) == closes, why
    assert not days.is_over(day(on), closes - timedelta(seconds=1))
    assert days.is_over(day(on), closes)


def test_the_day_is_that_of_the_branch():
    late = datetime(2026, 11, 24, 22, 30, tzinfo=UTC)
    days = {
        zone: calendar(EVERY_DAY, zone).local_day(late).day
        for zone in ("America/Martinique", "Europe/Paris", "Indian/Reunion")
    }
    assert days == {"America/Martinique": 24, "Europe/Paris": 24, "Indian/Reunion": 25}


def test_a_last_day_that_never_opened_is_over_the_day_after():
    strike = calendar().without(day("2026-12-01"), day("2026-12-01"))
    assert not strike.is_over(day("2026-12-01"), datetime(2026, 12, 1, 22, tzinfo=UTC))
    assert strike.is_over(day("2026-12-01"), datetime(2026, 12, 1, 23, tzinfo=UTC))


def test_a_branch_that_closes_at_noon_closes_at_night():
    noon = {1: ((time(10), time(12)), (time(14), time(18, 30)))}
    days = calendar(noon)
    assert days.hours_of(day("2026-11-24")) == noon[1]
    assert days.closing_of(day("2026-11-24")) == datetime(2026, 11, 24, 17, 30, tzinfo=UTC)
