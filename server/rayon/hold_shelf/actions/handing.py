"""The patron, or whoever shows their card or code, leaves with the documents."""

from typing import Literal

from pydantic import Field

from rayon.hold_shelf.actions.common import (
    OfDocument,
    document_of,
    no_longer,
    set_down,
)
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
from rayon.holds.searching import after_a_look
from rayon.holds.visits import after_the_visit, off_the_cart


class HandOver(OfDocument):
    """``presented``: what opened the bundle. ``card_of``: whose card was shown, a row id."""

    presented: Literal["card", "code", "slot"]
    card_of: int | None = Field(default=None, ge=1, le=2**31 - 1)


class ReportMissing(Payload):
    """It was to wait in its slot, and it does not stand there."""


def hand_over(action: Action, state: State) -> Decision:
    """One document is the patron's now; the hold is over with its last one."""
    found = document_of(action, state)
    if isinstance(found, Decision):
        hold = state.get("hold", action.subject)
        is_done = hold is not None and hold["status"] == "handed_over"
        return superseded("already_handed_over") if is_done else found
    hold, copy = found
    if copy["place_branch_id"] != hold["pickup_branch_id"] or hold["status"] == "in_transit":
        return refused("not_here_yet")
    if not can(hold, "hand_over") and copy["place_kind"] == "bike":
        return _gone_all_the_same(action, hold, copy)
    if not can(hold, "hand_over"):
        return no_longer(hold) or refused("not_here_yet")
    gone = set_down(copy, "patron", "", copy["place_branch_id"], hold_id=None, status="on_loan")
    rest = [one for one in state.where("item", hold_id=hold["id"]) if one["id"] != copy["id"]]
    if rest:
        return applied(gone)
    ended = {"closed_because": "", "disputed": False, "handed_over_at": action.now}
    over = move(action, hold, "hand_over", **ended)
    return applied(over, gone)


def _gone_all_the_same(action: Action, hold: Row, copy: Row) -> Decision:
    """Nobody in the street could know that it was not wanted any more: its reader has it."""
    lent = {"hold_id": None, "status": "on_loan"}
    gone = set_down(copy, "patron", "", copy["place_branch_id"], **lent)
    facts, subject = {"barcode": copy["barcode"], "slip": hold["slip"]}, ("item", str(copy["id"]))
    why = "lent_though_cancelled"
    line = trouble(action, why, copy["place_branch_id"], subject=subject, **facts)
    return conflict(why, gone, line)


def undo_hand_over(action: Action, state: State, target: Row) -> Decision:
    """The document is back in its slot, or in the hand where it never had one."""
    hold = state.get("hold", target["subject"])
    copy = state.item_by_barcode(target["payload"]["barcode"])
    if hold is None or copy is None:
        return refused("unknown_hold")
    if copy["hold_id"] is not None or copy["place_kind"] != "patron":
        return refused("has_moved_on")
    ride = state.get("cart_round", hold["round_id"])
    is_over = ride is not None and ride["ended_at"] is not None
    said = after_the_visit(state, ride, hold) if ride and is_over else {}
    slot, cart = hold["slot_id"], None if is_over else hold["round_id"]
    here, again = copy["place_branch_id"], {"hold_id": hold["id"], "status": "available"}
    kind = "slot" if slot else "bike" if cart else "walk"
    back = set_down(copy, kind, slot or cart or "", here, **again)
    return applied(*_not_over(action, hold, said), back)


def _not_over(action: Action, hold: Row, said: Row) -> list[Change]:
    """The step back; none where other documents of a selection are still here."""
    step = "take_back" if hold["slot_id"] else "take_in"
    if can(hold, step):
        return [move(action, hold, step, handed_over_at=None, **said)]
    return [update("hold", hold, **said)] if said else []


def report_missing(action: Action, state: State) -> Decision:
    """The patron who was told hears it from us; the search begins again."""
    hold = state.get("hold", action.subject)
    if hold is None:
        return refused("unknown_hold")
    copies = state.where("item", hold_id=hold["id"])
    if not copies:
        return superseded("not_on_the_shelf")
    gone = [
        update("item", copy, hold_id=None, place_kind="missing", place_ref="") for copy in copies
    ]
    if hold["status"] in ("cancelled", "expired"):
        return applied(*gone)
    if not can(hold, "miss"):
        return refused("has_moved_on")
    looked = after_a_look(action, state, hold)
    freed = {"slot_id": None, "shelved_at": None, "disputed": False}
    off = off_the_cart(state, hold)
    return applied(move(action, hold, "miss", **freed, **off, **looked), *gone)
