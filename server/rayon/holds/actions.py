"""What happens to a hold outside a walk: asked for, cancelled, given up, told. Pure handlers."""

from datetime import date, datetime
from typing import Any, Literal

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
    move,
    refused,
    superseded,
    trouble,
    update,
)
from rayon.holds.searching import NOT_LOOKED_FOR, after_a_look
from rayon.holds.visits import off_the_cart
from rayon.staff.secrets import code_from


class PlaceHold(Payload):
    """A new hold. ``patron`` is a row id: no identity travels in an action."""

    source: str = Field(max_length=20)
    reference: str = Field(max_length=80)
    patron: int | None = None
    wants: Literal["title", "item", "selection"] = "title"
    title: int | None = None
    item: int | None = None
    volume: str = Field("", max_length=80)
    kind: str = Field("", max_length=20)
    selection: dict[str, Any] | None = None
    fulfilment: Literal["pickup", "delivery", "round"] = "pickup"
    pickup_branch: int
    picking_branch: int | None = None
    round_stop: str | None = Field(None, max_length=36)
    asked_at: datetime


class CancelHold(Payload):
    """No longer wanted: by the patron, by the library's own system, or by staff."""

    because: Literal["patron", "ils", "staff"] = "patron"


class GiveUp(Payload):
    """The search policy is used up, or no copy is left to look for."""

    because: Literal["not_found", "unusable", "no_copy"] = "not_found"


class NameVolume(Payload):
    """Which volume is wanted, of a record that has several."""

    volume: str = Field(min_length=1, max_length=80)


class RecordTold(Payload):
    """The patron was told: from then on the kept days count. ``on`` is the branch's own day."""

    kind: Literal["ready", "not_found", "correction"]
    until: date | None = None
    on: date | None = None


class SettleDispute(Payload):
    """A person looked: the document is here for this hold, or it is not."""

    here: bool


def place_hold(action: Action, state: State) -> Decision:
    """Write a hold down; ``subject`` is its id."""
    if state.get("hold", action.subject):
        return superseded("already_asked")
    asked = action.payload
    return applied(
        insert(
            "hold",
            action.subject,
            source=asked.source,
            reference=asked.reference,
            patron_id=asked.patron,
            wants=asked.wants,
            title_id=asked.title,
            item_id=asked.item,
            volume=asked.volume,
            kind=asked.kind,
            selection=asked.selection,
            fulfilment=asked.fulfilment,
            pickup_branch_id=asked.pickup_branch,
            picking_branch_id=asked.picking_branch,
            asked_at=asked.asked_at,
            fact_at=action.now,
            **new_hold(action) | {"round_stop_id": asked.round_stop},
        )
    )


#: The columns a new hold begins with.
NEW_HOLD: Row = {
    "status": "open",
    "disputed": False,
    "slip": None,
    "slip_day": None,
    "walk_id": None,
    **NOT_LOOKED_FOR,
    "closed_because": "",
    "told_on": None,
    "ready_until": None,
    "slot_id": None,
    "shelved_at": None,
    "handed_over_at": None,
    "pickup_code": "",
    "delivery_id": None,
    "round_id": None,
    "round_stop_id": None,
    "version": 1,
}


def new_hold(action: Action) -> Row:
    """What a hold begins with, its own pick-up code among it.

    The code is worked out from the id of the action, half of which is random and which never
    leaves the server: a handler draws no lots.
    """
    return {**NEW_HOLD, "pickup_code": code_from(action.id)}


def cancel_hold(action: Action, state: State) -> Decision:
    """Close the hold and free what was put aside for it."""
    hold = state.get("hold", action.subject)
    if hold is None:
        return refused("unknown_hold")
    if not can(hold, "cancel"):
        return superseded("already_closed")
    picks = [p for p in state.where("pick", hold_id=hold["id"]) if p["status"] in ("open", "later")]
    return applied(
        move(action, hold, "cancel", closed_because=action.payload.because, disputed=False),
        *(update("pick", pick, status="withdrawn", decided_at=action.now) for pick in picks),
        *(_reshelve(action, hold, item) for item in state.where("item", hold_id=hold["id"])),
    )


def give_up(action: Action, state: State) -> Decision:
    """The hold is unfilled: the patron will be told, once."""
    hold = state.get("hold", action.subject)
    if hold is None:
        return refused("unknown_hold")
    if not can(hold, "give_up"):
        return superseded("already_decided")
    return applied(
        move(action, hold, "give_up", closed_because=action.payload.because),
        # A selection may have had some of its documents put aside already.
        *(_reshelve(action, hold, item) for item in state.where("item", hold_id=hold["id"])),
    )


def name_volume(action: Action, state: State) -> Decision:
    """From now on the hold can be planned; which volumes there are, the caller has looked up."""
    hold = state.get("hold", action.subject)
    if hold is None:
        return refused("unknown_hold")
    if hold["volume"] or hold["wants"] != "title" or hold["status"] not in ("open", "searching"):
        return superseded("already_decided")
    return applied(update("hold", hold, volume=action.payload.volume))


def record_told(action: Action, state: State) -> Decision:
    """Write how long the document is kept, counted from the day the patron was told."""
    hold = state.get("hold", action.subject)
    if hold is None:
        return refused("unknown_hold")
    told = action.payload
    return applied(update("hold", hold, ready_until=told.until, told_on=told.on))


def settle_dispute(action: Action, state: State) -> Decision:
    """End a contradiction: the patron hears what is true from now on."""
    hold = state.get("hold", action.subject)
    if hold is None:
        return refused("unknown_hold")
    if not hold["disputed"]:
        return superseded("already_decided")
    if action.payload.here:
        return applied(update("hold", hold, disputed=False, fact_at=action.now))
    if not can(hold, "miss"):
        return refused("has_moved_on")
    looked, off = after_a_look(action, state, hold), off_the_cart(state, hold)
    return applied(
        move(action, hold, "miss", disputed=False, **off, **looked),
        *(
            update("item", item, hold_id=None, place_kind="missing", place_ref="")
            for item in state.where("item", hold_id=hold["id"])
        ),
    )


def _reshelve(action: Action, hold: Row, item: Row) -> Change:
    """A copy in a cart or on the hold shelf has to go back: somebody must carry it."""
    return trouble(
        action,
        "reshelve",
        item["place_branch_id"],
        subject=("hold", hold["id"]),
        barcode=item["barcode"],
        place=item["place_kind"],
    )
