"""The floors of the demo: how many bays each section fills, and what they begin with."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from rayon.catalogue.models import Item, Location
from rayon.holds.action import Deed
from rayon.shelves.layout import PITCH

Row = dict[str, Any]

SHELVES, ON_A_SHELF, IN_A_BIN = 5, 8, 24
#: Bays on one side of a range.
IN_A_ROW = 4
TABLE_LASTS = timedelta(days=28)
#: The disc lies behind the desk: its empty case is on the shelf.
DISCS = {
    "kinds": ["dvd"],
    "name": "Tiroir des disques",
    "hint": "Derrière la banque de prêt",
    "number_from": "barcode",
}


@dataclass(frozen=True)
class DemoFloor:
    """One storey: its sections, in the order in which their ranges stand side by side."""

    name: str
    level: int
    sections: tuple[str, ...]
    bins: frozenset[str] = frozenset()


FLOORS: dict[str, tuple[DemoFloor, ...]] = {
    "CANAL": (
        DemoFloor(
            "Rez-de-chaussée",
            0,
            ("BD", "MAN", "JROM", "JALB", "JDOC", "PER"),
            frozenset({"BD", "JALB"}),
        ),
        DemoFloor("1er étage", 1, ("ROM", "POL", "SF", "GC")),
        DemoFloor("2e étage", 2, ("DOC", "DVD", "CD"), frozenset({"DVD", "CD"})),
    ),
    "TILLEULS": (
        DemoFloor(
            "Rez-de-chaussée",
            0,
            ("ROM", "POL", "BD", "DOC", "JALB", "JDOC"),
            frozenset({"BD", "JALB"}),
        ),
    ),
    "ENGLISH": (
        DemoFloor("Ground floor", 0, ("FIC", "JUV")),
        DemoFloor("First floor", 1, ("NF",)),
        DemoFloor("Second floor", 2, ("LC",)),
    ),
}
STAIRS, LIFT_METRES, STAIRS_METRES = (-1.0, -3.0), 20.0, 14.0


def draw_floors(session: Session, branches: dict[str, int], today: date) -> list[Deed]:
    """One deed for each branch."""
    return [
        Deed("draw_floor", "", _floor(session, branch, branches[branch], floors, today))
        for branch, floors in FLOORS.items()
    ]


def _floor(
    session: Session, branch: str, branch_id: int, floors: tuple[DemoFloor, ...], today: date
) -> Row:
    bays = [bay for floor in floors for bay in _bays(session, branch_id, floor)]
    entrance = floors[0].name
    table = {"bay": "TABLE-1", "kind": "display_table", "floor": entrance, "x": -2.5, "y": 2.0}
    table |= {"shelves": 1, "facing": "cover", "height": "low"}
    trolley = {**table, "bay": "CHARIOT-1", "kind": "returns_trolley", "y": 0.0}
    ends = {"ends_on": (today + TABLE_LASTS).isoformat()}
    return {
        "branch": branch_id,
        "floors": {floor.name: floor.level for floor in floors},
        "bays": [*bays, {**table, **ends}, {**trolley, **ends}],
        "passages": list(_passages(floors)),
        "cart": {"floor": entrance, "x": 1.0, "y": -2.0},
        "locations": _signs(session, branch, branch_id),
    }


def _passages(floors: tuple[DemoFloor, ...]) -> Iterator[Row]:
    for below, above in pairwise(floors):
        where = {"floor": below.name, "to_floor": above.name, "y": STAIRS[1]}
        yield {**where, "kind": "stairs", "label": "A", "x": STAIRS[0], "metres": STAIRS_METRES}
        yield {**where, "kind": "lift", "label": "B", "x": STAIRS[0] + 6, "metres": LIFT_METRES}


def _bays(session: Session, branch_id: int, floor: DemoFloor) -> Iterator[Row]:
    for nth, code in enumerate(floor.sections):
        copies = _copies(session, branch_id, code)
        is_bin = code in floor.bins
        fits = IN_A_BIN if is_bin else SHELVES * ON_A_SHELF
        for number, first in enumerate(range(0, len(copies), fits), start=1):
            row, position = divmod(number - 1, IN_A_ROW)
            yield {
                "bay": f"{code}-{number}",
                "kind": "bin" if is_bin else "bay",
                "floor": floor.name,
                "level": floor.level,
                "range": code if row < 2 else f"{code}-{row // 2 + 1}",
                "side": "right" if row % 2 else "left",
                # Down one side and up the other, as one reads.
                "position": IN_A_ROW - position if row % 2 else position + 1,
                **_place(nth, row // 2),
                "shelves": 1 if is_bin else SHELVES,
                "facing": "cover" if is_bin else "spine",
                "height": "low" if is_bin else "high",
                "theme": _theme(copies[first : first + fits]) if is_bin else "",
                "starts": _starts(copies[first : first + fits], is_bin),
            }


def _place(section: int, range_of_section: int) -> Row:
    """Three sections side by side, the others behind them."""
    behind, beside = divmod(section, 3)
    return {"x": 5.0 * beside + PITCH * range_of_section, "y": (IN_A_ROW + 2.5) * behind}


def _copies(session: Session, branch_id: int, code: str) -> list[Row]:
    """What stands in a section, in shelf order."""
    query = (
        select(Item.location_id, Item.call_number, Item.sort_key)
        .join(Location, Item.location_id == Location.id)
        .where(Location.branch_id == branch_id, Location.code == code)
        .order_by(Item.sort_key, Item.id)
    )
    return [dict(row) for row in session.execute(query).mappings()]


def _starts(copies: list[Row], is_bin: bool) -> list[Row]:
    step = len(copies) if is_bin else ON_A_SHELF
    return [
        {
            "shelf": shelf,
            "location": copies[first]["location_id"],
            "call_number": copies[first]["call_number"],
            "sort_key": copies[first]["sort_key"],
        }
        for shelf, first in enumerate(range(0, len(copies), step), start=1)
    ]


def _theme(copies: list[Row]) -> str:
    """What is painted on a bin: whole call numbers, and no line ends within one."""
    first, last = (
        str(copy["call_number"]).replace(" ", "\u00a0") for copy in (copies[0], copies[-1])
    )
    return first if first == last else f"{first} – {last}"


def _signs(session: Session, branch: str, branch_id: int) -> list[Row]:
    if branch != "CANAL":
        return []
    query = select(Location.id).where(Location.branch_id == branch_id, Location.code == "DVD")
    return [{"id": session.scalars(query).one(), "values": {"second_stop": DISCS}}]
