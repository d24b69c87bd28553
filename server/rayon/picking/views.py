"""What a phone is given of walks and picks: no patron, only slip numbers."""

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, func, or_, select

from rayon import clock
from rayon.call_numbers import label_lines
from rayon.catalogue.availability import on_shelf, would_do
from rayon.catalogue.branches import BranchFacts, all_of
from rayon.catalogue.kind_names import kind_name
from rayon.catalogue.models import Branch, Item, Location, Title, TitleIsbn
from rayon.catalogue.second_stop import second_stop_of
from rayon.database import table_of
from rayon.holds.models import Hold
from rayon.picking.actions.common import ACTIVE_PICKS
from rayon.picking.models import Pick, Walk
from rayon.picking.tally import documents
from rayon.picking.walk_names import as_read
from rayon.prepared import Prepared
from rayon.shelves.neighbours import neighbours_of
from rayon.shelves.spots import spots_of
from rayon.staff.models import Staff

Row = dict[str, Any]
#: More copies than this are not shown: a label nobody reads is no help.
MOST_COPIES = 12
#: Columns that change while a pick is on its walk, as phones are told of them.
PICK_STATE = ("position", "status", "late", "found_barcode", "reason", "version")
HOLD_STATE = ("version", "status", "slip")
TITLE_FIELDS = ("title", "author", "year", "format", "publisher")


def walk_views(connection: Connection, walk_ids: Iterable[str]) -> list[Row]:
    """Walks as phones see them, in no order."""
    walk, pick, staff = table_of(Walk), table_of(Pick), table_of(Staff)
    ids = set(walk_ids)
    counted = connection.execute(
        select(pick.c.walk_id, documents(pick))
        .where(pick.c.walk_id.in_(ids))
        .group_by(pick.c.walk_id)
    )
    counts: dict[str, int] = dict(counted.all())
    rows = connection.execute(
        select(walk, staff.c.name.label("claimer"))
        .join_from(walk, staff, walk.c.claimed_by == staff.c.id, isouter=True)
        .where(walk.c.id.in_(ids))
    ).mappings()
    return [_walk_view(dict(row), counts.get(row["id"], 0)) for row in rows]


def pick_views(connection: Connection, pick_ids: Iterable[str]) -> list[Row]:
    """Picks with their hold, title and every copy of the branch that would do, in no order."""
    picks = _picks(connection, set(pick_ids))
    if not picks:
        return []
    titles = _titles(connection, {pick["title_id"] for pick in picks})
    copies = _copies(connection, picks)
    branches = all_of(connection)
    # What was decided is on no screen: where it stood need not be worked out again.
    active = [pick for pick in picks if pick["status"] in ACTIVE_PICKS]
    spots = _spots(connection, active, copies, branches)
    beside = neighbours_of(connection, {pick["item_id"] for pick in active} - {None})
    looks = _last_looks(connection, active)
    views = [_pick_view(pick, titles, copies, branches, spots) for pick in picks]
    return [
        {**view, "neighbours": beside.get(pick["item_id"]), "look": looks.get(pick["id"])}
        for view, pick in zip(views, picks, strict=True)
    ]


def state_columns(pick: Table, hold: Table) -> list[ColumnElement[Any]]:
    """The columns that ``pick_states`` reads."""
    return [
        *(pick.c[name] for name in ("id", "walk_id", "hold_id", *PICK_STATE)),
        *(hold.c[name].label(f"hold_{name}") for name in HOLD_STATE),
        hold.c.looks,
        hold.c.looked_at,
    ]


def pick_states(connection: Connection, picks: list[Row]) -> list[Row]:
    """Of picks that a phone knows, what becomes of them on a walk."""
    active = [pick for pick in picks if pick["status"] in ACTIVE_PICKS]
    looks = _last_looks(connection, active)
    return [
        {
            "id": pick["id"],
            "walk": pick["walk_id"],
            **{name: pick[name] for name in PICK_STATE},
            "hold": {
                "id": pick["hold_id"],
                "looks": pick["looks"],
                **{name: pick[f"hold_{name}"] for name in HOLD_STATE},
            },
            "look": looks.get(pick["id"]),
        }
        for pick in picks
    ]


def document_view(connection: Connection, barcode: str) -> Row | None:
    """One copy with its title, its label and its place; None where nobody knows the barcode."""
    found = connection.execute(
        select(
            ITEM.c.call_number,
            ITEM.c.volume,
            LOCATION.c.scheme,
            LOCATION.c.colour,
            LOCATION.c.name.label("location"),
            BRANCH.c.name.label("branch"),
            *(TITLE.c[name] for name in TITLE_FIELDS),
        )
        .join_from(ITEM, TITLE, ITEM.c.title_id == TITLE.c.id)
        .join(LOCATION, ITEM.c.location_id == LOCATION.c.id)
        .join(BRANCH, ITEM.c.branch_id == BRANCH.c.id)
        .where(ITEM.c.barcode == barcode)
    ).mappings()
    row = found.one_or_none()
    if row is None:
        return None
    return {
        "title": _title_view(dict(row)),
        "volume": row["volume"],
        "lines": label_lines(row["scheme"], row["call_number"]),
        "colour": row["colour"],
        "location": row["location"],
        "branch": row["branch"],
    }


def _walk_view(row: Row, picks: int) -> Row:
    claimer = None
    if row["claimed_by"] is not None:
        claimer = {"id": row["claimed_by"], "name": row["claimer"]}
    return {
        "id": row["id"],
        "branch": row["branch_id"],
        "name": as_read(row["name"]),
        "day": row["day"].isoformat(),
        "status": row["status"],
        "claimed_by": claimer,
        "claimed_on": row["claimed_on"],
        "finished_at": row["finished_at"].isoformat() if row["finished_at"] else None,
        "version": row["version"],
        "picks": picks,
        "minutes": row["minutes"],
    }


def _picks(connection: Connection, ids: set[str]) -> list[Row]:
    return PICKS.rows(connection, ids=list(ids)) if ids else []


def _titles(connection: Connection, ids: set[int | None]) -> dict[int, Row]:
    named = list(ids - {None})
    found = {row["id"]: {**row, "isbns": []} for row in TITLES.rows(connection, ids=named)}
    for row in ISBNS.rows(connection, ids=named):
        found[row["title_id"]]["isbns"].append(row["isbn"])
    return found


def _copies(connection: Connection, picks: list[Row]) -> dict[int, list[Row]]:
    """Copies of these titles, by title, in shelf order."""
    titles = {pick["title_id"] for pick in picks} - {None}
    branches = {pick["branch_id"] for pick in picks}
    by_title: defaultdict[int, list[Row]] = defaultdict(list)
    for row in COPIES.rows(connection, titles=list(titles), branches=list(branches)):
        by_title[row["title_id"]].append(row)
    return by_title


def _last_looks(connection: Connection, picks: list[Row]) -> dict[str, Row]:
    """When each was looked for in vain, and what was said of it then; never by whom."""
    again = [pick for pick in picks if pick["looks"] and pick["looked_at"] is not None]
    if not again:
        return {}
    said = {
        (row["hold_id"], row["decided_at"]): row["status"]
        for row in LOOKS.rows(connection, holds=[pick["hold_id"] for pick in again])
    }
    # A look at the hold shelf or in the street is of no walk: then only when it was.
    return {
        pick["id"]: {
            "at": pick["looked_at"].isoformat(),
            "said": said.get((pick["hold_id"], pick["looked_at"]), ""),
        }
        for pick in again
    }


def _spots(
    connection: Connection,
    picks: list[Row],
    copies: dict[int, list[Row]],
    branches: dict[int, BranchFacts],
) -> dict[int, Row | None]:
    """Where the copies stand that picks aim at, by id of the copy."""
    aimed = {pick["item_id"] for pick in picks}
    if not aimed:
        return {}
    targets = [copy for some in copies.values() for copy in some if copy["id"] in aimed]
    days = {
        branch_id: branches[branch_id].calendar.local_day(clock.now())
        for branch_id in {copy["branch_id"] for copy in targets}
    }
    return spots_of(connection, targets, days)


def _pick_view(
    pick: Row,
    titles: dict[int, Row],
    copies: dict[int, list[Row]],
    branches: dict[int, BranchFacts],
    spots: dict[int, Row | None],
) -> Row:
    wanted = {**pick, "item_id": pick["wanted_item_id"]}
    acceptable = [
        copy
        for copy in copies.get(pick["title_id"], [])
        if copy["branch_id"] == pick["branch_id"] and would_do(copy, wanted)
    ]
    target = next((copy for copy in acceptable if copy["id"] == pick["item_id"]), None)
    others = [copy for copy in acceptable if copy is not target]
    others.sort(key=lambda copy: not on_shelf(copy))
    shown = ([target] if target else []) + others[: MOST_COPIES - 1]
    return {
        "id": pick["id"],
        "walk": pick["walk_id"],
        "position": pick["position"],
        "status": pick["status"],
        "late": pick["late"],
        "found_barcode": pick["found_barcode"],
        "reason": pick["reason"],
        "version": pick["version"],
        "hold": _hold_view(pick, branches),
        "title": _title_view(titles.get(pick["title_id"])),
        "isbns": titles[pick["title_id"]]["isbns"] if pick["title_id"] in titles else [],
        "volume": pick["volume"],
        "kind": target["kind"] if target else pick["kind"],
        "target": _copy_view(target) if target else None,
        "copies": [_copy_view(copy) for copy in shown],
        "spot": spots.get(pick["item_id"]),
        "returned": _instant(target["returned_at"]) if target else None,
    }


def _hold_view(pick: Row, branches: dict[int, BranchFacts]) -> Row:
    return {
        "id": pick["hold_id"],
        "version": pick["hold_version"],
        "status": pick["hold_status"],
        "slip": pick["slip"],
        "wants": pick["wants"],
        "selection": selection_view(pick["selection"]),
        "fulfilment": pick["fulfilment"],
        "pickup_branch": _branch_view(branches[pick["pickup_branch_id"]]),
        "looks": pick["looks"],
    }


def _branch_view(branch: BranchFacts) -> Row:
    return {"id": branch.id, "code": branch.code, "name": branch.name}


def selection_view(selection: Row | None) -> Row | None:
    """The wishes as they are read: the kind by its name, in the language of the phone."""
    if not selection or not selection.get("kind"):
        return selection
    return {**selection, "kind": kind_name(selection["kind"])}


def _title_view(title: Row | None) -> Row | None:
    if title is None:
        return None
    return {key: title[key] for key in TITLE_FIELDS}


def _copy_view(copy: Row) -> Row:
    return {
        "item": copy["id"],
        "barcode": copy["barcode"],
        "call_number": copy["call_number"],
        "lines": _lines(copy["scheme"], copy["call_number"]),
        "sort_key": copy["sort_key"],
        "location": copy["location_id"],
        "volume": copy["volume"],
        "parts": copy["parts"],
        "parts_note": copy["parts_note"],
        "status": copy["status"],
        "on_shelf": on_shelf(copy),
        "unusable": copy["unusable"],
        "second_stop": second_stop_of(copy, copy["second_stop"]),
    }


@lru_cache(maxsize=8192)
def _lines(scheme: str, call_number: str) -> tuple[str, ...]:
    """The lines of a label; each copy of a walk is shown again with every change of its pick."""
    return tuple(label_lines(scheme, call_number))


def _instant(value: Any) -> str | None:
    return value.isoformat() if value else None


PICK, HOLD, WALK, ITEM = map(table_of, (Pick, Hold, Walk, Item))
TITLE, ISBN, LOCATION, BRANCH = map(table_of, (Title, TitleIsbn, Location, Branch))
PICKS = Prepared(
    lambda among: (
        select(
            PICK,
            WALK.c.branch_id,
            HOLD.c.version.label("hold_version"),
            HOLD.c.status.label("hold_status"),
            HOLD.c.slip,
            HOLD.c.wants,
            HOLD.c.volume,
            HOLD.c.kind,
            HOLD.c.selection,
            HOLD.c.fulfilment,
            HOLD.c.pickup_branch_id,
            HOLD.c.looks,
            HOLD.c.looked_at,
            HOLD.c.item_id.label("wanted_item_id"),
            func.coalesce(HOLD.c.title_id, ITEM.c.title_id).label("title_id"),
        )
        .join_from(PICK, HOLD, PICK.c.hold_id == HOLD.c.id)
        .join(WALK, PICK.c.walk_id == WALK.c.id)
        .join(ITEM, PICK.c.item_id == ITEM.c.id, isouter=True)
        .where(among(PICK.c.id, "ids"))
    )
)
LOOKS = Prepared(
    lambda among: select(PICK.c.hold_id, PICK.c.decided_at, PICK.c.status).where(
        among(PICK.c.hold_id, "holds"),
        or_(*(PICK.c.status == status for status in ("not_found", "unusable"))),
    )
)
TITLES = Prepared(
    lambda among: select(
        TITLE.c.id,
        TITLE.c.title,
        TITLE.c.author,
        TITLE.c.year,
        TITLE.c.format,
        TITLE.c.publisher,
    ).where(among(TITLE.c.id, "ids"))
)
ISBNS = Prepared(lambda among: select(ISBN).where(among(ISBN.c.title_id, "ids")))
COPIES = Prepared(
    lambda among: (
        select(
            ITEM.c.id,
            ITEM.c.barcode,
            ITEM.c.title_id,
            ITEM.c.branch_id,
            ITEM.c.location_id,
            ITEM.c.call_number,
            ITEM.c.sort_key,
            ITEM.c.kind,
            ITEM.c.volume,
            ITEM.c.parts,
            ITEM.c.parts_note,
            ITEM.c.status,
            ITEM.c.returned_at,
            ITEM.c.unusable,
            ITEM.c.place_kind,
            ITEM.c.place_ref,
            ITEM.c.hold_id,
            LOCATION.c.scheme,
            LOCATION.c.second_stop,
        )
        .join_from(ITEM, LOCATION, ITEM.c.location_id == LOCATION.c.id)
        .where(among(ITEM.c.title_id, "titles"), among(ITEM.c.branch_id, "branches"))
        .order_by(LOCATION.c.walk_order, ITEM.c.sort_key, ITEM.c.id)
    )
)
