"""What is done about the bike cart's calendar. Pure handlers.

Whatever is changed, one bike is never to be in two places at once.
"""

import hashlib
from base64 import b32encode
from collections.abc import Sequence
from datetime import date, time, timedelta
from itertools import pairwise

from pydantic import Field, field_validator, model_validator

from rayon.catalogue.calendar import PickupCalendar
from rayon.holds.action import (
    Action,
    Change,
    Decision,
    Payload,
    Row,
    State,
    applied,
    insert,
    line_id,
    refused,
    superseded,
    update,
)
from rayon.rounds import recurrence
from rayon.rounds.plans import breaks_of, plans_of
from rayon.rounds.visits import FARTHEST, DaysOff, Plan, Visit, clash, visit_of

MOST_STOPS = 20
MOST_BREAKS = 200
LONGEST_BREAK = timedelta(days=120)


class OfBranch(Payload):
    """Everything about the calendar is judged against the whole calendar of its branch."""

    branch: int


class StopSaid(Payload):
    """A halt as somebody set it; the screen makes its id."""

    id: str = Field(pattern=r"^[0-9a-f-]{36}$")
    place: str = Field(min_length=1, max_length=120)
    begins: time
    ends: time
    rain_place: str = Field("", max_length=120)

    @model_validator(mode="after")
    def _in_order(self) -> "StopSaid":
        if self.begins >= self.ends:
            raise ValueError("it leaves before it arrives")
        return self


class SetNeighbourhood(OfBranch):
    """Where the cart comes, how often, and where it halts."""

    neighbourhood: str = Field(min_length=1, max_length=80)
    bike: str = Field("1", min_length=1, max_length=40)
    first_day: date
    rule: str = Field(max_length=120)
    in_breaks: bool = False
    stops: list[StopSaid] = Field(min_length=1, max_length=MOST_STOPS)

    @field_validator("first_day")
    @classmethod
    def _in_our_time(cls, first_day: date) -> date:
        if not 2000 <= first_day.year < 2100:
            raise ValueError("a year from 2000 to 2099")
        return first_day

    @model_validator(mode="after")
    def _possible(self) -> "SetNeighbourhood":
        recurrence.check(self.rule, self.first_day)
        stops = sorted(self.stops, key=lambda stop: stop.begins)
        if any(later.begins < stop.ends for stop, later in pairwise(stops)):
            raise ValueError("two stops overlap")
        if len({stop.id for stop in stops}) < len(stops):
            raise ValueError("a stop is named twice")
        return self


class EndNeighbourhood(OfBranch):
    """The cart comes no more."""


class OfVisit(OfBranch):
    """One visit, by the day that the rule has for it."""

    day: date


class MoveVisit(OfVisit):
    """It takes place on another day, or all its stops so many minutes later (or sooner)."""

    to_day: date
    later: int = Field(0, ge=-720, le=720)
    because: str = Field("", max_length=80)


class CancelVisit(OfVisit):
    """It does not take place."""

    because: str = Field("", max_length=80)


class KeepVisit(OfVisit):
    """It takes place as its rule says, after all."""


class BreakSaid(Payload):
    """One break of the calendar that was brought in."""

    first: date
    last: date
    name: str = Field("", max_length=80)

    @model_validator(mode="after")
    def _in_order(self) -> "BreakSaid":
        if not timedelta() <= self.last - self.first <= LONGEST_BREAK:
            raise ValueError("the last day comes before the first, or four months after it")
        return self


class SetSchoolBreaks(OfBranch):
    """All school breaks that are known from now on."""

    breaks: list[BreakSaid] = Field(max_length=MOST_BREAKS)


def set_neighbourhood(action: Action, state: State) -> Decision:
    """Begin a neighbourhood, or change it; ``subject`` is its id."""
    asked: SetNeighbourhood = action.payload
    known = state.get("neighbourhood", action.subject)
    if not _is_here(action, state, known):
        return refused("unknown_neighbourhood")
    if known and known["ended_at"]:
        return refused("neighbourhood_has_ended")
    if any(_is_anothers(action, state, stop) for stop in asked.stops):
        return refused("unknown_stop")
    changes = (_neighbourhood(action, asked, known), *_stops(action, asked, state))
    return _unless_it_clashes(action, state, changes)


def end_neighbourhood(action: Action, state: State) -> Decision:
    """The cart comes no more; the pages of its stops say so."""
    known = state.get("neighbourhood", action.subject)
    if known is None or not _is_here(action, state, known):
        return refused("unknown_neighbourhood")
    if known["ended_at"]:
        return superseded("already_decided")
    return applied(update("neighbourhood", known, ended_at=action.now, changed_at=action.now))


def move_visit(action: Action, state: State) -> Decision:
    """To another day or hour; the same day means: in spite of a holiday or a break."""
    asked: MoveVisit = action.payload
    if abs(asked.to_day - asked.day) > FARTHEST:
        return refused("moved_too_far")
    if asked.to_day < today_of(action, state):
        return refused("day_is_over")
    return change_visit(action, state, to_day=asked.to_day, later=asked.later)


def keep_visit(action: Action, state: State) -> Decision:
    """Take back what was changed about it."""
    plan = plan_of(action, state)
    if plan is None:
        return refused("unknown_neighbourhood")
    changed = plan.changes.get(action.payload.day)
    if changed is None:
        return superseded("already_decided")
    if action.payload.day < today_of(action, state):
        return refused("visit_is_over")
    row = state.get("visit_change", _change_id(action))
    assert row is not None
    taken_back = update("visit_change", row, taken_back_at=action.now, changed_at=action.now)
    return _unless_it_clashes(action, state, (taken_back,))


def set_school_breaks(action: Action, state: State) -> Decision:
    """Take the breaks of another calendar; those that were known before count no more."""
    asked: SetSchoolBreaks = action.payload
    if not _is_here(action, state, None):
        return refused("unknown_branch")
    known = state.where("school_break", branch_id=asked.branch, replaced_at=None)
    replaced = [update("school_break", row, replaced_at=action.now) for row in known]
    new = [
        insert(
            "school_break",
            line_id(action.id, str(number)),
            branch_id=asked.branch,
            first_day=one.first,
            last_day=one.last,
            name=one.name,
            replaced_at=None,
        )
        for number, one in enumerate(asked.breaks)
    ]
    return _unless_it_clashes(action, state, (*replaced, *new))


def change_visit(action: Action, state: State, *, to_day: date | None, later: int) -> Decision:
    """One visit is not as its rule has it, unless one bike would be in two places."""
    if plan_of(action, state) is None:
        return refused("unknown_neighbourhood")
    visit, because = visit_named(action, state), action.payload.because.strip()
    if visit is None:
        return refused("no_visit_then")
    if visit.day < today_of(action, state):
        return refused("visit_is_over")
    rain = visit.rain and to_day == visit.day
    change = change_of(action, state, to_day=to_day, later=later, because=because, rain=rain)
    return _unless_it_clashes(action, state, (change,))


def visit_named(action: Action, state: State) -> Visit | None:
    """The visit that an action is about, as it stands; ``subject`` is the neighbourhood."""
    plan, asked = plan_of(action, state), action.payload
    return visit_of(plan, days_off(state, asked.branch), asked.day) if plan else None


def change_of(action: Action, state: State, **said: object) -> Change:
    """What this visit has from now on instead of its rule."""
    values = {**said, "taken_back_at": None, "changed_at": action.now}
    if known := state.get("visit_change", _change_id(action)):
        return update("visit_change", known, **values)
    return insert(
        "visit_change",
        _change_id(action),
        branch_id=action.payload.branch,
        neighbourhood_id=action.subject,
        day=action.payload.day,
        version=1,
        **values,
    )


def _unless_it_clashes(action: Action, state: State, changes: Sequence[Change]) -> Decision:
    """The bike is asked as it would be asked afterwards."""
    branch = action.payload.branch
    after = State({name: dict(state.tables.get(name, {})) for name in CALENDAR})
    after.absorb(changes)
    off = DaysOff(_calendar(state, branch), breaks_of(after, branch))
    found = clash(plans_of(after, branch), off, today_of(action, state))
    if found is None:
        return applied(*changes)
    one, other = found
    day = one.begins.date().isoformat()
    return refused("bike_in_two_places", day=day, one=one.where, other=other.where)


#: The tables that make a calendar.
CALENDAR = ("neighbourhood", "round_stop", "visit_change", "school_break")


def _neighbourhood(action: Action, asked: SetNeighbourhood, known: Row | None) -> Change:
    said = {
        "name": asked.neighbourhood.strip(),
        "bike": asked.bike.strip(),
        "first_day": asked.first_day,
        "rule": asked.rule,
        "in_breaks": asked.in_breaks,
        "changed_at": action.now,
    }
    if known:
        return update("neighbourhood", known, **said)
    return insert(
        "neighbourhood",
        action.subject,
        branch_id=asked.branch,
        code=_code(action.subject),
        ended_at=None,
        version=1,
        **said,
    )


def _stops(action: Action, asked: SetNeighbourhood, state: State) -> list[Change]:
    """Those that are named, and the end of those that are not."""
    named = {stop.id for stop in asked.stops}
    left_out = [
        update("round_stop", row, removed_at=action.now)
        for row in state.where("round_stop", neighbourhood_id=action.subject)
        if row["id"] not in named and row["removed_at"] is None
    ]
    return [*left_out, *(_stop(action, stop, state) for stop in asked.stops)]


def _stop(action: Action, stop: StopSaid, state: State) -> Change:
    said = {
        "place": stop.place.strip(),
        "begins": stop.begins,
        "ends": stop.ends,
        "rain_place": stop.rain_place.strip(),
        "removed_at": None,
    }
    if known := state.get("round_stop", stop.id):
        return update("round_stop", known, **said)
    return insert(
        "round_stop",
        stop.id,
        branch_id=action.payload.branch,
        neighbourhood_id=action.subject,
        code=_code(stop.id),
        **said,
    )


def _is_anothers(action: Action, state: State, stop: StopSaid) -> bool:
    known = state.get("round_stop", stop.id)
    return known is not None and known["neighbourhood_id"] != action.subject


def plan_of(action: Action, state: State) -> Plan | None:
    """The neighbourhood that an action is about, as its calendar goes now."""
    plans = plans_of(state, action.payload.branch)
    known = state.get("neighbourhood", action.subject)
    here = _is_here(action, state, known)
    return next((plan for plan in plans if here and plan.id == action.subject), None)


def _is_here(action: Action, state: State, known: Row | None) -> bool:
    """Whoever asks, asks for the branch they work at."""
    branch = action.payload.branch
    ours = action.branch_id in (None, branch) and state.get("branch", branch) is not None
    return ours and (known is None or known["branch_id"] == branch)


def days_off(state: State, branch: int) -> DaysOff:
    """When the cart of a branch stays at home."""
    return DaysOff(_calendar(state, branch), breaks_of(state, branch))


def _calendar(state: State, branch: int) -> PickupCalendar:
    calendar: PickupCalendar = state.tables["branch"][branch]["calendar"]
    return calendar


def today_of(action: Action, state: State) -> date:
    """The branch's own day."""
    return _calendar(state, action.payload.branch).local_day(action.now)


def _change_id(action: Action) -> str:
    return line_id("visit", action.subject, action.payload.day.isoformat())


def _code(row_id: str) -> str:
    """The address of its page: short enough for a small QR code, the same for the same id."""
    digest = hashlib.sha256(row_id.encode()).digest()
    return b32encode(digest)[:8].decode().lower()
