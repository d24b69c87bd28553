"""A document that stands far from where it belongs."""

from pydantic import Field

from rayon.catalogue.barcodes import Barcode
from rayon.holds.action import (
    NEW_LINE,
    Action,
    Change,
    Decision,
    Payload,
    Row,
    State,
    applied,
    insert,
    line_id,
    refused,
    superseded,
    update,
)
from rayon.picking.actions.seeing import found_by_chance
from rayon.picking.actions.surveying import Label, is_to_do, stands_again, stands_at, stood
from rayon.shelves import names


class ReportMisplaced(Payload):
    """What was scanned, in which bay it stands, in which bay it belongs, and on which walk."""

    barcode: Barcode
    seen: Label | None = None
    home: Label | None = None
    walk: str | None = Field(default=None, max_length=36)


def misplaced_line(barcode: str) -> str:
    """The id of the line about this copy: reported twice, it stands on the list once."""
    return line_id("misplaced", barcode)


def report_misplaced(action: Action, state: State) -> Decision:
    """A line for a supervisor; whoever looks for this very document hears where it is."""
    item = state.item_by_barcode(action.payload.barcode)
    if item is None:
        return refused("unknown_barcode")
    if item["hold_id"]:
        return superseded("serves_a_hold")
    return found_by_chance(action, state, item) or _note(action, state, item)


def undo_misplaced(action: Action, state: State, target: Row) -> Decision:
    """It stands where it belongs after all, or where it was seen before."""
    barcode = target["payload"]["barcode"]
    line, item = state.get("trouble", misplaced_line(barcode)), state.item_by_barcode(barcode)
    if line is None or line["closed_at"] is not None or line["action_id"] != target["id"]:
        return superseded("already_decided")
    closed = {"closed_at": action.now, "closed_by": action.by, "resolution": "undone"}
    is_there = item is not None and item["place_kind"] == "shelf"
    back = stands_again(action, state, item, target["facts"]) if item and is_there else []
    return applied(update("trouble", line, **closed), *back)


def undo_put(action: Action, state: State, target: Row) -> Decision:
    """It does not stand on that table after all."""
    item = state.item_by_barcode(target["payload"]["barcode"])
    bay = names.bay_id(target["branch_id"] or 0, target["payload"]["bay"])
    if item is None or (item["place_kind"], item["place_ref"]) != ("shelf", bay):
        return superseded("already_decided")
    return applied(*stands_again(action, state, item, target["facts"]))


def _note(action: Action, state: State, item: Row) -> Decision:
    bay = _bay_seen(action, state)
    stands = stands_at(action, state, item, bay["branch_id"], bay["id"]) if bay else []
    facts = action.payload.model_dump(include={"barcode", "seen", "home"})
    line = _line(action, state, item, facts)
    if line is None and not stands:
        return superseded("already_reported")
    seeker = _who_walks_to(action, state, item)
    told = {"why": "looked_for_now", "name": seeker} if seeker else {}
    return applied(*([line] if line else []), *stands, **told, **stood(item))


def _bay_seen(action: Action, state: State) -> Row | None:
    if action.payload.seen is None:
        return None
    return state.get("bay", names.bay_id(action.branch_id or 0, action.payload.seen))


def _line(action: Action, state: State, item: Row, facts: Row) -> Change | None:
    row_id = misplaced_line(item["barcode"])
    fresh = {
        "branch_id": action.branch_id or item["place_branch_id"],
        "facts": facts,
        "opened_at": action.now,
        "action_id": action.id,
        **NEW_LINE,
    }
    line = state.get("trouble", row_id)
    if line is None:
        return insert(
            "trouble",
            row_id,
            kind="misplaced",
            subject_kind="item",
            subject_id=str(item["id"]),
            **fresh,
        )
    if line["closed_at"] is None and line["facts"] == facts:
        return None
    return update("trouble", line, **fresh)


def _who_walks_to(action: Action, state: State, item: Row) -> str:
    """The name of a colleague on whose walk this very copy is still to be fetched."""
    for pick in state.where("pick", item_id=item["id"]):
        walk = state.get("walk", pick["walk_id"])
        if walk and is_to_do(pick) and walk["claimed_by"] not in (None, action.by):
            person = state.get("staff", walk["claimed_by"])
            return str(person["name"]) if person else ""
    return ""
