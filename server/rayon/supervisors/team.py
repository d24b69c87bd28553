"""The team's two looks at the day: what the morning asks for, and what is open at closing."""

from collections import Counter
from datetime import datetime
from typing import Any

from apiflask import APIBlueprint
from flask import jsonify
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection, and_, func, or_, select
from sqlalchemy.orm import Session

from rayon import clock
from rayon.catalogue.branches import BranchFacts, all_of
from rayon.catalogue.models import Item
from rayon.catalogue.shelf_known import shelf_is_known
from rayon.database import reading
from rayon.hold_shelf.models import Slot
from rayon.holds.models import Hold
from rayon.ils.lists import open_counts
from rayon.notices.channels.paper_letter import letters_to_write
from rayon.picking.models import Pick, Walk
from rayon.picking.waiting import UNDER_WAY
from rayon.picking.walk_names import as_read
from rayon.staff.access import allow, person
from rayon.staff.models import AuthSession, Device, Staff
from rayon.supervisors.board import searched_here, walk_lines
from rayon.supervisors.told import calls_to_make, notice_counts
from rayon.supervisors.trouble import how_many_lines

routes = APIBlueprint("team", __name__, url_prefix="/api/team")

Row = dict[str, Any]


@routes.get("/morning")
@allow("picker", "desk", "supervisor")
def morning() -> ResponseReturnValue:
    """What came in, by when it must be done, who is here, and what yesterday left. No patrons."""
    branch, now = _branch(), clock.now()
    with reading() as session:
        connection = session.connection()
        return jsonify(
            day=branch.calendar.local_day(now).isoformat(),
            notify_by=f"{branch.settings.notify_by:%H:%M}",
            came_in=_came_in(connection, branch, now),
            here=_signed_in(connection, branch.id, now),
            walks=walk_lines(connection, branch, now),
            left_over=_left_over(session, branch, now),
        )


@routes.get("/closing")
@allow("desk", "supervisor")
def closing() -> ResponseReturnValue:
    """Everything that is open, in whose hands, and what the other system must still hear."""
    branch, now = _branch(), clock.now()
    with reading() as session:
        connection = session.connection()
        notices = notice_counts(connection, branch.id)
        return jsonify(
            day=branch.calendar.local_day(now).isoformat(),
            walks=[
                walk for walk in walk_lines(connection, branch, now) if walk["status"] in UNDER_WAY
            ],
            carts=_carts(connection, branch.id),
            here=_signed_in(connection, branch.id, now),
            notices={state: notices[state] for state in ("owed", "ambiguous", "failed")},
            to_clear=_to_clear(connection, branch, now),
            to_key=open_counts(connection, branch.id),
            left_over=_left_over(session, branch, now),
        )


def _branch() -> BranchFacts:
    with reading() as session:
        return all_of(session)[person().branch_id]


def _came_in(connection: Connection, branch: BranchFacts, now: datetime) -> Row:
    """Holds that wait to be fetched here: since the last closing, before, and by telephone."""
    since = branch.calendar.closing_of(branch.calendar.last_closed(now))
    fetched_at = func.coalesce(Hold.picking_branch_id, Hold.pickup_branch_id)
    waiting = and_(fetched_at == branch.id, Hold.status == "open")
    new = connection.execute(
        select(func.count()).where(waiting, Hold.asked_at >= since)
    ).scalar_one()
    older = connection.execute(
        select(func.count()).where(waiting, Hold.asked_at < since)
    ).scalar_one()
    by_phone = connection.execute(
        select(func.count()).where(waiting, Hold.source == "phone")
    ).scalar_one()
    return {"new": new, "older": older, "by_phone": by_phone}


def _signed_in(connection: Connection, branch_id: int, now: datetime) -> list[str]:
    """The first names of those whose shift goes on at this branch."""
    rows = connection.execute(
        select(Staff.name)
        .join(AuthSession, AuthSession.staff_id == Staff.id)
        .join(Device, Device.id == AuthSession.device_id)
        .where(Device.branch_id == branch_id, Device.revoked_at.is_(None))
        .where(AuthSession.revoked_at.is_(None), AuthSession.ends_at > now)
        .distinct()
        .order_by(Staff.name)
    )
    return [name for (name,) in rows]


def _carts(connection: Connection, branch_id: int) -> list[Row]:
    """Documents that were found and stand in a cart still: of which walk, and who walked it."""
    rows = connection.execute(
        select(Walk.name, Staff.name.label("by"), func.count(Item.id).label("documents"))
        .select_from(Item)
        .join(Hold, Hold.id == Item.hold_id)
        .join(Pick, and_(Pick.hold_id == Hold.id, Pick.status == "found"))
        .join(Walk, Walk.id == Pick.walk_id)
        .outerjoin(Staff, Staff.id == Walk.claimed_by)
        .where(Item.place_kind == "walk", Item.place_branch_id == branch_id)
        .where(Hold.status == "found")
        .group_by(Walk.id, Walk.name, Staff.name)
        .order_by(Walk.id)
    )
    return [
        {"walk": as_read(row.name), "by": row.by or "", "documents": row.documents} for row in rows
    ]


def _to_clear(connection: Connection, branch: BranchFacts, now: datetime) -> list[Row]:
    """How many documents in each slot nobody may come for any more; last, without one, the cart."""
    rows = connection.execute(
        select(Slot.name, Hold.status, Hold.ready_until)
        .select_from(Item)
        .join(Hold, Hold.id == Item.hold_id)
        .outerjoin(Slot, and_(Item.place_kind == "slot", Item.place_ref == Slot.id))
        .where(Hold.pickup_branch_id == branch.id)
        .where(
            or_(
                Hold.status.in_(("found", "on_hold_shelf")) & Hold.ready_until.is_not(None),
                Hold.status.in_(("expired", "cancelled")) & Slot.id.is_not(None),
            )
        )
        .order_by(Slot.id.is_(None), Slot.position, Slot.name)
    )
    slots = Counter(
        name or ""
        for name, status, until in rows
        if status in ("expired", "cancelled") or (until and branch.calendar.is_over(until, now))
    )
    return [{"slot": slot, "documents": documents} for slot, documents in slots.items()]


def _left_over(session: Session, branch: BranchFacts, now: datetime) -> Row:
    """What somebody has to deal with, by its name."""
    connection = session.connection()
    ours = Hold.pickup_branch_id == branch.id
    return {
        "searching": searched_here(connection, branch.id),
        "in_cart": _in_cart(connection, branch.id),
        "coming": _count(connection, ours & (Hold.status == "in_transit")),
        "to_clear": sum(line["documents"] for line in _to_clear(connection, branch, now)),
        "trouble": how_many_lines(connection, branch.id),
        "calls": calls_to_make(connection, branch.id),
        "letters": letters_to_write(session, branch.id),
        "shelf_unknown": not shelf_is_known(session, branch, now),
    }


def _in_cart(connection: Connection, branch_id: int) -> int:
    """Documents, as in the carts: of a selection each, until it stands in its slot."""
    return int(
        connection.execute(
            select(func.count(Item.id))
            .join(Hold, Hold.id == Item.hold_id)
            .where(Hold.pickup_branch_id == branch_id, Hold.status == "found")
            .where(Item.place_kind == "walk")
        ).scalar_one()
    )


def _count(connection: Connection, which: Any) -> int:
    return int(connection.execute(select(func.count()).select_from(Hold).where(which)).scalar_one())
