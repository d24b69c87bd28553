"""Floors of the tests, drawn through the one door."""

from typing import Any

from apiflask import APIFlask
from sqlalchemy import select

from rayon import clock
from rayon.catalogue.branches import all_of
from rayon.database import reading
from rayon.shelves.spots import spots_of
from rayon.sync.tables import TABLES
from tests.builders import the_server_does

Row = dict[str, Any]
FLOOR = "Rez-de-chaussée"
NEXT_YEAR = "2099-12-24"


def a_floor(app: APIFlask, branch: int, *bays: Row, **more: Any) -> None:
    """Bays of one floor; each says at least its label."""
    drawn = [{"floor": FLOOR, "range": "A", **bay} for bay in bays]
    floors = {FLOOR: 0} | {bay["floor"]: 1 for bay in drawn if bay["floor"] != FLOOR}
    plan = {"branch": branch, "floors": floors, "bays": drawn, **more}
    assert the_server_does(app, "draw_floor", "", plan).outcome == "applied"


def a_table(label: str = "TABLE-1", **values: Any) -> Row:
    """A display table that stays for years."""
    return {"bay": label, "kind": "display_table", "range": "", "ends_on": NEXT_YEAR, **values}


def begins(shelf: int, location: int, label: str) -> Row:
    """What a shelf begins with; in the tests a label is its own key."""
    return {"shelf": shelf, "location": location, "call_number": label, "sort_key": label}


def rows_of(app: APIFlask, table: str) -> list[Row]:
    """Every row of a table of the floor."""
    with app.app_context(), reading() as session:
        return [dict(row) for row in session.execute(select(TABLES[table])).mappings()]


def bay_row(app: APIFlask, label: str) -> Row:
    """The bay with this label."""
    return next(row for row in rows_of(app, "bay") if row["label"] == label)


def spot_of(app: APIFlask, barcode: str) -> Row | None:
    """Where this copy is looked for today."""

    item = TABLES["item"]
    with app.app_context(), reading() as session:
        connection = session.connection()
        copy = dict(
            connection.execute(select(item).where(item.c.barcode == barcode)).mappings().one()
        )
        days = {
            branch_id: branch.calendar.local_day(clock.now())
            for branch_id, branch in all_of(connection).items()
        }
        return spots_of(connection, [copy], days)[copy["id"]]
