"""School breaks out of an iCalendar file, such as the ministry offers for each zone. Pure."""

from datetime import date, datetime, timedelta

from icalendar import Calendar, Event, vDDDTypes

from rayon.errors import Refusal
from rayon.rounds.actions import LONGEST_BREAK, MOST_BREAKS
from rayon.rounds.visits import Break

ONE_DAY = timedelta(days=1)
LONGEST_NAME = 80


def read_breaks(text: str) -> tuple[list[Break], list[str]]:
    """The breaks of a file, and the names of what was left out.

    The file tells the first day of school as well, which is no break: what lasts one day, or has no
    end, is left out. Raises Refusal ``no_calendar_file`` or ``no_breaks_in_file`` (422).
    """
    breaks: dict[tuple[date, date], Break] = {}
    left_out: dict[str, None] = {}
    for event in _events(text):
        name = _name(event)
        days = _days(event)
        if days is None:
            left_out[name] = None
        else:
            breaks[days] = Break(*days, name)
    if not breaks:
        raise Refusal("no_breaks_in_file", status=422)
    newest = sorted(breaks.values(), key=lambda one: one.first)[-MOST_BREAKS:]
    return newest, list(left_out)


def _events(text: str) -> list[Event]:
    try:
        calendar = Calendar.from_ical(text.removeprefix("\ufeff"))
        return calendar.events
    except (ValueError, KeyError, TypeError, AttributeError, IndexError):
        raise Refusal("no_calendar_file", status=422) from None


def _days(event: Event) -> tuple[date, date] | None:
    """First and last day; None for what is no break."""
    first, after = _day(event, "DTSTART"), _day(event, "DTEND")
    if first is None or after is None:
        return None
    last = after - ONE_DAY
    return (first, last) if ONE_DAY <= last - first <= LONGEST_BREAK else None


def _day(event: Event, name: str) -> date | None:
    said = event.get(name)
    # What it cannot read, the library hands over as something that complains when it is asked.
    said = said.dt if isinstance(said, vDDDTypes) else None
    if isinstance(said, datetime):
        return said.date()
    return said if isinstance(said, date) else None


def _name(event: Event) -> str:
    said = str(event.get("SUMMARY", ""))
    return " ".join("".join(c if c.isprintable() else " " for c in said).split())[:LONGEST_NAME]
