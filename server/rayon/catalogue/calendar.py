"""Pick-up days: the days on which documents can be collected, apart from opening hours."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays

#: A branch without any pick-up hours is taken to hand over on weekdays until this hour.
DEFAULT_HOURS: dict[int, tuple[time, time]] = {day: (time(9), time(18)) for day in range(6)}
LONGEST_CLOSURE = timedelta(days=366)


@dataclass(frozen=True)
class PickupCalendar:
    """When a branch hands documents over.

    ``hours`` maps a weekday (Monday is 0) to its first opening and last closing;
    ``holidays_of`` is a country, or a country and a subdivision ("FR", "FR-57").
    """

    time_zone: str
    hours: dict[int, tuple[time, time]] = field(default_factory=dict)
    holidays_of: str = "FR"

    def local_day(self, instant: datetime) -> date:
        """The branch's own date at an instant."""
        return instant.astimezone(ZoneInfo(self.time_zone)).date()

    def is_pickup_day(self, day: date) -> bool:
        """Whether somebody can collect on that day."""
        open_days = self.hours or DEFAULT_HOURS
        return day.weekday() in open_days and day not in _holidays(self.holidays_of, day.year)

    def next_day_after(self, day: date) -> date:
        """The first pick-up day strictly after ``day``."""
        return self.nth_day_after(day, 1)

    def nth_day_after(self, day: date, count: int) -> date:
        """The ``count``-th pick-up day after ``day``, which is day 0 itself."""
        last = day + LONGEST_CLOSURE
        while count > 0 and day < last:
            day += timedelta(days=1)
            count -= self.is_pickup_day(day)
        return day

    def last_closed(self, instant: datetime) -> date:
        """The newest pick-up day that was over at an instant."""
        day = self.local_day(instant)
        first = day - LONGEST_CLOSURE
        while day > first and not (self.is_pickup_day(day) and self.closing_of(day) <= instant):
            day -= timedelta(days=1)
        return day

    def closing_of(self, day: date) -> datetime:
        """The instant at which a day's pick-up ends, in UTC."""
        _opens, closes = (self.hours or DEFAULT_HOURS).get(day.weekday(), (time(9), time(18)))
        wall = datetime.combine(day, closes, tzinfo=ZoneInfo(self.time_zone))
        return wall.astimezone(UTC)


@lru_cache(maxsize=64)
def _holidays(area: str, year: int) -> frozenset[date]:
    if not area:
        return frozenset()
    country, _, subdivision = area.partition("-")
    days = holidays.country_holidays(country, subdiv=subdivision or None, years=year)
    return frozenset(days)
