"""A parcel leaves, and how it ended at the door; it comes back and is scanned in. Pure handlers.

What the courier says counts once: the first outcome that arrives stands, another one is a
contradiction that a person settles. The sum due is written with the outcome, in one decision.
How an outcome is taken back or corrected is in ``correcting.py``.
"""

from typing import Literal

from pydantic import Field

from rayon.delivery.actions.common import copies_in, is_ours, parcel_of
from rayon.delivery.actions.money import settle_sum
from rayon.holds.action import (
    Action,
    Change,
    Decision,
    Payload,
    Row,
    State,
    applied,
    can,
    conflict,
    move,
    refused,
    superseded,
    trouble,
    update,
)

#: How a parcel ends, by the action that says so.
OUTCOMES = {
    "deliver_parcel": "delivered",
    "report_absent": "absent",
    "report_refused": "refused",
    "report_wrong_address": "wrong_address",
    "report_incident": "incident",
}
#: Nobody pays for what went wrong on our side.
DUE = ("delivered", "absent", "refused", "wrong_address")
ON_ITS_WAY = ("closed", "out")
#: What a person is asked about a parcel until somebody says how it ended.
OPEN_QUESTIONS = ("parcel_without_outcome", "parcel_outcomes")


class LoadParcel(Payload):
    """It is on the bike."""


class DeliverParcel(Payload):
    """It was handed over; ``to`` whom."""

    to: Literal["patron", "household", "caretaker"]


class NotDelivered(Payload):
    """It rides back."""


class ReceiveParcel(Payload):
    """It is in the library again. ``subject`` is the number on its label."""

    number: str = Field(max_length=12)


def load_parcel(action: Action, state: State) -> Decision:
    """Scanned out, before the courier leaves."""
    parcel = parcel_of(action, state)
    if parcel is None:
        return refused("unknown_parcel")
    if parcel["status"] == "open":
        return refused("parcel_is_open")
    if parcel["status"] != "closed":
        return superseded("already_decided")
    return applied(update("parcel", parcel, status="out", out_at=action.now))


def end_parcel(action: Action, state: State) -> Decision:
    """How it ended at the door: its documents, its loans and the sum due, all at once."""
    parcel = parcel_of(action, state)
    if parcel is None:
        return refused("unknown_parcel")
    if parcel["status"] == "open":
        return refused("parcel_is_open")
    ended = OUTCOMES[action.name]
    if parcel["status"] not in ON_ITS_WAY:
        return ended_before(action, parcel, ended)
    return applied(*end_now(action, state, parcel, ended, getattr(action.payload, "to", "")))


def end_now(action: Action, state: State, parcel: Row, ended: str, to: str) -> list[Change]:
    """A parcel that is on its way ends: what was in it is kept, in case this proves wrong."""
    copies = copies_in(state, parcel)
    holds = {copy["hold_id"]: state.get("hold", copy["hold_id"]) for copy in copies}
    step = "deliver" if ended == "delivered" else "bring_back"
    moving = {hold["id"]: hold for hold in holds.values() if hold and can(hold, step)}
    carried = [[one["id"], one["hold_id"] if one["hold_id"] in moving else None] for one in copies]
    said = {"status": ended, "given_to": to, "ended_at": action.now, "ended_by": action.id}
    return [
        update("parcel", parcel, **said, carried=carried),
        *(_move(action, hold, step) for hold in moving.values()),
        *(given(copy) for copy in copies if ended == "delivered"),
        *settle_sum(action, state, parcel, is_due=ended in DUE),
        *answered(action, state, parcel),
    ]


def answered(action: Action, state: State, parcel: Row) -> list[Change]:
    """How it ended was a question to a person, and here is the answer."""
    lines = state.where("trouble", subject_id=parcel["id"], closed_at=None)
    done = {"closed_at": action.now, "closed_by": action.by, "resolution": "corrected"}
    return [update("trouble", line, **done) for line in lines if line["kind"] in OPEN_QUESTIONS]


def ended_before(action: Action, parcel: Row, ended: str) -> Decision:
    """Somebody has said before how it ended: the same, or a contradiction for a person."""
    if parcel["status"] == ended:
        return superseded("already_decided")
    line = trouble(
        action,
        "parcel_outcomes",
        parcel["branch_id"],
        subject=("parcel", parcel["id"]),
        number=parcel["number"],
        first=parcel["status"],
        then=ended,
    )
    return conflict("parcel_ended_otherwise", line)


def _move(action: Action, hold: Row, step: str) -> Change:
    values = {"handed_over_at": action.now} if step == "deliver" else {}
    return move(action, hold, step, **values)


def given(copy: Row) -> Change:
    """A copy is with the patron."""
    gone = {"hold_id": None, "place_kind": "patron", "place_ref": "", "status": "on_loan"}
    return update("item", copy, **gone)


def receive_parcel(action: Action, state: State) -> Decision:
    """Its documents wait for their patron on the hold shelf from now on."""
    parcel = next(iter(state.where("parcel", number=action.payload.number)), None)
    if parcel is None or not is_ours(action, parcel):
        return refused("unknown_parcel")
    if parcel["status"] in ("open", *ON_ITS_WAY, "delivered"):
        return refused("parcel_did_not_come_back")
    if parcel["received_at"] is not None:
        return superseded("already_decided")
    copies = copies_in(state, parcel)
    holds = [state.get("hold", hold_id) for hold_id in {copy["hold_id"] for copy in copies}]
    return applied(
        update("parcel", parcel, received_at=action.now),
        *(update("item", copy, place_kind="walk", place_ref="") for copy in copies),
        *(
            update("hold", hold, fulfilment="pickup", fact_at=action.now)
            for hold in holds
            if hold and hold["status"] == "coming_back"
        ),
    )
