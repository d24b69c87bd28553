"""Pick-up days: the days on which documents can be collected, apart from opening hours. Pure.

A branch that is closed to the public may still hand over at its door: it has pick-up hours then.
"""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays

#: From when until when documents are handed over, on the wall clock of the branch.
Span = tuple[time, time]
#: The spans of each weekday (Monday is 0), in their order.
Week = dict[int, tuple[Span, ...]]

#: A branch without any pick-up hours is taken to hand over on weekdays until this hour.
DEFAULT_WEEK: Week = {day: ((time(9), time(18)),) for day in range(6)}
LONGEST_CLOSURE = timedelta(days=366)
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class PickupCalendar:
    """When a branch hands documents over.

    ``holidays_of`` is a country, or a country and a subdivision ("FR", "FR-57");
    ``closed``: first and last day of each exceptional closure.
    """

    time_zone: str
    week: Week = field(default_factory=dict)
    holidays_of: str = "FR"
    closed: tuple[tuple[date, date], ...] = ()

    def local_day(self, instant: datetime) -> date:
        """The branch's own date at an instant."""
        return instant.astimezone(ZoneInfo(self.time_zone)).date()

    def usual_week(self) -> Week:
        """The hours of a week without holidays or closures."""
        return self.week or DEFAULT_WEEK

    def is_pickup_day(self, day: date) -> bool:
        """Whether somebody can collect on that day."""
        return bool(self.hours_of(day))

    def hours_of(self, day: date) -> tuple[Span, ...]:
        """The hours of that day; none when nothing can be collected."""
        if self.is_closed(day) or self.is_holiday(day):
            return ()
        return self.usual_week().get(day.weekday(), ())

    def is_holiday(self, day: date) -> bool:
        """Whether that day is a public holiday."""
        return day in _holidays(self.holidays_of, day.year)

    def is_closed(self, day: date) -> bool:
        """Whether an exceptional closure takes that day."""
        return any(first <= day <= last for first, last in self.closed)

    def is_closed_from(self, first: date, last: date) -> bool:
        """Whether exceptional closures take every one of these days."""
        days = range((last - first).days + 1)
        return all(self.is_closed(first + timedelta(days=number)) for number in days)

    def next_day_after(self, day: date) -> date:
        """The first pick-up day strictly after ``day``."""
        return self.nth_day_after(day, 1)

    def nth_day_after(self, day: date, count: int) -> date:
        """The ``count``-th pick-up day after ``day``, which is day 0 itself."""
        last = day + LONGEST_CLOSURE
        while count > 0 and day < last:
            day += ONE_DAY
            count -= self.is_pickup_day(day)
        return day

    def days_between(self, after: date, until: date) -> int:
        """How many pick-up days there are after the one day, up to and with the other."""
        days = range(1, (until - after).days + 1)
        return sum(self.is_pickup_day(after + timedelta(days=number)) for number in days)

    def without(self, first: date, last: date) -> "PickupCalendar":
        """The same, with one closure more."""
        return replace(self, closed=(*self.closed, (first, last)))

    def with_week(self, week: Week) -> "PickupCalendar":
        """The same, with other hours."""
        return replace(self, week=week)

    def kept_promise(self, until: date, before: "PickupCalendar", since: date) -> date:
        """The last day that gives back what a change of the calendar took; never an earlier one.

        ``until`` was promised by the calendar as it was ``before``; ``since``: the day from which
        on the two differ. As many pick-up days are left from then on as were promised.
        """
        if until < since:
            return until
        eve = since - ONE_DAY
        return max(until, self.nth_day_after(eve, before.days_between(eve, until)))

    def last_closed(self, instant: datetime) -> date:
        """The newest pick-up day that was over at an instant."""
        day = self.local_day(instant)
        first = day - LONGEST_CLOSURE
        while day > first and not (self.is_pickup_day(day) and self.closing_of(day) <= instant):
            day -= ONE_DAY
        return day

    def is_over(self, day: date, instant: datetime) -> bool:
        """Whether a last day to collect is over: at its closing hour, or when it never opened."""
        if not self.is_pickup_day(day):
            return day < self.local_day(instant)
        return self.closing_of(day) <= instant

    def closing_of(self, day: date) -> datetime:
        """The instant at which a day's pick-up ends, in UTC."""
        spans = self.usual_week().get(day.weekday()) or DEFAULT_WEEK[0]
        wall = datetime.combine(day, spans[-1][1], tzinfo=ZoneInfo(self.time_zone))
        return wall.astimezone(UTC)


@lru_cache(maxsize=64)
def _holidays(area: str, year: int) -> frozenset[date]:
    if not area:
        return frozenset()
    country, _, subdivision = area.partition("-")
    days = holidays.country_holidays(country, subdiv=subdivision or None, years=year)
    return frozenset(days)
