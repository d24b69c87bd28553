"""What the handlers of the hold shelf share."""

from rayon.catalogue.barcodes import Barcode
from rayon.holds.action import Action, Change, Decision, Payload, Row, State, refused, update
from rayon.picking.actions.common import How

#: A document that nobody has scanned into anybody's hands, but that is here for its patron.
ON_CART = {"place_kind": "walk", "place_ref": ""}


class OfDocument(Payload):
    """One document, as its label was read; the subject is the hold that it is put aside for."""

    barcode: Barcode
    how: How = "tap"


def document_of(action: Action, state: State) -> tuple[Row, Row] | Decision:
    """The hold, and the copy that was scanned for it; or why they do not belong together."""
    hold = state.get("hold", action.subject)
    if hold is None:
        return refused("unknown_hold")
    copy = state.item_by_barcode(action.payload.barcode)
    if copy is None:
        return refused("unknown_barcode")
    if copy["hold_id"] == hold["id"]:
        return hold, copy
    other = state.get("hold", copy["hold_id"])
    if other:
        return refused("not_this_patrons", slip=other["slip"] or "?")
    return no_longer(hold) or refused("not_put_aside")


def holds_in(state: State, slot: Row) -> list[Row]:
    """Holds of which something stands in a slot; of a selection still "found", only a part."""
    return [
        hold
        for status in ("on_hold_shelf", "found")
        for hold in state.where("hold", slot_id=slot["id"], status=status)
    ]


def no_longer(hold: Row) -> Decision | None:
    """Nobody waits for it any more."""
    if hold["status"] not in ("cancelled", "expired", "handed_over", "unfilled"):
        return None
    why = "cancelled" if hold["status"] == "cancelled" else "no_longer_wanted"
    return refused(why, since=hold["fact_at"].isoformat())


def set_down(copy: Row, kind: str, ref: str, branch_id: int, **values: object) -> Change:
    """The copy is somewhere else now."""
    where = {"place_kind": kind, "place_ref": ref, "place_branch_id": branch_id}
    return update("item", copy, **where, **values)
