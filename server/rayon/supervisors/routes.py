"""How supervisors see and steer the morning."""

from typing import Any
from uuid import UUID

from apiflask import APIBlueprint
from flask import Response, jsonify, request
from flask.typing import ResponseReturnValue
from pydantic import BaseModel, ConfigDict, Field

from rayon import clock
from rayon.bodies import NothingIn
from rayon.database import reading, reading_rows
from rayon.doors import done, perform
from rayon.errors import Refusal
from rayon.holds.action import Judged
from rayon.languages import asked_language
from rayon.notices import outcomes
from rayon.picking.models import Walk
from rayon.staff.access import allow, person
from rayon.supervisors.board import board, board_number
from rayon.supervisors.made_once import boards
from rayon.supervisors.trouble import choices_for, lines_with_people, volumes_of
from rayon.sync.models import Trouble

routes = APIBlueprint("supervisors", __name__, url_prefix="/api")


class ChoiceIn(BaseModel):
    """Which of a line's buttons was pressed; ``again``: lines that say the same.

    ``volume``: which one it is, for ``name_volume``.
    """

    model_config = ConfigDict(extra="forbid")
    choice: str = Field(max_length=20)
    again: list[UUID] = Field(default=[], max_length=200)
    volume: str = Field(default="", max_length=80)


class ReassignIn(BaseModel):
    """To whom a walk goes; empty: to whoever takes it."""

    model_config = ConfigDict(extra="forbid")
    to: int | None = Field(default=None, ge=1, le=2**31 - 1)


@routes.get("/board")
@allow("supervisor", at_once=True)
def show_board() -> ResponseReturnValue:
    """The board of this branch; 304 while nothing changed."""
    branch_id, now = person().branch_id, clock.now()
    with reading_rows() as connection:
        number, language = board_number(connection, branch_id), asked_language()
        etag = f"{number}-{language}-{now:%d%H%M}"
        if request.if_none_match.contains(etag):
            return _tagged(Response(status=304), etag)
        body = boards().body(
            (branch_id, language), etag, lambda: _printed(board(connection, branch_id, number, now))
        )
    return _tagged(Response(body, mimetype="application/json"), etag)


@routes.get("/trouble")
@allow("supervisor")
def list_trouble() -> ResponseReturnValue:
    """All that needs a person, and what was dealt with of late: the facts, who and when."""
    with reading_rows() as connection:
        return jsonify(lines_with_people(connection, person().branch_id, clock.now()))


@routes.post("/trouble/<uuid:trouble_id>/resolve")
@allow("supervisor")
@routes.input(ChoiceIn, arg_name="body")
def resolve(trouble_id: UUID, body: ChoiceIn) -> ResponseReturnValue:
    """End a line of the trouble list, and those that stood on it as the same."""
    # Every one is looked at before the first is ended.
    lines = [_choosable(str(one), body.choice) for one in (trouble_id, *body.again)]
    answers = [_end(line, body.choice, body.volume) for line in lines]
    return answers[0]


def _end(line: Trouble, choice: str, volume: str) -> ResponseReturnValue:
    if line.closed_at is None and choice == "name_volume":
        choice = _name_volume(line, volume)
    elif line.closed_at is None:
        _carry_out(choice, line)
    return _answer(perform("resolve_trouble", line.id, by=person(), choice=choice))


def _choosable(trouble_id: str, choice: str) -> Trouble:
    line = _line(trouble_id)
    choices = choices_for(line.kind, line.facts)
    if choice not in choices:
        facts = {"field": "choice", "reason": ", ".join(choices)}
        raise Refusal("bad_field", facts, status=422)
    return line


def _carry_out(choice: str, line: Trouble) -> None:
    """What has to happen before the line may go."""
    match choice:
        case "here" | "not_here":
            done(perform("settle_dispute", line.subject_id, by=person(), here=choice == "here"))
        case "tell_patron":
            done(perform("give_up", line.subject_id, by=person(), because="no_copy"))
        case "resend":
            outcomes.resend(line.subject_id, clock.now())
        case "consider_told":
            outcomes.consider_told(line.subject_id, clock.now())


def _name_volume(line: Trouble, volume: str) -> str:
    """How the line ends: by this, or by what was decided on another screen meanwhile."""
    with reading_rows() as connection:
        known = volumes_of(connection, line.subject_id)
    if volume not in known:
        raise Refusal("bad_field", {"field": "volume", "reason": ", ".join(known)}, status=422)
    judged = done(perform("name_volume", line.subject_id, by=person(), volume=volume))
    return "elsewhere" if judged.outcome == "superseded" else "name_volume"


@routes.post("/walks/<uuid:walk_id>/close")
@allow("supervisor")
@routes.input(NothingIn, arg_name="body")
def close_walk(walk_id: UUID, body: NothingIn) -> ResponseReturnValue:
    """End a walk in its picker's place; what is untouched goes back to open."""
    return _answer(perform("close_walk", _own_walk(walk_id), by=person()))


@routes.post("/walks/<uuid:walk_id>/reassign")
@allow("supervisor")
@routes.input(ReassignIn, arg_name="body")
def reassign(walk_id: UUID, body: ReassignIn) -> ResponseReturnValue:
    """Give a walk to somebody else."""
    return _answer(perform("reassign_walk", _own_walk(walk_id), by=person(), to=body.to))


def _own_walk(walk_id: UUID) -> str:
    """The id, if it is a walk of this branch: those of others do not exist here."""
    with reading() as session:
        walk = session.get(Walk, str(walk_id))
        if walk is None or walk.branch_id != person().branch_id:
            raise Refusal("unknown_walk", status=404)
    return str(walk_id)


def _line(trouble_id: str) -> Trouble:
    with reading() as session:
        line = session.get(Trouble, trouble_id)
        if line is None or line.branch_id != person().branch_id:
            raise Refusal("unknown_trouble", status=404)
        session.expunge(line)
    return line


def _answer(judged: Judged) -> ResponseReturnValue:
    return jsonify(outcome=done(judged).outcome)


def _printed(shown: dict[str, Any]) -> bytes:
    return jsonify(shown).get_data()


def _tagged(response: Response, etag: str) -> Response:
    response.set_etag(etag)
    response.headers["Cache-Control"] = "private, no-cache"
    return response
