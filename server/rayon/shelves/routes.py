"""How a phone gets the floor of its branch, and the index of each of its locations."""

from apiflask import APIBlueprint
from flask import jsonify, make_response, request
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from rayon import clock
from rayon.catalogue.branches import all_of
from rayon.database import reading, table_of
from rayon.errors import Refusal
from rayon.shelves.models import LocationIndex
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


@routes.get("/shelves")
@allow_device()
def list_indexes() -> ResponseReturnValue:
    """The name of the file of each location of this branch."""
    index = table_of(LocationIndex).c
    query = select(index.location_id, index.file).where(index.branch_id == device().branch_id)
    with reading() as session:
        rows = session.execute(query).all()
    files = [{"location": row.location_id, "file": row.file} for row in rows]
    return jsonify(files=files)


@routes.get("/shelves/<file>")
@allow_device()
def fetch_index(file: str) -> ResponseReturnValue:
    """One such file; it never changes, and is gone once its location has another."""
    index = table_of(LocationIndex).c
    query = select(index.body).where(index.file == file, index.branch_id == device().branch_id)
    with reading() as session:
        body = session.execute(query.limit(1)).scalar_one_or_none()
    if body is None:
        raise Refusal("not_found", status=404)
    answer = make_response(body, {"Content-Type": "application/octet-stream"})
    answer.headers["Content-Encoding"] = "gzip"
    answer.headers["Cache-Control"] = "private, max-age=31536000, immutable"
    return answer
