"""What passes through the one door: an action, the rows it is judged against, and the judgement.

Handlers are pure: they are given an ``Action`` and a ``State`` and return a ``Decision``.
They read no clock, no request and no database; ``sync/apply.py`` carries the decision out.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha1
from typing import Any, Literal, Protocol, TypeVar, dataclass_transform
from uuid import NAMESPACE_OID, uuid5

from pydantic import BaseModel, ConfigDict

from rayon.holds import lifecycle

T = TypeVar("T")
Row = dict[str, Any]
Outcome = Literal["applied", "duplicate", "superseded", "conflict", "refused", "quarantined"]


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def value(kind: type[T]) -> type[T]:
    """A dataclass that nobody changes: mypy sees to that.

    To see to it at run time makes each of them five times as dear, and a batch makes hundreds.
    """
    return dataclass(slots=True)(kind)


class Payload(BaseModel):
    """What an action says beyond its name and subject; unknown fields are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


@value
class Action:
    """One thing somebody did. ``now`` is the server's clock when it arrived.

    ``by`` is empty for what the server does by itself (imports, jobs). ``at`` is when its phone
    says that it was done: written onto lists, never judged by.
    """

    id: str
    name: str
    subject: str
    payload: Any
    now: datetime
    by: int | None = None
    store: str = ""
    device_id: str | None = None
    branch_id: int | None = None
    supervises: frozenset[int] = frozenset()
    at: datetime | None = None


@value
class Deed:
    """Something the server is to do: a name, what it is about, and its payload."""

    name: str
    subject: str = ""
    payload: Row = field(default_factory=dict)


@value
class Judged:
    """What became of one action; ``why`` is the code of a sentence, ``facts`` fill its blanks."""

    id: str
    outcome: str
    why: str = ""
    facts: Row = field(default_factory=dict)


class Perform(Protocol):
    """The one door, handed to those who may not import it."""

    def __call__(self, deeds: Sequence[Deed], /) -> Sequence[Judged]:
        """Do these things in one transaction; one answer each, in the same order."""


@value
class Change:
    """New values for one row; with ``new`` the row is inserted. ``step`` names a lifecycle step."""

    table: str
    id: Any
    values: Row
    new: bool = False
    step: str = ""


@value
class Decision:
    """What becomes of an action: its outcome, why, and the rows that change."""

    outcome: Outcome
    why: str = ""
    facts: Row = field(default_factory=dict)
    changes: tuple[Change, ...] = ()


def applied(*changes: Change, why: str = "", **facts: Any) -> Decision:
    """It was done; ``why`` when the person has to hear more than that."""
    return Decision("applied", why, facts, changes)


def superseded(why: str, *changes: Change, **facts: Any) -> Decision:
    """Somebody was faster, or it is done already; nothing is wrong."""
    return Decision("superseded", why, facts, changes)


def refused(why: str, *changes: Change, **facts: Any) -> Decision:
    """A rule says no, in words."""
    return Decision("refused", why, facts, changes)


def conflict(why: str, *changes: Change, **facts: Any) -> Decision:
    """Two facts contradict each other: both are kept and a person decides."""
    return Decision("conflict", why, facts, changes)


#: Columns by which rules look for rows; a batch of 200 must not look at each row 200 times.
ASKED_BY = frozenset({"hold_id", "walk_id", "item_id", "barcode", "slot_id"})


class State:
    """The rows that one batch names, by table and id; later actions see earlier ones' changes.

    ``with_picks``: the holds of which every pick is here.
    """

    def __init__(
        self, tables: dict[str, dict[Any, Row]], with_picks: Collection[str] = frozenset()
    ) -> None:
        self.tables, self.with_picks = tables, with_picks
        #: {table: {column: {value: ids}}} for the questions that rules have asked so far.
        self._ids: dict[str, dict[str, dict[Any, dict[Any, None]]]] = {}

    def get(self, table: str, row_id: Any) -> Row | None:
        """One row, or None when it was not loaded or does not exist."""
        rows = self.tables.get(table)
        return rows.get(row_id) if rows else None

    def where(self, table: str, **values: Any) -> list[Row]:
        """Loaded rows whose columns have these values."""
        rows = self.tables.get(table)
        if not rows:
            return []
        ids: Iterable[Any] = rows
        for column in values:
            if column in ASKED_BY:
                ids = self._with(table, column).get(values.pop(column), ())
                break
        found = []
        for row_id in ids:
            row = rows[row_id]
            for name, said in values.items():
                if row[name] != said:
                    break
            else:
                found.append(row)
        return found

    def item_by_barcode(self, barcode: str) -> Row | None:
        """The copy that wears this barcode."""
        return next(iter(self.where("item", barcode=barcode)), None)

    def absorb(self, changes: Iterable[Change]) -> None:
        """Let later actions of the batch see what this one changed."""
        for change in changes:
            rows = self.tables.setdefault(change.table, {})
            before = rows.get(change.id, {})
            rows[change.id] = {**before, **change.values}
            for column, ids in self._ids.get(change.table, {}).items():
                if column not in change.values:
                    continue
                if before and before[column] == change.values[column]:
                    continue
                ids.get(before.get(column), {}).pop(change.id, None)
                ids.setdefault(change.values[column], {})[change.id] = None

    def _with(self, table: str, column: str) -> dict[Any, dict[Any, None]]:
        """The ids of loaded rows by the value of a column."""
        of_table = self._ids.setdefault(table, {})
        if column not in of_table:
            ids = of_table[column] = {}
            for row_id, row in self.tables.get(table, {}).items():
                ids.setdefault(row[column], {})[row_id] = None
        return of_table[column]


def update(table: str, row: Row, **values: Any) -> Change:
    """Change some columns of a loaded row; rows that phones watch count their versions."""
    if "version" in row:
        values["version"] = row["version"] + 1
    return Change(table, row["id"], values)


def insert(table: str, row_id: Any, **values: Any) -> Change:
    """Add a row."""
    return Change(table, row_id, {"id": row_id, **values}, new=True)


def can(hold: Row, step: str) -> bool:
    """Whether the lifecycle table allows this step now."""
    return lifecycle.next_status(hold["status"], step) is not None


def move(action: Action, hold: Row, step: str, **values: Any) -> Change:
    """Take one step of the lifecycle; the caller has asked ``can`` first."""
    after = lifecycle.LIFECYCLE[(hold["status"], step)]
    values = {"status": after, "fact_at": action.now, "version": hold["version"] + 1, **values}
    return Change("hold", hold["id"], values, step=step)


def trouble(
    action: Action, kind: str, branch_id: int, *, subject: tuple[str, str], **facts: Any
) -> Change:
    """A line for the list of what needs a person; ``subject`` is (kind of row, id)."""
    return insert(
        "trouble",
        line_of(action.id, kind, subject[1]),
        branch_id=branch_id,
        kind=kind,
        subject_kind=subject[0],
        subject_id=subject[1],
        action_id=action.id,
        facts=facts,
        opened_at=action.now,
        **NEW_LINE,
    )


#: The columns a new line of the trouble list begins with.
NEW_LINE: Row = {"note": "", "closed_at": None, "closed_by": None, "resolution": ""}


def line_of(action_id: str, *parts: str) -> str:
    """The id of a line that an action leaves. It begins as the action's own does, with its time:
    lines of one morning lie together in the index, and a batch writes one page instead of sixteen.
    """
    mixed = sha1("/".join((action_id, *parts)).encode(), usedforsecurity=False).hexdigest()
    return f"{action_id[:13]}-5{mixed[:3]}-8{mixed[3:6]}-{mixed[6:18]}"


def line_id(*parts: str) -> str:
    """The id of a line, the same whenever the same parts are named again."""
    return str(uuid5(NAMESPACE_OID, "/".join(parts)))
