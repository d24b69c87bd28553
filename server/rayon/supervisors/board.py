"""What a supervisor sees at a glance: holds, walks, what is missing, what needs a person."""

from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    bindparam,
    case,
    func,
    or_,
    select,
    union_all,
)

from rayon.catalogue.branches import BranchFacts, all_of
from rayon.catalogue.import_runs import latest_imports
from rayon.catalogue.models import ImportRun, Item, Location, Title
from rayon.database import table_of
from rayon.holds.lifecycle import CLOSED_STATUSES, OPEN_STATUSES
from rayon.holds.models import Hold
from rayon.ils.lists import open_counts
from rayon.notices.models import Notice, PhoneCall
from rayon.picking.models import Pick, Walk
from rayon.picking.tally import COUNTED, tally, tally_columns
from rayon.picking.views import selection_view
from rayon.picking.waiting import UNDER_WAY
from rayon.picking.walk_names import as_read
from rayon.prepared import Prepared, is_one_of
from rayon.rounds.models import CartRound, VisitChange
from rayon.staff.models import Device, Staff
from rayon.supervisors.alarms import alarms
from rayon.supervisors.on_the_road import parcels_of_today, visits_of_today
from rayon.supervisors.told import UNSETTLED, calls_to_make, notice_counts, waiting_notices
from rayon.supervisors.trouble import open_lines
from rayon.sync.models import Change, Installation

Row = dict[str, Any]


def board_number(connection: Connection, branch_id: int) -> str:
    """Changes whenever the board would, or within a minute where time alone does it.

    One question, of which every part reads a few rows only: it is asked every two seconds by
    everybody who looks.
    """
    (row,) = NUMBER.rows(connection, branch=branch_id)
    return "-".join(str(part or 0) for part in row.values())


def board(connection: Connection, branch_id: int, number: str, now: datetime) -> Row:
    """The whole board of one branch."""
    branch, imports = all_of(connection)[branch_id], latest_imports(connection, branch_id)
    searched = MISSING.rows(connection, branch=branch_id)
    return {
        "number": number,
        "at": now.isoformat(),
        "branch": {"id": branch.id, "name": branch.name},
        "alarms": alarms(connection, branch, imports, now),
        "holds": {**_holds(connection, branch, now), "searching": _many(searched)},
        "walks": walk_lines(connection, branch, now),
        "missing": [_missing_line(row) for row in searched],
        "trouble": open_lines(connection, branch_id),
        "notices": notice_counts(connection, branch_id),
        "waiting": waiting_notices(connection, branch_id),
        "calls": calls_to_make(connection, branch_id),
        "imports": imports,
        "to_key": open_counts(connection, branch_id),
        "parcels": parcels_of_today(connection, branch, now),
        "visits": visits_of_today(connection, branch, now),
        "devices": _devices(connection, branch_id),
    }


def _holds(connection: Connection, branch: BranchFacts, now: datetime) -> dict[str, int]:
    """Open holds by status, and those closed today; what is looked for is counted on its list."""
    rows = HOLDS.rows(connection, branch=branch.id, midnight=_midnight(branch, now))
    counts = dict.fromkeys((*OPEN_STATUSES, *CLOSED_STATUSES), 0)
    for row in rows:
        counts[row["status"]] += row["many"]
    return counts


def _midnight(branch: BranchFacts, now: datetime) -> datetime:
    """When the branch's day began."""
    return datetime.combine(branch.calendar.local_day(now), time(), ZoneInfo(branch.time_zone))


def walk_lines(connection: Connection, branch: BranchFacts, now: datetime) -> list[Row]:
    """The walks of today and those still under way, each with how far it is."""
    today = branch.calendar.local_day(now)
    return [_walk_line(row) for row in WALKS.rows(connection, branch=branch.id, day=today)]


def _walk_line(row: Row) -> Row:
    claimer = None
    # A name shows only while somebody walks: this is a board of work, not of people.
    if row["claimed_by"] is not None and row["status"] in UNDER_WAY:
        claimer = {"id": row["claimed_by"], "name": row["claimer"]}
    return {
        "id": row["id"],
        "name": as_read(row["name"]),
        "status": row["status"],
        "claimed_by": claimer,
        **tally(row),
        "minutes": row["minutes"],
        "late": row["late"],
        "moved_at": row["moved_at"].isoformat() if row["moved_at"] else None,
        "finished_at": row["finished_at"].isoformat() if row["finished_at"] else None,
    }


def searched_here(connection: Connection, branch_id: int) -> int:
    """How many documents are looked for at this branch, or for those who collect here."""
    return _many(MISSING.rows(connection, branch=branch_id))


def _many(searched: list[Row]) -> int:
    """All of them, also those that are too many for the list."""
    return int(searched[0]["many"]) if searched else 0


def _missing_line(row: Row) -> Row:
    """A hold that is being looked for, with the copy that was looked for last."""
    return {
        "hold": row["id"],
        "title": row["title"] or "",
        "selection": selection_view(row["selection"]),
        "call_number": row["call_number"] or "",
        "location": row["location"] or "",
        "looks": row["looks"],
        "unusable": row["last"] == "unusable",
        "until": row["search_until"].isoformat() if row["search_until"] else None,
    }


def _devices(connection: Connection, branch_id: int) -> list[Row]:
    return [
        {
            "id": row["id"],
            "name": row["name"],
            "seen_at": row["seen_at"].isoformat() if row["seen_at"] else None,
            "walk": row["walk"] and as_read(row["walk"]),
            "unsent": row["unsent"],
            "unsent_since": row["unsent_since"].isoformat() if row["unsent_since"] else None,
        }
        for row in DEVICES.rows(connection, branch=branch_id)
    ]


HOLD, WALK, PICK, ITEM = map(table_of, (Hold, Walk, Pick, Item))
TITLE, LOCATION, STAFF, DEVICE = map(table_of, (Title, Location, Staff, Device))
CHANGE, NOTICE, CALL, HOME = map(table_of, (Change, Notice, PhoneCall, Installation))
ROUND, VISIT = table_of(CartRound), table_of(VisitChange)
BRANCH: BindParameter[int] = bindparam("branch")


def _one(*what: Any, where: ColumnElement[bool]) -> Any:
    return select(*what).where(where).scalar_subquery()


NUMBER = Prepared(
    lambda _among: select(
        HOME.c.epoch,
        _one(func.max(CHANGE.c.number), where=CHANGE.c.branch_id == BRANCH).label("change"),
        select(func.max(table_of(ImportRun).c.id)).scalar_subquery().label("imported"),
        *(
            _one(what, where=(NOTICE.c.branch_id == BRANCH) & UNSETTLED).label(name)
            # The sum: one that came and one that went are two changes.
            for name, what in (("many", func.count()), ("sum", func.sum(NOTICE.c.id)))
        ),
        _one(
            func.max(NOTICE.c.id),
            where=(NOTICE.c.branch_id == BRANCH) & (NOTICE.c.state == "told"),
        ).label("told"),
        _one(func.count(), where=(CALL.c.branch_id == BRANCH) & (CALL.c.state == "to_call")).label(
            "calls"
        ),
        _one(func.sum(CALL.c.tries), where=CALL.c.branch_id == BRANCH).label("tries"),
        *(
            _one(func.sum(one.c.version), where=one.c.branch_id == BRANCH).label(one.name)
            for one in (ROUND, VISIT)
        ),
        _one(
            func.sum(DEVICE.c.unsent), where=(DEVICE.c.branch_id == BRANCH) & (DEVICE.c.unsent > 0)
        ).label("unsent"),
    )
)
#: Of those to be collected here, and of those only fetched here: each column has its own index.
WHOSE = (
    HOLD.c.pickup_branch_id == BRANCH,
    (HOLD.c.picking_branch_id == BRANCH) & (HOLD.c.pickup_branch_id != BRANCH),
)
WHEN = (
    is_one_of(HOLD.c.status, OPEN_STATUSES),
    is_one_of(HOLD.c.status, CLOSED_STATUSES) & (HOLD.c.fact_at >= bindparam("midnight")),
)
HOLDS = Prepared(
    lambda _among: union_all(
        *(
            select(HOLD.c.status, func.count().label("many"))
            .where(whose, when)
            .group_by(HOLD.c.status)
            for whose in WHOSE
            for when in WHEN
        )
    )
)


OF_TODAY = or_(
    (WALK.c.branch_id == BRANCH) & is_one_of(WALK.c.status, UNDER_WAY),
    (WALK.c.branch_id == BRANCH) & (WALK.c.day == bindparam("day")),
)
#: Counted before walks are joined: sorting a thousand picks with all that is said of their walk
#: takes twice as long.
TALLY = (
    select(
        PICK.c.walk_id,
        *tally_columns(PICK),
        func.sum(case((PICK.c.late, 1), else_=0)).label("late"),
    )
    .where(PICK.c.walk_id.in_(select(WALK.c.id).where(OF_TODAY)))
    .group_by(PICK.c.walk_id)
    .subquery()
)
WALKS = Prepared(
    lambda _among: (
        select(
            WALK,
            STAFF.c.name.label("claimer"),
            *(func.coalesce(TALLY.c[name], 0).label(name) for name in (*COUNTED, "late")),
        )
        .join_from(WALK, STAFF, WALK.c.claimed_by == STAFF.c.id, isouter=True)
        .join(TALLY, TALLY.c.walk_id == WALK.c.id, isouter=True)
        .where(OF_TODAY)
        .order_by(WALK.c.id)
    )
)
DECIDED = PICK.alias()
LAST_PICK = (
    select(DECIDED.c.id)
    .where(DECIDED.c.hold_id == HOLD.c.id)
    .order_by(DECIDED.c.decided_at.desc())
    .limit(1)
    .scalar_subquery()
)
MISSING = Prepared(
    lambda _among: (
        select(
            HOLD.c.id,
            HOLD.c.looks,
            HOLD.c.search_until,
            HOLD.c.selection,
            # Before the list is cut off: the figure above it counts all.
            func.count().over().label("many"),
            PICK.c.status.label("last"),
            TITLE.c.title,
            ITEM.c.call_number,
            LOCATION.c.name.label("location"),
        )
        .join_from(HOLD, TITLE, HOLD.c.title_id == TITLE.c.id, isouter=True)
        .join(PICK, PICK.c.id == LAST_PICK, isouter=True)
        .join(ITEM, ITEM.c.id == PICK.c.item_id, isouter=True)
        .join(LOCATION, ITEM.c.location_id == LOCATION.c.id, isouter=True)
        .where(HOLD.c.status == "searching")
        .where(or_(*WHOSE, ITEM.c.branch_id == BRANCH))
        .order_by(HOLD.c.search_until, HOLD.c.id)
        .limit(100)
    )
)
#: A walk that somebody has claimed on this device and not finished.
ON_IT = (
    select(func.max(WALK.c.name))
    .where(WALK.c.claimed_on == DEVICE.c.id, WALK.c.branch_id == BRANCH)
    .where(is_one_of(WALK.c.status, ("claimed", "paused")))
    .scalar_subquery()
)
DEVICES = Prepared(
    lambda _among: (
        select(DEVICE.c.id, DEVICE.c.name, DEVICE.c.seen_at, ON_IT.label("walk"))
        .add_columns(DEVICE.c.unsent, DEVICE.c.unsent_since)
        .where(DEVICE.c.branch_id == BRANCH, DEVICE.c.revoked_at.is_(None))
        .order_by(DEVICE.c.unsent_since.is_(None), DEVICE.c.unsent_since, DEVICE.c.seen_at.desc())
        .limit(50)
    )
)
