"""Load all the rows that one batch names: one SELECT per table.

Nothing is locked here: whoever judges has the only turn (see ``log.take_turn``).
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, or_, select

from rayon.catalogue import branches
from rayon.catalogue.models import Item
from rayon.database import table_of
from rayon.holds.action import Row, State
from rayon.holds.asked import patrons_for_orders, titles_for_orders
from rayon.holds.limits import limits_of
from rayon.holds.models import Hold
from rayon.picking.actions.common import ACTIVE_PICKS
from rayon.picking.models import Pick
from rayon.staff.models import Staff
from rayon.staff.rights import rights_of
from rayon.sync.floor_rows import load_floor
from rayon.sync.tables import TABLES
from rayon.sync.taken_back import load_actions

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
    actions = load_actions(connection, needs)
    trouble = _load_trouble(connection, needs)
    tasks = _load_tasks(connection, needs)
    picks = _load_picks(connection, needs)
    holds = _load_holds(connection, needs, picks)
    needs["walk"] |= needs["whole_walk"] | {pick["walk_id"] for pick in picks.values()}
    needs["walk"] |= {hold["walk_id"] for hold in holds.values()} - {None}
    walks = _load_by_id(connection, "walk", needs["walk"])
    items = _load_items(connection, needs, picks, holds)
    return State(
        {
            "action": actions,
            "walk": walks,
            "hold": holds,
            "pick": picks,
            "item": items,
            "trouble": trouble,
            "ils_task": _open_tasks(connection, holds, items) | tasks,
            "shelf_check": _load_by_id(connection, "shelf_check", needs["shelf_check"]),
            "staff": _load_staff(connection, needs, walks),
            "branch": _load_branches(connection),
            "patron": patrons_for_orders(connection, needs["patron"]),
            "title": titles_for_orders(connection, needs["title"]),
            **load_floor(connection, needs),
        }
    )


def _load_trouble(connection: Connection, needs: Needs) -> dict[Any, Row]:
    """Lines of the trouble list; the copies they are about may have to be put back."""
    lines = _load_by_id(connection, "trouble", needs["trouble"])
    for line in lines.values():
        needs["hold"] |= set(line["facts"].get("holds", ()))
        needs["barcode"] |= {line["facts"].get("barcode")} - {None, ""}
    return lines


def _load_tasks(connection: Connection, needs: Needs) -> dict[Any, Row]:
    """Lines to be keyed into the library's own system, named by an action."""
    tasks = _load_by_id(connection, "ils_task", needs["ils_task"])
    needs["hold"] |= {task["hold_id"] for task in tasks.values()} - {None}
    return tasks


def _open_tasks(
    connection: Connection, holds: dict[Any, Row], items: dict[Any, Row]
) -> dict[Any, Row]:
    """Lines about these holds and copies that a decision may take off their list."""
    task = TABLES["ils_task"]
    if not holds and not items:
        return {}
    about_them = task.c.hold_id.in_(holds.keys()) | task.c.item_id.in_(items.keys())
    is_open = task.c.done_at.is_(None) & task.c.withdrawn_at.is_(None)
    return _select(connection, task, [about_them & is_open])


def _load_picks(connection: Connection, needs: Needs) -> dict[Any, Row]:
    """Picks by id, of whole walks, and every other pick of the same holds."""
    pick = table_of(Pick).c
    named: list[ColumnElement[bool]] = []
    if needs["pick"]:
        same_holds = select(pick.hold_id).where(pick.id.in_(needs["pick"]))
        named.append(pick.hold_id.in_(same_holds))
    if needs["whole_walk"]:
        named.append(pick.walk_id.in_(needs["whole_walk"]))
    if needs["hold"]:
        named.append(pick.hold_id.in_(needs["hold"]))
    if needs["seen"]:
        named.append(pick.hold_id.in_(_looking_for(needs["seen"])))
    if needs["aimed"]:
        copies = select(table_of(Item).c.id).where(table_of(Item).c.barcode.in_(needs["aimed"]))
        named.append(pick.item_id.in_(copies) & pick.status.in_(ACTIVE_PICKS))
    return _select(connection, TABLES["pick"], named)


def _load_holds(connection: Connection, needs: Needs, picks: dict[Any, Row]) -> dict[Any, Row]:
    """Holds by id and of picks; those a copy serves; those that look for a copy just seen."""
    hold, item = table_of(Hold).c, table_of(Item).c
    ids = needs["hold"] | {pick["hold_id"] for pick in picks.values()}
    named: list[ColumnElement[bool]] = [hold.id.in_(ids)] if ids else []
    barcodes = needs["barcode"] | needs["seen"]
    if barcodes:
        served = select(item.hold_id).where(item.barcode.in_(barcodes), item.hold_id.is_not(None))
        named.append(hold.id.in_(served))
    if needs["seen"]:
        named.append(hold.id.in_(_looking_for(needs["seen"])))
    return _select(connection, TABLES["hold"], named)


def _looking_for(barcodes: set[Any]) -> Any:
    """The ids of holds that may be waiting for one of these copies."""
    hold, item = table_of(Hold).c, table_of(Item).c
    titles = select(item.title_id).where(item.barcode.in_(barcodes))
    copies = select(item.id).where(item.barcode.in_(barcodes))
    return select(hold.id).where(
        hold.status.in_(("searching", "unfilled")),
        hold.title_id.in_(titles) | hold.item_id.in_(copies),
    )


def _load_items(
    connection: Connection, needs: Needs, picks: dict[Any, Row], holds: dict[Any, Row]
) -> dict[Any, Row]:
    """The copies that picks aim at, that were scanned, and that serve these holds."""
    item = table_of(Item).c
    ids = {pick["item_id"] for pick in picks.values()} - {None}
    named: list[ColumnElement[bool]] = [item.id.in_(ids)] if ids else []
    barcodes = needs["barcode"] | needs["seen"]
    if barcodes:
        named.append(item.barcode.in_(barcodes))
    if holds:
        named.append(item.hold_id.in_(holds.keys()))
    return _select(connection, TABLES["item"], named)


def _load_staff(connection: Connection, needs: Needs, walks: dict[Any, Row]) -> dict[Any, Row]:
    """Those who hold these walks: their names; of those who are to be given one, their rights."""
    ids = needs["staff"] | {walk["claimed_by"] for walk in walks.values()} - {None}
    if not ids:
        return {}
    table = table_of(Staff).c
    rights = rights_of(connection, needs["staff"]) if needs["staff"] else {}
    rows = connection.execute(select(table.id, table.name).where(table.id.in_(ids)))
    return {row.id: {"name": row.name, "rights": rights.get(row.id, {})} for row in rows}


def _load_branches(connection: Connection) -> dict[Any, Row]:
    """What rules ask of a branch: its calendar, its limits, and how patrons' cards begin."""
    return {
        branch_id: {
            "calendar": branch.calendar,
            "card_prefixes": branch.settings.card_prefixes,
            "limits": limits_of(branch.settings),
            "loans_in": branch.settings.loans_in,
        }
        for branch_id, branch in branches.all_of(connection).items()
    }


def _load_by_id(connection: Connection, name: str, ids: set[Any]) -> dict[Any, Row]:
    table = TABLES[name]
    return _select(connection, table, [table.c.id.in_(ids)] if ids else [])


def _select(
    connection: Connection, table: Table, named: list[ColumnElement[bool]]
) -> dict[Any, Row]:
    if not named:
        return {}
    query = select(table).where(or_(*named))
    return {row["id"]: dict(row) for row in connection.execute(query).mappings()}
