"""Somebody walks along the shelves and says what each bay begins with, and what stands on tables.

Bays are known by the label on them, so that a phone can speak of one that nobody surveyed before.
"""

from datetime import date, timedelta
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from rayon.catalogue.barcodes import Barcode
from rayon.holds.action import (
    Action,
    Change,
    Decision,
    Payload,
    Row,
    State,
    applied,
    insert,
    refused,
    superseded,
    update,
)
from rayon.picking.actions.seeing import found_by_chance
from rayon.shelves import names

#: What a bay's barcode says after "BAY:"; free texts are brought to this form.
Label = Annotated[str, StringConstraints(pattern=r"^[0-9A-Z][0-9A-Z-]{0,27}$")]
Name = Annotated[str, StringConstraints(strip_whitespace=True, max_length=40)]
Kind = Literal["bay", "bin", "display_table", "returns_trolley", "repair_shelf"]
#: Where documents stand for a while, away from home.
FOR_A_WHILE = ("display_table", "returns_trolley", "repair_shelf")


class BayFacts(Payload):
    """What is said of a bay, on a phone and in a file alike."""

    bay: Label
    kind: Kind = "bay"
    floor: Annotated[Name, Field(min_length=1)]
    level: int = Field(default=0, ge=-9, le=99)
    range: Name = ""
    side: Literal["left", "right"] = "left"
    position: int = Field(default=1, ge=1, le=999)
    shelves: int = Field(default=6, ge=1, le=20)
    theme: Name = ""
    facing: Literal["spine", "cover"] = "spine"
    height: Literal["low", "high"] = "high"
    ends_on: date | None = None

    @model_validator(mode="after")
    def what_stands_for_a_while_ends(self) -> Self:
        if (self.kind in FOR_A_WHILE) != (self.ends_on is not None):
            raise ValueError(
                "tables, trolleys and repair shelves have a last day, others have none"
            )
        return self


class SurveyBay(BayFacts):
    """A bay, where it stands, and the first document on it (none where nothing was scanned)."""

    barcode: Barcode | None = None


class SurveyShelf(Payload):
    """The first document of one shelf, counted from the top."""

    bay: Label
    shelf: int = Field(ge=1, le=20)
    barcode: Barcode


class MoveBayStart(Payload):
    """A bay that was surveyed, and the document it begins with now, as a find on a walk told."""

    bay: Label
    barcode: Barcode


class PutOnBay(Payload):
    """A document that stands on this table, trolley or repair shelf until it is met elsewhere."""

    bay: Label
    barcode: Barcode


class RemoveBay(Payload):
    """A bay that is not there any more; what stood on it is at home again."""

    bay: Label


def survey_bay(action: Action, state: State) -> Decision:
    """Write a bay down, new or again; the last survey that arrives counts."""
    said, branch_id = action.payload, action.branch_id
    if branch_id is None:
        return refused("unknown_branch")
    changes = bay_changes(state, branch_id, said)
    if said.barcode is None or said.kind in FOR_A_WHILE:
        return applied(*changes)
    item = state.item_by_barcode(said.barcode)
    if item is None or item["branch_id"] != branch_id:
        return applied(*changes, why="first_document_unknown", bay=said.bay)
    bay = names.bay_id(branch_id, said.bay)
    return applied(*changes, *_begins_with(action, state, bay, 1, item))


def survey_shelf(action: Action, state: State) -> Decision:
    """Write down what one shelf begins with."""
    bay = bay_of(action, state)
    if bay is None:
        return refused("unknown_bay", bay=action.payload.bay)
    item = state.item_by_barcode(action.payload.barcode)
    if item is None or item["branch_id"] != bay["branch_id"]:
        return refused("unknown_barcode")
    if action.payload.shelf > bay["shelves"]:
        return refused("no_such_shelf", bay=bay["label"], shelves=bay["shelves"])
    return applied(*_begins_with(action, state, bay["id"], action.payload.shelf, item))


def move_bay_start(action: Action, state: State) -> Decision:
    """A find in the neighbouring bay moves the edge between the two, at once and wholly."""
    bay = bay_of(action, state)
    if bay is None:
        return refused("unknown_bay", bay=action.payload.bay)
    item = state.item_by_barcode(action.payload.barcode)
    if item is None or item["branch_id"] != bay["branch_id"]:
        return refused("unknown_barcode")
    start = state.get("bay_start", names.start_id(bay["id"], 1))
    if start is None or start["location_id"] != item["location_id"]:
        return superseded("surveyed_anew")
    moved = {key: item[key] for key in ("call_number", "sort_key")}
    return applied(update("bay_start", start, surveyed_at=action.now, **moved))


def put_on_bay(action: Action, state: State) -> Decision:
    """It stands there now, and picks look for it there."""
    bay = bay_of(action, state)
    if bay is None:
        return refused("unknown_bay", bay=action.payload.bay)
    if has_ended(action, state, bay):
        return refused("bay_has_ended", bay=bay["label"])
    item = state.item_by_barcode(action.payload.barcode)
    if item is None:
        return refused("unknown_barcode")
    if item["hold_id"]:
        return superseded("serves_a_hold")
    place = bay["id"] if bay["kind"] in FOR_A_WHILE else ""
    return found_by_chance(action, state, item) or applied(
        *stands_at(action, state, item, bay["branch_id"], place), **stood(item)
    )


def remove_bay(action: Action, state: State) -> Decision:
    """It counts no longer, from today on."""
    bay = bay_of(action, state)
    if bay is None:
        return refused("unknown_bay", bay=action.payload.bay)
    return applied(update("bay", bay, ends_on=_today(action, state) - timedelta(days=1)))


def bay_changes(state: State, branch_id: int, said: BayFacts, **more: object) -> list[Change]:
    """The bay itself, and its floor and range where they are new."""
    floor = names.floor_id(branch_id, said.floor)
    values = {
        "branch_id": branch_id,
        "floor_id": floor,
        "range_id": names.range_id(branch_id, said.floor, said.range) if said.range else None,
        "label": said.bay,
        **said.model_dump(
            include={"kind", "side", "position", "shelves", "theme", "facing", "height", "ends_on"}
        ),
    }
    new = {"width": 0.9, "x": None, "y": None}
    bay = names.bay_id(branch_id, said.bay)
    return [
        *_floor(state, branch_id, said.floor, said.level),
        *(_range(state, branch_id, said.floor, said.range) if said.range else ()),
        write(state, "bay", bay, new, **values, **more),
    ]


def write(state: State, table: str, row_id: str, new: Row, **values: object) -> Change:
    """Change a row of the floor, or add it with ``new`` for what is not said."""
    row = state.get(table, row_id)
    return update(table, row, **values) if row else insert(table, row_id, **{**new, **values})


def bay_of(action: Action, state: State) -> Row | None:
    """The bay of this branch that wears the label."""
    return state.get("bay", names.bay_id(action.branch_id or 0, action.payload.bay))


def has_ended(action: Action, state: State, bay: Row) -> bool:
    """Whether its last day is over."""
    return bay["ends_on"] is not None and bay["ends_on"] < _today(action, state)


def stands_at(action: Action, state: State, item: Row, branch_id: int, bay: str) -> list[Change]:
    """A copy is seen on a shelf (``bay`` empty: its own); those who look for it hear where."""
    lost = {"status": "available"} if item["status"] == "missing" else {}
    if (item["place_kind"], item["place_ref"]) == ("shelf", bay) and not lost:
        return []
    place = {"place_kind": "shelf", "place_ref": bay, "place_branch_id": branch_id}
    picks = [pick for pick in state.where("pick", item_id=item["id"]) if is_to_do(pick)]
    return [update("item", item, **place, **lost), *(update("pick", pick) for pick in picks)]


def stood(item: Row) -> Row:
    """Where a copy was seen before, as a fact of the decision that says where it is now."""
    return {"stood": item["place_ref"], "stood_at": item["place_branch_id"]}


def stands_again(action: Action, state: State, item: Row, facts: Row) -> list[Change]:
    """Back to where it was seen before that decision; without it, at home."""
    branch_id = facts.get("stood_at") or item["place_branch_id"]
    return stands_at(action, state, item, branch_id, facts.get("stood", ""))


def is_to_do(pick: Row) -> bool:
    """Whether somebody is still to fetch it."""
    return pick["status"] in ("open", "later")


def _begins_with(action: Action, state: State, bay: str, shelf: int, item: Row) -> list[Change]:
    start = names.start_id(bay, shelf)
    begins = write(
        state,
        "bay_start",
        start,
        {},
        branch_id=item["branch_id"],
        bay_id=bay,
        shelf=shelf,
        location_id=item["location_id"],
        call_number=item["call_number"],
        sort_key=item["sort_key"],
        surveyed_at=action.now,
    )
    # What is put aside for a hold was scanned by somebody who did not know; it stays put aside.
    seen = [] if item["hold_id"] else stands_at(action, state, item, item["branch_id"], "")
    return [begins, *seen]


def _floor(state: State, branch_id: int, floor: str, level: int) -> list[Change]:
    row_id = names.floor_id(branch_id, floor)
    if state.get("floor", row_id):
        return []
    return [insert("floor", row_id, branch_id=branch_id, name=floor, level=level)]


def _range(state: State, branch_id: int, floor: str, label: str) -> list[Change]:
    row_id, floor_id = names.range_id(branch_id, floor, label), names.floor_id(branch_id, floor)
    if state.get("shelf_range", row_id):
        return []
    others = state.where("shelf_range", floor_id=floor_id)
    return [
        insert(
            "shelf_range",
            row_id,
            branch_id=branch_id,
            floor_id=floor_id,
            label=label,
            position=1 + max((row["position"] for row in others), default=0),
            x=None,
            y=None,
            heading=0,
        )
    ]


def _today(action: Action, state: State) -> date:
    branch = state.get("branch", action.branch_id)
    day: date = branch["calendar"].local_day(action.now) if branch else action.now.date()
    return day
