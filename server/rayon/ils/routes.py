"""How HTTP asks for the morning's files and for the lists that go back."""

from datetime import date
from typing import Any
from uuid import UUID

from apiflask import APIBlueprint
from flask import Response, jsonify, request
from flask.typing import ResponseReturnValue
from flask_babel import force_locale
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy.orm import Session

from rayon import clock
from rayon.bodies import NothingIn
from rayon.catalogue.branches import all_of
from rayon.catalogue.import_runs import latest_imports
from rayon.catalogue.shelf_known import shelf_knowledge
from rayon.database import reading
from rayon.doors import done, perform
from rayon.errors import Refusal
from rayon.ils.actions import check_id
from rayon.ils.files_in import LARGEST, FileIn, take_in
from rayon.ils.lists import KINDS, file_of, open_counts, open_lines
from rayon.ils.vanished import open_question
from rayon.slips.ils_list import render_list
from rayon.slips.walk import bars
from rayon.staff.access import allow, person

#: Two pixels of a screen, which has 96 to the inch: between two, bars blur and are not read.
ON_SCREEN = (2 * 25.4 / 96, 16)

routes = APIBlueprint("ils", __name__, url_prefix="/api/ils")


class TicksIn(BaseModel):
    """Lines that were keyed, or (``done`` false) that were not after all."""

    model_config = ConfigDict(extra="forbid")
    tasks: list[UUID] = Field(min_length=1, max_length=500)
    done: bool


class ShelfIn(BaseModel):
    """The pick-up day after which somebody looked at the hold shelf."""

    model_config = ConfigDict(extra="forbid")
    day: date


@routes.before_request
def _room_for_a_file() -> None:
    """Before the body is read; everything else keeps the usual limit."""
    if request.endpoint == "ils.take_file":
        request.max_content_length = LARGEST + 1024


@routes.get("/imports")
@allow("picker", "desk", "supervisor")
def imports() -> ResponseReturnValue:
    """How old each file of the library's own system is."""
    with reading() as session:
        return jsonify(imports=latest_imports(session.connection(), person().branch_id))


@routes.get("/files")
@allow("desk", "supervisor")
def files() -> ResponseReturnValue:
    """The morning's files, and the holds that today's no longer names."""
    branch_id = person().branch_id
    with reading() as session:
        return jsonify(
            imports=latest_imports(session.connection(), branch_id),
            shelf=_shelf_view(session, branch_id),
            vanished=open_question(session, branch_id),
        )


@routes.post("/files")
@allow("desk", "supervisor")
@routes.input(FileIn, arg_name="body")
def take_file(body: FileIn) -> ResponseReturnValue:
    """Check a file, or bring it in."""
    with reading() as session:
        branch = all_of(session)[person().branch_id].code
    return jsonify(take_in(body, branch))


@routes.post("/vanished/<uuid:trouble_id>/cancel")
@allow("supervisor")
@routes.input(NothingIn, arg_name="body")
def cancel_vanished(trouble_id: UUID, body: NothingIn) -> ResponseReturnValue:
    """Cancel the holds that the library's own system no longer has."""
    with reading() as session:
        asked = open_question(session, person().branch_id)
    if asked is None or asked["id"] != str(trouble_id):
        raise Refusal("unknown_trouble", status=404)
    judged = perform("cancel_vanished", str(trouble_id), by=person())
    return jsonify(cancelled=done(judged).facts.get("count", 0))


@routes.post("/shelf/confirm")
@allow("desk", "supervisor")
@routes.input(ShelfIn, arg_name="body")
def confirm_shelf(body: ShelfIn) -> ResponseReturnValue:
    """Somebody looked at the hold shelf: what waits there still waits."""
    branch_id = person().branch_id
    day = body.day.isoformat()
    done(perform("confirm_shelf", check_id(branch_id, body.day), by=person(), day=day))
    with reading() as session:
        return jsonify(shelf=_shelf_view(session, branch_id))


@routes.get("/lists")
@allow("desk", "supervisor")
def lists() -> ResponseReturnValue:
    """How much is left on each list."""
    with reading() as session:
        return jsonify(open=open_counts(session.connection(), person().branch_id))


@routes.get("/lists/<kind>")
@allow("desk", "supervisor")
def one_list(kind: str) -> ResponseReturnValue:
    """What is left on one list, each line with its bars."""
    return jsonify(kind=kind, lines=[_line_view(line) for line in _lines(kind)])


@routes.get("/lists/<kind>/paper")
@allow("desk", "supervisor")
def paper(kind: str) -> ResponseReturnValue:
    """The list on A4, to be scanned from the page."""
    # A link in a browser says nothing of the language of who is signed in.
    with force_locale(person().language):
        return render_list(kind, _lines(kind))


@routes.get("/lists/<kind>/file")
@allow("desk", "supervisor")
def file(kind: str) -> ResponseReturnValue:
    """The list as the file that the other system takes."""
    _check(kind)
    with reading() as session:
        name, text = file_of(session.connection(), person().branch_id, kind)
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(text, mimetype="text/plain", headers=headers)


@routes.post("/ticks")
@allow("desk", "supervisor")
@routes.input(TicksIn, arg_name="body")
def tick(body: TicksIn) -> ResponseReturnValue:
    """Take lines off their list, or put them back; ``ticked`` says how many were still on it."""
    judged = [
        done(perform("tick_ils_task", str(task), by=person(), done=body.done))
        for task in body.tasks
    ]
    return jsonify(ticked=sum(one.outcome == "applied" for one in judged))


def _lines(kind: str) -> list[dict[str, Any]]:
    _check(kind)
    with reading() as session:
        return open_lines(session.connection(), person().branch_id, kind)


def _line_view(line: dict[str, Any]) -> dict[str, Any]:
    return {
        **line,
        "at": line["at"].isoformat(),
        "bars": bars(line["barcode"], *ON_SCREEN),
        "card_bars": bars(line["card"] or "", *ON_SCREEN),
    }


def _shelf_view(session: Session, branch_id: int) -> dict[str, Any]:
    known = shelf_knowledge(session, all_of(session)[branch_id], clock.now())
    return {
        "is_known": known.is_known,
        "loans_in": known.loans_in,
        "day": known.day.isoformat(),
        "closed_at": known.closed_at.isoformat(),
        "checked_at": known.checked_at.isoformat() if known.checked_at else None,
    }


def _check(kind: str) -> None:
    if kind not in KINDS:
        raise Refusal("not_found", status=404)
