"""How HTTP asks for walks: plan the morning, print one."""

from datetime import date
from typing import Any
from uuid import UUID

from apiflask import APIBlueprint
from flask import jsonify
from flask.typing import ResponseReturnValue
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import select

from rayon import clock
from rayon.catalogue.barcodes import Barcode
from rayon.catalogue.branches import all_of
from rayon.catalogue.models import Location
from rayon.database import reading, table_of
from rayon.doors import perform_as_server
from rayon.errors import Refusal
from rayon.picking.models import Pick, Walk
from rayon.picking.planning import how_many_wait, plan_morning
from rayon.picking.views import document_view, pick_views, walk_views
from rayon.shelves.floor import labels_of
from rayon.slips.bay_labels import render_bay_labels
from rayon.slips.sizes import SlipPaper
from rayon.slips.slips import render_pick_slips
from rayon.slips.walk import render_walk
from rayon.staff.access import allow, person

routes = APIBlueprint("picking", __name__, url_prefix="/api")


class PlanIn(BaseModel):
    """The one question of planning: how many pickers."""

    model_config = ConfigDict(extra="forbid")
    pickers: int = Field(ge=1, le=20)


@routes.post("/walks/plan")
@allow("picker", "desk", "supervisor")
@routes.input(PlanIn, arg_name="body")
def plan(body: PlanIn) -> ResponseReturnValue:
    """Make the walks of this morning, for as many people as there are."""
    asker = person()
    planned = plan_morning(
        asker.branch_id, body.pickers, asker.author.staff_id, perform_as_server()
    )
    with reading() as session:
        walks = walk_views(session.connection(), planned.walks)
    walks.sort(key=lambda walk: planned.walks.index(walk["id"]))
    return jsonify(walks=walks, left_over=planned.left_over), 201


@routes.get("/walks/waiting")
@allow("picker", "desk", "supervisor")
def waiting() -> ResponseReturnValue:
    """How many documents wait for a walk that nobody has prepared yet, or will wait again."""
    asker = person()
    found = how_many_wait(asker.branch_id, asker.author.staff_id)
    return jsonify(waiting=found.now, later=found.later)


@routes.get("/walks/<uuid:walk_id>/paper")
@allow("picker", "desk", "supervisor")
def paper(walk_id: UUID) -> ResponseReturnValue:
    """The walk on A4, with large call numbers and barcodes."""
    walk, picks = _walk_with_picks(str(walk_id), person().branch_id)
    return render_walk(walk, picks, _location_names())


class SlipsIn(BaseModel):
    """On which paper."""

    model_config = ConfigDict(extra="forbid")
    paper: SlipPaper = "roll"


@routes.get("/walks/<uuid:walk_id>/slips")
@allow("picker", "desk", "supervisor")
@routes.input(SlipsIn, location="query", arg_name="query")
def pick_slips(walk_id: UUID, query: SlipsIn) -> ResponseReturnValue:
    """A slip for each document of the walk."""
    _walk, picks = _walk_with_picks(str(walk_id), person().branch_id)
    return render_pick_slips(picks, _location_names(), query.paper)


class LabelsIn(BaseModel):
    """Which labels: ``prefix-1`` to ``prefix-to``; without a prefix, those of all bays."""

    model_config = ConfigDict(extra="forbid")
    prefix: str = Field(default="", pattern=r"^([0-9A-Z][0-9A-Z-]{0,23})?$")
    to: int = Field(default=12, ge=1, le=99)


@routes.get("/floor/labels")
@allow("picker", "desk", "supervisor", "admin")
@routes.input(LabelsIn, location="query", arg_name="query")
def bay_labels(query: LabelsIn) -> ResponseReturnValue:
    """Labels to stick on bays, those to be surveyed or those that are known."""
    if query.prefix:
        wanted = [(f"{query.prefix}-{number}", "") for number in range(1, query.to + 1)]
    else:
        with reading() as session:
            wanted = labels_of(session.connection(), person().branch_id, _today(person().branch_id))
    return render_bay_labels(wanted)


class NumberIn(BaseModel):
    """The barcode of a document in somebody's hand."""

    model_config = ConfigDict(extra="forbid")
    barcode: Barcode


@routes.post("/lookup")
@allow("picker", "desk", "courier", "cart", "supervisor", "admin")
@routes.input(NumberIn, arg_name="body")
def what_is_this(body: NumberIn) -> ResponseReturnValue:
    """What a document is and where it belongs; nothing of who waits for it."""
    with reading() as session:
        document = document_view(session.connection(), body.barcode)
    if document is None:
        raise Refusal("unknown_barcode", status=404)
    return jsonify(document)


def _location_names() -> dict[int, str]:
    with reading() as session:
        return {row.id: row.name for row in session.execute(select(Location.id, Location.name))}


def _today(branch_id: int) -> date:
    with reading() as session:
        return all_of(session)[branch_id].calendar.local_day(clock.now())


def _walk_with_picks(walk_id: str, branch_id: int) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    pick = table_of(Pick)
    with reading() as session:
        walk = session.get(Walk, walk_id)
        if walk is None or walk.branch_id != branch_id:
            raise Refusal("unknown_walk", status=404)
        connection = session.connection()
        ids = connection.execute(select(pick.c.id).where(pick.c.walk_id == walk_id)).scalars()
        picks = pick_views(connection, ids)
        view = walk_views(connection, [walk_id])[0]
    return view, sorted(picks, key=lambda one: one["position"])
