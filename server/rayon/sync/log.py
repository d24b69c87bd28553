"""The log of actions: written once, answered from for ever."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, select, update

from rayon.database import insert_or, table_of
from rayon.holds.action import Judged, Row
from rayon.sync.models import ActionRow, Installation
from rayon.sync.recorded import Recorded
from rayon.sync.sender import Sender

ACTIONS = table_of(ActionRow)
INSTALLATION = table_of(Installation)


def take_turn(connection: Connection) -> None:
    """Wait until nobody else judges; the turn lasts to the commit."""
    # On SQLite the writing transaction is a turn already.
    if connection.dialect.name == "postgresql":
        connection.execute(select(INSTALLATION.c.last_change).with_for_update())


def write_down(
    connection: Connection, batch: Sequence[Recorded], sender: Sender, now: datetime
) -> list[Recorded]:
    """Insert the actions; those that were not known before, each once, in order.

    One whose number another action has already comes from a copied phone: it comes back without it.
    """
    first: dict[str, Recorded] = {}
    for action in batch:
        first.setdefault(action.id, action)
    rows = [_row(action, sender, now) for action in first.values()]
    statement = insert_or(connection, ACTIONS).on_conflict_do_nothing().returning(ACTIONS.c.id)
    fresh = set(connection.execute(statement, rows).scalars())
    unnumbered = [{**row, "number": None} for row in rows if row["id"] not in fresh]
    copied = set(connection.execute(statement, unnumbered).scalars()) if unnumbered else set()
    return [
        action if action.id in fresh else action.model_copy(update={"number": None})
        for action in first.values()
        if action.id in fresh | copied
    ]


def write_outcomes(
    connection: Connection, judged: Iterable[Judged], branches: dict[str, int | None]
) -> None:
    """Keep what became of each action, and the branch it turned out to be about."""
    rows = [
        {
            "action_id": one.id,
            "new_outcome": one.outcome,
            "new_why": one.why,
            "new_facts": one.facts,
            "new_branch": branches[one.id],
        }
        for one in judged
    ]
    if rows:
        connection.execute(OUTCOME, rows)


def answers(
    connection: Connection, batch: Sequence[Recorded], judged: dict[str, Judged]
) -> list[Judged]:
    """One answer per action; those known from before are answered from what was kept."""
    known = _kept(connection, {action.id for action in batch} - judged.keys())
    told: set[str] = set()
    said = []
    for action in batch:
        if action.id not in judged:
            said.append(_again(action, known[action.id]))
        elif action.id in told:
            said.append(Judged(action.id, "duplicate"))
        else:
            said.append(judged[action.id])
        told.add(action.id)
    return said


OUTCOME = (
    update(ACTIONS)
    .where(ACTIONS.c.id == bindparam("action_id"))
    .values(
        outcome=bindparam("new_outcome"),
        why=bindparam("new_why"),
        facts=bindparam("new_facts"),
        branch_id=bindparam("new_branch"),
    )
)


def _row(action: Recorded, sender: Sender, now: datetime) -> Row:
    return {
        **action.model_dump(),
        "device_id": sender.device_id,
        "branch_id": sender.branch_id,
        "body_hash": action.body_hash(),
        "received_at": now,
        "outcome": None,
        "why": "",
        "facts": {},
    }


def _kept(connection: Connection, ids: set[str]) -> dict[str, Row]:
    if not ids:
        return {}
    columns = (ACTIONS.c.id, ACTIONS.c.body_hash, ACTIONS.c.outcome, ACTIONS.c.why, ACTIONS.c.facts)
    rows = connection.execute(select(*columns).where(ACTIONS.c.id.in_(ids))).mappings()
    return {row["id"]: dict(row) for row in rows}


def _again(action: Recorded, kept: Row) -> Judged:
    """An action that came before: the same answer, unless it is another one in disguise."""
    if kept["body_hash"] != action.body_hash():
        return Judged(action.id, "conflict", "id_reused")
    if kept["outcome"] == "applied":
        return Judged(action.id, "duplicate", kept["why"], kept["facts"])
    return Judged(action.id, kept["outcome"], kept["why"], kept["facts"])
