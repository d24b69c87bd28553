"""When the bike cart comes: the rule, less holidays and school breaks, with what was changed. Pure.

A visit is known by the day that its rule has for it, whatever becomes of it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import Literal
from zoneinfo import ZoneInfo

from rayon.catalogue.calendar import PickupCalendar
from rayon.rounds import recurrence

#: moved: to another day or hour. off: a public holiday; break: schools are closed.
State = Literal["planned", "moved", "cancelled", "off", "break"]
#: The farthest that a visit is moved.
FARTHEST = timedelta(days=62)
#: How far ahead two places of one bike are compared.
SIGHT = timedelta(days=731)


@dataclass(frozen=True)
class Stop:
    """A halt, from when until when on the wall clock."""

    id: str
    code: str
    place: str
    begins: time
    ends: time
    rain_place: str = ""


@dataclass(frozen=True)
class Changed:
    """What one visit has instead of its rule; see ``VisitChange``."""

    to_day: date | None
    later: int = 0
    because: str = ""
    rain: bool = False
    version: int = 1
    changed_at: datetime | None = None


@dataclass(frozen=True)
class Plan:
    """A neighbourhood as far as its calendar goes; ``stops`` in the order of their hours."""

    id: str
    code: str
    name: str
    bike: str
    first_day: date
    rule: str
    in_breaks: bool
    stops: tuple[Stop, ...]
    changed_at: datetime
    changes: Mapping[date, Changed] = field(default_factory=dict)


@dataclass(frozen=True)
class Break:
    """Schools are closed, both days included."""

    first: date
    last: date
    name: str


@dataclass(frozen=True)
class DaysOff:
    """When the cart stays at home: public holidays of the branch, and school breaks."""

    calendar: PickupCalendar
    breaks: tuple[Break, ...] = ()

    def name_of_break(self, day: date) -> str | None:
        """The break that has this day."""
        return next((one.name for one in self.breaks if one.first <= day <= one.last), None)


@dataclass(frozen=True)
class Visit:
    """``day``: when it takes place, or would have; ``planned``: its day by the rule."""

    plan: Plan
    planned: date
    day: date
    state: State
    later: int = 0
    because: str = ""
    version: int = 0
    changed_at: datetime | None = None
    rain: bool = False

    @property
    def takes_place(self) -> bool:
        """Whether the cart comes."""
        return self.state in ("planned", "moved")

    def hours(self, stop: Stop) -> tuple[datetime, datetime]:
        """From when until when it halts there, on the wall clock."""
        later = timedelta(minutes=self.later)
        begins, ends = (datetime.combine(self.day, at) for at in (stop.begins, stop.ends))
        return begins + later, ends + later

    def place(self, stop: Stop) -> str:
        """Where it halts: elsewhere when it rains, if the stop has such a place."""
        return (self.rain and stop.rain_place) or stop.place

    def instants(self, stop: Stop, time_zone: str) -> tuple[datetime, datetime]:
        """The same in UTC."""
        begins, ends = self.hours(stop)
        return _instant(begins, time_zone), _instant(ends, time_zone)


@dataclass(frozen=True)
class Halt:
    """One bike at one stop on one day."""

    bike: str
    begins: datetime
    ends: datetime
    where: str


def visits(plan: Plan, off: DaysOff, first: date, last: date) -> list[Visit]:
    """Visits of these days, both included, in their order; those that do not take place as well."""
    planned = recurrence.days(plan.rule, plan.first_day, first - FARTHEST, last + FARTHEST)
    known = [_visit(plan, off, day) for day in planned]
    return sorted(
        (visit for visit in known if first <= visit.day <= last),
        key=lambda visit: (visit.day, visit.planned),
    )


def visit_of(plan: Plan, off: DaysOff, planned: date) -> Visit | None:
    """The visit that the rule has on that day."""
    named = next(recurrence.days(plan.rule, plan.first_day, planned, planned), None)
    return _visit(plan, off, planned) if named else None


def clash(plans: Iterable[Plan], off: DaysOff, today: date) -> tuple[Halt, Halt] | None:
    """The first time that one bike would have to be in two places."""
    halts = sorted(_halts(plans, off, today), key=lambda halt: (halt.bike, halt.begins))
    return next(
        ((one, other) for one, other in pairwise(halts) if _at_once(one, other)),
        None,
    )


def _at_once(one: Halt, later: Halt) -> bool:
    return one.bike == later.bike and later.begins < one.ends


def _halts(plans: Iterable[Plan], off: DaysOff, today: date) -> Iterator[Halt]:
    for plan in plans:
        for visit in visits(plan, off, today, today + SIGHT):
            for stop in plan.stops if visit.takes_place else ():
                yield Halt(plan.bike, *visit.hours(stop), f"{stop.place} ({plan.name})")


def _visit(plan: Plan, off: DaysOff, planned: date) -> Visit:
    changed = plan.changes.get(planned)
    if changed is None:
        return Visit(plan, planned, planned, *_by_rule(plan, off, planned))
    known = (changed.because, changed.version, changed.changed_at)
    if changed.to_day is None:
        return Visit(plan, planned, planned, "cancelled", 0, *known)
    return Visit(plan, planned, changed.to_day, "moved", changed.later, *known, changed.rain)


def _by_rule(plan: Plan, off: DaysOff, day: date) -> tuple[State, int, str]:
    if off.calendar.is_holiday(day):
        return "off", 0, ""
    name = None if plan.in_breaks else off.name_of_break(day)
    return ("planned", 0, "") if name is None else ("break", 0, name)


def _instant(wall: datetime, time_zone: str) -> datetime:
    return wall.replace(tzinfo=ZoneInfo(time_zone)).astimezone(UTC)
