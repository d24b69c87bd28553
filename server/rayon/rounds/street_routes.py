"""How a phone takes a round along."""

from uuid import UUID

from apiflask import APIBlueprint
from flask import current_app, jsonify
from flask.typing import ResponseReturnValue
from pydantic import BaseModel, ConfigDict

from rayon import clock
from rayon.bodies import Day
from rayon.catalogue.branches import all_of
from rayon.database import reading
from rayon.doors import done, perform
from rayon.errors import Refusal
from rayon.hold_shelf.keyed import Keyed
from rayon.rounds.carrying import cart_of, next_visits
from rayon.rounds.reading import calendar_of
from rayon.rounds.taken_along import street_view
from rayon.staff.access import allow, person

routes = APIBlueprint("street", __name__, url_prefix="/api/street")


class WhichIn(BaseModel):
    """Which visit; the nearest unless told."""

    model_config = ConfigDict(extra="forbid")
    neighbourhood: UUID | None = None
    day: Day | None = None


@routes.post("")
@allow("cart", "supervisor")
@routes.input(WhichIn, arg_name="which")
def take_along(which: WhichIn) -> ResponseReturnValue:
    """All that a round needs with no network, for this shift."""
    who = person()
    keyed = Keyed.for_shift(str(current_app.secret_key), who.author.device_id, who.shift)
    with reading() as session:
        branch = all_of(session)[who.branch_id]
        coming = next_visits(session, branch, branch.calendar.local_day(clock.now()))
    if not coming and which.neighbourhood is None:
        raise Refusal("no_visit_in_sight")
    named = str(which.neighbourhood or coming[0].plan.id)
    day = which.day or coming[0].planned
    said = {"branch": branch.id, "neighbourhood": named, "day": day.isoformat()}
    done(perform("begin_round", "", by=who, **said))
    with reading() as session:
        known, cart = calendar_of(session, branch), cart_of(session, branch, named, day)
        view = street_view(session, known, cart, keyed)
    others = [
        {"neighbourhood": one.plan.id, "planned": one.planned.isoformat(), "name": one.plan.name}
        for one in coming
    ]
    return jsonify(shift=who.shift, visits=others, **view)
