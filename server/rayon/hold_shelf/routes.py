"""How phones ask for the hold shelf, and the desk for who stands before it."""

from typing import Literal
from uuid import UUID

from apiflask import APIBlueprint
from flask import current_app, jsonify
from flask.typing import ResponseReturnValue
from pydantic import BaseModel, ConfigDict, Field

from rayon import clock
from rayon.bodies import NothingIn
from rayon.catalogue.barcodes import Barcode
from rayon.catalogue.branches import all_of
from rayon.catalogue.shelf_known import lent_unheard_since
from rayon.database import reading
from rayon.doors import done, perform
from rayon.errors import Refusal
from rayon.hold_shelf import looking
from rayon.hold_shelf.actions.slots import Letters, SlotName
from rayon.hold_shelf.keyed import Keyed
from rayon.hold_shelf.labels import slot_barcode
from rayon.hold_shelf.views import shelf_view, slot_views
from rayon.holds.action import Judged
from rayon.holds.models import Hold
from rayon.staff.access import allow, person

routes = APIBlueprint("hold_shelf", __name__, url_prefix="/api/hold-shelf")

DESK = ("desk", "supervisor")
MOST_SLOTS = 200


class LookIn(BaseModel):
    """What somebody shows at the desk. In a body: no card is in an address."""

    model_config = ConfigDict(extra="forbid")
    card: Barcode | None = None
    code: str | None = Field(default=None, pattern=r"^[0-9A-Z]{8}$")
    slot: UUID | None = None
    #: Chosen among what is still in a cart.
    hold: UUID | None = None


class NewSlot(BaseModel):
    """One slot to set up; without a barcode it is given one that its label will bear."""

    model_config = ConfigDict(extra="forbid")
    name: SlotName
    letters: Letters | Literal[""] = ""
    barcode: Barcode | None = None


class SlotsIn(BaseModel):
    """Slots that stand together, in the order in which one walks along them."""

    model_config = ConfigDict(extra="forbid")
    place: Literal["entrance", "desk"]
    slots: list[NewSlot] = Field(min_length=1, max_length=MOST_SLOTS)


@routes.get("")
@allow("picker", *DESK)
def shelf() -> ResponseReturnValue:
    """What a phone needs to work at the shelf with no network; cards, hashed, for the desk only."""
    who = person()
    for_desk = who.author.may(DESK, who.branch_id)
    with reading() as session:
        branches = all_of(session)
        branch = branches[who.branch_id]
        view = shelf_view(session.connection(), branch, branches, _keyed(), for_desk=for_desk)
        since = lent_unheard_since(session, branch)
    view["lent_unheard_since"] = since and since.isoformat()
    return jsonify(at=clock.now().isoformat(), shift=who.shift, **view)


@routes.post("/look")
@allow(*DESK)
@routes.input(LookIn, arg_name="body")
def look(body: LookIn) -> ResponseReturnValue:
    """Who it is and what waits for them, for this screen and this moment only."""
    branch_id = person().branch_id
    with reading() as session:
        connection, branches = session.connection(), all_of(session)
        if body.card:
            rows = looking.by_card(connection, body.card)
        elif body.code:
            rows = looking.by_code(connection, body.code, branch_id)
        elif body.slot:
            rows = looking.by_slot(connection, str(body.slot))
        elif body.hold:
            rows = looking.by_hold(connection, str(body.hold), branch_id)
        else:
            raise Refusal("bad_field", {"field": "card", "reason": "empty"}, status=422)
    if not rows and body.card:
        raise Refusal("unknown_card", status=404)
    if not rows:
        raise Refusal("nothing_waits", status=404)
    return jsonify(bundles=looking.bundles_view(rows, branches[branch_id], branches, _keyed()))


@routes.post("/holds/<uuid:hold_id>/cancel")
@allow(*DESK)
@routes.input(NothingIn, arg_name="body")
def cancel(hold_id: UUID, body: NothingIn) -> ResponseReturnValue:
    """Its patron does not want it any more, and says so at the desk or on the telephone."""
    with reading() as session:
        hold = session.get(Hold, str(hold_id))
        if hold is None or hold.pickup_branch_id != person().branch_id:
            raise Refusal("unknown_hold", status=404)
    judged = perform("cancel_hold", str(hold_id), by=person(), because="patron")
    return jsonify(outcome=done(judged).outcome)


@routes.get("/slots")
@allow("supervisor")
def slots() -> ResponseReturnValue:
    """The slots of this branch, in order."""
    return _slots()


@routes.post("/slots")
@allow("supervisor")
@routes.input(SlotsIn, arg_name="body")
def set_up(body: SlotsIn) -> ResponseReturnValue:
    """Set up slots after those that are there; one that exists is changed."""
    branch_id = person().branch_id
    with reading() as session:
        first = len(slot_views(session.connection(), branch_id))
    new = [
        {
            "name": slot.name,
            "place": body.place,
            "letters": slot.letters,
            "barcode": slot.barcode or slot_barcode(slot.name),
            "position": first + index,
        }
        for index, slot in enumerate(body.slots)
    ]
    _must(perform("set_up_slots", "", by=person(), branch=branch_id, slots=new))
    return _slots()


@routes.post("/slots/<uuid:slot_id>/remove")
@allow("supervisor")
def remove(slot_id: UUID) -> ResponseReturnValue:
    """Take an empty slot away."""
    _must(perform("remove_slot", str(slot_id), by=person()))
    return _slots()


def _keyed() -> Keyed:
    who = person()
    return Keyed.for_shift(str(current_app.secret_key), who.author.device_id, who.shift)


def _slots() -> ResponseReturnValue:
    with reading() as session:
        return jsonify(slots=slot_views(session.connection(), person().branch_id))


def _must(judged: Judged) -> None:
    if judged.outcome in ("refused", "quarantined"):
        status = 404 if judged.why.startswith("unknown_") else 409
        raise Refusal(judged.why, judged.facts, status=status)
