"""How staff compose what the bike cart carries, and send somebody to fetch it."""

from typing import Any
from uuid import UUID

from apiflask import APIBlueprint
from flask import jsonify
from flask.typing import ResponseReturnValue
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import select
from sqlalchemy.orm import Session

from rayon import clock
from rayon.bodies import Day, NothingIn
from rayon.catalogue.availability import on_shelf
from rayon.catalogue.barcodes import Barcode
from rayon.catalogue.branches import BranchFacts, all_of
from rayon.catalogue.models import Item, Patron
from rayon.database import reading, table_of
from rayon.delivery.weight import total
from rayon.doors import done, perform, perform_as_server
from rayon.errors import Refusal
from rayon.rounds.carrying import Cart, cart_of, line_views, next_visits, wishes_of
from rayon.rounds.choosing import LeaveAtHome
from rayon.rounds.loading import loading_walk, to_fetch
from rayon.rounds.visits import Visit
from rayon.staff.access import allow, person

routes = APIBlueprint("cart", __name__, url_prefix="/api/cart")

CART = ("cart", "supervisor")


class VisitIn(BaseModel):
    """One visit, by the day that its rule has for it."""

    model_config = ConfigDict(extra="forbid")
    neighbourhood: UUID
    day: Day


class ChooseIn(VisitIn):
    """A copy that was scanned, or a title that was searched. The screen makes the id."""

    id: UUID
    barcode: Barcode | None = None
    title: int | None = Field(None, ge=1, le=2**31 - 1)


class WishIn(BaseModel):
    """What readers asked for, in their words."""

    model_config = ConfigDict(extra="forbid")
    id: UUID
    neighbourhood: UUID
    words: str = Field(min_length=1, max_length=120)


@routes.get("")
@allow(*CART, "desk")
def coming() -> ResponseReturnValue:
    """The next visit of each neighbourhood."""
    with reading() as session:
        branch = _branch(session)
        found = next_visits(session, branch, branch.calendar.local_day(clock.now()))
    return jsonify(visits=[_visit(visit) for visit in found])


@routes.post("/look")
@allow(*CART, "desk")
@routes.input(VisitIn, arg_name="body")
def look(body: VisitIn) -> ResponseReturnValue:
    """What rides with a visit."""
    return _shown(body)


@routes.post("/choose")
@allow(*CART)
@routes.input(ChooseIn, arg_name="body")
def choose(body: ChooseIn) -> ResponseReturnValue:
    """Write a copy onto the list of a visit."""
    with reading() as session:
        barcode = body.barcode or _copy_of(session, body.title)
    done(
        perform(
            "choose_for_cart",
            str(body.id),
            by=person(),
            branch=person().branch_id,
            neighbourhood=str(body.neighbourhood),
            day=body.day.isoformat(),
            barcode=barcode,
        )
    )
    return _shown(body)


@routes.post("/lines/<uuid:line>/leave")
@allow(*CART)
@routes.input(LeaveAtHome, arg_name="body")
def leave(line: UUID, body: LeaveAtHome) -> ResponseReturnValue:
    """It stays at home."""
    done(perform("leave_at_home", str(line), by=person(), because=body.because))
    return jsonify(left=str(line))


@routes.post("/walk")
@allow(*CART)
@routes.input(VisitIn, arg_name="body")
def fetch(body: VisitIn) -> ResponseReturnValue:
    """Make a walk of all that is to be fetched for a visit."""
    with reading() as session:
        branch = _branch(session)
        cart = cart_of(session, branch, str(body.neighbourhood), body.day)
        deed = loading_walk(session, branch, cart)
    if deed is None:
        raise Refusal("nothing_to_fetch")
    (judged,) = perform_as_server()([deed])
    if judged.outcome != "applied":
        raise Refusal("nothing_to_fetch")
    return jsonify(walk=deed.subject)


@routes.post("/wishes")
@allow(*CART, "desk")
@routes.input(WishIn, arg_name="body")
def wish(body: WishIn) -> ResponseReturnValue:
    """Keep a subject that readers asked for."""
    said = {"neighbourhood": str(body.neighbourhood), "words": body.words}
    done(perform("note_wish", str(body.id), by=person(), **said))
    return jsonify(noted=str(body.id))


@routes.post("/wishes/<uuid:wish_id>/close")
@allow(*CART)
@routes.input(NothingIn, arg_name="body")
def close(wish_id: UUID, body: NothingIn) -> ResponseReturnValue:
    """It leaves the list."""
    done(perform("close_wish", str(wish_id), by=person()))
    return jsonify(closed=str(wish_id))


@routes.get("/newcomers")
@allow("desk", "supervisor")
def newcomers() -> ResponseReturnValue:
    """Who registered in the street and is to be completed, to be keyed into the other system."""
    with reading() as session:
        found = session.scalars(
            select(Patron)
            .where(Patron.registration.is_not(None), Patron.completed_at.is_(None))
            .where(Patron.branch_id == person().branch_id)
            .order_by(Patron.id)
        )
        names = ("registration", "card", "first_name", "last_name", "email", "phone", "guardian")
        return jsonify(newcomers=[{name: getattr(one, name) for name in names} for one in found])


@routes.post("/newcomers/<uuid:registration>/complete")
@allow("desk", "supervisor")
@routes.input(NothingIn, arg_name="body")
def complete(registration: UUID, body: NothingIn) -> ResponseReturnValue:
    """The library's own system has them now."""
    done(perform("complete_registration", str(registration), by=person()))
    return jsonify(completed=str(registration))


def _shown(asked: VisitIn) -> ResponseReturnValue:
    with reading() as session:
        branch = _branch(session)
        cart = cart_of(session, branch, str(asked.neighbourhood), asked.day)
        return jsonify(_view(session, branch, cart))


def _view(session: Session, branch: BranchFacts, cart: Cart) -> dict[str, Any]:
    riding = [line.weight for line in cart.lines if line.where not in ("home", "gone")]
    grams, doubt = total([weight for weight in riding if weight])
    return {
        **_visit(cart.visit),
        "round": cart.round_id,
        "stops": [{"id": stop.id, "place": stop.place} for stop in cart.visit.plan.stops],
        "lines": line_views(session, cart.lines),
        "to_fetch": len(to_fetch(session, branch, cart)),
        "grams": grams,
        "doubt": doubt,
        "limit": branch.settings.cart_grams,
        "wishes": wishes_of(session, cart.visit.plan.id),
    }


def _visit(visit: Visit) -> dict[str, Any]:
    return {
        "neighbourhood": visit.plan.id,
        "name": visit.plan.name,
        "planned": visit.planned.isoformat(),
        "day": visit.day.isoformat(),
    }


def _copy_of(session: Session, title: int | None) -> str:
    """A copy of a title that stands on a shelf here."""
    copies = session.execute(
        select(table_of(Item))
        .where(Item.title_id == title, Item.branch_id == person().branch_id)
        .order_by(Item.id)
    ).mappings()
    barcode = next((copy["barcode"] for copy in copies if on_shelf(dict(copy))), None)
    if barcode is None:
        raise Refusal("no_copy_to_ride")
    return str(barcode)


def _branch(session: Session) -> BranchFacts:
    return all_of(session)[person().branch_id]
