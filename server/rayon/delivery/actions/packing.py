"""Documents go into the patron's parcel, and the parcel is closed. Pure handlers."""

from pydantic import Field

from rayon.catalogue.barcodes import Barcode
from rayon.delivery.actions.common import delivery_of, holds_of, is_ours, parcel_of
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
    update,
)
from rayon.staff.secrets import code_from

HEAVIEST = 100_000
#: More than anybody carries for one door.
MOST_PARCELS = 9


class PackDocument(Payload):
    """This copy is in the bag. The screen makes the id of a new parcel."""

    delivery: str = Field(max_length=36)
    barcode: Barcode


class UnpackDocument(Payload):
    """This copy is out of the bag again."""

    barcode: Barcode


class WeighDocument(Payload):
    """This copy on our scale."""

    barcode: Barcode
    grams: int = Field(ge=1, le=HEAVIEST)


class CloseParcel(Payload):
    """The bag is closed. ``grams``: on the scale; else ``estimated`` has to fit."""

    grams: int | None = Field(None, ge=1, le=HEAVIEST)
    estimated: int = Field(ge=0, le=HEAVIEST)


class ReopenParcel(Payload):
    """Something has to be added, or taken out."""


class AgreeToParcels(Payload):
    """The patron says yes to so many parcels, and to their price."""

    count: int = Field(ge=1, le=MOST_PARCELS)


class LeaveBehind(Payload):
    """This copy does not ride: it waits on the hold shelf."""

    barcode: Barcode


def pack_document(action: Action, state: State) -> Decision:
    """Put a copy into a parcel of its own patron's delivery; ``subject`` is the parcel."""
    delivery = state.get("delivery", action.payload.delivery)
    parcel = state.get("parcel", action.subject)
    item = state.item_by_barcode(action.payload.barcode)
    if delivery is None or not is_ours(action, delivery):
        return refused("unknown_delivery")
    if parcel and parcel["delivery_id"] != delivery["id"]:
        return refused("unknown_delivery")
    if delivery["cancelled_at"] is not None:
        return refused("delivery_cancelled")
    if parcel and parcel["status"] != "open":
        return refused("parcel_is_closed")
    if item is None:
        return refused("unknown_barcode")
    return _not_this_one(action, state, delivery, item) or _pack(
        action, state, delivery, parcel, item
    )


def _not_this_one(action: Action, state: State, delivery: Row, item: Row) -> Decision | None:
    hold = state.get("hold", item["hold_id"])
    if hold is None or hold["delivery_id"] != delivery["id"]:
        return refused("not_of_this_parcel")
    if item["place_kind"] == "parcel":
        is_here = item["place_ref"] == action.subject
        return superseded("already_packed") if is_here else refused("in_another_parcel")
    if not can(hold, "pack") and hold["status"] != "in_parcel":
        return refused("has_moved_on")
    return None


def _pack(action: Action, state: State, delivery: Row, parcel: Row | None, item: Row) -> Decision:
    hold = state.get("hold", item["hold_id"])
    assert hold is not None
    others = state.where("parcel", delivery_id=delivery["id"])
    if parcel is None and len(others) >= delivery["parcels_agreed"]:
        return refused("second_parcel_needs_yes", count=delivery["parcels_agreed"])
    new = [_new_parcel(action, delivery)] if parcel is None else []
    packed = update("item", item, place_kind="parcel", place_ref=action.subject)
    # A selection of several documents is in the parcel with its first.
    moved = [move(action, hold, "pack", slot_id=None)] if can(hold, "pack") else []
    return applied(*new, *moved, packed)


def _new_parcel(action: Action, delivery: Row) -> Change:
    return insert(
        "parcel",
        action.subject,
        delivery_id=delivery["id"],
        branch_id=delivery["branch_id"],
        number=f"COL{code_from(action.subject)}",
        day=delivery["day"],
        status="open",
        grams=None,
        given_to="",
        closed_at=None,
        out_at=None,
        ended_at=None,
        received_at=None,
        ended_by="",
        carried=[],
        version=1,
    )


def unpack_document(action: Action, state: State) -> Decision:
    """Take a copy out of an open parcel: it is in hand again."""
    parcel = parcel_of(action, state)
    if parcel is None:
        return refused("unknown_parcel")
    if parcel["status"] != "open":
        return refused("parcel_is_closed")
    item = state.item_by_barcode(action.payload.barcode)
    if item is None or item["place_kind"] != "parcel" or item["place_ref"] != parcel["id"]:
        return superseded("not_packed")
    return applied(*_in_hand(action, state, item))


def _in_hand(action: Action, state: State, item: Row, **values: object) -> list[Change]:
    """The copy is in nobody's bag; its hold goes back once none of its copies is in one."""
    hold = state.get("hold", item["hold_id"])
    changes = [update("item", item, place_kind="walk", place_ref="")]
    if hold is None:
        return changes
    copies = state.where("item", hold_id=hold["id"])
    is_last = all(one["id"] == item["id"] or one["place_kind"] != "parcel" for one in copies)
    if is_last and can(hold, "unpack"):
        changes.append(move(action, hold, "unpack", **values))
    elif values:
        changes.append(update("hold", hold, **values))
    return changes


def weigh_document(action: Action, state: State) -> Decision:
    """What the scale says of a copy; ``subject`` is the weighing."""
    item = state.item_by_barcode(action.payload.barcode)
    if item is None:
        return refused("unknown_barcode")
    if state.get("weighing", action.subject):
        return superseded("already_decided")
    said = {"item_id": item["id"], "grams": action.payload.grams, "at": action.now}
    return applied(insert("weighing", action.subject, **said))


def close_parcel(action: Action, state: State) -> Decision:
    """No more goes in; the scale has the last word about the limit."""
    parcel = parcel_of(action, state)
    if parcel is None:
        return refused("unknown_parcel")
    if parcel["status"] != "open":
        return superseded("parcel_is_closed")
    if not state.where("item", place_ref=parcel["id"]):
        return refused("parcel_is_empty")
    branch = state.get("branch", parcel["branch_id"])
    limit = branch["parcel_grams"] if branch else 0
    grams = action.payload.grams
    known = action.payload.estimated if grams is None else grams
    if known > limit:
        return refused("parcel_too_heavy", grams=known, limit=limit)
    return applied(update("parcel", parcel, status="closed", grams=grams, closed_at=action.now))


def reopen_parcel(action: Action, state: State) -> Decision:
    """As long as it has not left."""
    parcel = parcel_of(action, state)
    if parcel is None:
        return refused("unknown_parcel")
    if parcel["status"] == "open":
        return superseded("already_decided")
    if parcel["status"] != "closed":
        return refused("parcel_has_left")
    return applied(update("parcel", parcel, status="open", grams=None, closed_at=None))


def agree_to_parcels(action: Action, state: State) -> Decision:
    """How many parcels the patron pays for."""
    delivery = state.get("delivery", action.subject)
    if delivery is None:
        return refused("unknown_delivery")
    if delivery["parcels_agreed"] == action.payload.count:
        return superseded("already_decided")
    if len(state.where("parcel", delivery_id=delivery["id"])) > action.payload.count:
        return refused("more_are_packed")
    return applied(update("delivery", delivery, parcels_agreed=action.payload.count))


def leave_behind(action: Action, state: State) -> Decision:
    """Without a second parcel the rest waits on the hold shelf; ``subject`` is the delivery."""
    delivery = delivery_of(action, state)
    item = state.item_by_barcode(action.payload.barcode)
    hold = state.get("hold", item["hold_id"]) if item else None
    if delivery is None:
        return refused("unknown_delivery")
    if item is None or hold is None or hold not in holds_of(state, delivery):
        return refused("not_of_this_parcel")
    to_collect = {"fulfilment": "pickup", "delivery_id": None}
    parcel = state.get("parcel", item["place_ref"]) if item["place_kind"] == "parcel" else None
    if parcel is None:
        return applied(update("hold", hold, fact_at=action.now, **to_collect))
    if parcel["status"] != "open":
        return refused("parcel_is_closed")
    return applied(*_in_hand(action, state, item, **to_collect))
