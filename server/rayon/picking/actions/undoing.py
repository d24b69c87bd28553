"""Taking something back: a new action that names the old one. An undo can be undone."""

from collections.abc import Callable
from dataclasses import replace

from rayon.delivery.actions import correcting, riding
from rayon.hold_shelf.actions import clearing, handing, moving, shelving
from rayon.holds.action import (
    Action,
    Change,
    Decision,
    Payload,
    Row,
    State,
    applied,
    can,
    move,
    refused,
    superseded,
    update,
)
from rayon.picking.actions.choosing import ChooseItem, choose_item
from rayon.picking.actions.common import back_to_shelf, hold_of, sign_of_life, walk_of
from rayon.picking.actions.finding import ReportFound, report_found
from rayon.picking.actions.misplaced import (
    ReportMisplaced,
    report_misplaced,
    undo_misplaced,
    undo_put,
)
from rayon.picking.actions.missing import (
    LookLater,
    ReportNotFound,
    ReportUnusable,
    look_later,
    report_not_found,
    report_unusable,
)
from rayon.picking.actions.seeing import ReportSeen, report_seen
from rayon.picking.actions.surveying import PutOnBay, put_on_bay


class Undo(Payload):
    """The subject is the id of the action to take back."""


def undo(action: Action, state: State) -> Decision:
    """Take back an action of one's own; a supervisor may take back anybody's."""
    target = state.get("action", action.subject)
    if target is None:
        return refused("unknown_action")
    if target["by"] != action.by and target["branch_id"] not in action.supervises:
        return refused("not_yours_to_undo")
    if target["outcome"] != "applied":
        return superseded("was_not_applied")
    return _take_back(action, state, target)


def _is_in_force(state: State, done: Row) -> bool:
    undos = state.where("action", name="undo", subject=done["id"], outcome="applied")
    return not any(_is_in_force(state, undo) for undo in undos)


def _take_back(action: Action, state: State, target: Row) -> Decision:
    if not _is_in_force(state, target):
        # Somebody may have done the same since: that is not this person's to take back.
        return superseded("undone_before")
    if target["name"] == "undo":
        undone = state.get("action", target["subject"])
        return _do_again(action, state, undone) if undone else refused("unknown_action")
    way_back = WAYS_BACK.get(target["name"])
    return way_back(action, state, target) if way_back else refused("cannot_be_undone")


def _do_again(action: Action, state: State, original: Row) -> Decision:
    """Undo an undo: judge the original action again, as new."""
    if original["name"] == "undo":
        target = state.get("action", original["subject"])
        return _take_back(action, state, target) if target else refused("unknown_action")
    payload, judge = WAYS_AGAIN[original["name"]]
    again = replace(
        action,
        name=original["name"],
        subject=original["subject"],
        payload=payload.model_validate(original["payload"]),
    )
    decision = judge(again, state)
    if original["facts"].get("hold") and not _moves_a_hold(decision):
        return refused("has_moved_on")
    if original["name"] == "shelve" and decision.outcome == "applied" and not _is_a_step(decision):
        # Somebody has put it into another slot since: it is not taken from there.
        return refused("has_moved_on")
    return decision


def _is_a_step(decision: Decision) -> bool:
    return any(change.step for change in decision.changes)


def _moves_a_hold(decision: Decision) -> bool:
    """A scan off the list that woke a hold once may find that nobody looks for it any more."""
    return any(change.table == "hold" for change in decision.changes)


def _undo_found(action: Action, state: State, target: Row) -> Decision:
    pick = state.get("pick", target["subject"])
    if pick is None:
        return refused("unknown_pick")
    hold, walk = hold_of(state, pick), walk_of(state, pick)
    if pick["status"] != "found":
        return superseded("already_decided")
    if hold["status"] != "found" or hold["walk_id"] != walk["id"]:
        return refused("has_moved_on")
    # What was chosen for a selection stays chosen: only its closing is taken back.
    copies = [] if hold["wants"] == "selection" else state.where("item", hold_id=hold["id"])
    return applied(
        _back_on_walk(action, hold, walk, "unfind", disputed=False),
        _reopen(pick, walk, found_barcode="", reason=""),
        *(back_to_shelf(copy, unusable=_noted_for(pick, target)) for copy in copies),
        sign_of_life(action, walk),
    )


def _noted_for(pick: Row, target: Row) -> str:
    """Why it was not usable before somebody said, with this find, that it may be lent."""
    return str(pick["reason"]) if target["payload"].get("sound") else ""


def _undo_missing(action: Action, state: State, target: Row) -> Decision:
    pick = state.get("pick", target["subject"])
    if pick is None:
        return refused("unknown_pick")
    hold, walk = hold_of(state, pick), walk_of(state, pick)
    if pick["status"] not in ("not_found", "unusable"):
        return superseded("already_decided")
    if hold["status"] != "searching" or hold["walk_id"] != walk["id"]:
        return refused("has_moved_on")
    looks = hold["looks"] - 1
    until = hold["search_until"] if looks else None
    return applied(
        _back_on_walk(action, hold, walk, "unmiss", looks=looks, search_until=until),
        _reopen(pick, walk, reason=""),
        *_usable_again(state, pick, target),
        sign_of_life(action, walk),
    )


def _undo_later(action: Action, state: State, target: Row) -> Decision:
    pick = state.get("pick", target["subject"])
    if pick is None:
        return refused("unknown_pick")
    if pick["status"] != "later":
        return superseded("already_decided")
    return applied(_reopen(pick, walk_of(state, pick)))


def _undo_choice(_action: Action, state: State, target: Row) -> Decision:
    item = state.item_by_barcode(target["payload"]["barcode"])
    pick = state.get("pick", target["subject"])
    if item is None or pick is None or item["hold_id"] != pick["hold_id"]:
        return superseded("already_decided")
    if pick["status"] == "found":
        return refused("has_moved_on")
    return applied(back_to_shelf(item))


def _undo_seen(action: Action, state: State, target: Row) -> Decision:
    """Only a scan that woke a hold changed anything that can be taken back."""
    hold = state.get("hold", target["facts"].get("hold"))
    item = state.item_by_barcode(target["payload"]["barcode"])
    if hold is None or item is None or item["hold_id"] != hold["id"]:
        return superseded("was_not_applied")
    if hold["status"] != "found":
        return refused("has_moved_on")
    return applied(
        move(action, hold, "put_back", walk_id=None, disputed=False), back_to_shelf(item)
    )


def _undo_misplaced(action: Action, state: State, target: Row) -> Decision:
    woke = "hold" in target["facts"]
    return (_undo_seen if woke else undo_misplaced)(action, state, target)


def _undo_put(action: Action, state: State, target: Row) -> Decision:
    woke = "hold" in target["facts"]
    return (_undo_seen if woke else undo_put)(action, state, target)


WAYS_BACK: dict[str, Callable[[Action, State, Row], Decision]] = {
    "report_found": _undo_found,
    "choose_item": _undo_choice,
    "report_not_found": _undo_missing,
    "report_unusable": _undo_missing,
    "look_later": _undo_later,
    "report_seen": _undo_seen,
    "report_misplaced": _undo_misplaced,
    "put_on_bay": _undo_put,
    "shelve": shelving.undo_shelving,
    "send_on": moving.undo_sending,
    "take_off": clearing.undo_taking_off,
    "reshelve": clearing.undo_reshelving,
    "hand_over": handing.undo_hand_over,
    **dict.fromkeys(riding.OUTCOMES, correcting.undo_outcome),
}

WAYS_AGAIN: dict[str, tuple[type[Payload], Callable[[Action, State], Decision]]] = {
    "report_found": (ReportFound, report_found),
    "choose_item": (ChooseItem, choose_item),
    "report_not_found": (ReportNotFound, report_not_found),
    "report_unusable": (ReportUnusable, report_unusable),
    "look_later": (LookLater, look_later),
    "report_seen": (ReportSeen, report_seen),
    "report_misplaced": (ReportMisplaced, report_misplaced),
    "put_on_bay": (PutOnBay, put_on_bay),
    "shelve": (shelving.Shelve, shelving.shelve),
    "send_on": (moving.SendOn, moving.send_on),
    "take_off": (clearing.TakeOff, clearing.take_off),
    "reshelve": (clearing.Reshelve, clearing.reshelve),
    "hand_over": (handing.HandOver, handing.hand_over),
    "deliver_parcel": (riding.DeliverParcel, riding.end_parcel),
    "report_absent": (riding.NotDelivered, riding.end_parcel),
    "report_refused": (riding.NotDelivered, riding.end_parcel),
    "report_wrong_address": (riding.NotDelivered, riding.end_parcel),
    "report_incident": (riding.NotDelivered, riding.end_parcel),
}


def _back_on_walk(action: Action, hold: Row, walk: Row, step: str, **values: object) -> Change:
    """Back to the walk if it still goes on; else the hold waits for the next one."""
    if walk["status"] == "finished" or not can(hold, step):
        return move(action, hold, "put_back", walk_id=None, **values)
    return move(action, hold, step, walk_id=walk["id"], **values)


def _reopen(pick: Row, walk: Row, **values: object) -> Change:
    """To do again; on a walk that is over it counts as never touched."""
    status = "returned" if walk["status"] == "finished" else "open"
    return update("pick", pick, status=status, decided_at=None, **values)


def _usable_again(state: State, pick: Row, target: Row) -> list[Change]:
    if target["name"] != "report_unusable":
        return []
    barcode = target["payload"].get("barcode")
    item = state.item_by_barcode(barcode) if barcode else state.get("item", pick["item_id"])
    return [] if item is None else [update("item", item, unusable="")]
