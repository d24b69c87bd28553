"""The wizard that brings a catalogue in: send a file, look, check, apply; one at a time."""

from typing import Any
from uuid import UUID

from apiflask import APIBlueprint
from flask import Response, current_app, jsonify, request
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import select

from rayon.bodies import NothingIn
from rayon.catalogue.files import uploads
from rayon.catalogue.files.checking import Options
from rayon.catalogue.files.imports import (
    AT_WORK,
    WAITING,
    CatalogueImport,
    imports_in,
    note_now,
    the_import,
)
from rayon.catalogue.files.items import begin, told_of
from rayon.catalogue.files.mapping import load_mapping, mapping_names
from rayon.catalogue.files.places import Creating
from rayon.catalogue.files.problems import FileRefused, report_lines
from rayon.catalogue.files.reading import guess_mapping
from rayon.catalogue.files.staging import PROBLEM, problems_of
from rayon.catalogue.files.steps import count
from rayon.catalogue.models import Branch
from rayon.config import Settings
from rayon.database import reading
from rayon.errors import Refusal
from rayon.ids import new_id
from rayon.staff.access import allow
from rayon.supervisors.import_views import import_view, look_view, rejection_view
from rayon.web import takes_file

routes = APIBlueprint("catalogue_import", __name__, url_prefix="/api/catalogue/import")

#: Rejections on one page of the screen.
PAGE = 50


class LookIn(BaseModel):
    """By which mapping to read; ``branch``: the code of the one that all copies belong to."""

    model_config = ConfigDict(extra="forbid")
    mapping: str = Field(max_length=80)
    branch: str = Field(default="", max_length=20)
    repair_accents: bool = False


class CheckIn(LookIn):
    """What a person decided before the whole file is read."""

    create_branches: bool = False
    create_locations: bool = False


@routes.get("")
@allow("supervisor")
def show() -> ResponseReturnValue:
    """The import of the moment, and what can be chosen."""
    settings: Settings = current_app.config["RAYON"]
    row = _current()
    with reading() as session:
        branches = session.execute(select(Branch.code, Branch.name).order_by(Branch.name)).all()
    return jsonify(
        {
            "import": import_view(row) if row else None,
            "mappings": mapping_names(),
            "branches": [{"code": branch.code, "name": branch.name} for branch in branches],
            "largest_mib": settings.largest_import_mib,
        }
    )


@routes.post("/file")
@takes_file
@allow("supervisor")
def send_file() -> ResponseReturnValue:
    """Take a file in (the body, as it is; ``?name=``) and see what it is."""
    previous = _current()
    if previous and previous.state in AT_WORK:
        raise Refusal("import_running")
    settings: Settings = current_app.config["RAYON"]
    # One byte more than is kept: beyond it, our own sentence says what the limit is.
    request.max_content_length = settings.largest_import_mib * uploads.MIB + 1
    run = new_id()
    path = uploads.receive(request.stream, run)
    if previous and previous.state in WAITING:
        note_now(previous.id, state="dropping")
    name = request.args.get("name", "")[-200:].rpartition("/")[2]
    begin(run, path, "uploaded", told=told_of(None, Options(), kept=True), file_name=name)
    _see_what_it_is(run)
    return jsonify(import_view(the_import(run))), 201


@routes.post("/<uuid:run>/look")
@allow("supervisor")
@routes.input(LookIn, arg_name="body")
def look(run: UUID, body: LookIn) -> ResponseReturnValue:
    """Five copies of the file as this mapping reads them."""
    row = _in_state(run, *WAITING)
    mapping = _known(body.mapping)
    seen = look_view(row, mapping, body.branch, repair_accents=body.repair_accents)
    return jsonify(seen)


@routes.post("/<uuid:run>/check")
@allow("supervisor")
@routes.input(CheckIn, arg_name="body")
def check(run: UUID, body: CheckIn) -> ResponseReturnValue:
    """Read the whole file; what it says comes with the next GET."""
    row = _in_state(run, "uploaded", "checked", "refused")
    told = _told(body)
    fresh = {"phase": "", "done": 0, "total": row.size, "why": "", "tries": 0, "found": {}}
    note_now(row.id, state="checking", told=told, language=str(get_locale() or "fr"), **fresh)
    return jsonify(import_view(the_import(row.id)))


@routes.post("/<uuid:run>/apply")
@allow("supervisor")
@routes.input(NothingIn, arg_name="body")
def apply(run: UUID, body: NothingIn) -> ResponseReturnValue:
    """Bring what was checked into the catalogue; go on with what was stopped."""
    row = _in_state(run, "checked", "stopped")
    note_now(row.id, state="applying", why="", tries=0)
    return jsonify(import_view(the_import(row.id)))


@routes.post("/<uuid:run>/drop")
@allow("supervisor")
@routes.input(NothingIn, arg_name="body")
def drop(run: UUID, body: NothingIn) -> ResponseReturnValue:
    """Forget the file and all that was read of it."""
    row = _in_state(run, "uploaded", "checked", "refused", "done")
    note_now(row.id, state="dropping")
    return "", 204


@routes.get("/<uuid:run>/rejections")
@allow("supervisor")
def rejections(run: UUID) -> ResponseReturnValue:
    """One page of the rejected records, with their reasons."""
    page = max(1, min(request.args.get("page", 1, type=int), 100_000))
    row = _row(run)
    found = problems_of(row.id, (page - 1) * PAGE, PAGE)
    shown = [rejection_view(problem) for problem in found]
    return jsonify(rejections=shown, total=count(row.id, PROBLEM), page=page, size=PAGE)


@routes.get("/<uuid:run>/rejections.csv")
@allow("supervisor")
def rejections_as_file(run: UUID) -> ResponseReturnValue:
    """All of them, for a spreadsheet."""
    report = "".join(report_lines(problems_of(_row(run).id)))
    response = Response(report, mimetype="text/csv")
    response.headers["Content-Disposition"] = "attachment; filename=rejected.csv"
    return response


def _current() -> CatalogueImport | None:
    """The import that the screen is about: the newest that is not thrown away."""
    rows = imports_in("checking", "applying", "done", *WAITING)
    return rows[-1] if rows else None


def _see_what_it_is(run: str) -> None:
    """Guess the mapping; a file that is none is refused at once."""
    row = the_import(run)
    try:
        guessed = guess_mapping(uploads.folder() / run)
    except FileRefused as error:
        note_now(run, state="refused", why=str(error))
        return
    note_now(run, told=row.told | {"mapping": guessed})


def _told(body: CheckIn) -> dict[str, Any]:
    creating = Creating(body.create_branches, body.create_locations)
    options = Options(branch=body.branch, creating=creating, repair_accents=body.repair_accents)
    return told_of(load_mapping(_known(body.mapping)), options, name=body.mapping, kept=True)


def _known(mapping: str) -> str:
    if mapping not in mapping_names():
        raise Refusal("unknown_mapping", status=422)
    return mapping


def _row(run: UUID) -> CatalogueImport:
    try:
        return the_import(str(run))
    except FileRefused:
        raise Refusal("unknown_import", status=404) from None


def _in_state(run: UUID, *states: str) -> CatalogueImport:
    row = _row(run)
    if row.state in AT_WORK:
        raise Refusal("import_running")
    if row.state not in states:
        raise Refusal("import_not_ready")
    return row
