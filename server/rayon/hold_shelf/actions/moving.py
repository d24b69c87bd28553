"""A document that is collected at another branch goes there with the van."""

from rayon.hold_shelf.actions.common import OfDocument, document_of, no_longer, set_down
from rayon.holds.action import (
    Action,
    Decision,
    Row,
    State,
    applied,
    can,
    move,
    refused,
    superseded,
    update,
)


class SendOn(OfDocument):
    """Into the crate for the branch where it is collected."""


class Receive(OfDocument):
    """Out of the crate, at the branch where it is collected."""


def send_on(action: Action, state: State) -> Decision:
    """The document is on its way; nobody is told that it is ready before it is received."""
    found = document_of(action, state)
    if isinstance(found, Decision):
        return found
    hold, copy = found
    if hold["status"] == "in_transit":
        return superseded("already_sent_on")
    if closed := no_longer(hold):
        return closed
    if copy["place_branch_id"] == hold["pickup_branch_id"]:
        return refused("stays_here")
    if not can(hold, "send_on"):
        return refused("not_put_aside")
    sent = set_down(copy, "transit", "", copy["place_branch_id"])
    return applied(move(action, hold, "send_on"), sent)


def receive(action: Action, state: State) -> Decision:
    """It has arrived where it is collected, whether somebody said that it left or not."""
    found = document_of(action, state)
    if isinstance(found, Decision):
        return found
    hold, copy = found
    if closed := no_longer(hold):
        return closed
    if action.branch_id != hold["pickup_branch_id"]:
        branch = state.get("branch", hold["pickup_branch_id"])
        return refused("for_another_branch", branch=branch["name"] if branch else "?")
    here = hold["pickup_branch_id"]
    if hold["status"] != "in_transit" and copy["place_branch_id"] == here:
        return superseded("already_here")
    if hold["status"] not in ("in_transit", "found"):
        return refused("not_put_aside")
    came = (
        move(action, hold, "receive")
        if can(hold, "receive")
        else update("hold", hold, fact_at=action.now)
    )
    return applied(came, set_down(copy, "walk", "", here))


def undo_sending(action: Action, state: State, target: Row) -> Decision:
    """It is still here after all."""
    hold = state.get("hold", target["subject"])
    copy = state.item_by_barcode(target["payload"]["barcode"])
    if hold is None or copy is None or copy["hold_id"] != hold["id"]:
        return superseded("already_decided")
    if hold["status"] != "in_transit":
        return refused("has_moved_on")
    back = set_down(copy, "walk", "", copy["place_branch_id"])
    return applied(move(action, hold, "receive"), back)
