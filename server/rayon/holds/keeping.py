"""How long documents are kept for their patrons: the week's hours, and closures. Pure handlers.

A day that was promised and is taken away is given back: what waits is kept for as many pick-up
days as its patron was told. A promise is never shortened.
"""

from datetime import date, time, timedelta
from itertools import pairwise

from pydantic import Field, model_validator

from rayon.catalogue.calendar import PickupCalendar, Week
from rayon.holds.action import (
    Action,
    Change,
    Decision,
    Payload,
    State,
    applied,
    insert,
    refused,
    superseded,
    update,
)
from rayon.holds.lifecycle import OPEN_STATUSES

#: A closure that began longer ago than this is told too late to give days back.
LATEST = timedelta(days=7)
LONGEST = timedelta(days=184)


class Hours(Payload):
    """One span of a weekday (Monday is 0) in which documents are handed over."""

    weekday: int = Field(ge=0, le=6)
    opens: time
    closes: time

    @model_validator(mode="after")
    def _in_order(self) -> "Hours":
        if self.opens >= self.closes:
            raise ValueError("it closes before it opens")
        return self

    def written(self) -> tuple[int, str, str]:
        """As a branch keeps it (see ``Branch.pickup_week``)."""
        return self.weekday, f"{self.opens:%H:%M}", f"{self.closes:%H:%M}"


class SetPickupWeek(Payload):
    """When the branch hands documents over from now on."""

    branch: int
    hours: list[Hours] = Field(min_length=1, max_length=21)

    @model_validator(mode="after")
    def _apart(self) -> "SetPickupWeek":
        for one, next_one in pairwise(sorted(self.hours, key=Hours.written)):
            if one.weekday == next_one.weekday and next_one.opens < one.closes:
                raise ValueError("two spans of a day overlap")
        return self


class CloseDays(Payload):
    """Days on which nothing is handed over; ``because`` is told to patrons."""

    branch: int
    first: date
    last: date
    because: str = Field("", max_length=80)

    @model_validator(mode="after")
    def _in_order(self) -> "CloseDays":
        if not timedelta() <= self.last - self.first <= LONGEST:
            raise ValueError("the last day comes before the first, or half a year after it")
        return self


class ReopenDays(Payload):
    """The branch opens after all; who was promised a later day keeps it."""


def set_pickup_week(action: Action, state: State) -> Decision:
    """Change the hours; ``subject`` is the branch."""
    asked = action.payload
    branch = state.get("branch", asked.branch)
    if branch is None or action.subject != str(asked.branch) or not _is_here(action, asked.branch):
        return refused("unknown_branch")
    before: PickupCalendar = branch["calendar"]
    written = sorted(span.written() for span in asked.hours)
    after = before.with_week(_week(asked.hours))
    if after == before:
        return superseded("already_decided")
    today = before.local_day(action.now)
    moved = _keep_promises(state, asked.branch, before, after, today)
    return applied(
        Change("branch", asked.branch, {"pickup_week": written}), *moved, moved=len(moved)
    )


def close_days(action: Action, state: State) -> Decision:
    """Take days off the calendar, and give them back to those who were promised them."""
    asked = action.payload
    branch = state.get("branch", asked.branch)
    if branch is None or not _is_here(action, asked.branch):
        return refused("unknown_branch")
    before: PickupCalendar = branch["calendar"]
    if asked.last < before.local_day(action.now) - LATEST:
        return refused("closed_long_ago")
    if state.get("closure", action.subject) or before.is_closed_from(asked.first, asked.last):
        return superseded("already_closed_then")
    after = before.without(asked.first, asked.last)
    moved = _keep_promises(state, asked.branch, before, after, asked.first)
    closing = insert(
        "closure",
        action.subject,
        branch_id=asked.branch,
        first_day=asked.first,
        last_day=asked.last,
        because=asked.because.strip(),
        made_at=action.now,
        taken_back_at=None,
    )
    return applied(closing, *moved, moved=len(moved))


def reopen_days(action: Action, state: State) -> Decision:
    """Take a closure back."""
    closure = state.get("closure", action.subject)
    if closure is None or not _is_here(action, closure["branch_id"]):
        return refused("unknown_closure")
    if closure["taken_back_at"] is not None:
        return superseded("already_decided")
    return applied(update("closure", closure, taken_back_at=action.now))


def _keep_promises(
    state: State, branch: int, before: PickupCalendar, after: PickupCalendar, since: date
) -> list[Change]:
    """A later last day for each hold that loses one."""
    waiting = [
        hold
        for hold in state.where("hold", pickup_branch_id=branch)
        if hold["ready_until"] and hold["status"] in OPEN_STATUSES
    ]
    kept = [(hold, after.kept_promise(hold["ready_until"], before, since)) for hold in waiting]
    return [
        update("hold", hold, ready_until=until)
        for hold, until in kept
        if until != hold["ready_until"]
    ]


def _is_here(action: Action, branch: int) -> bool:
    """Whoever asks, asks for the branch they work at."""
    return action.branch_id in (None, branch)


def _week(hours: list[Hours]) -> Week:
    week: Week = {}
    for one in sorted(hours, key=Hours.written):
        week[one.weekday] = (*week.get(one.weekday, ()), (one.opens, one.closes))
    return week
