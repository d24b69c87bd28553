"""The visits of a neighbourhood as an iCalendar feed (RFC 5545), for the calendars of patrons.

Each halt is an event of its own with instants in UTC: no calendar has to know our rules, our
holidays or the day on which the clocks change. An event keeps its UID whatever becomes of it.
"""

from collections.abc import Callable
from datetime import date, timedelta

from flask_babel import gettext
from icalendar import Calendar, Event

from rayon.rounds.reading import CartCalendar
from rayon.rounds.visits import Plan, Stop, Visit, visits

BEFORE, AHEAD = timedelta(days=31), timedelta(days=366)
#: How often calendars are asked to look again.
LOOK_AGAIN = timedelta(hours=6)


def feed(known: CartCalendar, plan: Plan, today: date, page_of: Callable[[Stop], str]) -> bytes:
    """The calendar of a year. Visits that fall on holidays are not in it; cancelled ones are, as
    such. ``page_of``: the address of a stop's page.
    """
    calendar = Calendar()
    calendar.add("VERSION", "2.0")
    calendar.add("PRODID", "-//Rayon//Bike cart//EN")
    calendar.add("METHOD", "PUBLISH")
    name = gettext("Bike cart: %(neighbourhood)s", neighbourhood=plan.name)
    calendar.add("NAME", name)
    calendar.add("X-WR-CALNAME", name)
    calendar.add("REFRESH-INTERVAL", LOOK_AGAIN, parameters={"VALUE": "DURATION"})
    for visit in visits(plan, known.off, today - BEFORE, today + AHEAD):
        if visit.takes_place or visit.state == "cancelled":
            for stop in plan.stops:
                calendar.add_component(_event(known, visit, stop, page_of(stop)))
    text: bytes = calendar.to_ical()
    return text


def _event(known: CartCalendar, visit: Visit, stop: Stop, page: str) -> Event:
    event = Event()
    begins, ends = visit.instants(stop, known.branch.time_zone)
    event.add("UID", f"{stop.id}-{visit.planned.isoformat()}@rayon")
    event.add("DTSTAMP", visit.changed_at or visit.plan.changed_at)
    event.add("SEQUENCE", visit.version)
    event.add("STATUS", "CANCELLED" if visit.state == "cancelled" else "CONFIRMED")
    event.add("DTSTART", begins)
    event.add("DTEND", ends)
    event.add("SUMMARY", gettext("Bike cart of %(branch)s", branch=known.branch.name))
    event.add("LOCATION", visit.place(stop))
    event.add("DESCRIPTION", "\n".join(_says(visit, stop)))
    event.add("URL", page)
    event.add("TRANSP", "TRANSPARENT")
    return event


def _says(visit: Visit, stop: Stop) -> list[str]:
    lines = []
    if visit.state == "cancelled":
        lines.append(gettext("This visit does not take place."))
    if visit.because:
        lines.append(visit.because)
    if stop.rain_place:
        lines.append(gettext("When it rains: %(place)s", place=stop.rain_place))
    return lines
