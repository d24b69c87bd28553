"""Load all the rows that one batch names: one SELECT per table, locked in one order."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, or_, select

from rayon.catalogue import branches
from rayon.catalogue.models import Item
from rayon.database import table_of
from rayon.holds.action import Row, State
from rayon.holds.models import Hold
from rayon.picking.models import Pick
from rayon.staff.models import Staff
from rayon.sync.models import ActionRow
from rayon.sync.tables import TABLES

Needs = dict[str, set[Any]]


def merge(many: Iterable[Needs]) -> Needs:
    """The needs of a whole batch."""
    merged: defaultdict[str, set[Any]] = defaultdict(set)
    for needs in many:
        for kind, ids in needs.items():
            merged[kind] |= ids
    return merged


def load(connection: Connection, needs: Needs) -> State:
    """Every row that the handlers of this batch may look at."""
    needs = defaultdict(set, needs)
    actions = _load_actions(connection, needs)
    picks = _load_picks(connection, needs)
    needs["walk"] |= needs["whole_walk"] | {pick["walk_id"] for pick in picks.values()}
    walks = _load_by_id(connection, "walk", needs["walk"])
    holds = _load_holds(connection, needs, picks)
    items = _load_items(connection, needs, picks, holds)
    return State(
        {
            "action": actions,
            "walk": walks,
            "hold": holds,
            "pick": picks,
            "item": items,
            "trouble": _load_by_id(connection, "trouble", needs["trouble"]),
            "staff": _load_staff(connection, walks),
            "calendar": {
                branch_id: {"calendar": branch.calendar}
                for branch_id, branch in branches.all_of(connection).items()
            },
        }
    )


def _load_actions(connection: Connection, needs: Needs) -> dict[str, Row]:
    """Actions to take back, one or two undos deep; what they were about is needed too."""
    table = table_of(ActionRow)
    found: dict[str, Row] = {}
    wanted = set(needs["action"])
    for _depth in range(3):
        wanted -= found.keys()
        if not wanted:
            break
        rows = connection.execute(select(table).where(table.c.id.in_(wanted))).mappings()
        fresh = {row["id"]: dict(row) for row in rows}
        found |= fresh
        wanted = {row["subject"] for row in fresh.values() if row["name"] == "undo"}
    for row in found.values():
        if row["name"] != "undo":
            needs["pick"].add(row["subject"])
            if barcode := row["payload"].get("barcode"):
                needs["barcode"].add(barcode)
    return found


def _load_picks(connection: Connection, needs: Needs) -> dict[Any, Row]:
    """Picks by id, of whole walks, and every other pick of the same holds."""
    pick = table_of(Pick).c
    named: list[ColumnElement[bool]] = []
    if needs["pick"]:
        same_holds = select(pick.hold_id).where(pick.id.in_(needs["pick"]))
        named += [pick.id.in_(needs["pick"]), pick.hold_id.in_(same_holds)]
    if needs["whole_walk"]:
        named.append(pick.walk_id.in_(needs["whole_walk"]))
    if needs["hold"]:
        named.append(pick.hold_id.in_(needs["hold"]))
    return _select(connection, TABLES["pick"], named)


def _load_holds(connection: Connection, needs: Needs, picks: dict[Any, Row]) -> dict[Any, Row]:
    """Holds by id and of picks; those a copy serves; those that look for a copy just seen."""
    hold, item = table_of(Hold).c, table_of(Item).c
    ids = needs["hold"] | {pick["hold_id"] for pick in picks.values()}
    named: list[ColumnElement[bool]] = [hold.id.in_(ids)] if ids else []
    barcodes = needs["barcode"] | needs["seen"]
    if barcodes:
        named.append(
            hold.id.in_(
                select(item.hold_id).where(item.barcode.in_(barcodes), item.hold_id.is_not(None))
            )
        )
    if needs["seen"]:
        titles = select(item.title_id).where(item.barcode.in_(needs["seen"]))
        copies = select(item.id).where(item.barcode.in_(needs["seen"]))
        waiting = hold.status.in_(("searching", "unfilled"))
        named.append(waiting & (hold.title_id.in_(titles) | hold.item_id.in_(copies)))
    return _select(connection, TABLES["hold"], named)


def _load_items(
    connection: Connection, needs: Needs, picks: dict[Any, Row], holds: dict[Any, Row]
) -> dict[Any, Row]:
    item = table_of(Item).c
    ids = {pick["item_id"] for pick in picks.values() if pick["item_id"] is not None}
    named: list[ColumnElement[bool]] = [item.id.in_(ids)] if ids else []
    barcodes = needs["barcode"] | needs["seen"]
    if barcodes:
        named.append(item.barcode.in_(barcodes))
    if holds:
        named.append(item.hold_id.in_(holds.keys()))
    return _select(connection, TABLES["item"], named)


def _load_staff(connection: Connection, walks: dict[Any, Row]) -> dict[Any, Row]:
    """The names of those who hold these walks: the other picker is told by whom."""
    holders = {walk["claimed_by"] for walk in walks.values()} - {None}
    if not holders:
        return {}
    table = table_of(Staff).c
    rows = connection.execute(select(table.id, table.name).where(table.id.in_(holders)))
    return {row.id: {"id": row.id, "name": row.name} for row in rows}


def _load_by_id(connection: Connection, name: str, ids: set[Any]) -> dict[Any, Row]:
    table = TABLES[name]
    return _select(connection, table, [table.c.id.in_(ids)] if ids else [])


def _select(
    connection: Connection, table: Table, named: list[ColumnElement[bool]]
) -> dict[Any, Row]:
    if not named:
        return {}
    # The order of locking is the order of ids in every batch: no two batches wait in a ring.
    query = select(table).where(or_(*named)).order_by(table.c.id).with_for_update()
    return {row["id"]: dict(row) for row in connection.execute(query).mappings()}
