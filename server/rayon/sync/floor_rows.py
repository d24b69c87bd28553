"""The rows of a branch's floor that a batch names, by the labels that phones know them by."""

from typing import Any

from sqlalchemy import ColumnElement, Connection, or_, select

from rayon.holds.action import Row
from rayon.sync.tables import FLOOR_TABLES, TABLES

Needs = dict[str, set[Any]]
Rows = dict[Any, Row]


def load_floor(connection: Connection, needs: Needs) -> dict[str, Rows]:
    """By table: bays by label, floors by name with their ranges; a branch that is drawn, wholly."""
    if not needs["bay"] and not needs["floor"] and not needs["floor_of"]:
        return {}
    return {name: _select(connection, name, _wanted(name, needs)) for name in FLOOR_TABLES}


def _wanted(name: str, needs: Needs) -> list[ColumnElement[bool]]:
    table, bay, floor = TABLES[name].c, TABLES["bay"].c, TABLES["floor"].c
    wanted: list[ColumnElement[bool]] = []
    if needs["floor_of"]:
        wanted.append(table.branch_id.in_(needs["floor_of"]))
    if name == "bay" and needs["bay"]:
        wanted.append(bay.label.in_(needs["bay"]))
    elif name == "bay_start" and needs["bay"]:
        labelled = select(bay.id).where(bay.label.in_(needs["bay"]))
        wanted.append(table.bay_id.in_(labelled))
    elif name == "floor" and needs["floor"]:
        wanted.append(floor.name.in_(needs["floor"]))
    elif name == "shelf_range" and needs["floor"]:
        named = select(floor.id).where(floor.name.in_(needs["floor"]))
        wanted.append(table.floor_id.in_(named))
    return wanted


def _select(connection: Connection, name: str, wanted: list[ColumnElement[bool]]) -> Rows:
    if not wanted:
        return {}
    query = select(TABLES[name]).where(or_(*wanted))
    return {row["id"]: dict(row) for row in connection.execute(query).mappings()}
