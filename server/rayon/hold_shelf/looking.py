"""Who stands at the desk: by card, by code, by slot or by a hold. Nothing of it is kept."""

from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, bindparam, select

from rayon.catalogue.branches import BranchFacts
from rayon.catalogue.models import Item, Location, Patron, Title
from rayon.database import table_of
from rayon.hold_shelf.keyed import Keyed
from rayon.hold_shelf.views import AT_THE_SHELF, columns, document_view
from rayon.holds.models import Hold
from rayon.prepared import Prepared, is_one_of

Row = dict[str, Any]
HOLD, ITEM, TITLE, LOCATION, PATRON = map(table_of, (Hold, Item, Title, Location, Patron))
#: Holds of which the patron may ask at the desk.
ASKED_FOR = ("open", "on_walk", "searching", *AT_THE_SHELF, "expired")


def bundles_view(
    rows: list[Row], branch: BranchFacts, branches: dict[int, BranchFacts], keyed: Keyed
) -> list[Row]:
    """One entry for each patron: who it is, what is here, and how much is still on its way."""
    bundles: dict[str, Row] = {}
    for row in rows:
        token = keyed.hash_of("patron", str(row["patron"]))
        empty: Row = {"who": row["patron"], "name": _name(row), "documents": [], "to_come": 0}
        bundle = bundles.setdefault(token, empty)
        if row["barcode"] and row["pickup_branch_id"] == branch.id:
            bundle["documents"].append(document_view(row, branch, branches, keyed))
        elif row["hold"] and row["status"] != "expired":
            bundle["to_come"] += 1
    return [{"bundle": token, **bundle} for token, bundle in bundles.items()]


def by_card(connection: Connection, card: str) -> list[Row]:
    """All that the patron with this card waits for; one empty row for who waits for nothing."""
    return BY_CARD.rows(connection, card=card)


def by_code(connection: Connection, code: str, branch_id: int) -> list[Row]:
    """All that waits for the patron of this pick-up code."""
    return BY_CODE.rows(connection, code=code, branch=branch_id)


def by_slot(connection: Connection, slot_id: str) -> list[Row]:
    """All that waits for those who have something in this slot."""
    return BY_SLOT.rows(connection, slot=slot_id)


def by_hold(connection: Connection, hold_id: str, branch_id: int) -> list[Row]:
    """All that waits for the patron of a hold that was chosen while it has no slot."""
    return BY_HOLD.rows(connection, hold=hold_id, branch=branch_id)


def _name(row: Row) -> str:
    return " ".join(part for part in (row["first_name"], row["last_name"]) if part)


def _asked_for() -> Select[Any]:
    """Patrons with their holds, and of these what is in our hands."""
    live = (HOLD.c.patron_id == PATRON.c.id) & is_one_of(HOLD.c.status, ASKED_FOR)
    who = (PATRON.c.id.label("patron"), PATRON.c.first_name, PATRON.c.last_name)
    return (
        select(*columns(), *who)
        .select_from(PATRON)
        .join(HOLD, live, isouter=True)
        .join(ITEM, ITEM.c.hold_id == HOLD.c.id, isouter=True)
        .join(TITLE, ITEM.c.title_id == TITLE.c.id, isouter=True)
        .join(LOCATION, ITEM.c.location_id == LOCATION.c.id, isouter=True)
    )


def _who(condition: ColumnElement[bool]) -> Prepared:
    return Prepared(lambda _among: _asked_for().where(condition))


BY_CARD = _who(PATRON.c.card == bindparam("card"))
BY_CODE = _who(
    PATRON.c.id
    == select(HOLD.c.patron_id)
    .where(
        HOLD.c.pickup_code == bindparam("code"),
        HOLD.c.pickup_branch_id == bindparam("branch"),
        is_one_of(HOLD.c.status, (*AT_THE_SHELF, "expired")),
    )
    .limit(1)
    .scalar_subquery()
)
BY_HOLD = _who(
    PATRON.c.id
    == select(HOLD.c.patron_id)
    .where(
        HOLD.c.id == bindparam("hold"),
        HOLD.c.pickup_branch_id == bindparam("branch"),
        is_one_of(HOLD.c.status, (*AT_THE_SHELF, "expired")),
    )
    .scalar_subquery()
)
BY_SLOT = _who(
    PATRON.c.id.in_(
        select(HOLD.c.patron_id).where(
            HOLD.c.slot_id == bindparam("slot"),
            # Found: a selection of which a part stands there.
            is_one_of(HOLD.c.status, ("found", "on_hold_shelf", "expired")),
        )
    )
)
