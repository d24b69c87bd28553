"""What goes wrong while nobody looks: each alarm with since when, and what it is about."""

from collections.abc import Callable, Iterator
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, and_, exists, func, select

from rayon.catalogue.branches import BranchFacts
from rayon.database import table_of
from rayon.delivery.models import Delivery, Parcel
from rayon.holds.models import Hold
from rayon.notices.models import Message, Notice
from rayon.picking.models import Walk
from rayon.staff.models import Device

Row = dict[str, Any]
Imports = dict[str, Row | None]

#: A walk on which nothing was recorded for so long; a phone in a cellar sends nothing either.
STALLED_AFTER = timedelta(minutes=30)
#: A phone with a walk on it that the server has not heard of.
SILENT_AFTER = timedelta(hours=1)
#: A mail that the mail server has not taken.
STUCK_AFTER = timedelta(minutes=15)
#: The files of the morning are in by then, or somebody looks.
FILES_BY = time(9, 30)
#: How long before the first delivery everything should be in its parcel.
PACKED_BEFORE = timedelta(hours=1)
#: A hold of a delivery that is in the house, or on its way there.
TO_PACK = ("on_walk", "searching", "found", "in_transit", "on_hold_shelf", "in_parcel")
SOUGHT = ("open", "on_walk", "searching")

WALK, DEVICE, NOTICE = table_of(Walk), table_of(Device), table_of(Notice)
HOLD, MESSAGE, DELIVERY, PARCEL = map(table_of, (Hold, Message, Delivery, Parcel))


def alarms(
    connection: Connection, branch: BranchFacts, imports: Imports, now: datetime
) -> list[Row]:
    """What a supervisor should hear of, the most urgent kind first: {kind, since, facts}.

    ``since`` is an instant, or None where it is not known; ``imports``: see ``latest_imports``.
    """
    heard = [alarm for sound in SOUNDS for alarm in sound(connection, branch, now)]
    return [*heard, *_files(imports["holds"], branch, now)]


def _announced_and_gone(
    connection: Connection, branch: BranchFacts, _now: datetime
) -> Iterator[Row]:
    """Patrons were told that it waits for them, and it is looked for again."""
    was_told = and_(
        NOTICE.c.subject_kind == "hold",
        NOTICE.c.subject_id == HOLD.c.id,
        NOTICE.c.kind == "ready",
        NOTICE.c.state.in_(("told", "ambiguous")),
    )
    count, since = connection.execute(
        select(func.count(), func.min(HOLD.c.fact_at))
        .where(HOLD.c.pickup_branch_id == branch.id)
        .where(HOLD.c.status.in_(SOUGHT) | HOLD.c.disputed)
        .where(exists().where(was_told))
    ).one()
    if count:
        yield _alarm("announced_and_gone", since, count=count)


def _parcels_not_ready(connection: Connection, branch: BranchFacts, now: datetime) -> Iterator[Row]:
    """Soon the courier leaves, and something is not in a closed parcel yet."""
    zone = ZoneInfo(branch.time_zone)
    day = branch.calendar.local_day(now)
    leaves = datetime.combine(day, branch.settings.delivery_from, zone)
    if not leaves - PACKED_BEFORE <= now:
        return
    is_packed = exists().where(PARCEL.c.delivery_id == DELIVERY.c.id, PARCEL.c.status != "open")
    is_open = exists().where(PARCEL.c.delivery_id == DELIVERY.c.id, PARCEL.c.status == "open")
    waits = exists().where(HOLD.c.delivery_id == DELIVERY.c.id, HOLD.c.status.in_(TO_PACK))
    count = connection.execute(
        select(func.count())
        .select_from(DELIVERY)
        .where(DELIVERY.c.branch_id == branch.id, DELIVERY.c.day == day)
        .where(DELIVERY.c.cancelled_at.is_(None))
        .where(is_open | (waits & ~is_packed))
    ).scalar_one()
    if count:
        yield _alarm("parcels_not_ready", leaves, count=count)


def _walks(connection: Connection, branch: BranchFacts, now: datetime) -> Iterator[Row]:
    """Claimed, and nothing comes from it: the phone is silent, or nobody walks."""
    rows = connection.execute(
        select(WALK.c.name, WALK.c.moved_at, WALK.c.claimed_at, DEVICE.c.name.label("phone"))
        .add_columns(DEVICE.c.seen_at)
        .join_from(WALK, DEVICE, WALK.c.claimed_on == DEVICE.c.id, isouter=True)
        .where(WALK.c.branch_id == branch.id, WALK.c.status == "claimed")
        .order_by(WALK.c.id)
    )
    for row in rows:
        moved = row.moved_at or row.claimed_at
        if row.seen_at and row.seen_at < now - SILENT_AFTER:
            yield _alarm("silent_phone", row.seen_at, walk=row.name, phone=row.phone)
        elif moved and moved < now - STALLED_AFTER:
            yield _alarm("stalled_walk", moved, walk=row.name)


def _mail(connection: Connection, branch: BranchFacts, now: datetime) -> Iterator[Row]:
    """Mails that the mail server does not take."""
    count, since = connection.execute(
        select(func.count(), func.min(MESSAGE.c.first_try_at))
        .where(MESSAGE.c.branch_id == branch.id, MESSAGE.c.state == "retry")
        .where(MESSAGE.c.first_try_at < now - STUCK_AFTER)
    ).one()
    if count:
        yield _alarm("mail_stuck", since, count=count)


def _files(newest: Row | None, branch: BranchFacts, now: datetime) -> Iterator[Row]:
    """Holds came in as a file before, and not today."""
    zone = ZoneInfo(branch.time_zone)
    day = branch.calendar.local_day(now)
    is_late = now >= datetime.combine(day, FILES_BY, zone)
    if newest is None or not is_late or not branch.calendar.hours_of(day):
        return
    at = datetime.fromisoformat(newest["at"])
    if branch.calendar.local_day(at) < day:
        yield _alarm("no_holds_today", at)


def _alarm(kind: str, since: datetime | None, **facts: Any) -> Row:
    return {"kind": kind, "since": since.isoformat() if since else None, "facts": facts}


Sound = Callable[[Connection, BranchFacts, datetime], Iterator[Row]]
SOUNDS: tuple[Sound, ...] = (_announced_and_gone, _parcels_not_ready, _walks, _mail)
