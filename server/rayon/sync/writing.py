"""Collect what a batch changes and write it: one statement per table."""

from collections import defaultdict
from functools import cache
from typing import Any

from sqlalchemy import Connection, Table, bindparam, insert, update
from sqlalchemy.dialects import postgresql, sqlite

from rayon.database import table_of
from rayon.holds.action import Change, Decision, Row, State
from rayon.holds.models import HoldEvent
from rayon.prepared import Prepared
from rayon.sync.models import Change as ChangeRow
from rayon.sync.models import Installation
from rayon.sync.tables import BRANCH_TABLES, FLOOR_TABLES, TABLES

#: Kinds of rows whose changes phones and boards ask for.
WATCHED = ("walk", "pick", "hold", "trouble", "ils_task", "slot", "delivery", "parcel")


class Ledger:
    """The changes of one batch, in memory until they are written all at once."""

    def __init__(self, state: State) -> None:
        self.state = state
        self.new: dict[tuple[str, Any], None] = {}
        self.columns: defaultdict[tuple[str, Any], set[str]] = defaultdict(set)
        self.events: list[Row] = []
        self.recounted: set[str] = set()

    def enter(self, action_id: str, decision: Decision) -> None:
        """Take a decision in; later actions of the batch see it."""
        for change in decision.changes:
            self._note_event(action_id, change)
            self._note_count(change)
            key = (change.table, change.id)
            if change.new:
                self.new[key] = None
            self.columns[key] |= change.values.keys()
            self.state.absorb([change])

    def write(self, connection: Connection) -> None:
        """Write rows, hold events and change numbers."""
        for name in TABLES:
            self._insert_new(connection, name)
            self._update_old(connection, name)
        EVENTS.run(connection, self.events)
        number_changes(connection, self._touched())

    def _note_event(self, action_id: str, change: Change) -> None:
        if change.table != "hold" or "status" not in change.values:
            return
        before = self.state.get("hold", change.id)
        self.events.append(
            {
                "hold_id": change.id,
                "action_id": action_id,
                "before": before["status"] if before else None,
                "after": change.values["status"],
            }
        )

    def _note_count(self, change: Change) -> None:
        """What nobody wants any more is no document of its walk; wanted again, it is."""
        before = self.state.get("pick", change.id) if change.table == "pick" else None
        if before and "withdrawn" in (before["status"], change.values.get("status")):
            self.recounted.add(before["walk_id"])

    def _insert_new(self, connection: Connection, name: str) -> None:
        """Rows of one statement name the same columns: handlers write new rows out in full."""
        rows = [self.state.tables[name][row_id] for table, row_id in self.new if table == name]
        if rows:
            inserting(name).run(connection, rows)

    def _update_old(self, connection: Connection, name: str) -> None:
        """One statement: a row of which less changed is given what it has already."""
        changed = {
            row_id: columns
            for (table, row_id), columns in self.columns.items()
            if table == name and (table, row_id) not in self.new
        }
        if changed:
            columns = frozenset[str]().union(*changed.values())
            rows = self.state.tables[name]
            updating(name, columns).run(
                connection,
                [
                    {"row_id": row_id, **{f"new_{c}": rows[row_id][c] for c in columns}}
                    for row_id in changed
                ],
            )

    def _touched(self) -> list[tuple[int, str, str]]:
        touched = [
            (branch_id, kind, str(branch_id))
            for kind, tables in (("floor", FLOOR_TABLES), ("branch", BRANCH_TABLES))
            for branch_id in sorted({self._branch_of(*k) for k in self.columns if k[0] in tables})
        ]
        for (table, row_id), columns in self.columns.items():
            if table in WATCHED and columns != {"moved_at"}:
                for branch_id in self._branches(table, self.state.tables[table][row_id]):
                    touched.append((branch_id, table, row_id))
        for walk_id in self.recounted:
            touched.append((self._branch_of("walk", walk_id), "walk", walk_id))
        return list(dict.fromkeys(touched))

    def _branch_of(self, table: str, row_id: Any) -> int:
        return int(row_id if table == "branch" else self.state.tables[table][row_id]["branch_id"])

    def _branches(self, table: str, row: Row) -> set[int]:
        if table == "pick":
            row = self.state.tables["walk"][row["walk_id"]]
        if table == "hold":
            return {row["pickup_branch_id"], row["picking_branch_id"]} - {None}
        return {row["branch_id"]}


def number_changes(connection: Connection, touched: list[tuple[int, str, str]]) -> None:
    """Give each (branch, kind, id) a change number newer than any a phone may have seen."""
    if not touched:
        return
    first = TAKE_NUMBERS.scalar(connection, many=len(touched)) - len(touched) + 1
    rows = [
        {"branch_id": branch, "kind": kind, "subject_id": subject, "number": first + index}
        for index, (branch, kind, subject) in enumerate(touched)
    ]
    CHANGED[connection.dialect.name].run(connection, rows)


@cache
def inserting(name: str) -> Prepared:
    """An INSERT of whole rows of a table."""
    return _insert(TABLES[name])


@cache
def updating(name: str, columns: frozenset[str]) -> Prepared:
    """An UPDATE of these columns of one row of a table."""
    table = TABLES[name]
    values: Row = {column: bindparam(f"new_{column}") for column in columns}
    return Prepared(
        lambda _among: update(table).where(table.c.id == bindparam("row_id")).values(values)
    )


def _insert(table: Table, *but: str) -> Prepared:
    values: Row = {c.key: bindparam(c.key) for c in table.c if c.key not in but}
    return Prepared(lambda _among: insert(table).values(values))


def _changed(insert_or: Any) -> Prepared:
    """The newest number of a thing takes the place of the one before."""
    values: Row = {c.key: bindparam(c.key) for c in CHANGE.c}
    statement = insert_or(CHANGE).values(values)
    return Prepared(
        lambda _among: statement.on_conflict_do_update(
            index_elements=CHANGE.primary_key.columns, set_={"number": statement.excluded.number}
        )
    )


CHANGE, HOME = table_of(ChangeRow), table_of(Installation)
EVENTS = _insert(table_of(HoldEvent), "id")
TAKE_NUMBERS = Prepared(
    lambda _among: (
        update(HOME)
        .values(last_change=HOME.c.last_change + bindparam("many", type_=HOME.c.last_change.type))
        .returning(HOME.c.last_change)
    )
)
CHANGED = {"sqlite": _changed(sqlite.insert), "postgresql": _changed(postgresql.insert)}
