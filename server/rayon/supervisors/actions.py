"""What supervisors decide about the things that need a person. Pure handlers."""

from typing import Any, Literal

from pydantic import Field

from rayon.holds.action import (
    NEW_LINE,
    Action,
    Change,
    Decision,
    Payload,
    Row,
    State,
    applied,
    insert,
    refused,
    superseded,
    update,
)
from rayon.holds.lifecycle import CLOSED_STATUSES


class ResolveTrouble(Payload):
    """How it ended; ``elsewhere``: it was decided on another screen."""

    choice: Literal[
        "done",
        "reshelved",
        "here",
        "not_here",
        "tell_patron",
        "name_volume",
        "resend",
        "consider_told",
        "keep",
        "elsewhere",
    ] = "done"


class OpenTrouble(Payload):
    """Something the server noticed by itself; ``subject`` is the id of the line."""

    branch: int
    kind: str = Field(max_length=30)
    subject_kind: str = Field("", max_length=10)
    subject_id: str = Field("", max_length=36)
    facts: dict[str, Any] = Field(default_factory=dict)


class NoteTeam(Payload):
    """What was changed about a colleague; never to what."""

    branch: int
    colleague: int
    what: Literal["taken_on", "pin", "roles", "let_go"]


class NotePhone(Payload):
    """A code for a new phone was asked for, or a phone was shut out."""

    branch: int
    phone: str = Field("", max_length=36)
    what: Literal["code", "shut_out"]


def note_change(_action: Action, _state: State) -> Decision:
    """It has happened: people and phones are no rows of the log, but who changed them is."""
    return applied()


def open_trouble(action: Action, state: State) -> Decision:
    """Put a line on the list; the same line is put there once."""
    if state.get("trouble", action.subject):
        return superseded("already_decided")
    seen = action.payload
    return applied(
        insert(
            "trouble",
            action.subject,
            branch_id=seen.branch,
            kind=seen.kind,
            subject_kind=seen.subject_kind,
            subject_id=seen.subject_id,
            action_id=action.id,
            facts=seen.facts,
            opened_at=action.now,
            **NEW_LINE,
        )
    )


def resolve_trouble(action: Action, state: State) -> Decision:
    """Close a line of the trouble list, with who did it."""
    line = state.get("trouble", action.subject)
    if line is None:
        return refused("unknown_trouble")
    if line["closed_at"] is not None:
        return superseded("already_decided")
    close = update(
        "trouble",
        line,
        closed_at=action.now,
        closed_by=action.by,
        resolution=action.payload.choice,
    )
    if action.payload.choice != "reshelved":
        return applied(close)
    return applied(close, *_reshelve(state, line))


def _reshelve(state: State, line: Row) -> list[Change]:
    """Back on its shelf, unless it has come to serve a hold that is alive."""
    item = state.item_by_barcode(line["facts"].get("barcode", ""))
    if item is None:
        return []
    hold = state.get("hold", item["hold_id"])
    if hold and hold["status"] not in CLOSED_STATUSES:
        return []
    return [update("item", item, hold_id=None, place_kind="shelf", place_ref="")]
