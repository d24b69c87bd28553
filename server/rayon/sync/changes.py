"""What a phone has not seen yet, by a cursor that cannot skip anything."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, or_, select
from sqlalchemy.orm import Session

from rayon import clock
from rayon.catalogue.branches import all_of
from rayon.catalogue.views import branch_view
from rayon.database import table_of
from rayon.picking.models import Pick, Walk
from rayon.picking.views import pick_views, walk_views
from rayon.picking.waiting import UNDER_WAY
from rayon.prepared import Prepared
from rayon.shelves.views import floor_file
from rayon.sync.installation import HOME
from rayon.sync.models import Change

Row = dict[str, Any]
#: Change numbers read at once; a phone that is further behind asks again (``more``).
PAGE = 400
#: Kinds of changes that a phone hears of.
SAID = ("walk", "pick", "hold", "floor", "branch", "slot")
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
    (home,) = HOME.rows(connection)
    if epoch != home["epoch"] or cursor <= 0 or cursor > home["last_change"]:
        changes = _everything(connection, device_id, branch_id)
        branch, floor = _branch_change(session, branch_id), _floor_change(connection, branch_id)
        return News(home["epoch"], True, [branch, floor, *changes], home["last_change"], False)
    numbers, last, more = _since(connection, branch_id, cursor)
    changes = _collect(connection, device_id, numbers)
    # A first slot, or the last one gone, changes when patrons are told: phones say so.
    if numbers["branch"] or numbers["slot"]:
        changes.append(_branch_change(session, branch_id))
    if numbers["floor"]:
        changes.append(_floor_change(connection, branch_id))
    return News(home["epoch"], False, changes, last, more)


def _branch_change(session: Session, branch_id: int) -> Row:
    return {"kind": "branch", "id": branch_id, "data": branch_view(session, branch_id)}


def _floor_change(connection: Connection, branch_id: int) -> Row:
    """Only the name of the file: it is too large to travel with every answer."""
    day = all_of(connection)[branch_id].calendar.local_day(clock.now())
    name, _body = floor_file(connection, branch_id, day)
    return {"kind": "floor", "id": branch_id, "data": {"file": name}}


def _everything(connection: Connection, device_id: str, branch_id: int) -> list[Row]:
    """The walks that go on, and those this phone brought to their end today."""
    rows = SHOWN.rows(connection, branch=branch_id, device=device_id, since=_shown_since())
    ids = {row["id"] for row in rows}
    return _collect(connection, device_id, {"walk": ids, "pick": set(), "hold": set()})


def _since(
    connection: Connection, branch_id: int, cursor: int
) -> tuple[dict[str, set[str]], int, bool]:
    rows = SINCE.rows(connection, branch=branch_id, cursor=cursor)
    found: dict[str, set[str]] = {kind: set() for kind in SAID}
    for row in rows:
        if row["kind"] in found:
            found[row["kind"]].add(row["subject_id"])
    last = rows[-1]["number"] if rows else cursor
    return found, last, len(rows) == PAGE


def _collect(connection: Connection, device_id: str, found: dict[str, set[str]]) -> list[Row]:
    """Walks that changed with all their picks; of other walks only the picks that changed."""
    walks = walk_views(connection, found["walk"]) if found["walk"] else []
    mine = {walk["id"] for walk in walks if _is_for(walk["claimed_on"], device_id)}
    picks = _picks_for(connection, device_id, mine, found)
    changes = [{"kind": "walk", "id": walk["id"], "data": walk} for walk in walks]
    views = sorted(pick_views(connection, picks), key=lambda view: view["position"])
    changes += [{"kind": "pick", "id": view["id"], "data": view} for view in views]
    return changes


def _picks_for(
    connection: Connection, device_id: str, walks: set[str], found: dict[str, set[str]]
) -> set[str]:
    asked = (
        (PICKS_OF_WALKS, walks),
        (PICKS, found["pick"]),
        # A pick shows its hold: a hold that changed is news wherever its picks are on a screen.
        (PICKS_OF_HOLDS, found["hold"]),
    )
    shown = {"device": device_id, "since": _shown_since()}
    return {
        row["id"]
        for question, named in asked
        if named
        for row in question.rows(connection, named=list(named), **shown)
    }


def _shown_since() -> datetime:
    return clock.now() - FINISHED_FOR


def _is_for(claimed_on: str | None, device_id: str) -> bool:
    """A walk in somebody else's hands is of no use to this phone."""
    return claimed_on in (None, device_id)


CHANGE, PICK, WALK = map(table_of, (Change, Pick, Walk))
SINCE = Prepared(
    lambda _among: (
        select(CHANGE.c.kind, CHANGE.c.subject_id, CHANGE.c.number)
        .where(CHANGE.c.branch_id == bindparam("branch"), CHANGE.c.number > bindparam("cursor"))
        .order_by(CHANGE.c.number)
        .limit(PAGE)
    )
)
JUST_DONE = WALK.c.finished_at >= bindparam("since")
NOT_OTHERS = (WALK.c.claimed_on == bindparam("device")) | WALK.c.claimed_on.is_(None)
#: Walks that go on, and of those that ended within a day this phone's and nobody's.
IS_SHOWN = or_(*(WALK.c.status == status for status in UNDER_WAY), JUST_DONE & NOT_OTHERS)
SHOWN = Prepared(
    lambda _among: select(WALK.c.id).where(WALK.c.branch_id == bindparam("branch"), IS_SHOWN)
)
ON_WALKS = select(PICK.c.id).join_from(PICK, WALK, PICK.c.walk_id == WALK.c.id).where(NOT_OTHERS)
PICKS = Prepared(lambda among: ON_WALKS.where(among(PICK.c.id, "named")))
PICKS_OF_WALKS = Prepared(lambda among: ON_WALKS.where(among(PICK.c.walk_id, "named")))
PICKS_OF_HOLDS = Prepared(lambda among: ON_WALKS.where(among(PICK.c.hold_id, "named"), IS_SHOWN))
