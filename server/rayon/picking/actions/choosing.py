"""A selection: the picker chooses the documents, one by one, and then closes it."""

from rayon.catalogue.availability import would_do
from rayon.catalogue.barcodes import Barcode
from rayon.holds.action import (
    Action,
    Decision,
    Payload,
    Row,
    State,
    applied,
    can,
    move,
    refused,
    superseded,
)
from rayon.holds.lifecycle import IN_HAND
from rayon.picking.actions.common import (
    How,
    decide_pick,
    hold_of,
    is_forgotten,
    sign_of_life,
    take_in_hand,
    walk_of,
    withdraw_if_open,
    withdraw_other_picks,
)


class ChooseItem(Payload):
    """One document chosen for a selection; ``report_found`` then closes the pick."""

    barcode: Barcode
    how: How


def choose_item(action: Action, state: State) -> Decision:
    """Put one document aside for a selection."""
    pick = state.get("pick", action.subject)
    if pick is None:
        return refused("unknown_pick")
    hold, walk = hold_of(state, pick), walk_of(state, pick)
    item = state.item_by_barcode(action.payload.barcode)
    if item is None:
        return refused("unknown_barcode")
    chosen = take_in_hand(item, hold, walk, walk["branch_id"])
    return _not_to_choose(hold, item) or applied(chosen, sign_of_life(action, walk))


def close_selection(action: Action, state: State, pick: Row, hold: Row, walk: Row) -> Decision:
    """The picker has chosen enough."""
    if hold["status"] in IN_HAND:
        return superseded("already_found")
    if not can(hold, "find") or is_forgotten(hold):
        return refused("no_longer_wanted", *withdraw_if_open(action, pick))
    chosen = state.where("item", hold_id=hold["id"])
    if not chosen:
        return refused("nothing_chosen")
    return applied(
        move(action, hold, "find", walk_id=walk["id"], closed_because=""),
        decide_pick(action, pick, "found", found_barcode=chosen[0]["barcode"]),
        *withdraw_other_picks(action, state, hold, pick),
        sign_of_life(action, walk),
    )


def _not_to_choose(hold: Row, item: Row) -> Decision | None:
    if hold["wants"] != "selection":
        return refused("not_a_selection")
    if item["hold_id"] == hold["id"]:
        return superseded("already_found")
    if not can(hold, "find") or is_forgotten(hold):
        return refused("selection_closed")
    if item["hold_id"]:
        return refused("serves_a_hold")
    if item["unusable"]:
        return refused("not_to_lend")
    return None if would_do(item, hold) else refused("not_for_this_selection")
