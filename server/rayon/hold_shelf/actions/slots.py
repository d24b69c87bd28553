"""The slots of a hold shelf: set up by a supervisor, taken away again."""

from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from rayon.catalogue.barcodes import Barcode
from rayon.hold_shelf.actions.common import holds_in
from rayon.hold_shelf.labels import slot_id
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

#: Upper case, for it is read by eyes from afar and by scanners.
SlotName = Annotated[str, StringConstraints(pattern=r"^[0-9A-Z][0-9A-Z-]{0,23}$")]
Letters = Annotated[str, StringConstraints(pattern=r"^[A-Z](-[A-Z])?$")]


class SlotFacts(Payload):
    """One slot as it is set up; without a barcode of its own it gets one made of its name."""

    name: SlotName
    place: Literal["entrance", "desk"]
    letters: Letters | Literal[""] = ""
    barcode: Barcode
    position: int = Field(ge=0, le=100_000)

    @model_validator(mode="after")
    def letters_in_order(self) -> Self:
        if self.letters and self.letters[0] > self.letters[-1]:
            raise ValueError("letters run from A to Z, such as A-C")
        return self


class SetUpSlots(Payload):
    """New slots of a branch, or the same ones anew."""

    branch: int
    slots: list[SlotFacts] = Field(min_length=1, max_length=200)


class RemoveSlot(Payload):
    """It is no longer used."""


def set_up_slots(action: Action, state: State) -> Decision:
    """Write them down; from then on documents are announced when they are in one."""
    asked = action.payload
    if action.branch_id is not None and asked.branch != action.branch_id:
        return refused("not_allowed")
    worn = {
        slot["barcode"]: slot["name"]
        for slot in state.tables["slot"].values()
        if slot["branch_id"] == asked.branch
    }
    for facts in asked.slots:
        if worn.setdefault(facts.barcode, facts.name) != facts.name:
            return refused("slot_barcode_taken", slot=worn[facts.barcode])
    return applied(*(_set_up(state, asked.branch, facts) for facts in asked.slots))


def _set_up(state: State, branch_id: int, facts: SlotFacts) -> Change:
    row_id = slot_id(branch_id, facts.name)
    values: Row = {
        "place": facts.place,
        "takes": "letters" if facts.letters else "patron",
        "letters": facts.letters,
        "barcode": facts.barcode,
        "position": facts.position,
        "removed_at": None,
    }
    known = state.get("slot", row_id)
    if known:
        return update("slot", known, **values)
    return insert("slot", row_id, branch_id=branch_id, name=facts.name, version=1, **values)


def remove_slot(action: Action, state: State) -> Decision:
    """Take a slot away; the subject is its id. What stands in it has to go first."""
    slot = state.get("slot", action.subject)
    if slot is None:
        return refused("unknown_slot")
    if slot["removed_at"] is not None:
        return superseded("already_decided")
    if holds_in(state, slot):
        return refused("slot_in_use", slot=slot["name"])
    return applied(update("slot", slot, removed_at=action.now))
