"""What the page of a stop says."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask_babel import get_locale, gettext
from sqlalchemy import select
from sqlalchemy.orm import Session

from rayon.catalogue import phones
from rayon.catalogue.branches import BranchFacts, all_of
from rayon.dates import day_in_words, hour_in_words
from rayon.errors import Refusal
from rayon.rounds.carrying import shown_titles
from rayon.rounds.choosing import round_id
from rayon.rounds.models import Neighbourhood, RoundStop
from rayon.rounds.reading import CartCalendar, calendar_of
from rayon.rounds.visits import Plan, Stop, Visit, visits

AHEAD = timedelta(days=200)
#: More would be a timetable; who wants one takes the calendar.
MOST_VISITS = 6


@dataclass(frozen=True)
class Contact:
    """How to reach the library; ``dial`` as a telephone dials it."""

    name: str
    address: str
    phone: str
    dial: str
    email: str


@dataclass(frozen=True)
class VisitLine:
    """One visit in words. ``note``: what is not as usual, and why."""

    day: str
    hours: str
    note: str
    takes_place: bool
    machine: str


@dataclass(frozen=True)
class StopPage:
    """``ended``: the cart comes there no more."""

    code: str
    place: str
    rain_place: str
    neighbourhood: str
    feed_code: str
    contact: Contact
    lines: list[VisitLine]
    ended: bool
    selection: list[dict[str, Any]]

    @property
    def next(self) -> VisitLine | None:
        """The next visit that takes place, if one is in sight."""
        return next((line for line in self.lines if line.takes_place), None)

    @property
    def comes(self) -> bool:
        """Whether anything can be brought there."""
        return self.next is not None


def find_stop(session: Session, code: str) -> RoundStop:
    """The stop of an address. Raises Refusal ``no_such_stop`` (404)."""
    found = select(RoundStop).where(RoundStop.code == _checked(code))
    stop = session.scalars(found).one_or_none()
    if stop is None:
        raise Refusal("no_such_stop", status=404)
    return stop


def calendar_at(session: Session, code: str) -> tuple[CartCalendar, Plan]:
    """The calendar of a neighbourhood by its address. Raises Refusal ``no_such_stop`` (404)."""
    found = select(Neighbourhood).where(Neighbourhood.code == _checked(code))
    neighbourhood = session.scalars(found).one_or_none()
    if neighbourhood is None:
        raise Refusal("no_such_stop", status=404)
    known = calendar_of(session, all_of(session)[neighbourhood.branch_id])
    plan = next((plan for plan in known.plans if plan.id == neighbourhood.id), None)
    if plan is None:
        raise Refusal("no_such_stop", status=404)
    return known, plan


def _checked(code: str) -> str:
    """An address may hold anything, and databases do not take all of it."""
    if not (code.isascii() and code.isalnum()):
        raise Refusal("no_such_stop", status=404)
    return code


def page_of(session: Session, code: str, now: datetime) -> StopPage:
    """All that the page of a stop says now."""
    stop = find_stop(session, code)
    neighbourhood = session.get_one(Neighbourhood, stop.neighbourhood_id)
    known = calendar_of(session, all_of(session)[stop.branch_id])
    halt = _halt_of(known, stop)
    coming = _coming(known, *halt, now) if halt else []
    return StopPage(
        code=stop.code,
        place=stop.place,
        rain_place=stop.rain_place,
        neighbourhood=neighbourhood.name,
        feed_code=neighbourhood.code,
        contact=contact_of(known.branch),
        lines=[_line(visit, halt[1]) for visit in coming[:MOST_VISITS]] if halt else [],
        ended=halt is None,
        selection=_selection(session, coming),
    )


def has_ended(session: Session, stop: RoundStop) -> bool:
    """Whether the cart does not come here any more."""
    return _halt_of(calendar_of(session, all_of(session)[stop.branch_id]), stop) is None


def _halt_of(known: CartCalendar, stop: RoundStop) -> tuple[Plan, Stop] | None:
    """The stop in the calendar as it is now; None where the cart does not come any more."""
    halts = ((plan, one) for plan in known.plans for one in plan.stops if one.id == stop.id)
    return next(halts, None)


def contact_of(branch: BranchFacts) -> Contact:
    """How to reach a branch."""
    return Contact(
        name=branch.name,
        address=branch.address,
        phone=phones.readable(branch.phone, branch.area),
        dial=phones.dialled(branch.phone, branch.area),
        email=branch.email,
    )


def _coming(known: CartCalendar, plan: Plan, stop: Stop, now: datetime) -> list[Visit]:
    """The next visits that are not over, those that were cancelled among them."""
    today = known.branch.calendar.local_day(now)
    return [
        visit
        for visit in visits(plan, known.off, today, today + AHEAD)
        if visit.instants(stop, known.branch.time_zone)[1] > now
        and (visit.takes_place or visit.state == "cancelled")
    ]


def _selection(session: Session, coming: list[Visit]) -> list[dict[str, Any]]:
    """What the cart brings on its next visit, as far as staff have chosen it."""
    following = next((visit for visit in coming if visit.takes_place), None)
    if following is None:
        return []
    return shown_titles(session, round_id(following.plan.id, following.planned))


def _line(visit: Visit, stop: Stop) -> VisitLine:
    language = str(get_locale())
    begins, ends = visit.hours(stop)
    hours = [hour_in_words(at.time(), language) for at in (begins, ends)]
    return VisitLine(
        day=day_in_words(visit.day, language),
        hours=" – ".join(hours),
        note=_note(visit, stop, language),
        takes_place=visit.takes_place,
        machine=begins.isoformat(timespec="minutes"),
    )


def _note(visit: Visit, stop: Stop, language: str) -> str:
    said = ""
    if visit.state == "cancelled":
        said = gettext("Does not take place.")
    elif visit.day != visit.planned:
        said = gettext("Instead of %(day)s.", day=day_in_words(visit.planned, language))
    elif visit.later:
        said = gettext("At another hour than usual.")
    place = visit.place(stop)
    elsewhere = gettext("It rains: this time at %(place)s.", place=place)
    rain = elsewhere if visit.takes_place and place != stop.place else ""
    return " ".join(filter(None, (said, rain, visit.because)))
