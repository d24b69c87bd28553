"""The style sheets of everything that is printed."""

from pathlib import Path

from apiflask import APIBlueprint
from flask import Response, send_from_directory
from flask.typing import ResponseReturnValue
from pydantic import BaseModel, ConfigDict, Field

from rayon.errors import Refusal
from rayon.slips.styles import offset_css
from rayon.staff.access import allow_anyone

routes = APIBlueprint("slips", __name__, enable_openapi=False)

#: The furthest a printer is off, in mm.
MOST_MM = 10.0


class OffsetIn(BaseModel):
    """How far a printer has to be corrected, in mm."""

    model_config = ConfigDict(extra="forbid")
    x: float = Field(default=0, ge=-MOST_MM, le=MOST_MM)
    y: float = Field(default=0, ge=-MOST_MM, le=MOST_MM)


@routes.get("/paper/paper.css")
@allow_anyone("a stylesheet holds no data")
def stylesheet() -> ResponseReturnValue:
    """How paper looks."""
    return send_from_directory(Path(__file__).parent, "paper.css")


@routes.get("/paper/size/<name>.css")
@allow_anyone("a stylesheet holds no data")
def size(name: str) -> ResponseReturnValue:
    """How large the paper is."""
    if name not in ("roll", "a6", "sheet", "flyer", "letter"):
        raise Refusal("not_found", status=404)
    return send_from_directory(Path(__file__).parent, f"{name}.css")


@routes.get("/paper/offset.css")
@allow_anyone("a stylesheet holds no data")
@routes.input(OffsetIn, location="query", arg_name="query")
def offset(query: OffsetIn) -> ResponseReturnValue:
    """Where labels begin on a sheet, as this printer needs it."""
    return Response(offset_css(query.x, query.y), mimetype="text/css")
