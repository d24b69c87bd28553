"""A document is in somebody's hand: on a walk, chosen for a selection, or met by chance."""

from typing import Literal, Self

from pydantic import Field, model_validator

from rayon.catalogue.availability import would_do
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
from rayon.picking.actions.common import (
    How,
    decide_pick,
    hold_of,
    sign_of_life,
    take_in_hand,
    walk_of,
    withdraw_other_picks,
)


class ReportFound(Payload):
    """Found. Without a scan (``tap``) it needs a reason."""

    barcode: Barcode | None = None
    how: How
    reason: Literal["", "no_label", "label_unreadable", "scanner_fails"] = ""
    complete: bool | None = None

    @model_validator(mode="after")
    def a_tap_says_why(self) -> Self:
        if self.how == "tap" and not self.reason:
            raise ValueError("found without a scan needs a reason")
        if self.how != "tap" and self.barcode is None:
            raise ValueError("a scan needs its barcode")
        return self


class ChooseItem(Payload):
    """One document chosen for a selection; ``report_found`` then closes the pick."""

    barcode: Barcode
    how: How


class ReportSeen(Payload):
    """A barcode met anywhere, off the list: it may be what somebody is looking for."""

    barcode: Barcode
    walk: str | None = Field(default=None, max_length=36)


def report_found(action: Action, state: State) -> Decision:
    """Judge "found" against what the hold is now; see the table in docs/contradictions.md."""
    pick = state.get("pick", action.subject)
    if pick is None:
        return refused("unknown_pick")
    hold, walk = hold_of(state, pick), walk_of(state, pick)
    if hold["wants"] == "selection":
        return _close_selection(action, state, pick, hold, walk)
    item = _item_meant(state, pick, action.payload.barcode)
    if item is None:
        return refused(
            "unknown_barcode",
            trouble(
                action,
                "unknown_barcode",
                walk["branch_id"],
                subject=("pick", pick["id"]),
                barcode=action.payload.barcode or "",
            ),
        )
    return (
        _already_settled(action, hold, item, pick, walk)
        or _not_this_copy(action, state, hold, item, walk)
        or _found(action, state, pick, hold, walk, item)
    )


def choose_item(action: Action, state: State) -> Decision:
    """Put one document aside for a selection."""
    pick = state.get("pick", action.subject)
    if pick is None:
        return refused("unknown_pick")
    hold, walk = hold_of(state, pick), walk_of(state, pick)
    item = state.item_by_barcode(action.payload.barcode)
    if item is None:
        return refused("unknown_barcode")
    if item["hold_id"] == hold["id"]:
        return superseded("already_found")
    refusal = _already_settled(action, hold, item, pick, walk) or _not_this_copy(
        action, state, hold, item, walk
    )
    return refusal or applied(take_in_hand(item, hold, walk), sign_of_life(action, walk))


def report_seen(action: Action, state: State) -> Decision:
    """Revive a hold that looks for this very document; otherwise only note what was seen."""
    item = state.item_by_barcode(action.payload.barcode)
    if item is None:
        return applied(*_note_unknown(action))
    if item["hold_id"]:
        return superseded("serves_a_hold")
    walk = state.get("walk", action.payload.walk) if action.payload.walk else None
    hold = _who_looks_for(state, item)
    if hold is None:
        return applied(*_no_longer_missing(item))
    changes = [
        move(action, hold, "find", walk_id=walk["id"] if walk else None, closed_because=""),
        take_in_hand(item, hold, walk),
        *withdraw_other_picks(action, state, hold, None),
    ]
    return applied(*changes)


def _item_meant(state: State, pick: Row, barcode: str | None) -> Row | None:
    if barcode is not None:
        return state.item_by_barcode(barcode)
    return state.get("item", pick["item_id"])


def _already_settled(action: Action, hold: Row, item: Row, pick: Row, walk: Row) -> Decision | None:
    """The hold is past looking: cancelled, or somebody brought a document already."""
    if hold["status"] in ("cancelled", "expired", "handed_over"):
        facts = {"since": hold["fact_at"].isoformat()}
        return refused(
            "cancelled" if hold["status"] == "cancelled" else "no_longer_wanted",
            decide_pick(action, pick, "withdrawn"),
            **facts,
        )
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


def _not_this_copy(
    action: Action, state: State, hold: Row, item: Row, walk: Row
) -> Decision | None:
    """The copy serves somebody else, or is not what the hold wants."""
    if item["hold_id"] and item["hold_id"] != hold["id"]:
        other = state.get("hold", item["hold_id"])
        return conflict(
            "serves_another_hold",
            trouble(
                action,
                "serves_another_hold",
                walk["branch_id"],
                subject=("hold", hold["id"]),
                barcode=item["barcode"],
                slip=other["slip"] if other else None,
            ),
            slip=(other or {}).get("slip") or "?",
        )
    if not would_do(item, hold):
        return refused("not_interchangeable")
    return None


def _found(action: Action, state: State, pick: Row, hold: Row, walk: Row, item: Row) -> Decision:
    return applied(
        move(action, hold, "find", walk_id=walk["id"], closed_because=""),
        decide_pick(
            action,
            pick,
            "found",
            found_barcode=item["barcode"],
            reason=action.payload.reason,
        ),
        take_in_hand(item, hold, walk),
        *withdraw_other_picks(action, state, hold, pick),
        sign_of_life(action, walk),
    )


def _close_selection(action: Action, state: State, pick: Row, hold: Row, walk: Row) -> Decision:
    chosen = state.where("item", hold_id=hold["id"])
    if not chosen:
        return refused("nothing_chosen")
    if not can(hold, "find"):
        if hold["status"] in IN_HAND:
            return superseded("already_found")
        return refused("no_longer_wanted", decide_pick(action, pick, "withdrawn"))
    return applied(
        move(action, hold, "find", walk_id=walk["id"], closed_because=""),
        decide_pick(action, pick, "found", found_barcode=chosen[0]["barcode"]),
        sign_of_life(action, walk),
    )


def _who_looks_for(state: State, item: Row) -> Row | None:
    """The hold that waited longest for this document and was looked for in vain."""
    waiting = [
        hold
        for hold in state.tables.get("hold", {}).values()
        if hold["wants"] != "selection"
        and hold["status"] in ("searching", "unfilled")
        and hold["closed_because"] in ("", "not_found", "unusable")
        and would_do(item, hold)
    ]
    return min(waiting, key=lambda hold: (hold["asked_at"], hold["id"]), default=None)


def _note_unknown(action: Action) -> list[Change]:
    if action.branch_id is None:
        return []
    return [
        trouble(
            action,
            "unknown_barcode",
            action.branch_id,
            subject=("", ""),
            barcode=action.payload.barcode,
        )
    ]


def _no_longer_missing(item: Row) -> list[Change]:
    if item["status"] != "missing" and item["place_kind"] != "missing":
        return []
    return [update("item", item, status="available", place_kind="shelf", place_ref="")]
