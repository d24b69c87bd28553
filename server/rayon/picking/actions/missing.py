"""A document is not where it should be, cannot be given, or will be looked for later."""

from typing import Literal

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
    conflict,
    move,
    refused,
    superseded,
    trouble,
    update,
)
from rayon.holds.lifecycle import IN_HAND
from rayon.holds.searching import after_a_look
from rayon.picking.actions.common import (
    ACTIVE_PICKS,
    decide_pick,
    hold_of,
    sign_of_life,
    walk_of,
)

#: A walk that was closed by somebody else returned its picks; what its picker saw still counts.
UNDECIDED = (*ACTIVE_PICKS, "returned")


class ReportNotFound(Payload):
    """Looked for, and not there."""


class ReportUnusable(Payload):
    """Found, but it cannot be given to anybody."""

    reason: Literal["damaged", "incomplete", "empty_case", "not_for_loan", "being_read"]
    barcode: Barcode | None = None


class LookLater(Payload):
    """Skip it for now; it comes again at the end of the walk."""


def report_not_found(action: Action, state: State) -> Decision:
    """Provisional: the search goes on until the policy of the branch is used up."""
    pick = state.get("pick", action.subject)
    if pick is None:
        return refused("unknown_pick")
    return _miss(action, state, pick, "not_found", "")


def report_unusable(action: Action, state: State) -> Decision:
    """As not found for the patron, but another figure, and that copy is no target any more."""
    pick = state.get("pick", action.subject)
    if pick is None:
        return refused("unknown_pick")
    barcode = action.payload.barcode
    item = state.item_by_barcode(barcode) if barcode else state.get("item", pick["item_id"])
    mark = [] if item is None else [update("item", item, unusable=action.payload.reason)]
    return _miss(action, state, pick, "unusable", action.payload.reason, *mark)


def look_later(action: Action, state: State) -> Decision:
    """Keep the pick open and send it to the end of the list."""
    pick = state.get("pick", action.subject)
    if pick is None:
        return refused("unknown_pick")
    if pick["status"] not in ACTIVE_PICKS:
        return superseded("already_decided")
    walk = walk_of(state, pick)
    return applied(update("pick", pick, status="later"), sign_of_life(action, walk))


def _miss(
    action: Action, state: State, pick: Row, status: str, reason: str, *mark: Change
) -> Decision:
    hold, walk = hold_of(state, pick), walk_of(state, pick)
    written = decide_pick(action, pick, status, reason=reason)
    if hold["status"] in IN_HAND:
        return _contradicts_found(action, hold, walk, *mark)
    if not can(hold, "miss") or _is_on_another_walk(hold, pick):
        noted = [written] if pick["status"] in UNDECIDED else []
        return superseded("already_decided", *noted, *mark)
    looked = after_a_look(action, state, hold)
    return applied(
        move(action, hold, "miss", walk_id=walk["id"], **looked),
        written,
        *mark,
        sign_of_life(action, walk),
    )


def _contradicts_found(action: Action, hold: Row, walk: Row, *mark: Change) -> Decision:
    """Somebody has it, somebody says it is not there: tell the patron nothing, ask a person."""
    line = trouble(action, "found_and_not_found", walk["branch_id"], subject=("hold", hold["id"]))
    raised = [] if hold["disputed"] else [update("hold", hold, disputed=True), line]
    return conflict("found_by_somebody_else", *mark, *raised, slip=hold["slip"] or "?")


def _is_on_another_walk(hold: Row, pick: Row) -> bool:
    return bool(hold["status"] == "on_walk" and hold["walk_id"] != pick["walk_id"])
