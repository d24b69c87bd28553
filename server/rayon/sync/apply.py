"""The one door: judge each action of a batch once and write what follows, in one transaction."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import structlog
from pydantic import ValidationError
from sqlalchemy import Connection, bindparam, select, update
from sqlalchemy.exc import OperationalError

from rayon import clock
from rayon.database import insert_or, table_of, writing_engine
from rayon.holds.action import Action, Decision, Judged, Row, State, refused
from rayon.staff.rights import Author, authors_of
from rayon.sync import loading
from rayon.sync.handlers import HANDLERS, Handler, needs
from rayon.sync.models import ActionRow
from rayon.sync.recorded import Recorded
from rayon.sync.writing import Ledger

log = structlog.get_logger()
ACTIONS = table_of(ActionRow)
#: PostgreSQL may ask for a transaction to be tried again (deadlock, serialisation).
RETRIES = 5


@dataclass(frozen=True)
class Sender:
    """Whose connection the actions came through; empty for the server itself."""

    device_id: str | None = None
    branch_id: int | None = None
    author: Author | None = None
    is_server: bool = False


def apply(batch: Sequence[Recorded], sender: Sender) -> list[Judged]:
    """Apply a batch, each action once for ever; one answer per action, in the same order.

    An action whose handler raises is quarantined alone; the others are applied.
    """
    if not batch:
        return []
    for attempt in range(RETRIES):
        try:
            return _together(batch, sender)
        except OperationalError as error:
            if not _may_retry(error) or attempt == RETRIES - 1:
                raise
            time.sleep(0.01 * 2**attempt)
        except _PoisonError:
            return [judged for action in batch for judged in _alone(action, sender)]
    raise AssertionError("unreachable")


class _PoisonError(Exception):
    """A handler raised: the batch is rolled back and replayed one action at a time."""


def _together(batch: Sequence[Recorded], sender: Sender) -> list[Judged]:
    with writing_engine().begin() as connection:
        now = clock.now()
        fresh = _insert(connection, batch, sender, now)
        try:
            judged = _judge_all(connection, [a for a in batch if a.id in fresh], sender, now)
        except OperationalError:
            raise
        except Exception as error:
            log.exception("handler raised", actions=len(batch))
            raise _PoisonError from error
        return _answers(connection, batch, judged)


def _alone(action: Recorded, sender: Sender) -> list[Judged]:
    try:
        return _together([action], sender)
    except _PoisonError:
        with writing_engine().begin() as connection:
            now = clock.now()
            if action.id in _insert(connection, [action], sender, now):
                verdict = Judged(action.id, "quarantined", "server_fault")
                _write_outcomes(connection, [verdict], {})
            return _answers(connection, [action], {})


def _insert(
    connection: Connection, batch: Sequence[Recorded], sender: Sender, now: datetime
) -> set[str]:
    """Write the actions down; the ids that were not known before."""
    rows = {action.id: _row(action, sender, now) for action in reversed(batch)}
    statement = insert_or(connection, ACTIONS).on_conflict_do_nothing().returning(ACTIONS.c.id)
    return set(connection.execute(statement, list(rows.values())).scalars())


def _row(action: Recorded, sender: Sender, now: datetime) -> Row:
    return {
        **action.model_dump(exclude={"by"}),
        "by": action.by,
        "device_id": sender.device_id,
        "branch_id": sender.branch_id,
        "body_hash": action.body_hash(),
        "received_at": now,
        "outcome": None,
        "why": "",
        "facts": {},
    }


def _judge_all(
    connection: Connection, actions: list[Recorded], sender: Sender, now: datetime
) -> dict[str, Judged]:
    shifts = {action.shift for action in actions if action.shift}
    authors = authors_of(connection, shifts)
    read = {action.id: _read(action) for action in actions}
    wanted = [
        needs(action.name, action.subject, payload)
        for action in actions
        if not isinstance(payload := read[action.id], Decision)
    ]
    state = loading.load(connection, loading.merge(wanted))
    ledger = Ledger(state)
    judged, branches = {}, {}
    for action in actions:
        decision, branch_id = _judge(action, read[action.id], state, authors, sender, now)
        ledger.enter(action.id, decision, branch_id)
        # A later action of this batch may take this one back and must know how it ended.
        if row := state.get("action", action.id):
            row["outcome"] = decision.outcome
        branches[action.id] = branch_id
        judged[action.id] = Judged(action.id, decision.outcome, decision.why, decision.facts)
    ledger.write(connection)
    _write_outcomes(connection, list(judged.values()), branches)
    return judged


def _read(action: Recorded) -> Any:
    """The payload of an action, or the decision that it cannot be read."""
    handler = HANDLERS.get(action.name)
    if handler is None:
        return Decision("quarantined", "unknown_action_name")
    try:
        return handler.payload.model_validate(action.payload)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False, include_context=False)[0]
        field_name = ".".join(str(part) for part in first["loc"]) or first["msg"]
        return Decision("quarantined", "bad_payload", {"field": field_name})


def _judge(
    action: Recorded,
    payload: Any,
    state: State,
    authors: dict[str, Author],
    sender: Sender,
    now: datetime,
) -> tuple[Decision, int | None]:
    if isinstance(payload, Decision):
        return payload, sender.branch_id
    handler = HANDLERS[action.name]
    branch_id = _branch_of(handler, action, state, sender)
    author = sender.author or authors.get(action.shift or "")
    if refusal := _not_allowed(handler, action, author, branch_id, sender):
        return refusal, branch_id
    supervised = author.branches("supervisor", state.tables["calendar"]) if author else frozenset()
    judged = Action(
        id=action.id,
        name=action.name,
        subject=action.subject,
        payload=payload,
        now=now,
        by=action.by,
        store=action.store,
        device_id=sender.device_id,
        branch_id=branch_id,
        supervises=supervised,
    )
    return handler.judge(judged, state), branch_id


def _not_allowed(
    handler: Handler,
    action: Recorded,
    author: Author | None,
    branch_id: int | None,
    sender: Sender,
) -> Decision | None:
    if sender.is_server:
        return None
    if author is None or author.staff_id != action.by:
        return Decision("quarantined", "unknown_shift")
    if sender.device_id is not None and author.device_id != sender.device_id:
        return Decision("quarantined", "unknown_shift")
    if not author.may(handler.roles, branch_id):
        return refused("not_allowed")
    return None


def _branch_of(handler: Handler, action: Recorded, state: State, sender: Sender) -> int | None:
    """The branch whose rights count: that of the thing the action is about."""
    row = state.get(handler.subject, action.subject) if handler.subject else None
    if row is None:
        return sender.branch_id
    if handler.subject == "pick":
        row = state.get("walk", row["walk_id"]) or row
    key = "pickup_branch_id" if handler.subject == "hold" else "branch_id"
    branch_id = row.get(key)
    return branch_id if branch_id is not None else sender.branch_id


def _write_outcomes(
    connection: Connection, judged: list[Judged], branches: dict[str, int | None]
) -> None:
    if not judged:
        return
    statement = (
        update(ACTIONS)
        .where(ACTIONS.c.id == bindparam("action_id"))
        .values(
            outcome=bindparam("new_outcome"),
            why=bindparam("new_why"),
            facts=bindparam("new_facts"),
            branch_id=bindparam("new_branch"),
        )
    )
    rows = [
        {
            "action_id": one.id,
            "new_outcome": one.outcome,
            "new_why": one.why,
            "new_facts": one.facts,
            "new_branch": branches.get(one.id),
        }
        for one in judged
    ]
    connection.execute(statement, rows)


def _answers(
    connection: Connection, batch: Sequence[Recorded], judged: dict[str, Judged]
) -> list[Judged]:
    """One answer per action; those known from before are answered from what was kept."""
    known = _kept(connection, {action.id for action in batch} - judged.keys())
    answered: set[str] = set()
    answers = []
    for action in batch:
        if action.id in judged and action.id not in answered:
            answers.append(judged[action.id])
        elif action.id in judged:
            answers.append(Judged(action.id, "duplicate"))
        else:
            answers.append(_again(action, known.get(action.id)))
        answered.add(action.id)
    return answers


def _kept(connection: Connection, ids: set[str]) -> dict[str, Row]:
    if not ids:
        return {}
    columns = (ACTIONS.c.id, ACTIONS.c.body_hash, ACTIONS.c.outcome, ACTIONS.c.why, ACTIONS.c.facts)
    rows = connection.execute(select(*columns).where(ACTIONS.c.id.in_(ids))).mappings()
    return {row["id"]: dict(row) for row in rows}


def _again(action: Recorded, kept: Row | None) -> Judged:
    """An action that came before: the same answer, unless it is another one in disguise."""
    if kept is None:
        return Judged(action.id, "conflict", "number_reused")
    if kept["body_hash"] != action.body_hash():
        return Judged(action.id, "conflict", "id_reused")
    if kept["outcome"] == "applied":
        return Judged(action.id, "duplicate")
    return Judged(action.id, kept["outcome"], kept["why"], kept["facts"])


def _may_retry(error: OperationalError) -> bool:
    return getattr(error.orig, "sqlstate", None) in ("40001", "40P01")
