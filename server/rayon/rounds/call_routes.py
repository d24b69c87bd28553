"""How staff see whom to call about the bike cart, and tick it off."""

from uuid import UUID

from apiflask import APIBlueprint
from flask import jsonify
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from pydantic import BaseModel, ConfigDict, Field

from rayon import clock
from rayon.bodies import NothingIn
from rayon.catalogue.branches import BranchFacts, all_of
from rayon.database import reading
from rayon.doors import perform
from rayon.errors import Refusal
from rayon.holds.action import Deed, Judged
from rayon.rounds import calling, requests
from rayon.rounds.models import CartRequest
from rayon.sentences import sentence
from rayon.staff.access import allow, person

routes = APIBlueprint("cart_calls", __name__, url_prefix="/api/cart/calls")


class CallerIn(BaseModel):
    """Who wants to be called the day before, and where they come."""

    model_config = ConfigDict(extra="forbid")
    stop: UUID
    name: str = Field(min_length=1, max_length=80)
    phone: str = Field(min_length=1, max_length=40)


class CallIn(BaseModel):
    """How it went; ``says`` is what was to be told."""

    model_config = ConfigDict(extra="forbid")
    says: str = Field(max_length=12)
    reached: bool


@routes.get("")
@allow("desk", "supervisor")
def calls() -> ResponseReturnValue:
    """Whom to call about a visit, or about what they asked for; and who is called at all."""
    with reading() as session:
        branch = all_of(session)[person().branch_id]
        visits = calling.visits_to_tell(session, branch, str(get_locale()), clock.now())
        asked = calling.requests_to_call(session, branch)
        known = calling.subscribers(session, branch)
    return jsonify(visits=visits, requests=asked, subscribers=known)


@routes.post("/subscribers")
@allow("desk", "supervisor")
@routes.input(CallerIn, arg_name="body")
def subscribe(body: CallerIn) -> ResponseReturnValue:
    """Somebody is called from now on."""
    calling.subscribe(_branch(), str(body.stop), body.name, body.phone, clock.now())
    return calls()


@routes.post("/subscribers/<uuid:subscription>/leave")
@allow("desk", "supervisor")
@routes.input(NothingIn, arg_name="body")
def leave(subscription: UUID, body: NothingIn) -> ResponseReturnValue:
    """They are called no more, and forgotten."""
    calling.leave(_branch(), str(subscription))
    return calls()


@routes.post("/visits/<uuid:visit>")
@allow("desk", "supervisor")
@routes.input(CallIn, arg_name="body")
def called(visit: UUID, body: CallIn) -> ResponseReturnValue:
    """One call about a visit was made."""
    calling.record_call(_branch(), str(visit), body.says, reached=body.reached, now=clock.now())
    return calls()


@routes.post("/requests/<uuid:request_id>/reserve")
@allow("desk", "supervisor")
@routes.input(NothingIn, arg_name="body")
def reserve(request_id: UUID, body: NothingIn) -> ResponseReturnValue:
    """Its patron said yes on the telephone."""
    by = person()
    with reading() as session:
        request = session.get(CartRequest, str(request_id))
    if request is None or request.branch_id != by.branch_id:
        raise Refusal("unknown_request", status=404)

    def do(deed: Deed) -> Judged:
        return perform(deed.name, deed.subject, by=by, **deed.payload)

    answers = requests.reserve(str(request_id), do)
    return jsonify(
        answers=[
            {
                "document": one.document,
                "reserved": one.reserved,
                "says": "" if one.reserved else sentence(one.why, one.facts),
            }
            for one in answers
        ]
    )


@routes.post("/requests/<uuid:request_id>/close")
@allow("desk", "supervisor")
@routes.input(NothingIn, arg_name="body")
def close(request_id: UUID, body: NothingIn) -> ResponseReturnValue:
    """Its patron wants nothing, or could not be reached."""
    requests.close(str(request_id), person().branch_id)
    return jsonify(closed=str(request_id))


def _branch() -> BranchFacts:
    with reading() as session:
        return all_of(session)[person().branch_id]
