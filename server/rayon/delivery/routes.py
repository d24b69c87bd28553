"""How the desk orders a delivery. Searches are POST: no address is in an address."""

from typing import Any, Literal
from uuid import UUID

from apiflask import APIBlueprint
from flask import jsonify
from flask.typing import ResponseReturnValue
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import select

from rayon import clock
from rayon.catalogue.branches import all_of
from rayon.database import reading, table_of, writing
from rayon.delivery.addresses import find_addresses, line_of
from rayon.delivery.doors import LARGEST_ID, DoorIn, write_door
from rayon.delivery.models import Delivery, Door
from rayon.delivery.terms import promised, terms
from rayon.doors import perform
from rayon.errors import Refusal
from rayon.holds.routes import TextIn, refusal_of
from rayon.staff.access import allow, person

routes = APIBlueprint("delivery", __name__, url_prefix="/api/delivery")
DELIVERY = table_of(Delivery)


class TermsIn(BaseModel):
    """Who pays, as far as the price depends on it."""

    model_config = ConfigDict(extra="forbid")
    category: str = Field("", max_length=20)


class OrderIn(BaseModel):
    """One delivery. The screen makes the id, so that the same order sent twice counts once."""

    model_config = ConfigDict(extra="forbid")
    id: UUID
    patron: int = Field(ge=1, le=LARGEST_ID)
    door: DoorIn
    agreed: Literal["read", "message"]
    payer_is_adult: Literal[True]


class PatronIn(BaseModel):
    """Whose deliveries."""

    model_config = ConfigDict(extra="forbid")
    patron: int = Field(ge=1, le=LARGEST_ID)


@routes.post("/addresses")
@allow("desk", "supervisor")
@routes.input(TextIn, arg_name="body")
def search_addresses(body: TextIn) -> ResponseReturnValue:
    """Addresses of the town that fit what is typed."""
    with reading() as session:
        found, more = find_addresses(session, body.text)
        hits = [
            {"id": one.id, "line": line_of(one), "postcode": one.postcode, "town": one.town}
            for one in found
        ]
    return jsonify(addresses=hits, more=more)


@routes.post("/terms")
@allow("desk", "supervisor")
@routes.input(TermsIn, arg_name="body")
def read_terms(body: TermsIn) -> ResponseReturnValue:
    """What to read to the caller before the order; categories of payers, where there are any."""
    with reading() as session:
        branch = all_of(session)[person().branch_id]
    said = terms(branch, body.category, clock.now())
    if said["day"] is None:
        raise Refusal("no_delivery_day")
    return jsonify(**said, categories=sorted(branch.settings.delivery_rates))


@routes.post("/orders")
@allow("desk", "supervisor")
@routes.input(OrderIn, arg_name="body")
def order(body: OrderIn) -> ResponseReturnValue:
    """Order a delivery: only now, and by this clock, is a day promised."""
    delivery = str(body.id)
    with writing() as session:
        write_door(session, delivery, person().branch_id, body.door)
    said = body.model_dump(include={"patron", "agreed", "payer_is_adult"})
    judged = perform("order_delivery", delivery, by=person(), **said)
    if judged.outcome in ("refused", "quarantined"):
        _forget_door(delivery)
        raise refusal_of(judged.why, judged.facts)
    return jsonify(delivery=_view(delivery)), 201


@routes.post("/open")
@allow("desk", "supervisor")
@routes.input(PatronIn, arg_name="body")
def open_deliveries(body: PatronIn) -> ResponseReturnValue:
    """Deliveries of a patron that can still be added to, or cancelled."""
    now = clock.now()
    is_theirs = DELIVERY.c.patron_id == body.patron
    is_open = DELIVERY.c.cancelled_at.is_(None) & (DELIVERY.c.cancel_until > now)
    with reading() as session:
        rows = session.execute(select(DELIVERY).where(is_theirs, is_open).order_by(DELIVERY.c.day))
        branches = all_of(session)
        views = [
            {
                **promised(branches[row["branch_id"]], dict(row)),
                "takes_more": now < row["closes_at"],
            }
            for row in rows.mappings()
        ]
    return jsonify(deliveries=views)


@routes.post("/orders/<uuid:delivery>/cancel")
@allow("desk", "supervisor")
def cancel(delivery: UUID) -> ResponseReturnValue:
    """Cancel a delivery and all that rides with it."""
    judged = perform("cancel_delivery", str(delivery), by=person(), because="patron")
    if judged.outcome in ("refused", "quarantined"):
        raise refusal_of(judged.why, judged.facts)
    return jsonify(cancelled=True)


def _forget_door(delivery: str) -> None:
    """Nothing goes there: an address is not kept for a refusal."""
    with writing() as session:
        if session.get(Delivery, delivery) is None and (door := session.get(Door, delivery)):
            session.delete(door)


def _view(delivery: str) -> dict[str, Any]:
    with reading() as session:
        row = session.execute(select(DELIVERY).where(DELIVERY.c.id == delivery)).mappings().one()
        return {**promised(all_of(session)[row["branch_id"]], dict(row)), "takes_more": True}
