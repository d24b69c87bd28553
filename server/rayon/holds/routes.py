"""How the desk takes an order on the telephone. Searches are POST: no name is in an address."""

from typing import Any
from uuid import UUID

from apiflask import APIBlueprint
from flask import jsonify
from flask.typing import ResponseReturnValue
from pydantic import BaseModel, ConfigDict, Field

from rayon import clock
from rayon.catalogue.branches import all_of
from rayon.catalogue.kind_names import KIND_NAMES, kind_name
from rayon.catalogue.search import find_titles
from rayon.database import reading
from rayon.doors import perform
from rayon.errors import Refusal
from rayon.holds.asked import stops_of
from rayon.holds.callers import caller_views, find_callers
from rayon.holds.documents import document_views
from rayon.holds.ordering import MAY_BE_OVERRIDDEN, OrderHold
from rayon.holds.rehearsal import read_aloud, rehearse
from rayon.sentences import sentence
from rayon.staff.access import allow, person

routes = APIBlueprint("holds", __name__, url_prefix="/api/orders")

MOST_TITLES = 10


class TextIn(BaseModel):
    """What somebody typed, or a hand scanner did."""

    model_config = ConfigDict(extra="forbid")
    text: str = Field(min_length=1, max_length=120)


class OrderIn(BaseModel):
    """One order. The screen makes the id, so that the same order sent twice is placed once."""

    model_config = ConfigDict(extra="forbid")
    id: UUID
    order: OrderHold


@routes.get("/choices")
@allow("desk", "supervisor")
def choices() -> ResponseReturnValue:
    """Where documents can be collected or brought, and what kinds there are."""
    with reading() as session:
        branches = sorted(all_of(session).values(), key=lambda branch: branch.name)
        stops = stops_of(session.connection(), person().branch_id)
    return jsonify(
        here=person().branch_id,
        stops=stops,
        branches=[{"id": branch.id, "name": branch.name} for branch in branches],
        kinds=[{"kind": kind, "name": str(name)} for kind, name in KIND_NAMES.items()],
    )


@routes.post("/patrons")
@allow("desk", "supervisor")
@routes.input(TextIn, arg_name="body")
def find_patrons(body: TextIn) -> ResponseReturnValue:
    """The patrons with this card or name, and what they may still ask for."""
    with reading() as session:
        found, more = find_callers(session, body.text)
        patrons = caller_views(session, found, all_of(session), person().branch_id)
    return jsonify(patrons=patrons, more=more)


@routes.post("/titles")
@allow("cart", "desk", "supervisor")
@routes.input(TextIn, arg_name="body")
def search_titles(body: TextIn) -> ResponseReturnValue:
    """The titles with these words, this barcode or ISBN, and where copies stand."""
    with reading() as session:
        hits = find_titles(session, body.text, MOST_TITLES + 1)
        titles = document_views(session, hits[:MOST_TITLES], all_of(session))
    return jsonify(titles=titles, more=len(hits) > MOST_TITLES)


@routes.post("/check")
@allow("desk", "supervisor")
@routes.input(OrderHold, arg_name="order")
def check(order: OrderHold) -> ResponseReturnValue:
    """What to read to the caller, and what is against the order if anything is."""
    with reading() as session:
        branches = all_of(session)
        decision = rehearse(session, order, branches, clock.now())
        if decision.outcome == "refused" and decision.why not in MAY_BE_OVERRIDDEN:
            raise refusal_of(decision.why, decision.facts)
        (caller,) = caller_views(session, [order.patron], branches, person().branch_id)
        lines = read_aloud(session, order, caller, branches[order.pickup_branch])
    against = sentence(decision.why, _in_words(decision.facts)) if decision.why else None
    return jsonify(lines=lines, against=against)


@routes.post("")
@allow("desk", "supervisor")
@routes.input(OrderIn, arg_name="body")
def place(body: OrderIn) -> ResponseReturnValue:
    """Place an order; the patron comes back with the new counts."""
    judged = perform("order_hold", str(body.id), by=person(), **body.order.model_dump())
    if judged.outcome in ("refused", "quarantined"):
        raise refusal_of(judged.why, judged.facts)
    with reading() as session:
        callers = caller_views(session, [body.order.patron], all_of(session), person().branch_id)
    if not callers:
        # Said again of somebody who is forgotten meanwhile.
        raise Refusal("unknown_patron", status=404)
    return jsonify(patron=callers[0]), 201


def refusal_of(why: str, facts: dict[str, Any]) -> Refusal:
    """A rule's no, as an answer to whoever asked."""
    return Refusal(why, _in_words(facts), status=404 if why.startswith("unknown_") else 409)


def _in_words(facts: dict[str, Any]) -> dict[str, Any]:
    """The facts of a limit as a sentence says them: a kind by its name."""
    return {**facts, "kind": kind_name(facts["kind"])} if "kind" in facts else facts
