"""What goes wrong while nobody looks: each alarm with since when, and what it is about."""

from collections.abc import Callable, Iterator
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import (
    BindParameter,
    Connection,
    and_,
    bindparam,
    exists,
    func,
    select,
)

from rayon.catalogue.branches import BranchFacts
from rayon.database import table_of
from rayon.delivery.models import Delivery, Parcel
from rayon.holds.lifecycle import OPEN_STATUSES
from rayon.holds.models import Hold
from rayon.notices.models import Message, Notice
from rayon.picking.models import Pick, Walk
from rayon.picking.waiting import UNDER_WAY
from rayon.picking.walk_names import as_read
from rayon.prepared import Prepared, is_one_of
from rayon.staff.models import Device
from rayon.sync.installation import HOME

Row = dict[str, Any]
Imports = dict[str, Row | None]

#: A walk on which nothing was recorded for so long; a phone in a cellar sends nothing either.
STALLED_AFTER = timedelta(minutes=30)
#: A phone with a walk on it that the server has not heard of.
SILENT_AFTER = timedelta(hours=1)
#: A mail that the mail server has not taken, and notices that nobody has seen to.
STUCK_AFTER = timedelta(minutes=15)
#: The files of the morning are in by then, or somebody looks.
FILES_BY = time(9, 30)
#: How long before the first delivery everything should be in its parcel.
PACKED_BEFORE = timedelta(hours=1)
#: How long before patrons are told their walks should be done.
TOLD_SOON = timedelta(minutes=30)
UNDECIDED = ("open", "later")
#: A hold of a delivery that is in the house, or on its way there.
TO_PACK = ("on_walk", "searching", "found", "in_transit", "on_hold_shelf", "in_parcel")
SOUGHT = ("open", "on_walk", "searching")

WALK, DEVICE, NOTICE, PICK = map(table_of, (Walk, Device, Notice, Pick))
HOLD, MESSAGE, DELIVERY, PARCEL = map(table_of, (Hold, Message, Delivery, Parcel))
BRANCH: BindParameter[int] = bindparam("branch")


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
    (found,) = GONE.rows(connection, branch=branch.id)
    if found["many"]:
        yield _alarm("announced_and_gone", found["since"], count=found["many"])


def _parcels_not_ready(connection: Connection, branch: BranchFacts, now: datetime) -> Iterator[Row]:
    """Soon the courier leaves, and something is not in a closed parcel yet."""
    zone = ZoneInfo(branch.time_zone)
    day = branch.calendar.local_day(now)
    leaves = datetime.combine(day, branch.settings.delivery_from, zone)
    if not leaves - PACKED_BEFORE <= now:
        return
    count = NOT_PACKED.scalar(connection, branch=branch.id, day=day)
    if count:
        yield _alarm("parcels_not_ready", leaves, count=count)


def _walks(connection: Connection, branch: BranchFacts, now: datetime) -> Iterator[Row]:
    """Claimed, and nothing comes from it: the phone is silent, or nobody walks."""
    for row in CLAIMED.rows(connection, branch=branch.id):
        moved, seen = row["moved_at"] or row["claimed_at"], row["seen_at"]
        if seen and seen < now - SILENT_AFTER:
            yield _alarm("silent_phone", seen, walk=as_read(row["name"]), phone=row["phone"])
        elif moved and moved < now - STALLED_AFTER:
            yield _alarm("stalled_walk", moved, walk=as_read(row["name"]))


def _phones(connection: Connection, branch: BranchFacts, now: datetime) -> Iterator[Row]:
    """No walk is on it, but what it recorded; when it was last heard of it had not sent all."""
    for row in HOLDING_BACK.rows(connection, branch=branch.id, before=now - SILENT_AFTER):
        yield _alarm("silent_phone", row["seen_at"], phone=row["name"], unsent=row["unsent"])


def _cut_off_near(connection: Connection, branch: BranchFacts, now: datetime) -> Iterator[Row]:
    """Soon patrons are told what is decided, and documents of today are not looked for yet."""
    day = branch.calendar.local_day(now)
    tells = datetime.combine(day, branch.settings.notify_by, ZoneInfo(branch.time_zone))
    if not tells - TOLD_SOON <= now < tells:
        return
    count = TO_PICK.scalar(connection, branch=branch.id, day=day)
    if count:
        yield _alarm("cut_off_near", tells, count=count)


def _notices(connection: Connection, _branch: BranchFacts, now: datetime) -> Iterator[Row]:
    """Nobody sees to them: the worker does not run, or fails each time."""
    last = HOME.rows(connection)[0]["notices_at"]
    if last and last < now - STUCK_AFTER:
        yield _alarm("notices_stopped", last)


def _mail(connection: Connection, branch: BranchFacts, now: datetime) -> Iterator[Row]:
    """Mails that the mail server does not take."""
    (found,) = STUCK.rows(connection, branch=branch.id, before=now - STUCK_AFTER)
    if found["many"]:
        yield _alarm("mail_stuck", found["since"], count=found["many"])


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


WAS_TOLD = and_(
    NOTICE.c.subject_kind == "hold",
    NOTICE.c.subject_id == HOLD.c.id,
    NOTICE.c.kind == "ready",
    is_one_of(NOTICE.c.state, ("told", "ambiguous")),
)
GONE = Prepared(
    lambda _among: (
        select(func.count().label("many"), func.min(HOLD.c.fact_at).label("since"))
        # Open ones first: a branch has few of them, and closed ones without end.
        .where(HOLD.c.pickup_branch_id == BRANCH, is_one_of(HOLD.c.status, OPEN_STATUSES))
        .where(is_one_of(HOLD.c.status, SOUGHT) | HOLD.c.disputed)
        .where(exists().where(WAS_TOLD))
    )
)
_OF_DELIVERY = PARCEL.c.delivery_id == DELIVERY.c.id
IS_PACKED = exists().where(_OF_DELIVERY, PARCEL.c.status != "open")
IS_OPEN = exists().where(_OF_DELIVERY, PARCEL.c.status == "open")
WAITS = exists().where(HOLD.c.delivery_id == DELIVERY.c.id, is_one_of(HOLD.c.status, TO_PACK))
NOT_PACKED = Prepared(
    lambda _among: (
        select(func.count())
        .select_from(DELIVERY)
        .where(DELIVERY.c.branch_id == BRANCH, DELIVERY.c.day == bindparam("day"))
        .where(DELIVERY.c.cancelled_at.is_(None), IS_OPEN | (WAITS & ~IS_PACKED))
    )
)
CLAIMED = Prepared(
    lambda _among: (
        select(WALK.c.name, WALK.c.moved_at, WALK.c.claimed_at)
        .add_columns(DEVICE.c.name.label("phone"), DEVICE.c.seen_at)
        .join_from(WALK, DEVICE, WALK.c.claimed_on == DEVICE.c.id, isouter=True)
        .where(WALK.c.branch_id == BRANCH, WALK.c.status == "claimed")
        .order_by(WALK.c.id)
    )
)
HAS_WALK = exists().where(WALK.c.claimed_on == DEVICE.c.id, WALK.c.status == "claimed")
HOLDING_BACK = Prepared(
    lambda _among: (
        select(DEVICE.c.name, DEVICE.c.seen_at, DEVICE.c.unsent)
        .where(DEVICE.c.branch_id == BRANCH, DEVICE.c.unsent > 0, DEVICE.c.revoked_at.is_(None))
        .where(DEVICE.c.seen_at < bindparam("before"), ~HAS_WALK)
        .order_by(DEVICE.c.seen_at, DEVICE.c.id)
    )
)
TO_PICK = Prepared(
    lambda _among: (
        select(func.count())
        .select_from(PICK)
        .join(WALK, WALK.c.id == PICK.c.walk_id)
        .where(WALK.c.branch_id == BRANCH, WALK.c.day == bindparam("day"))
        .where(is_one_of(WALK.c.status, UNDER_WAY), is_one_of(PICK.c.status, UNDECIDED))
    )
)
STUCK = Prepared(
    lambda _among: (
        select(func.count().label("many"), func.min(MESSAGE.c.first_try_at).label("since"))
        .where(MESSAGE.c.branch_id == BRANCH, MESSAGE.c.state == "retry")
        .where(MESSAGE.c.first_try_at < bindparam("before"))
    )
)

Sound = Callable[[Connection, BranchFacts, datetime], Iterator[Row]]
SOUNDS: tuple[Sound, ...] = (
    _announced_and_gone,
    _parcels_not_ready,
    _cut_off_near,
    _walks,
    _phones,
    _notices,
    _mail,
)
