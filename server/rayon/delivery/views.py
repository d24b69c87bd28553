"""Deliveries as the desk, the supervisor and the courier see them."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session

from rayon.catalogue.branches import BranchFacts
from rayon.catalogue.models import Item, Patron, Title
from rayon.delivery.models import Delivery, Door, Parcel
from rayon.delivery.pace import expected_end
from rayon.delivery.splitting import split
from rayon.delivery.terms import days_of, said_day, said_window
from rayon.delivery.weighing import weights_of
from rayon.delivery.weight import Weight, total
from rayon.holds.models import Hold

Row = dict[str, Any]
#: Parcels that have left and of which nobody has heard yet, or that are about to.
ON_ITS_WAY = ("closed", "out")
TO_PACK = ("found", "on_hold_shelf", "in_parcel")
TO_LOOK_FOR = ("open", "on_walk")
NOT_FOUND = ("searching", "unfilled")


def day_view(session: Session, branch: BranchFacts, day: date, now: datetime) -> Row:
    """All deliveries of a day, stop by stop, with what is late."""
    deliveries = _of_day(session, branch.id, day)
    ids = [delivery.id for delivery, _door, _name in deliveries]
    parcels, holds = _parcels(session, ids), _holds(session, ids)
    stops = [
        _stop(delivery, door, name, parcels[delivery.id], holds[delivery.id])
        for delivery, door, name in deliveries
    ]
    ends = days_of(branch).at(day, branch.settings.delivery_to)
    left = [stop for stop in stops if _still_rides(stop)]
    return {
        "day": day.isoformat(),
        "said": said_day(day),
        "window": said_window(branch),
        "stops": stops,
        "is_late": bool(left) and now > ends,
        "left": len(left),
        "last": _last(stops),
        "expected": _expected(stops, len(left), now, ends),
        "is_ordered": all(delivery.stop is not None for delivery, _door, _name in deliveries),
    }


def _still_rides(stop: Row) -> bool:
    return any(parcel["status"] in ON_ITS_WAY for parcel in stop["parcels"])


def _last(stops: list[Row]) -> Row | None:
    """The stop that was heard of last, and when."""
    heard = [(one["ended_at"], stop) for stop in stops for one in stop["parcels"]]
    at, stop = max(((at, stop) for at, stop in heard if at), key=_first, default=("", None))
    return {"stop": stop["stop"], "name": stop["name"], "at": at} if stop else None


def _first(pair: tuple[str, Row]) -> str:
    return pair[0]


def _expected(stops: list[Row], left: int, now: datetime, ends: datetime) -> str | None:
    """When the last stop will be reached, where that is after the end of the window."""
    told = [stop for stop in stops if stop["parcels"] and not _still_rides(stop)]
    ended = [one["ended_at"] for stop in told for one in stop["parcels"][:1] if one["ended_at"]]
    end = expected_end([datetime.fromisoformat(at) for at in ended], left, now)
    return end.isoformat() if end and end > ends else None


def delivery_view(session: Session, branch: BranchFacts, delivery_id: str) -> Row | None:
    """One delivery as it is packed: documents, parcels, weights, and how to share it out."""
    delivery = session.get(Delivery, delivery_id)
    if delivery is None or delivery.branch_id != branch.id:
        return None
    door, patron = session.get(Door, delivery_id), _patron(session, delivery)
    documents = _documents(session, delivery_id)
    weights = weights_of(session, {one["item"] for one in documents if one["item"]})
    limit = branch.settings.parcel_grams
    parcels = _parcels(session, [delivery_id])[delivery_id]
    return {
        "id": delivery.id,
        "name": _name(patron),
        "line": door.line if door else "",
        "day": said_day(delivery.day),
        "stop": delivery.stop,
        "agreed": delivery.parcels_agreed,
        "consent": delivery.agreed,
        "fee_cents": delivery.fee_cents,
        "cancelled": delivery.cancelled_at is not None,
        "limit": limit,
        "documents": [_with_weight(one, weights) for one in documents],
        "parcels": [_with_sum(parcel, documents, weights) for parcel in parcels],
        "split": _proposal(documents, weights, limit),
    }


def round_view(session: Session, branch: BranchFacts, day: date) -> Row:
    """What the courier's phone may know: the stops of one day with parcels to hand over."""
    deliveries = [
        (delivery, door)
        for delivery, door, _name in _of_day(session, branch.id, day)
        if door is not None
    ]
    parcels = _parcels(session, [delivery.id for delivery, _door in deliveries])
    stops = [
        {
            "id": delivery.id,
            "stop": delivery.stop,
            "bell": door.bell,
            "line": door.line,
            "postcode": door.postcode,
            "town": door.town,
            "lon": door.lon,
            "lat": door.lat,
            "instructions": door.instructions,
            "phone": door.phone,
            "caretaker": door.caretaker,
            "parcels": [
                {key: one[key] for key in ("id", "number", "status", "loaded")}
                for one in parcels[delivery.id]
                if one["status"] not in ("open", "cancelled")
            ],
        }
        for delivery, door in deliveries
    ]
    return {
        "day": day.isoformat(),
        "said": said_day(day),
        "window": said_window(branch),
        "stops": [stop for stop in stops if stop["parcels"]],
        "unpacked": sum(not stop["parcels"] for stop in stops),
    }


def _of_day(
    session: Session, branch_id: int, day: date
) -> Sequence[tuple[Delivery, Door | None, str]]:
    """Deliveries of a day that were not cancelled, in the order of their stops."""
    rows = session.execute(
        select(Delivery, Door, Patron)
        .outerjoin(Door, Door.id == Delivery.id)
        .outerjoin(Patron, Patron.id == Delivery.patron_id)
        .where(
            Delivery.branch_id == branch_id,
            Delivery.day == day,
            Delivery.cancelled_at.is_(None),
        )
    ).all()
    in_order = sorted(rows, key=lambda row: (row[0].stop is None, row[0].stop, row[0].ordered_at))
    return [(delivery, door, _name(patron)) for delivery, door, patron in in_order]


def _stop(
    delivery: Delivery, door: Door | None, name: str, parcels: list[Row], holds: list[str]
) -> Row:
    return {
        "id": delivery.id,
        "stop": delivery.stop,
        "name": name,
        "line": door.line if door else "",
        "is_placed": bool(door and door.lon is not None),
        "documents": len(holds),
        "to_look_for": sum(status in TO_LOOK_FOR for status in holds),
        "missing": sum(status in NOT_FOUND for status in holds),
        "parcels": parcels,
    }


def _parcels(session: Session, deliveries: Sequence[str]) -> defaultdict[str, list[Row]]:
    found: defaultdict[str, list[Row]] = defaultdict(list)
    query = select(Parcel).where(Parcel.delivery_id.in_(deliveries)).order_by(Parcel.id)
    for parcel in session.scalars(query):
        found[parcel.delivery_id].append(
            {
                "id": parcel.id,
                "number": parcel.number,
                "status": parcel.status,
                "grams": parcel.grams,
                "loaded": parcel.out_at is not None,
                "received": parcel.received_at is not None,
                "ended_at": parcel.ended_at.isoformat() if parcel.ended_at else None,
            }
        )
    return found


def _holds(session: Session, deliveries: Sequence[str]) -> defaultdict[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    query = select(Hold.delivery_id, Hold.status).where(
        Hold.delivery_id.in_(deliveries), Hold.status != "cancelled"
    )
    for delivery, status in session.execute(query):
        found[str(delivery)].append(status)
    return found


def _documents(session: Session, delivery_id: str) -> list[Row]:
    """Each hold with each of its copies; one without a copy is to look for, or not found yet.

    A delivered copy has left its hold: what was in an ended parcel is what the parcel carried.
    """
    carried = {
        (hold, item): parcel.id
        for parcel in session.scalars(select(Parcel).where(Parcel.delivery_id == delivery_id))
        for item, hold in parcel.carried
    }
    is_its_own = Item.hold_id == Hold.id
    if carried:
        was_in = tuple_(Hold.id, Item.id).in_(list(carried))
        is_its_own = is_its_own | (was_in & (Hold.status == "handed_over"))
    rows = session.execute(
        select(
            Hold.id, Hold.status, Title.title, Title.author, Item.id, Item.barcode, Item.place_ref
        )
        .outerjoin(Item, is_its_own)
        .outerjoin(Title, Title.id == Hold.title_id)
        .where(Hold.delivery_id == delivery_id, Hold.status != "cancelled")
        .order_by(Hold.asked_at, Hold.id, Item.id)
    )
    return [
        {
            "hold": hold,
            "status": status,
            "title": title or "",
            "author": author or "",
            "item": item,
            "barcode": barcode or "",
            "parcel": place if status == "in_parcel" else carried.get((hold, item), ""),
        }
        for hold, status, title, author, item, barcode, place in rows
    ]


def _with_weight(document: Row, weights: dict[int, Weight]) -> Row:
    weight = weights.get(document["item"])
    said = vars(weight) if weight else None
    return {**{key: value for key, value in document.items() if key != "item"}, "weight": said}


def _with_sum(parcel: Row, documents: list[Row], weights: dict[int, Weight]) -> Row:
    inside = [one for one in documents if one["parcel"] == parcel["id"]]
    grams, doubt = total([weights[one["item"]] for one in inside])
    return {**parcel, "documents": len(inside), "sum": grams, "doubt": doubt}


def _proposal(documents: list[Row], weights: dict[int, Weight], limit: int) -> list[list[str]]:
    """The barcodes of each parcel, where one would be too heavy; else nothing."""
    in_hand = [one for one in documents if one["item"] and one["status"] in TO_PACK]
    parcels = split([weights[one["item"]].grams for one in in_hand], limit)
    shared = [[in_hand[place]["barcode"] for place in parcel] for parcel in parcels]
    return shared if len(shared) > 1 else []


def _patron(session: Session, delivery: Delivery) -> Patron | None:
    return session.get(Patron, delivery.patron_id) if delivery.patron_id else None


def _name(patron: Patron | None) -> str:
    return f"{patron.first_name} {patron.last_name}".strip() if patron else ""
