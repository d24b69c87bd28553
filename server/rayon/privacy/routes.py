"""How admins answer a patron who asks what is known, or asks to be forgotten."""

from dataclasses import asdict

from apiflask import APIBlueprint
from flask import jsonify
from flask.typing import ResponseReturnValue
from pydantic import BaseModel, ConfigDict, Field

from rayon import clock
from rayon.doors import perform_as_server
from rayon.privacy.erasing import erase
from rayon.privacy.exporting import export
from rayon.staff.access import allow

routes = APIBlueprint("privacy", __name__, url_prefix="/api/patrons")


class CardIn(BaseModel):
    """Whose: in the body, because addresses are written into logs."""

    model_config = ConfigDict(extra="forbid")
    card: str = Field(min_length=1, max_length=40)


@routes.post("/export")
@allow("admin")
@routes.input(CardIn, arg_name="body")
def export_patron(body: CardIn) -> ResponseReturnValue:
    """Everything that is known of one patron."""
    return jsonify(export(body.card, clock.now()))


@routes.post("/erase")
@allow("admin")
@routes.input(CardIn, arg_name="body")
def erase_patron(body: CardIn) -> ResponseReturnValue:
    """Forget one patron; what was done, what stays and why."""
    return jsonify(asdict(erase(body.card, perform_as_server())))
