"""Making walks: read what is wanted, let plan.py decide, and do it through the one door."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from rayon import clock
from rayon.catalogue.branches import BranchFacts, all_of
from rayon.catalogue.models import Location
from rayon.database import reading
from rayon.holds.action import Deed, Perform, line_id
from rayon.ids import new_id
from rayon.picking import walk_names
from rayon.picking.estimating import minutes_of, pace_of
from rayon.picking.on_the_floor import walks_of
from rayon.picking.plan import Aim, Piece, Sorted, number_slips, sort_out
from rayon.picking.waiting import aimed_at, copies_for, slips_on, waiting_holds
from rayon.shelves.on_foot import on_foot
from rayon.shelves.route.pace import Pace

Row = dict[str, Any]
STEP = 10


@dataclass(frozen=True)
class Planned:
    """The new walks, and how many holds could not be put on one."""

    walks: list[str]
    left_over: int


def plan_morning(branch_id: int, pickers: int, asker: int | None, perform: Perform) -> Planned:
    """Make today's walks of a branch for this many pickers."""
    with reading() as session:
        branch = all_of(session)[branch_id]
        now = clock.now()
        found = what_to_pick(session, branch, asker, now)
        day = branch.calendar.local_day(now)
        slips = number_slips(found.aims, slips_on(session, day), day)
        names = _location_names(session, branch_id)
        copies = [aim.item for aim in found.aims if aim.item]
        foot = on_foot(session.connection(), branch_id, day, copies)
        pace = pace_of(session.connection(), branch_id)
    pieces = walks_of(found.aims, pickers, foot, branch.settings.turning_metres)
    deeds = [_walk_deed(branch, day, piece, slips, names, pace) for piece in pieces]
    answers = perform([*deeds, *_troubles(branch, day, found)])
    made = [
        deed.subject
        for deed, answer in zip(deeds, answers, strict=False)
        if answer.outcome == "applied"
    ]
    return Planned(made, len(found.without_copy) + len(found.to_specify))


@dataclass(frozen=True)
class Waiting:
    """How many documents a plan would put on walks: now, and once their second look is due."""

    now: int
    later: int


def how_many_wait(branch_id: int, asker: int | None) -> Waiting:
    """What waits for a walk, if this person asked for one."""
    with reading() as session:
        connection, branch = session.connection(), all_of(session)[branch_id]
        now = clock.now()
        rested = now + timedelta(minutes=branch.settings.second_look_after_minutes)
        in_the_end = _due(waiting_holds(connection), branch, asker, rested)
        copies, aimed = copies_for(connection, in_the_end), aimed_at(connection)
    at_once = _due(in_the_end, branch, asker, now)
    waiting = len(sort_out(at_once, copies, branch_id, aimed).aims)
    return Waiting(waiting, len(sort_out(in_the_end, copies, branch_id, aimed).aims) - waiting)


def what_to_pick(session: Session, branch: BranchFacts, asker: int | None, now: datetime) -> Sorted:
    """Open holds, and those whose second look is due, with a copy of this branch for each."""
    connection = session.connection()
    holds = _due(waiting_holds(connection), branch, asker, now)
    return sort_out(holds, copies_for(connection, holds), branch.id, aimed_at(connection))


def _due(holds: list[Row], branch: BranchFacts, asker: int | None, now: datetime) -> list[Row]:
    return [
        hold
        for hold in holds
        if hold["status"] == "open" or _may_look_again(hold, branch, asker, now)
    ]


def _may_look_again(hold: Row, branch: BranchFacts, asker: int | None, now: datetime) -> bool:
    """A second pair of eyes at once; the same pair only after a while."""
    rules = branch.settings
    if hold["looks"] >= rules.looks or hold["looked_at"] is None:
        return False
    rested = now >= hold["looked_at"] + timedelta(minutes=rules.second_look_after_minutes)
    return rested or (asker is not None and asker != hold["looked_by"])


def _location_names(session: Session, branch_id: int) -> dict[int, str]:
    rows = session.execute(
        select(Location.id, Location.name).where(Location.branch_id == branch_id)
    )
    return {row.id: row.name for row in rows}


def _walk_deed(
    branch: BranchFacts,
    day: date,
    piece: Piece,
    slips: dict[str, int],
    names: dict[int, str],
    pace: Pace,
) -> Deed:
    picks = [
        planned_pick(aim, slips.get(aim.hold["id"]), STEP * index)
        for index, aim in enumerate(piece.aims, start=1)
    ]
    payload = {
        "branch": branch.id,
        "name": walk_names.of_places(_places(piece.aims, names)),
        "day": day.isoformat(),
        "picks": picks,
        "metres": piece.metres,
        "minutes": minutes_of(pace, piece.metres, len(picks)),
    }
    return Deed("plan_walk", new_id(), payload)


def planned_pick(aim: Aim, slip: int | None, position: int) -> Row:
    """One line of a plan, as the action carries it."""
    return {
        "id": new_id(),
        "hold": aim.hold["id"],
        "item": aim.item["id"] if aim.item else None,
        "position": position,
        "slip": slip,
    }


def _places(aims: list[Aim], names: dict[int, str]) -> list[str]:
    return list(dict.fromkeys(names[aim.item["location_id"]] for aim in aims if aim.item))


def _troubles(branch: BranchFacts, day: date, found: Sorted) -> list[Deed]:
    kinds = {"hold_without_copy": found.without_copy, "to_be_specified": found.to_specify}
    return [
        trouble_deed(branch.id, kind, "hold", hold["id"], day, {"title_id": hold["title_id"]})
        for kind, holds in kinds.items()
        for hold in holds
    ]


def trouble_deed(
    branch_id: int, kind: str, subject_kind: str, subject_id: str, day: date, facts: Row
) -> Deed:
    """A line for the list of what needs a person, at most once a day for the same thing."""
    payload = {
        "branch": branch_id,
        "kind": kind,
        "subject_kind": subject_kind,
        "subject_id": subject_id,
        "facts": facts,
    }
    return Deed("open_trouble", line_id(kind, subject_id, day.isoformat()), payload)
