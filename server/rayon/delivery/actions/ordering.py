"""A delivery is ordered, or cancelled in time. Pure handlers.

Where it goes is in the row ``door`` of the same id: no address travels in an action.
"""

from dataclasses import replace
from typing import Literal

from pydantic import Field

from rayon.holds.action import (
    Action,
    Change,
    Decision,
    Payload,
    Row,
    State,
    applied,
    can,
    insert,
    refused,
    superseded,
    update,
)
from rayon.holds.actions import CancelHold, cancel_hold
from rayon.holds.lifecycle import CLOSED_STATUSES


class OrderDelivery(Payload):
    """Bring it home. ``patron`` is a row id; the payer is an adult and knows the fee.

    ``agreed``: the fee and the rule of absence were read to the caller and the caller said yes, or
    the yes is in the patron's message.
    """

    patron: int = Field(ge=1, le=2**31 - 1)
    agreed: Literal["read", "message"]
    payer_is_adult: Literal[True]


class CancelDelivery(Payload):
    """The patron does not want it any more, or we cannot bring it."""

    because: Literal["patron", "staff"] = "patron"


def order_delivery(action: Action, state: State) -> Decision:
    """Promise a day by the server's clock; ``subject`` is the new delivery's id."""
    if state.get("delivery", action.subject):
        return superseded("already_asked")
    patron, door = state.get("patron", action.payload.patron), state.get("door", action.subject)
    branch = state.get("branch", door["branch_id"]) if door else None
    if patron is None:
        return refused("unknown_patron")
    if door is None or branch is None:
        return refused("unknown_door")
    today = branch["calendar"].local_day(action.now)
    if patron["blocked_until"] and today <= patron["blocked_until"]:
        return refused("patron_blocked", until=patron["blocked_until"].isoformat())
    promise = branch["delivery"].promise(action.now)
    if promise is None:
        return refused("no_delivery_day")
    return applied(
        insert(
            "delivery",
            action.subject,
            branch_id=door["branch_id"],
            patron_id=patron["id"],
            day=promise.day,
            ordered_at=action.now,
            closes_at=promise.closes,
            cancel_until=promise.cancel_until,
            fee_cents=branch["delivery"].fee(door["category"]),
            agreed=action.payload.agreed,
            parcels_agreed=1,
            stop=None,
            cancelled_at=None,
            version=1,
        ),
        *(
            update("hold", hold, delivery_id=action.subject)
            for hold in _to_ride(state, door, patron["id"])
        ),
    )


def _to_ride(state: State, door: Row, patron_id: int) -> list[Row]:
    """What the patron asked for by the library's own system, to be brought home somewhere."""
    asked = {"patron_id": patron_id, "fulfilment": "delivery", "delivery_id": None}
    waiting = state.where("hold", **asked)
    here = [hold for hold in waiting if hold["pickup_branch_id"] == door["branch_id"]]
    return [hold for hold in here if hold["status"] not in CLOSED_STATUSES]


def cancel_delivery(action: Action, state: State) -> Decision:
    """Until noon of the day it costs nothing, and all that was asked for with it is cancelled."""
    delivery = state.get("delivery", action.subject)
    if delivery is None:
        return refused("unknown_delivery")
    if delivery["cancelled_at"] is not None:
        return superseded("already_closed")
    if action.now >= delivery["cancel_until"] and action.payload.because == "patron":
        return refused("too_late_to_cancel")
    parcels = state.where("parcel", delivery_id=delivery["id"])
    if any(parcel["status"] not in ("open", "closed") for parcel in parcels):
        return refused("parcel_has_left")
    holds = [
        hold for hold in state.where("hold", delivery_id=delivery["id"]) if can(hold, "cancel")
    ]
    return applied(
        update("delivery", delivery, cancelled_at=action.now),
        *(update("parcel", parcel, status="cancelled") for parcel in parcels),
        *(change for hold in holds for change in _cancel(action, state, hold["id"])),
    )


def _cancel(action: Action, state: State, hold_id: str) -> tuple[Change, ...]:
    said = CancelHold(because=action.payload.because)
    return cancel_hold(replace(action, subject=hold_id, payload=said), state).changes
