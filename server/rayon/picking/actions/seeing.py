"""A barcode met off the list: it may be what somebody is looking for."""

from pydantic import Field
from stdnum import isbn

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
    move,
    superseded,
    trouble,
    update,
)
from rayon.holds.searching import may_revive
from rayon.picking.actions.common import take_in_hand, withdraw_other_picks


class ReportSeen(Payload):
    """What was scanned, and on which walk."""

    barcode: Barcode
    walk: str | None = Field(default=None, max_length=36)


def report_seen(action: Action, state: State) -> Decision:
    """Revive a hold that looks for this very document; otherwise only note what was seen.

    The phone that met it knew of no hold and may have left it where it stood. So nothing is told
    until a person has said that it is here.
    """
    item = state.item_by_barcode(action.payload.barcode)
    if item is None:
        return applied(*_note_unknown(action, state))
    if item["hold_id"]:
        return superseded("serves_a_hold")
    return found_by_chance(action, state, item) or applied(*_no_longer_missing(item))


def found_by_chance(action: Action, state: State, item: Row) -> Decision | None:
    """Revive the hold that looks for this copy; None when nobody does."""
    hold = _who_looks_for(action, state, item)
    return _revive(action, state, item, hold) if hold else None


def _revive(action: Action, state: State, item: Row, hold: Row) -> Decision:
    walk = state.get("walk", getattr(action.payload, "walk", None))
    if walk and walk["branch_id"] != action.branch_id:
        walk = None
    branch_id = action.branch_id or item["place_branch_id"]
    return applied(
        move(
            action,
            hold,
            "find",
            walk_id=walk["id"] if walk else None,
            closed_because="",
            disputed=True,
        ),
        trouble(
            action,
            "seen_by_chance",
            branch_id,
            subject=("hold", hold["id"]),
            barcode=item["barcode"],
        ),
        take_in_hand(item, hold, walk, branch_id),
        *withdraw_other_picks(action, state, hold, None),
        why="wanted_after_all",
        slip=hold["slip"] or "?",
        hold=hold["id"],
    )


def _who_looks_for(action: Action, state: State, item: Row) -> Row | None:
    """The hold that waited longest for this document and was looked for in vain."""
    if item["unusable"]:
        return None
    waiting = [
        hold
        for hold in state.tables["hold"].values()
        if hold["wants"] != "selection" and may_revive(hold, action.now) and would_do(item, hold)
    ]
    return min(waiting, key=lambda hold: (hold["asked_at"], hold["id"]), default=None)


def _note_unknown(action: Action, state: State) -> list[Change]:
    barcode = action.payload.barcode
    if action.branch_id is None or _is_no_label(barcode, state.get("branch", action.branch_id)):
        return []
    line = trouble(action, "unknown_barcode", action.branch_id, subject=("", ""), barcode=barcode)
    return [line]


def _is_no_label(barcode: str, branch: Row | None) -> bool:
    """An ISBN, or a patron's card: nothing to look up, and a card must not be shown to anybody."""
    prefixes = tuple(branch["card_prefixes"]) if branch else ()
    telling = tuple(prefix for prefix in prefixes if len(prefix) > 1)
    is_card = barcode.startswith(telling) or (len(barcode) == 14 and barcode.startswith(prefixes))
    return is_card or bool(isbn.is_valid(barcode))


def _no_longer_missing(item: Row) -> list[Change]:
    if item["status"] != "missing" and item["place_kind"] != "missing":
        return []
    return [update("item", item, status="available", place_kind="shelf", place_ref="")]
