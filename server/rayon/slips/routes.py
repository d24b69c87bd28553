"""The stylesheet of everything that is printed."""

from pathlib import Path

from apiflask import APIBlueprint
from flask import send_from_directory
from flask.typing import ResponseReturnValue

from rayon.staff.access import allow_anyone

routes = APIBlueprint("slips", __name__, enable_openapi=False)


@routes.get("/paper/paper.css")
@allow_anyone("a stylesheet holds no data")
def stylesheet() -> ResponseReturnValue:
    """How paper looks."""
    return send_from_directory(Path(__file__).parent, "paper.css")
