"""Collect what a batch changes and write it: one statement per table."""

from collections import defaultdict
from functools import cache
from typing import Any

from sqlalchemy import Connection, Table, bindparam, insert, update
from sqlalchemy.dialects import postgresql, sqlite

from rayon.database import table_of
from rayon.holds.action import Change, Decision, Row, State
from rayon.holds.models import HoldEvent
from rayon.picking.actions.common import ACTIVE_PICKS
from rayon.picking.views import HOLD_STATE, PICK_STATE
from rayon.prepared import Prepared, Ready, run_each
from rayon.sync.models import Change as ChangeRow
from rayon.sync.models import Installation
from rayon.sync.tables import BRANCH_TABLES, FLOOR_TABLES, TABLES

#: Kinds of rows whose changes phones ask for one by one.
WATCHED = ("walk", "pick", "hold")
#: Of what these tables say about a branch, phones and boards only ask whether any of it changed.
WATCHED_TOGETHER = {
    "floor": FLOOR_TABLES,
    "branch": BRANCH_TABLES,
    **{name: (name,) for name in ("trouble", "ils_task", "slot", "delivery", "parcel")},
}
#: Columns that change on a walk and at the hold shelf. Where no other does, the change is of its
#: own kind, and a phone that has the row is told only of these.
STATE = {
    "pick": frozenset({"decided_at", *PICK_STATE}),
    "hold": frozenset(
        {
            *HOLD_STATE, "fact_at", "disputed", "slip_day", "walk_id", "looks", "looked_by",
            "looked_at", "search_until", "closed_because", "ready_until", "slot_id", "shelved_at",
            "handed_over_at", "told_on", "pickup_code",
        }
    ),
}  # fmt: skip


class Ledger:
    """The changes of one batch, in memory until they are written all at once."""

    def __init__(self, state: State) -> None:
        self.state = state
        #: Picks of which more is news than their columns say.
        self.whole: set[str] = set()
        #: By table: ids of new rows, and of every row the columns that were given a value.
        self.new: defaultdict[str, dict[Any, None]] = defaultdict(dict)
        self.columns: defaultdict[str, dict[Any, set[str]]] = defaultdict(dict)
        self.events: list[Row] = []
        self.recounted: set[str] = set()

    def enter(self, action_id: str, decision: Decision) -> None:
        """Take a decision in; later actions of the batch see it."""
        for change in decision.changes:
            self._note_event(action_id, change)
            if change.table == "pick":
                self._note_pick(change)
            if change.new:
                self.new[change.table][change.id] = None
            self.columns[change.table].setdefault(change.id, set()).update(change.values)
            self.state.absorb([change])

    def ready(self, connection: Connection) -> list[Ready]:
        """What writes rows, hold events and change numbers; the numbers are taken now."""
        writes = []
        for name in TABLES:
            if name in self.columns:
                writes += self._insert_new(connection, name)
                writes += self._update_old(connection, name)
        numbered = _numbered(connection, self._touched())
        return [*writes, EVENTS.ready(connection, self.events), numbered]

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

    def _note_pick(self, change: Change) -> None:
        """What nobody wants any more is no document of its walk; wanted again, it is. Where it
        stands is told whole: when somebody has seen it (a new version and nothing else), and when
        it is to be looked for again.
        """
        before = self.state.get("pick", change.id)
        if before is None:
            return
        after = change.values.get("status", before["status"])
        if "withdrawn" in (before["status"], after):
            self.recounted.add(before["walk_id"])
        is_active_again = before["status"] not in ACTIVE_PICKS and after in ACTIVE_PICKS
        if is_active_again or change.values.keys() == {"version"}:
            self.whole.add(change.id)

    def _insert_new(self, connection: Connection, name: str) -> list[Ready]:
        """Rows of one statement name the same columns: handlers write new rows out in full."""
        rows = [self.state.tables[name][row_id] for row_id in self.new[name]]
        return [inserting(name).ready(connection, rows)] if rows else []

    def _update_old(self, connection: Connection, name: str) -> list[Ready]:
        """One statement: a row of which less changed is given what it has already."""
        new = self.new[name]
        changed = {row: columns for row, columns in self.columns[name].items() if row not in new}
        if not changed:
            return []
        columns = frozenset[str]().union(*changed.values())
        rows = self.state.tables[name]
        values = [rows[row_id] for row_id in changed]
        return [updating(name, columns).ready(connection, values)]

    def _touched(self) -> list[tuple[int, str, str]]:
        touched = [
            (branch_id, kind, str(branch_id))
            for kind, tables in WATCHED_TOGETHER.items()
            for branch_id in sorted(
                {
                    self._branch_of(name, row)
                    for name in tables
                    for row in self.columns.get(name, ())
                }
            )
        ]
        for name in WATCHED:
            rows = self.state.tables.get(name, {})
            for row_id, columns in self.columns.get(name, {}).items():
                if columns != {"moved_at"}:
                    kind = name if self._is_whole(name, row_id, columns) else f"{name}_state"
                    branches = self._branches(name, rows[row_id])
                    if kind == "hold_state":
                        branches -= self._told_by_picks(row_id)
                    touched += [(one, kind, row_id) for one in branches]
        for walk_id in self.recounted:
            touched.append((self._branch_of("walk", walk_id), "walk", walk_id))
        return list(dict.fromkeys(touched))

    def _is_whole(self, name: str, row_id: Any, columns: set[str]) -> bool:
        """Whether a phone that knows the row has to be given all of it again."""
        if name not in STATE or not columns <= STATE[name]:
            return True
        return name == "pick" and row_id in self.whole

    def _told_by_picks(self, hold_id: str) -> set[int]:
        """The branches that hear what became of a hold with its picks, all of which changed."""
        picks = self.state.where("pick", hold_id=hold_id)
        changed = self.columns.get("pick", {})
        if hold_id not in self.state.with_picks or any(pick["id"] not in changed for pick in picks):
            return set()
        return {branch_id for pick in picks for branch_id in self._branches("pick", pick)}

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
    run_each(connection, [_numbered(connection, touched)])


def _numbered(connection: Connection, touched: list[tuple[int, str, str]]) -> Ready:
    statement = CHANGED[connection.dialect.name]
    if not touched:
        return statement.ready(connection, [])
    first = TAKE_NUMBERS.scalar(connection, many=len(touched)) - len(touched) + 1
    rows = [
        {"branch_id": branch, "kind": kind, "subject_id": subject, "number": first + index}
        for index, (branch, kind, subject) in enumerate(touched)
    ]
    return statement.ready(connection, rows)


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
        lambda _among: update(table).where(table.c.id == bindparam("row_id")).values(values),
        {"row_id": "id", **{f"new_{column}": column for column in columns}},
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
