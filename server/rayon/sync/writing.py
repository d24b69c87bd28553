"""Collect what a batch changes and write it: one statement per table and set of columns."""

from collections import defaultdict
from typing import Any

from sqlalchemy import Connection, bindparam, insert, update

from rayon.database import insert_or, table_of
from rayon.holds.action import Change, Decision, Row, State
from rayon.holds.models import HoldEvent
from rayon.sync.models import Change as ChangeRow
from rayon.sync.models import Installation
from rayon.sync.tables import FLOOR_TABLES, TABLES

#: Kinds of rows whose changes phones and boards ask for.
WATCHED = ("walk", "pick", "hold", "trouble", "ils_task")


class Ledger:
    """The changes of one batch, in memory until they are written all at once."""

    def __init__(self, state: State) -> None:
        self.state = state
        self.new: dict[tuple[str, Any], None] = {}
        self.columns: defaultdict[tuple[str, Any], set[str]] = defaultdict(set)
        self.events: list[Row] = []

    def enter(self, action_id: str, decision: Decision) -> None:
        """Take a decision in; later actions of the batch see it."""
        for change in decision.changes:
            self._note_event(action_id, change)
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
        if self.events:
            connection.execute(insert(HoldEvent), self.events)
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

    def _insert_new(self, connection: Connection, name: str) -> None:
        """Rows of one statement name the same columns: handlers write new rows out in full."""
        rows = [self.state.tables[name][row_id] for table, row_id in self.new if table == name]
        if rows:
            connection.execute(insert(TABLES[name]), rows)

    def _update_old(self, connection: Connection, name: str) -> None:
        groups: defaultdict[frozenset[str], list[Row]] = defaultdict(list)
        for (table, row_id), columns in self.columns.items():
            if table == name and (table, row_id) not in self.new:
                values = {f"new_{c}": self.state.tables[name][row_id][c] for c in columns}
                groups[frozenset(columns)].append({"row_id": row_id, **values})
        for names, rows in groups.items():
            table_ = TABLES[name]
            statement = (
                update(table_)
                .where(table_.c.id == bindparam("row_id"))
                .values({c: bindparam(f"new_{c}", type_=table_.c[c].type) for c in names})
            )
            connection.execute(statement, rows)

    def _touched(self) -> list[tuple[int, str, str]]:
        floors = {self._branch_of_floor(*key) for key in self.columns if key[0] in FLOOR_TABLES}
        touched = [(branch_id, "floor", str(branch_id)) for branch_id in sorted(floors)]
        for (table, row_id), columns in self.columns.items():
            if table in WATCHED and columns != {"moved_at"}:
                for branch_id in self._branches(table, self.state.tables[table][row_id]):
                    touched.append((branch_id, table, row_id))
        return touched

    def _branch_of_floor(self, table: str, row_id: Any) -> int:
        return int(self.state.tables[table][row_id]["branch_id"])

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
    home = table_of(Installation)
    last = connection.execute(
        update(home)
        .values(last_change=home.c.last_change + len(touched))
        .returning(home.c.last_change)
    ).scalar_one()
    first = last - len(touched) + 1
    table = table_of(ChangeRow)
    statement = insert_or(connection, table)
    connection.execute(
        statement.on_conflict_do_update(
            index_elements=[table.c.branch_id, table.c.kind, table.c.subject_id],
            set_={"number": statement.excluded.number},
        ),
        [
            {"branch_id": branch, "kind": kind, "subject_id": subject, "number": first + index}
            for index, (branch, kind, subject) in enumerate(touched)
        ],
    )
