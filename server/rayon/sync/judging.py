"""From an action as it came in to a decision: can it be read, is it allowed, what do rules say."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from pydantic import ValidationError
from sqlalchemy import Connection

from rayon.holds.action import (
    Action,
    Decision,
    Judged,
    Payload,
    Row,
    State,
    conflict,
    refused,
    trouble,
)
from rayon.ils.owing import with_what_is_owed
from rayon.prepared import Ready
from rayon.staff.rights import Author, authors_of
from rayon.sync import loading
from rayon.sync.batch import Batch
from rayon.sync.handlers import HANDLERS, OFFLINE, Handler, needs
from rayon.sync.log import note_outcome
from rayon.sync.recorded import SCHEMA_VERSION, Recorded
from rayon.sync.sender import Sender
from rayon.sync.writing import Ledger

#: A phone that was away for longer has a clock that nobody can trust.
LONGEST_AGO = timedelta(days=31)


def judge_all(
    connection: Connection, batches: Sequence[Batch], rows: dict[str, Row], now: datetime
) -> tuple[dict[str, Judged], list[Ready]]:
    """Judge new actions one after the other; the outcomes by id, and what writes all that follows.

    ``rows``: the actions as they will stand in the log; their outcomes are noted there.
    """
    payloads = {
        action.id: _read(action, batch.sender, now) for batch in batches for action in batch.actions
    }
    wanted = [
        needs(row["name"], row["subject"], payload)
        for action_id, row in rows.items()
        if not isinstance(payload := payloads[action_id], Decision)
    ]
    state = loading.load(connection, loading.merge(wanted), rows)
    authors = authors_of(connection, {row["shift"] for row in rows.values()} - {None})
    ledger = Ledger(state)
    judged: dict[str, Judged] = {}
    for batch in batches:
        bench = _Bench(state, authors, batch.sender, now)
        for action in batch.actions:
            decision, branch_id = bench.judge(action, payloads[action.id])
            ledger.enter(action.id, decision)
            said = Judged(action.id, decision.outcome, decision.why, decision.facts)
            # A later action may take this one back and must know how it ended.
            note_outcome(rows[action.id], said, branch_id)
            judged[action.id] = said
    return judged, ledger.ready(connection)


def _read(action: Recorded, sender: Sender, now: datetime) -> Any:
    """The payload of an action, or the decision that it cannot be read or must not count."""
    if action.number is None and sender.is_phone:
        return _of_a_copied_phone(action, sender, now)
    if action.v > SCHEMA_VERSION:
        # Its fields may mean something else by then; half-understood is not understood.
        return Decision("quarantined", "newer_action")
    handler = HANDLERS.get(action.name)
    if handler is None:
        return Decision("quarantined", "unknown_action_name")
    if sender.is_phone and action.name not in OFFLINE:
        return Decision("quarantined", "not_allowed")
    try:
        return handler.payload.model_validate(action.payload)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False, include_context=False)[0]
        field_name = ".".join(str(part) for part in first["loc"])[:80] or first["msg"]
        return Decision("quarantined", "bad_payload", {"field": field_name})


def _of_a_copied_phone(action: Recorded, sender: Sender, now: datetime) -> Decision:
    """What the original did counts; this is kept, and a person hears of it."""
    if sender.branch_id is None:
        return conflict("number_reused")
    facts = {"did": action.name, "barcode": str(action.payload.get("barcode", ""))[:32]}
    done = Action(action.id, action.name, action.subject, None, now)
    line = trouble(done, "number_reused", sender.branch_id, subject=("", ""), **facts)
    return conflict("number_reused", line)


def _said_at(text: str, now: datetime) -> datetime | None:
    """When a phone says that it was; None where that cannot be: it lies ahead, or weeks back."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    return at if at.tzinfo and timedelta() <= now - at <= LONGEST_AGO else None


@dataclass(frozen=True)
class _Bench:
    """What every action of a batch is judged with."""

    state: State
    authors: dict[str, Author]
    sender: Sender
    now: datetime

    def judge(self, recorded: Recorded, payload: Any) -> tuple[Decision, int | None]:
        """The decision, and the branch it is about."""
        if isinstance(payload, Decision):
            return payload, self.sender.branch_id
        handler = HANDLERS[recorded.name]
        about = self._branches(handler, recorded, payload)
        branch_id = self._branch(about)
        author = self.sender.author or self.authors.get(recorded.shift or "")
        if refusal := self._not_allowed(handler, recorded, author, about):
            return refusal, branch_id
        action = self._action(recorded, payload, branch_id, author)
        decision = handler.judge(action, self.state)
        return with_what_is_owed(action, decision, self.state), branch_id

    def _action(
        self, recorded: Recorded, payload: Any, branch_id: int | None, author: Author | None
    ) -> Action:
        all_branches = self.state.tables["branch"]
        return Action(
            id=recorded.id,
            name=recorded.name,
            subject=recorded.subject,
            payload=payload,
            now=self.now,
            by=recorded.by,
            device_id=self.sender.device_id,
            branch_id=branch_id,
            supervises=author.branches("supervisor", all_branches) if author else frozenset(),
            at=_said_at(recorded.at, self.now),
        )

    def _not_allowed(
        self, handler: Handler, recorded: Recorded, author: Author | None, about: set[int | None]
    ) -> Decision | None:
        if self.sender.is_server:
            return None
        if author is None or author.staff_id != recorded.by:
            return Decision("quarantined", "unknown_shift")
        if author.device_id != self.sender.device_id:
            return Decision("quarantined", "unknown_shift")
        if not any(author.may(handler.roles, branch_id) for branch_id in about):
            # Somebody who was let go recorded it before, or an old phone would: a person decides,
            # for the line of what was not done says what it was.
            return refused("not_allowed" if author.roles else "no_role_any_more")
        return None

    def _branches(self, handler: Handler, recorded: Recorded, payload: Payload) -> set[int | None]:
        """The branches whose rights count: those of the thing the action is about; what is scanned
        on a round is about that round.
        """
        if ride := self.state.get("cart_round", vars(payload).get("round")):
            return {ride["branch_id"]}
        row = self.state.get(handler.subject, recorded.subject)
        if row is None:
            return {self.sender.branch_id}
        walk = self.state.get("walk", row.get("walk_id"))
        known = {row.get(key) for key in ("branch_id", "pickup_branch_id", "picking_branch_id")}
        if walk:
            known.add(walk["branch_id"])
        return known - {None} or {self.sender.branch_id}

    def _branch(self, about: set[int | None]) -> int | None:
        if self.sender.branch_id in about:
            return self.sender.branch_id
        return min((branch_id for branch_id in about if branch_id is not None), default=None)
