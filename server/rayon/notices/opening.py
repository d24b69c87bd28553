"""The days and hours in which a patron can come, in words, holidays and closures left out."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from rayon.catalogue.calendar import PickupCalendar, Span
from rayon.dates import WITH_MONTH, day_in_words, hour_in_words

#: A letter names no more runs of days than this.
MOST_RUNS = 8
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Run:
    """Days that follow one another and have the same hours."""

    first: date
    last: date
    hours: tuple[Span, ...]


def in_words(calendar: PickupCalendar, now: datetime, until: date, language: str) -> list[str]:
    """ "du mercredi 25 au samedi 28 novembre : 10 h – 18 h", one line for each run of days."""
    runs = list(runs_of(calendar, now, until))[:MOST_RUNS]
    return [_line(run, language) for run in runs]


def runs_of(calendar: PickupCalendar, now: datetime, until: date) -> Iterator[Run]:
    """From today, if it is not over yet, to ``until``."""
    day, run = calendar.local_day(now), None
    if calendar.is_pickup_day(day) and calendar.is_over(day, now):
        day += ONE_DAY
    while day <= until:
        hours = calendar.hours_of(day)
        if run and hours == run.hours and run.last == day - ONE_DAY:
            run = Run(run.first, day, hours)
        else:
            if run:
                yield run
            run = Run(day, day, hours) if hours else None
        day += ONE_DAY
    if run:
        yield run


def _line(run: Run, language: str) -> str:
    days = _days(run, language)
    hours = ", ".join(
        f"{hour_in_words(a, language)} – {hour_in_words(b, language)}" for a, b in run.hours
    )
    colon = "\u00a0: " if language == "fr" else ": "
    return f"{days}{colon}{hours}"


def _days(run: Run, language: str) -> str:
    last = day_in_words(run.last, language)
    if run.first == run.last:
        return last
    is_same_month = run.first.month == run.last.month
    first = day_in_words(run.first, language, "EEEE {day}" if is_same_month else WITH_MONTH)
    return f"du {first} au {last}" if language == "fr" else f"{first} to {last}"
