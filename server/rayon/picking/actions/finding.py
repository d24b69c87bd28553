"""A document that was on the list is in somebody's hand."""

from typing import Literal, Self

from pydantic import model_validator

from rayon.catalogue.availability import would_do
from rayon.catalogue.barcodes import Barcode
from rayon.holds.action import (
    Action,
    Decision,
    Payload,
    Row,
    State,
    applied,
    conflict,
    move,
    refused,
    superseded,
    trouble,
)
from rayon.holds.lifecycle import CLOSED_STATUSES, IN_HAND
from rayon.picking.actions.choosing import close_selection
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


class ReportFound(Payload):
    """Found. Without a scan (``tap``) it needs a reason.

    ``second_stop``: its other half was taken, too, such as the disc from its drawer. ``sound``: it
    was noted as not usable, and whoever holds it says that it may be lent again.
    """

    barcode: Barcode | None = None
    how: How
    reason: Literal["", "no_label", "label_unreadable", "scanner_fails"] = ""
    complete: bool | None = None
    second_stop: bool | None = None
    sound: bool = False

    @model_validator(mode="after")
    def a_tap_says_why(self) -> Self:
        if self.how == "tap" and not self.reason:
            raise ValueError("found without a scan needs a reason")
        if self.how != "tap" and self.barcode is None:
            raise ValueError("a scan needs its barcode")
        return self


def report_found(action: Action, state: State) -> Decision:
    """Judge "found" against what the hold is now; see the table in docs/contradictions.md."""
    pick = state.get("pick", action.subject)
    if pick is None:
        return refused("unknown_pick")
    hold, walk = hold_of(state, pick), walk_of(state, pick)
    if hold["wants"] == "selection":
        return close_selection(action, state, pick, hold, walk)
    item = _item_meant(state, pick, action.payload.barcode)
    if False in (action.payload.complete, action.payload.second_stop):
        return refused("incomplete")
    if item is None:
        return _unknown(action, pick, walk)
    return (
        _already_settled(action, hold, item, pick, walk)
        or not_this_copy(action, state, hold, item, walk)
        or _not_usable(action, item)
        or _found(action, state, pick, hold, walk, item)
    )


def not_this_copy(action: Action, state: State, hold: Row, item: Row, walk: Row) -> Decision | None:
    """The copy serves somebody else, or is not what the hold wants."""
    other = state.get("hold", item["hold_id"])
    if other and other["id"] != hold["id"] and other["status"] not in CLOSED_STATUSES:
        return _serves_another(action, hold, item, walk, other)
    if not would_do(item, hold):
        return refused("not_interchangeable")
    return None


def _not_usable(action: Action, item: Row) -> Decision | None:
    """Nobody is told to come for an empty case because a colleague scanned it unawares."""
    if item["unusable"] and not action.payload.sound:
        return refused("noted_unusable")
    return None


def _item_meant(state: State, pick: Row, barcode: str | None) -> Row | None:
    if barcode is not None:
        return state.item_by_barcode(barcode)
    return state.get("item", pick["item_id"])


def _unknown(action: Action, pick: Row, walk: Row) -> Decision:
    subject = ("pick", pick["id"])
    barcode = action.payload.barcode or ""
    return refused(
        "unknown_barcode",
        trouble(action, "unknown_barcode", walk["branch_id"], subject=subject, barcode=barcode),
    )


def _already_settled(action: Action, hold: Row, item: Row, pick: Row, walk: Row) -> Decision | None:
    """The hold is past looking: cancelled, or somebody brought a document already."""
    if hold["status"] in ("cancelled", "expired", "handed_over") or is_forgotten(hold):
        why = "cancelled" if hold["status"] == "cancelled" else "no_longer_wanted"
        since = hold["fact_at"].isoformat()
        return refused(why, *withdraw_if_open(action, pick), since=since)
    if hold["status"] not in IN_HAND:
        return None
    if item["hold_id"] == hold["id"]:
        return superseded("already_found")
    return conflict(
        "another_copy_was_found",
        trouble(
            action,
            "two_copies_found",
            walk["branch_id"],
            subject=("hold", hold["id"]),
            barcode=item["barcode"],
        ),
    )


def _serves_another(action: Action, hold: Row, item: Row, walk: Row, other: Row) -> Decision:
    line = trouble(
        action,
        "serves_another_hold",
        walk["branch_id"],
        subject=("hold", hold["id"]),
        barcode=item["barcode"],
        slip=other["slip"],
    )
    return conflict("serves_another_hold", line, slip=other["slip"] or "?")


def _found(action: Action, state: State, pick: Row, hold: Row, walk: Row, item: Row) -> Decision:
    # What it was noted for stands in the pick: taken back, it is noted for that again.
    reason = item["unusable"] or action.payload.reason
    found = {"found_barcode": item["barcode"], "reason": reason}
    return applied(
        move(action, hold, "find", walk_id=walk["id"], closed_because=""),
        decide_pick(action, pick, "found", **found),
        take_in_hand(item, hold, walk, walk["branch_id"]),
        *withdraw_other_picks(action, state, hold, pick),
        sign_of_life(action, walk),
    )
