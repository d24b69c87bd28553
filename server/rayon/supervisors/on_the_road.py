"""What is on its way to patrons today: parcels, and the bike cart with its next stop."""

from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import BindParameter, Connection, bindparam, func, select
from sqlalchemy.orm import Session

from rayon.catalogue.branches import BranchFacts
from rayon.catalogue.models import ON_THE_BIKE, Item
from rayon.database import table_of
from rayon.delivery.models import Parcel
from rayon.delivery.views import ON_ITS_WAY
from rayon.prepared import Prepared
from rayon.rounds.models import CartRound, Neighbourhood
from rayon.rounds.reading import calendar_of
from rayon.rounds.visits import Stop, Visit, visits

Row = dict[str, Any]

PARCEL, ROUND, CART, ITEM = map(table_of, (Parcel, CartRound, Neighbourhood, Item))
BRANCH: BindParameter[int] = bindparam("branch")
PARCELS = Prepared(
    lambda _among: (
        select(PARCEL.c.status, func.count().label("many"), func.max(PARCEL.c.ended_at).label("at"))
        .where(PARCEL.c.branch_id == BRANCH, PARCEL.c.day == bindparam("day"))
        .group_by(PARCEL.c.status)
    )
)
#: A branch without a bike cart, as most are, has no calendar to be read.
CARTS = Prepared(lambda _among: select(func.count()).where(CART.c.branch_id == BRANCH))
ROUNDS = Prepared(
    lambda _among: select(
        ROUND.c.neighbourhood_id,
        ROUND.c.day,
        ROUND.c.ended_at,
        select(func.count())
        .where(ON_THE_BIKE, ITEM.c.place_ref == ROUND.c.id)
        .scalar_subquery()
        .label("riding"),
    ).where(ROUND.c.branch_id == BRANCH, ROUND.c.day >= bindparam("first"))
)


def parcels_of_today(connection: Connection, branch: BranchFacts, now: datetime) -> Row | None:
    """How many are where, whether they are late, and when one was heard of last, if any."""
    day = branch.calendar.local_day(now)
    rows = PARCELS.rows(connection, branch=branch.id, day=day)
    if not rows:
        return None
    ends = _on(day, branch.settings.delivery_to, branch)
    heard = max((row["at"] for row in rows if row["at"]), default=None)
    rides = sum(row["many"] for row in rows if row["status"] in ON_ITS_WAY)
    return {
        "counts": {row["status"]: row["many"] for row in rows},
        "until": ends.isoformat(),
        "is_late": bool(rides) and now > ends,
        "heard_at": heard.isoformat() if heard else None,
    }


def visits_of_today(connection: Connection, branch: BranchFacts, now: datetime) -> list[Row]:
    """Where the cart comes today: its next stop, what was said of it, and what rides."""
    if not CARTS.scalar(connection, branch=branch.id):
        return []
    day = branch.calendar.local_day(now)
    with Session(bind=connection) as session:
        cart = calendar_of(session, branch)
    # A visit that was moved here from another day is known by that day.
    begun = {
        (row["neighbourhood_id"], row["day"]): row
        for row in ROUNDS.rows(connection, branch=branch.id, first=date(day.year - 1, 1, 1))
    }
    coming = [visit for plan in cart.plans for visit in visits(plan, cart.off, day, day)]
    return [_visit(one, begun.get((one.plan.id, one.planned)), branch, now) for one in coming]


def _visit(visit: Visit, begun: Row | None, branch: BranchFacts, now: datetime) -> Row:
    left = list(_stops_left(visit, branch, now)) if visit.takes_place else []
    riding, is_back = (begun["riding"], begun["ended_at"] is not None) if begun else (0, False)
    first, *_others = visit.plan.stops
    begins, _ends = visit.instants(first, branch.time_zone)
    return {
        "id": f"{visit.plan.id} {visit.planned}",
        "neighbourhood": visit.plan.name,
        "state": visit.state,
        "later": visit.later,
        "rain": visit.rain,
        "because": visit.because,
        "riding": riding,
        "is_back": is_back,
        # Its first stop has begun, and nothing is on the cart.
        "is_late": visit.takes_place
        and not is_back
        and not riding
        and begins <= now
        and bool(left),
        "next": left[0] if left else None,
        "stops_left": len(left),
    }


def _stops_left(visit: Visit, branch: BranchFacts, now: datetime) -> Iterator[Row]:
    for stop in visit.plan.stops:
        begins, ends = visit.instants(stop, branch.time_zone)
        if ends > now:
            yield _stop(visit, stop, begins, ends)


def _stop(visit: Visit, stop: Stop, begins: datetime, ends: datetime) -> Row:
    return {
        "place": visit.place(stop),
        "begins": begins.isoformat(),
        "ends": ends.isoformat(),
    }


def _on(day: date, at: time, branch: BranchFacts) -> datetime:
    return datetime.combine(day, at, ZoneInfo(branch.time_zone))
