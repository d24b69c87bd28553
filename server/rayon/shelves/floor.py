"""The floor of a branch as it is today: its rows, its plan, and its graph."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, bindparam, or_, select

from rayon.database import Base, table_of
from rayon.prepared import Prepared
from rayon.shelves.layout import Storey, lay_out
from rayon.shelves.models import Bay, BayStart, CartStart, Floor, Passage, ShelfRange
from rayon.shelves.walkways import Streets, streets_of

Row = dict[str, Any]


@dataclass(frozen=True)
class FloorRows:
    """What is on record; bays whose last day is over are left out."""

    floors: list[Row]
    ranges: list[Row]
    bays: list[Row]
    starts: list[Row]
    passages: list[Row]
    cart: Row | None


@dataclass(frozen=True)
class Drawn:
    """The same, laid out. ``streets`` is None where no bay stands."""

    rows: FloorRows
    storeys: list[Storey]
    streets: Streets | None


def floor_rows(connection: Connection, branch_id: int, day: date) -> FloorRows:
    """Read the floor of a branch."""
    bays = BAYS.rows(connection, branch=branch_id, day=day)
    known = {row["id"] for row in bays}
    starts = STARTS.rows(connection, branch=branch_id)
    carts = CARTS.rows(connection, branch=branch_id)
    return FloorRows(
        FLOORS.rows(connection, branch=branch_id),
        RANGES.rows(connection, branch=branch_id),
        bays,
        [start for start in starts if start["bay_id"] in known],
        PASSAGES.rows(connection, branch=branch_id),
        carts[0] if carts else None,
    )


def drawn(rows: FloorRows) -> Drawn:
    """Lay the rows out."""
    storeys = lay_out(rows.floors, rows.ranges, rows.bays, rows.cart)
    return Drawn(rows, storeys, streets_of(storeys, rows.passages, rows.cart))


def _of_branch(model: type[Base], *only: ColumnElement[bool]) -> Prepared:
    """Asked with every answer to a phone that has something left to look for."""
    table = table_of(model)
    here = table.c.branch_id == bindparam("branch")
    return Prepared(lambda _among: select(table).where(here, *only).order_by(table.c.id))


def by_id(rows: Iterable[Row]) -> dict[Any, Row]:
    """Rows by their id."""
    return {row["id"]: row for row in rows}


def labels_of(connection: Connection, branch_id: int, day: date) -> list[tuple[str, str]]:
    """The label of each bay, and the call number it begins with (may be empty)."""
    rows = floor_rows(connection, branch_id, day)
    begins = {start["bay_id"]: start["call_number"] for start in rows.starts if start["shelf"] == 1}
    return sorted((bay["label"], begins.get(bay["id"], "")) for bay in rows.bays)


BAY = table_of(Bay).c
BAYS = _of_branch(Bay, or_(BAY.ends_on.is_(None), BAY.ends_on >= bindparam("day")))
FLOORS, RANGES, STARTS, PASSAGES, CARTS = map(
    _of_branch, (Floor, ShelfRange, BayStart, Passage, CartStart)
)
