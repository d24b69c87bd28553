"""The people of a branch on an admin's screen."""

from typing import Annotated, Literal

from apiflask import APIBlueprint
from flask import jsonify
from flask.typing import ResponseReturnValue
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from rayon.database import reading
from rayon.limits import limiter
from rayon.staff import people
from rayon.staff.access import Role, allow, person
from rayon.staff.noting import note
from rayon.staff.pins import Pin

routes = APIBlueprint("people", __name__, url_prefix="/api/people")

Number = Annotated[int, Field(ge=1, le=2**31 - 1)]
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80)]


class PersonIn(BaseModel):
    """A new colleague."""

    model_config = ConfigDict(extra="forbid")
    name: Name
    language: Literal["fr", "en"] = "fr"
    pin: Pin
    roles: list[Role] = Field(min_length=1, max_length=6)


class PinIn(BaseModel):
    """Six digits that replace the old ones."""

    model_config = ConfigDict(extra="forbid")
    person: Number
    pin: Pin


class RolesIn(BaseModel):
    """What somebody may do here from now on."""

    model_config = ConfigDict(extra="forbid")
    person: Number
    roles: list[Role] = Field(max_length=6)


class RemoveIn(BaseModel):
    """Who does not work here any more."""

    model_config = ConfigDict(extra="forbid")
    person: Number


@routes.get("")
@allow("admin")
def show() -> ResponseReturnValue:
    """Who works here, and what each may do."""
    return _answer()


@routes.post("")
@allow("admin")
@limiter.limit("30/minute")
@routes.input(PersonIn, arg_name="body")
def take_on(body: PersonIn) -> ResponseReturnValue:
    """Add a colleague to this branch."""
    roles: dict[str, int | None] = dict.fromkeys(body.roles, person().branch_id)
    note(
        "note_team",
        colleague=people.take_on(body.name, body.language, body.pin, roles),
        what="taken_on",
    )
    return _answer()


@routes.post("/pin")
@allow("admin")
@limiter.limit("30/minute")
@routes.input(PinIn, arg_name="body")
def give_pin(body: PinIn) -> ResponseReturnValue:
    """Somebody forgot their digits."""
    people.give_pin(body.person, body.pin, person().author)
    note("note_team", colleague=body.person, what="pin")
    return _answer()


@routes.post("/roles")
@allow("admin")
@routes.input(RolesIn, arg_name="body")
def give_roles(body: RolesIn) -> ResponseReturnValue:
    """Change what somebody may do at this branch."""
    people.give_roles(body.person, set(body.roles), person().branch_id, person().author)
    note("note_team", colleague=body.person, what="roles")
    return _answer()


@routes.post("/remove")
@allow("admin")
@routes.input(RemoveIn, arg_name="body")
def let_go(body: RemoveIn) -> ResponseReturnValue:
    """Somebody does not work here any more."""
    people.let_go(body.person, person().author)
    note("note_team", colleague=body.person, what="let_go")
    return _answer()


def _answer() -> ResponseReturnValue:
    someone = person()
    with reading() as session:
        found = people.colleagues(session, someone.branch_id, someone.author)
    return jsonify(people=found, me=someone.author.staff_id)
