"""What an admin sets for a shelving location: its order, its signs, where else to look. Pure."""

from typing import Annotated, Literal

from pydantic import Field

from rayon.catalogue.gommettes import is_sticker
from rayon.catalogue.pictograms import PICTOGRAMS
from rayon.catalogue.second_stop import SecondStop
from rayon.holds.action import (
    Action,
    Decision,
    Payload,
    Row,
    State,
    applied,
    refused,
    superseded,
    update,
)

Prefix = Annotated[str, Field(max_length=20)]
Line = Annotated[str, Field(min_length=1, max_length=60)]


class Order(Payload):
    """What a location decides for itself about its order; see ``call_numbers.Policy``."""

    runs: list[Prefix] = Field(default_factory=list, max_length=40)
    interfile: list[Prefix] = Field(default_factory=list, max_length=40)
    cutter_before_date: bool = False
    copy_before_date: bool = False
    size_letters: str = Field("", max_length=10)
    decimal_class: bool = False
    roman_numerals: bool = False
    stem_numbers_first: bool = False
    suffix_numbers_first: bool = False
    years_first: bool = False


class Ordered(Payload):
    """By which scheme call numbers are read, and in which order they stand."""

    scheme: Literal["lc", "nlm", "dewey", "sudoc", "udc", "fr", "local"]
    policy: Order = Field(default_factory=lambda: Order.model_validate({}))


class LocationIs(Ordered):
    """All that can be set for a location."""

    name: str = Field(min_length=1, max_length=120)
    hint: str = Field("", max_length=200)
    #: Left out by apps of before: then it stays.
    colour: str | None = Field(None, max_length=12)
    pictogram: str = Field("", max_length=12)
    other_places: list[Line] = Field(default_factory=list, max_length=10)
    second_stop: SecondStop | None = None


class ChangeLocation(Payload):
    """What is true from now on of one location of a branch."""

    branch: int
    location: int
    rules: LocationIs


class SetWalkOrder(Payload):
    """In which order walks pass the locations of a branch, where its floor is not surveyed."""

    branch: int
    locations: list[int] = Field(min_length=1, max_length=500)


def change_location(action: Action, state: State) -> Decision:
    """Order it and sign it like this from now on; its keys are made again afterwards."""
    named: ChangeLocation = action.payload
    asked = named.rules
    location = _of_branch(action, state, named.branch).get(named.location)
    if location is None:
        return refused("unknown_location")
    if asked.pictogram not in ("", *PICTOGRAMS):
        return refused("unknown_pictogram")
    colour = location["colour"] if asked.colour is None else asked.colour
    if asked.colour and not is_sticker(asked.colour):
        return refused("unknown_gommette")
    after = {
        "name": asked.name.strip(),
        "scheme": asked.scheme,
        "policy": asked.policy.model_dump(exclude_defaults=True),
        "hint": asked.hint.strip(),
        "colour": colour,
        "pictogram": asked.pictogram,
        "other_places": [place.strip() for place in asked.other_places],
        "second_stop": asked.second_stop.model_dump() if asked.second_stop else {},
    }
    if all(location[key] == value for key, value in after.items()):
        return superseded("already_decided")
    return applied(update("location", location, **after))


def set_walk_order(action: Action, state: State) -> Decision:
    """Pass them in this order from the next plan on."""
    asked: SetWalkOrder = action.payload
    known = _of_branch(action, state, asked.branch)
    if set(asked.locations) != known.keys() or len(asked.locations) != len(known):
        return refused("unknown_location")
    moved = [
        update("location", known[location], walk_order=position)
        for position, location in enumerate(asked.locations, start=1)
        if known[location]["walk_order"] != position
    ]
    return applied(*moved) if moved else superseded("already_decided")


def _of_branch(action: Action, state: State, branch: int) -> dict[int, Row]:
    is_here = action.branch_id in (None, branch)
    rows = state.where("location", branch_id=branch) if is_here else []
    return {row["id"]: row for row in rows}
