"""How a phone gets the floor of its branch."""

from apiflask import APIBlueprint
from flask import make_response, request
from flask.typing import ResponseReturnValue

from rayon import clock
from rayon.catalogue.branches import all_of
from rayon.database import reading
from rayon.shelves.views import floor_file
from rayon.staff.access import allow_device, device

routes = APIBlueprint("shelves", __name__, url_prefix="/api")


@routes.get("/floor")
@allow_device()
def show_floor() -> ResponseReturnValue:
    """Floors, bays and ways of this branch; 304 for a phone that has them."""
    branch_id = device().branch_id
    with reading() as session:
        day = all_of(session)[branch_id].calendar.local_day(clock.now())
        name, body = floor_file(session.connection(), branch_id, day)
    if request.if_none_match.contains(name):
        answer = make_response("", 304)
    else:
        answer = make_response(body, {"Content-Type": "application/json"})
    answer.set_etag(name)
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer
