"""What a phone has not seen yet, by a cursor that cannot skip anything."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, bindparam, func, or_, select
from sqlalchemy.orm import Session

from rayon import clock
from rayon.catalogue.branches import all_of
from rayon.catalogue.views import branch_view
from rayon.database import table_of
from rayon.holds.models import Hold
from rayon.picking.models import Pick, Walk
from rayon.picking.views import pick_states, pick_views, state_columns, walk_views
from rayon.picking.waiting import UNDER_WAY
from rayon.prepared import Prepared
from rayon.shelves.views import floor_file
from rayon.sync.installation import HOME
from rayon.sync.models import Change

Row = dict[str, Any]
#: Change numbers read at once; a phone that is further behind asks again (``more``).
PAGE = 400
#: How long a phone shows a walk after its end; the phone forgets it by the same figure.
FINISHED_FOR = timedelta(hours=24)
#: What a phone says with each sync that it understands beside whole rows; phones of before say
#: nothing, and are sent whole rows.
HEADER, STATES = "X-Rayon-Reads", "pick_state"
#: Kinds of changes that are news of a pick, and those of them that leave the rest of it as it was.
OF_PICKS, OF_HOLDS = ("pick", "pick_state"), ("hold", "hold_state")
IN_STATE = ("pick_state", "hold_state")


@dataclass(frozen=True)
class Reader:
    """The phone that asks. ``reads_states``: of a pick it knows it is told what changed."""

    device_id: str
    branch_id: int
    reads_states: bool = False


@dataclass(frozen=True)
class News:
    """The changes for one phone, and where it stands after taking them."""

    epoch: str
    reset: bool
    changes: list[Row]
    cursor: int
    more: bool


def news_for(connection: Connection, reader: Reader, epoch: str | None, cursor: int) -> News:
    """Everything new since ``cursor``; all of it when the phone starts or the epoch changed."""
    (home,) = HOME.rows(connection)
    if epoch != home["epoch"] or cursor <= 0 or cursor > home["last_change"]:
        branch, floor = (change(connection, reader) for change in (_branch_change, _floor_change))
        changes = _everything(connection, reader)
        return News(home["epoch"], True, [branch, floor, *changes], home["last_change"], False)
    page = {"branch": reader.branch_id, "cursor": cursor, "page": PAGE}
    kinds = {row["kind"]: row for row in KINDS.rows(connection, **page)}
    changes = _changed(connection, reader, kinds, page)
    # A first slot, or the last one gone, changes when patrons are told: phones say so.
    if "branch" in kinds or "slot" in kinds:
        changes.append(_branch_change(connection, reader))
    if "floor" in kinds:
        changes.append(_floor_change(connection, reader))
    last = max((row["last"] for row in kinds.values()), default=cursor)
    is_full = sum(row["many"] for row in kinds.values()) == PAGE
    return News(home["epoch"], False, changes, last, is_full)


def _branch_change(connection: Connection, reader: Reader) -> Row:
    with Session(connection) as session:
        data = branch_view(session, reader.branch_id)
    return {"kind": "branch", "id": reader.branch_id, "data": data}


def _floor_change(connection: Connection, reader: Reader) -> Row:
    """Only the name of the file: it is too large to travel with every answer."""
    day = all_of(connection)[reader.branch_id].calendar.local_day(clock.now())
    name, _body = floor_file(connection, reader.branch_id, day)
    return {"kind": "floor", "id": reader.branch_id, "data": {"file": name}}


def _everything(connection: Connection, reader: Reader) -> list[Row]:
    """The walks that go on, and those this phone brought to their end today."""
    shown = SHOWN.rows(connection, branch=reader.branch_id, **_seen_by(reader))
    walks, mine = _walks(connection, reader, {row["id"] for row in shown})
    return [*walks, *_whole(connection, mine)]


def _changed(connection: Connection, reader: Reader, kinds: dict[str, Row], page: Row) -> list[Row]:
    """Walks that changed with all their picks; of other walks only the picks that changed."""
    walks, whole = list[Row](), set[str]()
    if "walk" in kinds:
        named = {row["subject_id"] for row in WALKS_CHANGED.rows(connection, **page)}
        walks, whole = _walks(connection, reader, named)
    changed = []
    for of_these, question in ((OF_PICKS, PICKS_CHANGED), (OF_HOLDS, PICKS_OF_HOLDS_CHANGED)):
        if not kinds.keys().isdisjoint(of_these):
            changed += question.rows(connection, **page, **_seen_by(reader))
    whole |= {
        pick["id"] for pick in changed if pick["kind"] not in IN_STATE or not reader.reads_states
    }
    states = {pick["id"]: pick for pick in changed if pick["id"] not in whole}
    return [*walks, *_whole(connection, whole), *_states(connection, list(states.values()))]


def _walks(
    connection: Connection, reader: Reader, named: Iterable[str]
) -> tuple[list[Row], set[str]]:
    """Walks as changes, and the ids of all picks of those that this phone may see."""
    views = walk_views(connection, named) if named else []
    mine = [view["id"] for view in views if view["claimed_on"] in (None, reader.device_id)]
    picks = PICKS_OF_WALKS.rows(connection, named=mine) if mine else []
    changes = [{"kind": "walk", "id": view["id"], "data": view} for view in views]
    return changes, {pick["id"] for pick in picks}


def _whole(connection: Connection, picks: set[str]) -> list[Row]:
    views = sorted(pick_views(connection, picks), key=lambda view: view["position"])
    return [{"kind": "pick", "id": view["id"], "data": view} for view in views]


def _states(connection: Connection, picks: list[Row]) -> list[Row]:
    views = pick_states(connection, picks)
    return [{"kind": STATES, "id": view["id"], "data": view} for view in views]


def _seen_by(reader: Reader) -> Row:
    return {"device": reader.device_id, "since": clock.now() - FINISHED_FOR}


CHANGE, PICK, WALK, HOLD = map(table_of, (Change, Pick, Walk, Hold))
PAGE_READ = (
    select(CHANGE.c.kind, CHANGE.c.subject_id, CHANGE.c.number)
    .where(CHANGE.c.branch_id == bindparam("branch"), CHANGE.c.number > bindparam("cursor"))
    .order_by(CHANGE.c.number)
    .limit(bindparam("page"))
    .cte("page_read")
)
#: How many of each kind, and the newest: a busy branch has hundreds that are for other phones.
KINDS = Prepared(
    lambda _among: select(
        PAGE_READ.c.kind,
        func.count().label("many"),
        func.max(PAGE_READ.c.number).label("last"),
    ).group_by(PAGE_READ.c.kind)
)


def _subjects(kind: str) -> Select[Any]:
    return select(PAGE_READ.c.subject_id).where(PAGE_READ.c.kind == kind)


WALKS_CHANGED = Prepared(lambda _among: _subjects("walk"))
JUST_DONE = WALK.c.finished_at >= bindparam("since")
NOT_OTHERS = (WALK.c.claimed_on == bindparam("device")) | WALK.c.claimed_on.is_(None)
#: Walks that go on, and of those that ended within a day this phone's and nobody's.
IS_SHOWN = or_(*(WALK.c.status == status for status in UNDER_WAY), JUST_DONE & NOT_OTHERS)
SHOWN = Prepared(
    lambda _among: select(WALK.c.id).where(WALK.c.branch_id == bindparam("branch"), IS_SHOWN)
)
PICKS_OF_WALKS = Prepared(lambda among: select(PICK.c.id).where(among(PICK.c.walk_id, "named")))


def _picks(column: ColumnElement[str], kinds: Iterable[str]) -> Select[Any]:
    """Picks on walks of this phone and of nobody, by a change of one of these kinds."""
    return (
        select(PAGE_READ.c.kind, *state_columns(PICK, HOLD))
        .join_from(PAGE_READ, PICK, column == PAGE_READ.c.subject_id)
        .join(WALK, PICK.c.walk_id == WALK.c.id)
        .join(HOLD, PICK.c.hold_id == HOLD.c.id)
        .where(or_(*(PAGE_READ.c.kind == kind for kind in kinds)), NOT_OTHERS)
    )


PICKS_CHANGED = Prepared(lambda _among: _picks(PICK.c.id, OF_PICKS))
#: A pick shows its hold: a hold that changed is news wherever its picks are on a screen.
PICKS_OF_HOLDS_CHANGED = Prepared(lambda _among: _picks(PICK.c.hold_id, OF_HOLDS).where(IS_SHOWN))
