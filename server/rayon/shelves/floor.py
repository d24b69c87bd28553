"""The floor of a branch as it is today: its rows, its plan, and its graph."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, or_, select

from rayon.database import table_of
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
    bay = table_of(Bay).c
    still = or_(bay.ends_on.is_(None), bay.ends_on >= day)
    bays = _rows(connection, Bay, branch_id, still)
    known = {row["id"] for row in bays}
    starts = _rows(connection, BayStart, branch_id)
    carts = _rows(connection, CartStart, branch_id)
    return FloorRows(
        _rows(connection, Floor, branch_id),
        _rows(connection, ShelfRange, branch_id),
        bays,
        [start for start in starts if start["bay_id"] in known],
        _rows(connection, Passage, branch_id),
        carts[0] if carts else None,
    )


def drawn(rows: FloorRows) -> Drawn:
    """Lay the rows out."""
    storeys = lay_out(rows.floors, rows.ranges, rows.bays, rows.cart)
    return Drawn(rows, storeys, streets_of(storeys, rows.passages, rows.cart))


def _rows(connection: Connection, model: Any, branch_id: int, *only: Any) -> list[Row]:
    table = table_of(model)
    query = select(table).where(table.c.branch_id == branch_id, *only).order_by(table.c.id)
    return [dict(row) for row in connection.execute(query).mappings()]


def by_id(rows: Iterable[Row]) -> dict[Any, Row]:
    """Rows by their id."""
    return {row["id"]: row for row in rows}


def labels_of(connection: Connection, branch_id: int, day: date) -> list[tuple[str, str]]:
    """The label of each bay, and the call number it begins with (may be empty)."""
    rows = floor_rows(connection, branch_id, day)
    begins = {start["bay_id"]: start["call_number"] for start in rows.starts if start["shelf"] == 1}
    return sorted((bay["label"], begins.get(bay["id"], "")) for bay in rows.bays)
