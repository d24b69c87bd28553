"""A document goes into a slot of the hold shelf, to wait for its patron."""

from pydantic import Field

from rayon.hold_shelf.actions.common import (
    OfDocument,
    document_of,
    holds_in,
    no_longer,
    set_down,
)
from rayon.holds.action import (
    Action,
    Change,
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
from rayon.holds.visits import off_the_cart


class Shelve(OfDocument):
    """Which document was put into which slot."""

    slot: str = Field(max_length=36)


def shelve(action: Action, state: State) -> Decision:
    """The document waits there from now on; with it, its patron may be told."""
    found = document_of(action, state)
    if isinstance(found, Decision):
        return found
    hold, copy = found
    slot = state.get("slot", action.payload.slot)
    return _not_there(state, hold, slot) or _put(action, state, hold, copy, slot or {})


def _not_there(state: State, hold: Row, slot: Row | None) -> Decision | None:
    """Why this hold's document cannot stand in this slot."""
    if closed := no_longer(hold):
        return closed
    if slot is None or slot["removed_at"] is not None:
        return refused("unknown_slot")
    if slot["branch_id"] != hold["pickup_branch_id"]:
        return refused("for_another_branch", branch=branch_name(state, hold))
    other = _somebody_else(state, hold, slot)
    return refused("slot_taken", slot=slot["name"], slip=other["slip"] or "?") if other else None


def _somebody_else(state: State, hold: Row, slot: Row) -> Row | None:
    """Another patron whose documents stand in a slot that takes one patron's only."""
    if slot["takes"] != "patron":
        return None
    there = holds_in(state, slot)
    return next((other for other in there if not is_same_patron(other, hold)), None)


def is_same_patron(one: Row, other: Row) -> bool:
    """Whether both belong into one bundle; of holds without a name each is its own."""
    if one["patron_id"] is None:
        return bool(one["id"] == other["id"])
    return bool(one["patron_id"] == other["patron_id"])


def branch_name(state: State, hold: Row) -> str:
    """The name of the branch at which a hold is collected."""
    branch = state.get("branch", hold["pickup_branch_id"])
    return str(branch["name"]) if branch else "?"


def _put(action: Action, state: State, hold: Row, copy: Row, slot: Row) -> Decision:
    if (copy["place_kind"], copy["place_ref"]) == ("slot", slot["id"]):
        return superseded("already_shelved")
    put = set_down(copy, "slot", slot["id"], slot["branch_id"])
    if hold["status"] == "on_hold_shelf":
        return applied(update("hold", hold, slot_id=slot["id"]), put)
    if not can(hold, "shelve"):
        return refused("not_put_aside")
    return applied(_step(action, state, hold, copy, slot), put)


def _step(action: Action, state: State, hold: Row, copy: Row, slot: Row) -> Change:
    """What was chosen for a selection waits there only when all of it does."""
    if any(one["place_kind"] != "slot" for one in _beside(state, hold, copy)):
        return update("hold", hold, slot_id=slot["id"])
    said = off_the_cart(state, hold)
    return move(action, hold, "shelve", slot_id=slot["id"], shelved_at=action.now, **said)


def _beside(state: State, hold: Row, copy: Row) -> list[Row]:
    """What else was chosen for a selection: it may stand in the slot, or not yet."""
    return [one for one in state.where("item", hold_id=hold["id"]) if one["id"] != copy["id"]]


def undo_shelving(action: Action, state: State, target: Row) -> Decision:
    """It is in the hand again."""
    hold = state.get("hold", target["subject"])
    copy = state.item_by_barcode(target["payload"]["barcode"])
    if hold is None or copy is None:
        return refused("unknown_hold")
    if copy["hold_id"] != hold["id"] or copy["place_ref"] != target["payload"]["slot"]:
        return superseded("already_decided")
    if hold["status"] not in ("on_hold_shelf", "found"):
        return refused("has_moved_on")
    stays = any(one["place_kind"] == "slot" for one in _beside(state, hold, copy))
    left = {"slot_id": hold["slot_id"] if stays else None, "shelved_at": None}
    back = (
        move(action, hold, "unshelve", **left)
        if can(hold, "unshelve")
        else update("hold", hold, **left)
    )
    return applied(back, set_down(copy, "walk", "", copy["place_branch_id"]))
