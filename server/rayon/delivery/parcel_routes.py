"""How a day of deliveries is seen, packed and sent out."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from apiflask import APIBlueprint
from flask import Response, jsonify
from flask.typing import ResponseReturnValue
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import select
from sqlalchemy.orm import Session

from rayon import clock
from rayon.bodies import Day
from rayon.catalogue.barcodes import Barcode
from rayon.catalogue.branches import BranchFacts, all_of
from rayon.catalogue.models import Item
from rayon.database import reading
from rayon.delivery.actions.correcting import CorrectParcel
from rayon.delivery.actions.packing import HEAVIEST, MOST_PARCELS
from rayon.delivery.labels import render_label, render_manifest
from rayon.delivery.models import Delivery, Parcel
from rayon.delivery.ordering_stops import shortest
from rayon.delivery.sheets import manifest_sheet
from rayon.delivery.terms import days_of, said_day
from rayon.delivery.views import day_view, delivery_view, round_view
from rayon.doors import perform
from rayon.errors import Refusal
from rayon.holds.models import Hold
from rayon.holds.routes import refusal_of
from rayon.ids import new_id
from rayon.staff.access import allow, person

#: Grams from the lightest to the heaviest that a scale may show. An action that a phone recorded is
#: bounded more widely: it is never lost for its figure.
OF_DOCUMENT = (5, 10_000)
OF_PARCEL = (10, 30_000)

routes = APIBlueprint("parcels", __name__, url_prefix="/api/delivery")


class DayIn(BaseModel):
    """Which day; today unless told."""

    model_config = ConfigDict(extra="forbid")
    day: Day | None = None


class ScanIn(BaseModel):
    """A copy that was scanned."""

    model_config = ConfigDict(extra="forbid")
    barcode: Barcode


class PackIn(ScanIn):
    """Into which delivery's parcel."""

    delivery: UUID


class WeighIn(ScanIn):
    """One scan, one number. The screen makes the id."""

    id: UUID
    grams: int = Field(ge=1, le=HEAVIEST)


class CloseIn(BaseModel):
    """The closed bag on the scale, or nothing."""

    model_config = ConfigDict(extra="forbid")
    grams: int | None = Field(None, ge=1, le=HEAVIEST)


class AgreeIn(BaseModel):
    """How many parcels the patron says yes to."""

    model_config = ConfigDict(extra="forbid")
    count: int = Field(ge=1, le=MOST_PARCELS)


class OrderIn(BaseModel):
    """The stops of a day in their order; by the shortest round where nothing is named."""

    model_config = ConfigDict(extra="forbid")
    day: Day
    deliveries: list[UUID] | None = Field(None, max_length=500)


class ReceiveIn(BaseModel):
    """The number on the label of a parcel that is back."""

    model_config = ConfigDict(extra="forbid")
    number: str = Field(min_length=1, max_length=12)


@routes.get("/day")
@allow("desk", "supervisor")
@routes.input(DayIn, location="query", arg_name="asked")
def show_day(asked: DayIn) -> ResponseReturnValue:
    """The deliveries of a day, and the days before and after it."""
    with reading() as session:
        branch = _branch(session)
        day = asked.day or branch.calendar.local_day(clock.now())
        view = day_view(session, branch, day, clock.now())
    following = days_of(branch).delivery_day_after(day)
    return jsonify(
        **view,
        today=branch.calendar.local_day(clock.now()).isoformat(),
        before=(day - timedelta(days=1)).isoformat(),
        after=following.isoformat() if following else None,
    )


@routes.get("/round")
@allow("courier", "desk", "supervisor")
def show_round() -> ResponseReturnValue:
    """Today's stops for whoever rides."""
    with reading() as session:
        branch = _branch(session)
        return jsonify(round_view(session, branch, branch.calendar.local_day(clock.now())))


@routes.get("/manifest")
@allow("desk", "supervisor")
@routes.input(DayIn, location="query", arg_name="asked")
def print_manifest(asked: DayIn) -> ResponseReturnValue:
    """The stops of a day on paper."""
    with reading() as session:
        branch = _branch(session)
        view = round_view(session, branch, asked.day or branch.calendar.local_day(clock.now()))
    return render_manifest(view["stops"], view["said"], view["window"])


@routes.get("/manifest.csv")
@allow("desk", "supervisor")
@routes.input(DayIn, location="query", arg_name="asked")
def manifest_file(asked: DayIn) -> ResponseReturnValue:
    """The stops of a day for a spreadsheet."""
    with reading() as session:
        branch = _branch(session)
        day = asked.day or branch.calendar.local_day(clock.now())
        view = round_view(session, branch, day)
    headers = {"Content-Disposition": f'attachment; filename="manifest-{day.isoformat()}.csv"'}
    return Response(manifest_sheet(view["stops"]), mimetype="text/csv", headers=headers)


@routes.post("/stops")
@allow("desk", "supervisor")
@routes.input(OrderIn, arg_name="body")
def order_stops(body: OrderIn) -> ResponseReturnValue:
    """Number the stops: by the shortest round, or as they were moved by hand."""
    with reading() as session:
        ids = [str(one) for one in body.deliveries or ()]
        ids = ids or shortest(session, _branch(session), body.day)
    _do("order_stops", "", day=body.day.isoformat(), deliveries=ids)
    return jsonify(stops=len(ids))


@routes.get("/deliveries/<uuid:delivery>")
@allow("desk", "supervisor")
def show_delivery(delivery: UUID) -> ResponseReturnValue:
    """One delivery as it is packed."""
    return jsonify(_delivery(str(delivery)))


@routes.post("/find")
@allow("desk", "supervisor")
@routes.input(ScanIn, arg_name="body")
def find(body: ScanIn) -> ResponseReturnValue:
    """With which delivery this copy rides."""
    rides = select(Hold.delivery_id).join(Item, Item.hold_id == Hold.id)
    with reading() as session:
        delivery = session.scalars(rides.where(Item.barcode == body.barcode)).first()
    if delivery is None:
        raise Refusal("rides_with_nothing", status=404)
    return jsonify(delivery=delivery)


@routes.post("/parcels/<uuid:parcel>/pack")
@allow("desk", "supervisor")
@routes.input(PackIn, arg_name="body")
def pack(parcel: UUID, body: PackIn) -> ResponseReturnValue:
    """This copy is in the bag."""
    delivery = str(body.delivery)
    _do("pack_document", str(parcel), delivery=delivery, barcode=body.barcode)
    return jsonify(_delivery(delivery))


@routes.post("/parcels/<uuid:parcel>/unpack")
@allow("desk", "supervisor")
@routes.input(ScanIn, arg_name="body")
def unpack(parcel: UUID, body: ScanIn) -> ResponseReturnValue:
    """This copy is out of the bag."""
    _do("unpack_document", str(parcel), barcode=body.barcode)
    return jsonify(_delivery(_delivery_of(parcel)))


@routes.post("/parcels/<uuid:parcel>/close")
@allow("desk", "supervisor")
@routes.input(CloseIn, arg_name="body")
def close(parcel: UUID, body: CloseIn) -> ResponseReturnValue:
    """The bag is closed; what is not on the scale is estimated."""
    _check_scale(body.grams, *OF_PARCEL)
    delivery = _delivery_of(parcel)
    inside = {one["id"]: one["sum"] for one in _delivery(delivery)["parcels"]}
    _do("close_parcel", str(parcel), grams=body.grams, estimated=inside[str(parcel)])
    return jsonify(_delivery(delivery))


@routes.post("/parcels/<uuid:parcel>/reopen")
@allow("desk", "supervisor")
def reopen(parcel: UUID) -> ResponseReturnValue:
    """Something was forgotten."""
    _do("reopen_parcel", str(parcel))
    return jsonify(_delivery(_delivery_of(parcel)))


@routes.get("/parcels/<uuid:parcel>/label")
@allow("desk", "supervisor")
def label(parcel: UUID) -> ResponseReturnValue:
    """The label of a parcel, to print."""
    with reading() as session:
        found = session.get(Parcel, str(parcel))
        if found is None:
            raise Refusal("unknown_parcel", status=404)
        stop = session.get_one(Delivery, found.delivery_id).stop
        branch = all_of(session)[found.branch_id]
    return render_label(found.number, stop, said_day(found.day), branch.name)


@routes.post("/deliveries/<uuid:delivery>/agree")
@allow("desk", "supervisor")
@routes.input(AgreeIn, arg_name="body")
def agree(delivery: UUID, body: AgreeIn) -> ResponseReturnValue:
    """The patron says yes to so many parcels."""
    _do("agree_to_parcels", str(delivery), count=body.count)
    return jsonify(_delivery(str(delivery)))


@routes.post("/deliveries/<uuid:delivery>/leave")
@allow("desk", "supervisor")
@routes.input(ScanIn, arg_name="body")
def leave(delivery: UUID, body: ScanIn) -> ResponseReturnValue:
    """This copy does not ride: it waits on the hold shelf."""
    _do("leave_behind", str(delivery), barcode=body.barcode)
    return jsonify(_delivery(str(delivery)))


@routes.post("/weighings")
@allow("desk", "supervisor")
@routes.input(WeighIn, arg_name="body")
def weigh(body: WeighIn) -> ResponseReturnValue:
    """One copy on the scale."""
    _check_scale(body.grams, *OF_DOCUMENT)
    _do("weigh_document", str(body.id), barcode=body.barcode, grams=body.grams)
    return jsonify(grams=body.grams)


@routes.post("/received")
@allow("desk", "supervisor")
@routes.input(ReceiveIn, arg_name="body")
def receive(body: ReceiveIn) -> ResponseReturnValue:
    """A parcel that could not be delivered is in the library again."""
    _do("receive_parcel", new_id(), number=body.number)
    return jsonify(received=body.number)


@routes.post("/parcels/<uuid:parcel>/correct")
@allow("desk", "supervisor")
@routes.input(CorrectParcel, arg_name="body")
def correct(parcel: UUID, body: CorrectParcel) -> ResponseReturnValue:
    """What was reported of this parcel was wrong."""
    _do("correct_parcel", str(parcel), **body.model_dump())
    return jsonify(_delivery(_delivery_of(parcel)))


def _check_scale(grams: int | None, least: int, most: int) -> None:
    if grams is not None and not least <= grams <= most:
        raise Refusal("absurd_weight", {"least": least, "most": most}, status=422)


def _do(name: str, subject: str, **said: Any) -> None:
    judged = perform(name, subject, by=person(), **said)
    if judged.outcome in ("refused", "quarantined", "conflict"):
        raise refusal_of(judged.why, judged.facts)


def _branch(session: Session) -> BranchFacts:
    return all_of(session)[person().branch_id]


def _delivery(delivery: str) -> dict[str, Any]:
    with reading() as session:
        view = delivery_view(session, _branch(session), delivery)
    if view is None:
        raise Refusal("unknown_delivery", status=404)
    return view


def _delivery_of(parcel: UUID) -> str:
    with reading() as session:
        found = session.get(Parcel, str(parcel))
    if found is None:
        raise Refusal("unknown_parcel", status=404)
    return found.delivery_id
