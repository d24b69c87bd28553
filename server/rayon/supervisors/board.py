"""What a supervisor sees at a glance: holds, walks, what is missing, what needs a person."""

from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, case, func, select
from sqlalchemy.orm import Session

from rayon.catalogue.branches import BranchFacts, all_of
from rayon.catalogue.import_runs import latest_imports
from rayon.catalogue.models import ImportRun, Item, Location, Title
from rayon.database import table_of
from rayon.holds.lifecycle import CLOSED_STATUSES, OPEN_STATUSES
from rayon.holds.models import Hold
from rayon.ils.lists import open_counts
from rayon.notices.models import Notice, PhoneCall
from rayon.picking.models import Pick, Walk
from rayon.picking.waiting import UNDER_WAY
from rayon.staff.models import Device, Staff
from rayon.supervisors.alarms import alarms
from rayon.supervisors.told import calls_to_make, notice_counts, waiting_notices
from rayon.supervisors.trouble import open_lines
from rayon.sync.models import Installation

Row = dict[str, Any]


def board_number(session: Session, branch_id: int) -> str:
    """Changes whenever the board would; cheap enough to ask every two seconds."""
    notice, call, device = table_of(Notice), table_of(PhoneCall), table_of(Device)
    last = session.execute(select(Installation.last_change)).scalar() or 0
    notices = session.execute(
        select(notice.c.state, func.count())
        .where(notice.c.branch_id == branch_id)
        .group_by(notice.c.state)
        .order_by(notice.c.state)
    ).all()
    calls = session.execute(
        select(func.count(), func.sum(call.c.tries)).where(call.c.branch_id == branch_id)
    ).one()
    seen = session.execute(
        select(func.max(device.c.seen_at)).where(device.c.branch_id == branch_id)
    ).scalar()
    imported = session.execute(select(func.max(table_of(ImportRun).c.id))).scalar() or 0
    told = ".".join(f"{state[:3]}{count}" for state, count in notices)
    return f"{last}-{imported}-{told}-{calls[0]}-{calls[1] or 0}-{seen}"


def board(session: Session, branch_id: int, number: str, now: datetime) -> Row:
    """The whole board of one branch."""
    connection = session.connection()
    branch, imports = all_of(connection)[branch_id], latest_imports(connection, branch_id)
    return {
        "number": number,
        "at": now.isoformat(),
        "branch": {"id": branch.id, "name": branch.name},
        "alarms": alarms(connection, branch, imports, now),
        "holds": _holds(connection, branch, now),
        "walks": walk_lines(connection, branch, now),
        "missing": _missing(connection, branch_id),
        "trouble": open_lines(session, branch_id),
        "notices": notice_counts(connection, branch_id),
        "waiting": waiting_notices(connection, branch_id),
        "calls": calls_to_make(connection, branch_id),
        "imports": imports,
        "to_key": open_counts(connection, branch_id),
        "devices": _devices(connection, branch_id),
    }


def _holds(connection: Connection, branch: BranchFacts, now: datetime) -> dict[str, int]:
    """Open holds by status, and those closed today."""
    hold = table_of(Hold)
    midnight = _midnight(branch, now)
    rows = connection.execute(
        select(hold.c.status, func.count())
        .where((hold.c.pickup_branch_id == branch.id) | (hold.c.picking_branch_id == branch.id))
        .where(hold.c.status.in_(OPEN_STATUSES) | (hold.c.fact_at >= midnight))
        .group_by(hold.c.status)
    )
    none = dict.fromkeys((*OPEN_STATUSES, *CLOSED_STATUSES), 0)
    return none | dict(rows.all())


def _midnight(branch: BranchFacts, now: datetime) -> datetime:
    """When the branch's day began."""
    return datetime.combine(branch.calendar.local_day(now), time(), ZoneInfo(branch.time_zone))


def walk_lines(connection: Connection, branch: BranchFacts, now: datetime) -> list[Row]:
    """The walks of today and those still under way, each with how far it is."""
    walk, pick, staff = table_of(Walk), table_of(Pick), table_of(Staff)

    def counted(*statuses: str) -> Any:
        return func.coalesce(func.sum(case((pick.c.status.in_(statuses), 1), else_=0)), 0)

    rows = connection.execute(
        select(
            walk,
            staff.c.name.label("claimer"),
            func.count(pick.c.id).label("total"),
            counted("found").label("found"),
            counted("not_found", "unusable").label("missing"),
            counted("returned", "withdrawn").label("put_off"),
            func.coalesce(func.sum(case((pick.c.late, 1), else_=0)), 0).label("late"),
        )
        .join_from(walk, staff, walk.c.claimed_by == staff.c.id, isouter=True)
        .join(pick, pick.c.walk_id == walk.c.id, isouter=True)
        .where(walk.c.branch_id == branch.id)
        .where(walk.c.status.in_(UNDER_WAY) | (walk.c.day == branch.calendar.local_day(now)))
        .group_by(walk.c.id, staff.c.name)
        .order_by(walk.c.id)
    ).mappings()
    return [_walk_line(dict(row)) for row in rows]


def _walk_line(row: Row) -> Row:
    claimer = None
    # A name shows only while somebody walks: this is a board of work, not of people.
    if row["claimed_by"] is not None and row["status"] in UNDER_WAY:
        claimer = {"id": row["claimed_by"], "name": row["claimer"]}
    return {
        "id": row["id"],
        "name": row["name"],
        "status": row["status"],
        "claimed_by": claimer,
        "done": row["found"] + row["missing"] + row["put_off"],
        "found": row["found"],
        "missing": row["missing"],
        "total": row["total"],
        "minutes": row["minutes"],
        "late": row["late"],
        "moved_at": row["moved_at"].isoformat() if row["moved_at"] else None,
        "finished_at": row["finished_at"].isoformat() if row["finished_at"] else None,
    }


def _missing(connection: Connection, branch_id: int) -> list[Row]:
    """Holds that are being looked for, with the copy that was looked for last."""
    hold, title, pick = table_of(Hold), table_of(Title), table_of(Pick)
    item, location = table_of(Item), table_of(Location)
    last_pick = (
        select(pick.c.item_id)
        .where(pick.c.hold_id == hold.c.id)
        .order_by(pick.c.decided_at.desc())
        .limit(1)
        .scalar_subquery()
    )
    rows = connection.execute(
        select(
            hold.c.id,
            hold.c.looks,
            hold.c.search_until,
            title.c.title,
            item.c.call_number,
            location.c.name.label("location"),
        )
        .join_from(hold, title, hold.c.title_id == title.c.id, isouter=True)
        .join(item, item.c.id == last_pick, isouter=True)
        .join(location, item.c.location_id == location.c.id, isouter=True)
        .where(hold.c.status == "searching")
        .where((hold.c.pickup_branch_id == branch_id) | (item.c.branch_id == branch_id))
        .order_by(hold.c.search_until, hold.c.id)
        .limit(100)
    )
    return [
        {
            "hold": row.id,
            "title": row.title or "",
            "call_number": row.call_number or "",
            "location": row.location or "",
            "looks": row.looks,
            "until": row.search_until.isoformat() if row.search_until else None,
        }
        for row in rows
    ]


def _devices(connection: Connection, branch_id: int) -> list[Row]:
    device = table_of(Device)
    rows = connection.execute(
        select(device.c.id, device.c.name, device.c.seen_at)
        .where(device.c.branch_id == branch_id, device.c.revoked_at.is_(None))
        .order_by(device.c.seen_at.desc())
        .limit(50)
    )
    return [
        {
            "id": row.id,
            "name": row.name,
            "seen_at": row.seen_at.isoformat() if row.seen_at else None,
        }
        for row in rows
    ]
