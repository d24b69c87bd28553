"""What a phone has not seen yet, by a cursor that cannot skip anything."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, select
from sqlalchemy.orm import Session

from rayon import clock
from rayon.catalogue.branches import all_of
from rayon.catalogue.views import branch_view
from rayon.database import table_of
from rayon.picking.models import Pick, Walk
from rayon.picking.views import pick_views, walk_views
from rayon.picking.waiting import UNDER_WAY
from rayon.shelves.views import floor_file
from rayon.sync.models import Change, Installation

Row = dict[str, Any]
#: Change numbers read at once; a phone that is further behind asks again (``more``).
PAGE = 400
#: How long a phone shows a walk after its end; the phone forgets it by the same figure.
FINISHED_FOR = timedelta(hours=24)


@dataclass(frozen=True)
class News:
    """The changes for one phone, and where it stands after taking them."""

    epoch: str
    reset: bool
    changes: list[Row]
    cursor: int
    more: bool


def news_for(
    session: Session, device_id: str, branch_id: int, epoch: str | None, cursor: int
) -> News:
    """Everything new since ``cursor``; all of it when the phone starts or the epoch changed."""
    connection = session.connection()
    home = connection.execute(select(table_of(Installation))).one()
    if epoch != home.epoch or cursor <= 0 or cursor > home.last_change:
        changes = _everything(connection, device_id, branch_id)
        branch = {"kind": "branch", "id": branch_id, "data": branch_view(session, branch_id)}
        floor = _floor_change(connection, branch_id)
        return News(home.epoch, True, [branch, floor, *changes], home.last_change, False)
    numbers, last, more = _since(connection, branch_id, cursor)
    changes = _collect(connection, device_id, numbers)
    if numbers["floor"]:
        changes.append(_floor_change(connection, branch_id))
    return News(home.epoch, False, changes, last, more)


def _floor_change(connection: Connection, branch_id: int) -> Row:
    """Only the name of the file: it is too large to travel with every answer."""
    day = all_of(connection)[branch_id].calendar.local_day(clock.now())
    name, _body = floor_file(connection, branch_id, day)
    return {"kind": "floor", "id": branch_id, "data": {"file": name}}


def _everything(connection: Connection, device_id: str, branch_id: int) -> list[Row]:
    """The walks that go on, and those this phone brought to their end today."""
    walk = table_of(Walk)
    ids = connection.execute(
        select(walk.c.id).where(walk.c.branch_id == branch_id, _is_shown(device_id))
    ).scalars()
    return _collect(connection, device_id, {"walk": set(ids), "pick": set(), "hold": set()})


def _since(
    connection: Connection, branch_id: int, cursor: int
) -> tuple[dict[str, set[str]], int, bool]:
    table = table_of(Change)
    rows = connection.execute(
        select(table.c.kind, table.c.subject_id, table.c.number)
        .where(table.c.branch_id == branch_id, table.c.number > cursor)
        .order_by(table.c.number)
        .limit(PAGE)
    ).all()
    found: dict[str, set[str]] = {"walk": set(), "pick": set(), "hold": set(), "floor": set()}
    for row in rows:
        if row.kind in found:
            found[row.kind].add(row.subject_id)
    last = rows[-1].number if rows else cursor
    return found, last, len(rows) == PAGE


def _collect(connection: Connection, device_id: str, found: dict[str, set[str]]) -> list[Row]:
    """Walks that changed with all their picks; of other walks only the picks that changed."""
    walks = walk_views(connection, found["walk"])
    mine = {walk["id"] for walk in walks if _is_for(walk["claimed_on"], device_id)}
    picks = _picks_for(connection, device_id, mine, found)
    changes = [{"kind": "walk", "id": walk["id"], "data": walk} for walk in walks]
    views = sorted(pick_views(connection, picks), key=lambda view: view["position"])
    changes += [{"kind": "pick", "id": view["id"], "data": view} for view in views]
    return changes


def _picks_for(
    connection: Connection, device_id: str, walks: set[str], found: dict[str, set[str]]
) -> set[str]:
    pick, walk = table_of(Pick), table_of(Walk)
    # A pick shows its hold: a hold that changed is news wherever its picks are on a screen.
    of_holds = pick.c.hold_id.in_(found["hold"]) & _is_shown(device_id)
    rows = connection.execute(
        select(pick.c.id, walk.c.claimed_on)
        .join_from(pick, walk, pick.c.walk_id == walk.c.id)
        .where(pick.c.walk_id.in_(walks) | pick.c.id.in_(found["pick"]) | of_holds)
    )
    return {row.id for row in rows if _is_for(row.claimed_on, device_id)}


def _is_shown(device_id: str) -> ColumnElement[bool]:
    """Walks that go on, and of those that ended within a day this phone's and nobody's."""
    walk = table_of(Walk).c
    just_done = walk.finished_at >= clock.now() - FINISHED_FOR
    not_others = (walk.claimed_on == device_id) | walk.claimed_on.is_(None)
    return walk.status.in_(UNDER_WAY) | (just_done & not_others)


def _is_for(claimed_on: str | None, device_id: str) -> bool:
    """A walk in somebody else's hands is of no use to this phone."""
    return claimed_on in (None, device_id)
