"""Every second Wednesday stays every second Wednesday, whatever the year and the clocks do."""

from datetime import UTC, date, datetime, time

import pytest

from rayon.catalogue.calendar import PickupCalendar
from rayon.rounds import recurrence
from rayon.rounds.visits import Break, Changed, DaysOff, Plan, Stop, clash, visits

TEN_PAST_FOUR = Stop("s1", "place", "Place Voltaire", time(16, 10), time(17, 0))
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


def day(text: str) -> date:
    return date.fromisoformat(text)


def a_plan(rule: str, first: str, **values) -> Plan:
    usual = {"bike": "1", "in_breaks": False, "stops": (TEN_PAST_FOUR,), "changes": {}}
    return Plan(
        id="n1",
        code="quai",
        name="Quai",
        first_day=day(first),
        rule=rule,
        changed_at=LONG_AGO,
        **{**usual, **values},
    )


def off(*breaks: Break, of: str = "FR", zone: str = "Europe/Paris") -> DaysOff:
    return DaysOff(PickupCalendar(zone, {}, of), breaks)


def days_of(plan: Plan, first: str, last: str, closed: DaysOff | None = None) -> list[str]:
    found = visits(plan, closed or off(of=""), day(first), day(last))
    return [visit.day.isoformat() for visit in found if visit.takes_place]


RULES = [
    # rule, first visit, from, to, then comes
    (
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=WE",
        "2026-12-02",
        "2026-12-01",
        "2027-02-01",
        ["2026-12-02", "2026-12-16", "2026-12-30", "2027-01-13", "2027-01-27"],
        "2026 has 53 weeks: counting by the week's number would come twice in a row",
    ),
    (
        "FREQ=WEEKLY;INTERVAL=2",
        "2020-12-23",
        "2026-12-01",
        "2027-01-20",
        ["2026-12-02", "2026-12-16", "2026-12-30", "2027-01-13"],
        "the weekday is that of the first visit, six years ago",
    ),
    (
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SU;WKST=MO",
        "2026-11-30",
        "2026-11-30",
        "2026-12-31",
        ["2026-11-30", "2026-12-06", "2026-12-14", "2026-12-20", "2026-12-28"],
        "a week begins on Monday",
    ),
    (
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SU;WKST=SU",
        "2026-11-30",
        "2026-11-30",
        "2026-12-31",
        ["2026-11-30", "2026-12-13", "2026-12-14", "2026-12-27", "2026-12-28"],
        "a week begins on Sunday",
    ),
    (
        "FREQ=MONTHLY;BYDAY=2WE",
        "2026-11-11",
        "2026-11-01",
        "2027-02-28",
        ["2026-11-11", "2026-12-09", "2027-01-13", "2027-02-10"],
        "the second Wednesday of the month",
    ),
    (
        "FREQ=MONTHLY;BYDAY=-1SA;BYMONTH=1,2,3",
        "2026-01-31",
        "2026-01-01",
        "2027-12-31",
        ["2026-01-31", "2026-02-28", "2026-03-28", "2027-01-30", "2027-02-27", "2027-03-27"],
        "the last Saturday, in winter only",
    ),
    (
        "FREQ=WEEKLY;UNTIL=20261216",
        "2026-12-02",
        "2026-12-01",
        "2027-01-31",
        ["2026-12-02", "2026-12-09", "2026-12-16"],
        "until a day, and on that day",
    ),
    (
        "FREQ=WEEKLY;INTERVAL=2",
        "2028-02-15",
        "2028-02-01",
        "2028-03-31",
        ["2028-02-15", "2028-02-29", "2028-03-14", "2028-03-28"],
        "29 February is a day",
    ),
]


@pytest.mark.parametrize(("rule", "first_day", "first", "last", "comes", "why"), RULES)
def test_when_the_cart_comes(rule, first_day, first, last, comes, why):
    recurrence.check(rule, day(first_day))
    assert days_of(a_plan(rule, first_day), first, last) == comes, why


CLOCKS = [
    # day, zone, ten past four in UTC
    ("2027-03-27", "Europe/Paris", "2027-03-27T15:10+00:00", "winter time"),
    ("2027-03-28", "Europe/Paris", "2027-03-28T14:10+00:00", "summer time since tonight"),
    ("2026-10-24", "Europe/Paris", "2026-10-24T14:10+00:00", "summer time"),
    ("2026-10-25", "Europe/Paris", "2026-10-25T15:10+00:00", "winter time since tonight"),
    ("2027-03-28", "America/Martinique", "2027-03-28T20:10+00:00", "no summer time"),
    ("2027-03-28", "Indian/Reunion", "2027-03-28T12:10+00:00", "nor here"),
]


@pytest.mark.parametrize(("on", "zone", "instant", "why"), CLOCKS)
def test_ten_past_four_is_ten_past_four(on, zone, instant, why):
    (visit,) = visits(a_plan("FREQ=WEEKLY", on), off(of="", zone=zone), day(on), day(on))
    begins, ends = visit.instants(TEN_PAST_FOUR, zone)
    assert begins == datetime.fromisoformat(instant), why
    assert (ends - begins).total_seconds() == 50 * 60


def test_holidays_and_breaks_are_left_out_but_known():
    christmas = Break(day("2026-12-19"), day("2027-01-03"), "Vacances de Noël")
    wednesdays = a_plan("FREQ=WEEKLY;INTERVAL=2", "2026-11-11")
    seen = visits(wednesdays, off(christmas), day("2026-11-01"), day("2027-01-31"))
    assert [(f"{visit.day:%m-%d}", visit.state, visit.because) for visit in seen] == [
        ("11-11", "off", ""),
        ("11-25", "planned", ""),
        ("12-09", "planned", ""),
        ("12-23", "break", "Vacances de Noël"),
        ("01-06", "planned", ""),
        ("01-20", "planned", ""),
    ]
    in_breaks = a_plan("FREQ=WEEKLY;INTERVAL=2", "2026-11-11", in_breaks=True)
    assert "2026-12-23" in days_of(in_breaks, "2026-12-01", "2026-12-31", off(christmas))


def test_a_visit_that_is_moved_is_known_by_its_own_day():
    changes = {
        day("2026-11-11"): Changed(day("2026-11-12")),
        day("2026-12-09"): Changed(None, because="Neige"),
        day("2026-12-23"): Changed(day("2026-12-23"), later=30),
    }
    plan = a_plan("FREQ=WEEKLY;INTERVAL=2", "2026-11-11", changes=changes)
    seen = visits(plan, off(), day("2026-11-12"), day("2026-12-31"))
    assert [(f"{v.planned:%m-%d}", f"{v.day:%m-%d}", v.state) for v in seen] == [
        ("11-11", "11-12", "moved"),
        ("11-25", "11-25", "planned"),
        ("12-09", "12-09", "cancelled"),
        ("12-23", "12-23", "moved"),
    ]
    assert seen[-1].hours(TEN_PAST_FOUR)[0] == datetime(2026, 12, 23, 16, 40)  # noqa: DTZ001


BAD_RULES = [
    "FREQ=SECONDLY",
    "FREQ=DAILY",
    "FREQ=WEEKLY;COUNT=5",
    "FREQ=WEEKLY;BYHOUR=3",
    "FREQ=MONTHLY;BYMONTHDAY=31;BYMONTH=2",
    "FREQ=WEEKLY;INTERVAL=0",
    "FREQ=WEEKLY;INTERVAL=99",
    "FREQ=WEEKLY;INTERVAL=²",
    "FREQ=WEEKLY;BYDAY=XX",
    "FREQ=WEEKLY;BYDAY=",
    "FREQ=WEEKLY;FREQ=MONTHLY",
    "FREQ=WEEKLY;BYMONTH=13",
    "FREQ=WEEKLY;UNTIL=20200101",
    "FREQ=WEEKLY;UNTIL=never",
    "FREQ=MONTHLY;BYDAY=9WE",
    "every second Wednesday",
    "RRULE:FREQ=WEEKLY",
    "FREQ=WEEKLY\nDTSTART:19700101",
    "",
]


@pytest.mark.parametrize("rule", BAD_RULES)
def test_a_rule_that_cannot_be_is_refused(rule):
    with pytest.raises(recurrence.BadRule):
        recurrence.check(rule, day("2026-12-02"))


def at(begins: str, ends: str, place: str = "Rue Basse") -> tuple[Stop, ...]:
    return (Stop("s2", "rue", place, time.fromisoformat(begins), time.fromisoformat(ends)),)


def another(rule: str = "FREQ=WEEKLY", first: str = "2026-12-02", **values) -> Plan:
    plan = a_plan(rule, first, **{"stops": at("16:30", "17:30"), **values})
    return Plan(**{**plan.__dict__, "id": "n2", "name": "Basse"})


CLASHES = [
    (another(), True, "half an hour together"),
    (another(bike="2"), False, "another bike"),
    (another(stops=at("17:00", "17:30")), False, "one leaves when the other arrives"),
    (another(first="2026-12-03"), False, "another day of the week"),
    (another("FREQ=WEEKLY;INTERVAL=2", "2026-12-09"), False, "the weeks between"),
    (another("FREQ=WEEKLY;INTERVAL=3", "2026-12-09"), True, "every sixth week"),
    (another("FREQ=MONTHLY;BYDAY=2WE", "2026-12-09"), True, "some second Wednesday"),
]


@pytest.mark.parametrize(("other", "clashes", "why"), CLASHES)
def test_one_bike_is_not_in_two_places(other, clashes, why):
    here = a_plan("FREQ=WEEKLY;INTERVAL=2", "2026-12-02")
    assert bool(clash([here, other], off(), day("2026-12-01"))) == clashes, why


def test_where_the_bike_is_wanted_twice_is_said():
    here = a_plan("FREQ=WEEKLY;INTERVAL=2", "2026-12-02")
    one, two = clash([here, another()], off(), day("2026-12-01")) or (None, None)
    assert one and two
    assert (one.where, two.where) == ("Place Voltaire (Quai)", "Rue Basse (Basse)")
    assert two.begins == datetime(2026, 12, 2, 16, 30)  # noqa: DTZ001


def test_a_visit_moved_out_of_the_way_is_no_clash():
    moved = {day("2026-12-02"): Changed(day("2026-12-03"))}
    here = a_plan("FREQ=WEEKLY;UNTIL=20261202", "2026-12-02", changes=moved)
    assert clash([here, another()], off(), day("2026-12-01")) is None
