"""What the library's own system was told, and what it told us. Pure handlers."""

from datetime import date, datetime

from rayon.catalogue.barcodes import Barcode
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
    line_id,
    move,
    refused,
    superseded,
    update,
)
from rayon.holds.actions import CancelHold, cancel_hold
from rayon.holds.lifecycle import CLOSED_STATUSES, IN_HAND
from rayon.holds.searching import NOT_LOOKED_FOR
from rayon.picking.actions.common import end_by_a_loan, is_met_by


class TickIlsTask(Payload):
    """It was keyed into the library's own system; ``done`` false takes the tick back."""

    done: bool = True


class RecordLoan(Payload):
    """The library's own system lent this copy to the patron of the hold."""

    barcode: Barcode
    at: datetime


class ReinstateHold(Payload):
    """The library's own system names the hold again, which it seemed to have forgotten."""


class CancelVanished(Payload):
    """The holds of this line are gone from the library's own system: nobody wants them."""


class ConfirmShelf(Payload):
    """What waits on the hold shelf was looked at after this pick-up day; the subject is its id."""

    day: date


def tick_ils_task(action: Action, state: State) -> Decision:
    """Take a line off its list, or put it back. The subject is the line."""
    task = state.get("ils_task", action.subject)
    if task is None:
        return refused("unknown_ils_task")
    if task["withdrawn_at"] is not None:
        return superseded("ils_task_withdrawn")
    if (task["done_at"] is not None) == action.payload.done:
        return superseded("already_decided")
    if not action.payload.done:
        return _untick(state, task)
    ticked = update("ils_task", task, done_at=action.now, done_by=action.by)
    return applied(ticked, *_now_with_the_ils(action, state, task))


def _untick(state: State, task: Row) -> Decision:
    hold = state.get("hold", task["hold_id"])
    if task["kind"] == "to_trap" and hold and hold["status"] in CLOSED_STATUSES:
        return refused("ils_has_it")
    return applied(update("ils_task", task, done_at=None, done_by=None))


def _now_with_the_ils(action: Action, state: State, task: Row) -> list[Change]:
    """A copy fetched for a patron whom only the ILS knows is its affair from now on."""
    hold = state.get("hold", task["hold_id"])
    is_nameless = hold is not None and hold["source"] == NAMELESS
    if task["kind"] != "to_trap" or hold is None or not is_nameless or not can(hold, "hand_over"):
        return []
    return [
        move(action, hold, "hand_over", closed_because="ils"),
        *(_gone(copy) for copy in state.where("item", hold_id=hold["id"])),
    ]


#: Where holds come from that say how many to fetch and not for whom.
NAMELESS = "koha-pull"


def record_loan(action: Action, state: State) -> Decision:
    """The patron has it: the hold is over, and what was put aside is with the patron."""
    hold = state.get("hold", action.subject)
    copy = state.item_by_barcode(action.payload.barcode)
    if hold is None:
        return refused("unknown_hold")
    if copy is None or copy["hold_id"] != hold["id"]:
        return _without_us(action, state, hold, copy)
    if not can(hold, "hand_over"):
        return refused("has_moved_on")
    rest = [one for one in state.where("item", hold_id=hold["id"]) if one["id"] != copy["id"]]
    lent = _gone(copy, status="on_loan")
    if rest:
        return applied(lent)
    return applied(move(action, hold, "hand_over", closed_because=""), lent)


def _without_us(action: Action, state: State, hold: Row, copy: Row | None) -> Decision:
    """A copy that nobody had put aside: they took it from its shelf before anybody fetched it."""
    if copy is None or copy["hold_id"] is not None or not is_met_by(copy, hold):
        return superseded("already_closed")
    return applied(*end_by_a_loan(action, state, hold), _gone(copy, status="on_loan"))


def _gone(copy: Row, **values: object) -> Change:
    return update("item", copy, hold_id=None, place_kind="patron", place_ref="", **values)


def reinstate_hold(action: Action, state: State) -> Decision:
    """A hold that was cancelled because it had vanished is wanted after all."""
    hold = state.get("hold", action.subject)
    if hold is None:
        return refused("unknown_hold")
    if hold["closed_because"] != "ils" or not can(hold, "reinstate"):
        return superseded("already_decided")
    # Looked for afresh: the search that the cancellation ended has a deadline of days ago.
    afresh = {**NOT_LOOKED_FOR, "closed_because": "", "walk_id": None}
    return applied(move(action, hold, "reinstate", **afresh))


def cancel_vanished(action: Action, state: State) -> Decision:
    """Cancel the holds of a line that Rayon has neither found nor closed since."""
    line = state.get("trouble", action.subject)
    if line is None or line["kind"] != "vanished_holds":
        return refused("unknown_trouble")
    if line["closed_at"] is not None:
        return superseded("already_decided")
    holds = [state.get("hold", hold_id) for hold_id in line["facts"]["holds"]]
    wanted = [hold for hold in holds if hold and hold["status"] not in (*IN_HAND, *CLOSED_STATUSES)]
    closed = {"closed_at": action.now, "closed_by": action.by, "resolution": "cancelled"}
    return applied(
        update("trouble", line, **closed),
        *(change for hold in wanted for change in _cancel(action, state, hold)),
        why="vanished_cancelled",
        count=len(wanted),
    )


def _cancel(action: Action, state: State, hold: Row) -> tuple[Change, ...]:
    one = Action(
        id=action.id,
        name="cancel_hold",
        subject=hold["id"],
        payload=CancelHold(because="ils"),
        now=action.now,
        by=action.by,
    )
    return cancel_hold(one, state).changes


def check_id(branch_id: int, day: date) -> str:
    """The id under which a branch's look at its hold shelf is kept: one a day."""
    return line_id("shelf_check", str(branch_id), day.isoformat())


def confirm_shelf(action: Action, state: State) -> Decision:
    """Nobody has taken more than Rayon knows: reminders, expiry and clearing may start."""
    branch = state.get("branch", action.branch_id)
    if branch is None:
        return refused("not_allowed")
    if branch["loans_in"] == "rayon":
        return superseded("loans_are_ours")
    day = branch["calendar"].last_closed(action.now)
    if action.payload.day != day or action.subject != check_id(action.branch_id or 0, day):
        return refused("another_day_is_over")
    if state.get("shelf_check", action.subject):
        return superseded("already_decided")
    look = {"branch_id": action.branch_id, "day": day, "at": action.now, "by": action.by}
    return applied(insert("shelf_check", action.subject, **look))
