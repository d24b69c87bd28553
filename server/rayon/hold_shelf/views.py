"""The hold shelf as phones keep it: documents, slots and slip numbers, and nobody's name."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from rayon.call_numbers import label_lines
from rayon.call_numbers.folding import fold
from rayon.catalogue.branches import BranchFacts
from rayon.catalogue.models import Item, Location, Patron, Title
from rayon.database import table_of
from rayon.hold_shelf.keyed import Keyed
from rayon.hold_shelf.models import Slot
from rayon.holds.lifecycle import CLOSED_STATUSES
from rayon.holds.models import Hold

Row = dict[str, Any]
#: What of a hold's life happens at the shelf; what a walk is still choosing is none of it.
AT_THE_SHELF = ("found", "in_transit", "on_hold_shelf", "coming_back")
HOLD, ITEM, TITLE, LOCATION = map(table_of, (Hold, Item, Title, Location))
SLOT, PATRON = map(table_of, (Slot, Patron))


def slot_views(connection: Connection, branch_id: int) -> list[Row]:
    """The slots of a branch in the order in which one walks along them."""
    rows = connection.execute(
        select(SLOT)
        .where(SLOT.c.branch_id == branch_id, SLOT.c.removed_at.is_(None))
        .order_by(SLOT.c.position, SLOT.c.name)
    ).mappings()
    shown = ("id", "name", "place", "takes", "letters", "barcode")
    return [{name: row[name] for name in shown} for row in rows]


def shelf_view(
    connection: Connection,
    branch: BranchFacts,
    branches: dict[int, BranchFacts],
    keyed: Keyed,
    *,
    for_desk: bool,
) -> Row:
    """All that may be shelved, sent on, received, handed over, cleared and put back here."""
    rows = _in_our_hands(connection, branch.id)
    slots = slot_views(connection, branch.id)
    documents = [
        document_view(row, branch, branches, keyed) | {"letters": _by_letter(row, slots)}
        for row in rows
        if row["status"] in AT_THE_SHELF or row["place_kind"] == "slot"
    ]
    view = {
        "slots": slots,
        "documents": documents,
        "to_reshelve": [_to_reshelve(row, branch, branches) for row in rows if _is_over(row)]
        + [_to_reshelve(row, branch, branches) for row in _on_the_cart(connection, branch.id)],
        "key": keyed.as_text(),
        "cards": {},
        "codes": {},
    }
    return view | _keyed(rows, branch.id, keyed) if for_desk else view


def document_view(
    row: Row, branch: BranchFacts, branches: dict[int, BranchFacts], keyed: Keyed
) -> Row:
    """One document that is put aside. ``bundle``: the same for all of one patron."""
    until = row["ready_until"]
    there, place = row["pickup_branch_id"], row["place_branch_id"]
    is_away = there == branch.id and row["status"] == "found" and place != branch.id
    in_slot = row["place_kind"] == "slot"
    return {
        "hold": row["hold"],
        "version": row["version"],
        # Of a selection each document is there at once; the hold follows with the last of them.
        "status": "on_hold_shelf" if in_slot and row["status"] in AT_THE_SHELF else row["status"],
        "barcode": row["barcode"],
        "bundle": bundle_of(row, keyed),
        "slip": row["slip"],
        "title": row["title"],
        "author": row["author"],
        "lines": label_lines(row["scheme"], row["call_number"]),
        "slot": row["place_ref"] if in_slot else None,
        "until": until.isoformat() if until else None,
        "over_at": _instant(branch.calendar.closing_of(until)) if until else None,
        "to": None if there == branch.id else branches[there].name,
        "from": branches[place].name if is_away else None,
        "goes_on": row["fulfilment"] != "pickup",
    }


def bundle_of(row: Row, keyed: Keyed) -> str:
    """What a phone knows a patron by, for this shift; a hold without a name is its own."""
    if row["patron_id"] is None:
        return str(row["hold"])
    return keyed.hash_of("patron", str(row["patron_id"]))


def columns() -> list[Any]:
    """What a document shows, of a query that joins hold, copy, title and location."""
    return [
        HOLD.c.id.label("hold"),
        HOLD.c.version,
        HOLD.c.status,
        HOLD.c.slip,
        HOLD.c.ready_until,
        HOLD.c.pickup_branch_id,
        HOLD.c.fulfilment,
        HOLD.c.patron_id,
        HOLD.c.pickup_code,
        ITEM.c.barcode,
        ITEM.c.call_number,
        ITEM.c.sort_key,
        ITEM.c.branch_id,
        ITEM.c.place_kind,
        ITEM.c.place_ref,
        ITEM.c.place_branch_id,
        TITLE.c.title,
        TITLE.c.author,
        LOCATION.c.scheme,
        LOCATION.c.name.label("location"),
        LOCATION.c.walk_order,
    ]


def _in_our_hands(connection: Connection, branch_id: int) -> list[Row]:
    """Copies that serve a hold and are here, or are to be collected here.

    What rides is here only between branches: it is packed or loaded where it would be collected.
    """
    between = ITEM.c.place_branch_id != HOLD.c.pickup_branch_id
    query = (
        select(*columns(), PATRON.c.card, PATRON.c.last_name)
        .join_from(ITEM, HOLD, ITEM.c.hold_id == HOLD.c.id)
        .join(TITLE, ITEM.c.title_id == TITLE.c.id)
        .join(LOCATION, ITEM.c.location_id == LOCATION.c.id)
        .join(PATRON, HOLD.c.patron_id == PATRON.c.id, isouter=True)
        .where(
            (HOLD.c.pickup_branch_id == branch_id) | (ITEM.c.place_branch_id == branch_id),
            HOLD.c.status.in_((*AT_THE_SHELF, *CLOSED_STATUSES)),
            (HOLD.c.fulfilment == "pickup") | between,
        )
        .order_by(HOLD.c.slip, HOLD.c.id, ITEM.c.id)
    )
    return [dict(row) for row in connection.execute(query).mappings()]


def _on_the_cart(connection: Connection, branch_id: int) -> list[Row]:
    query = (
        select(
            ITEM.c.barcode,
            ITEM.c.call_number,
            ITEM.c.sort_key,
            ITEM.c.branch_id,
            TITLE.c.title,
            TITLE.c.author,
            LOCATION.c.scheme,
            LOCATION.c.name.label("location"),
            LOCATION.c.walk_order,
        )
        .join_from(ITEM, TITLE, ITEM.c.title_id == TITLE.c.id)
        .join(LOCATION, ITEM.c.location_id == LOCATION.c.id)
        .where(ITEM.c.place_kind == "cart", ITEM.c.place_branch_id == branch_id)
    )
    return [dict(row) for row in connection.execute(query).mappings()]


def _is_over(row: Row) -> bool:
    """In a cart for somebody who does not want it any more."""
    return row["status"] in CLOSED_STATUSES and row["place_kind"] == "walk"


def _to_reshelve(row: Row, branch: BranchFacts, branches: dict[int, BranchFacts]) -> Row:
    home = row["branch_id"]
    return {
        "barcode": row["barcode"],
        "title": row["title"],
        "author": row["author"],
        "lines": label_lines(row["scheme"], row["call_number"]),
        "location": row["location"],
        "order": [row["walk_order"], row["sort_key"]],
        "home": None if home == branch.id else branches[home].name,
    }


def _by_letter(row: Row, slots: Iterable[Row]) -> str | None:
    """The slot that takes the first letter of the surname; the letter itself stays here."""
    initial = fold(row["last_name"] or "")[:1]
    takes = (slot for slot in slots if slot["letters"] and initial)
    fitting = (slot["id"] for slot in takes if slot["letters"][0] <= initial <= slot["letters"][-1])
    return next(fitting, None)


def _keyed(rows: list[Row], branch_id: int, keyed: Keyed) -> Row:
    """Which card and which code opens which bundle; ``who`` is a number and no card."""
    here = [
        row
        for row in rows
        if row["pickup_branch_id"] == branch_id
        and row["status"] in (*AT_THE_SHELF, "expired")
        and row["fulfilment"] == "pickup"
    ]
    said = Counter(row["pickup_code"] for row in {row["hold"]: row for row in here}.values())
    return {
        "cards": {
            keyed.hash_of("card", row["card"]): {
                "bundle": bundle_of(row, keyed),
                "who": row["patron_id"],
            }
            for row in here
            if row["card"]
        },
        "codes": {
            keyed.hash_of("code", row["pickup_code"]): bundle_of(row, keyed)
            for row in here
            # Two holds with one code would open somebody else's bundle.
            if row["pickup_code"] and said[row["pickup_code"]] == 1
        },
    }


def _instant(value: datetime) -> str:
    return value.isoformat()
