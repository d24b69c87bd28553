"""Home deliveries as far as their patrons may be told of them: read at once, then judged. Pure but
for ``take``.

Truths: ``ordered`` (a day is promised), ``riding`` (a parcel is on the bike, or not all of them
have ended), ``delivered``, ``missed`` (one came back, for whatever reason), ``over`` (cancelled, or
its day went by and nobody spoke of it).
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import (
    JSON,
    BindParameter,
    ColumnElement,
    Date,
    ScalarSelect,
    Select,
    and_,
    bindparam,
    case,
    column,
    exists,
    func,
    or_,
    select,
    table,
)
from sqlalchemy.orm import Session

from rayon.catalogue.models import Patron
from rayon.database import Instant, table_of
from rayon.notices.models import Notice
from rayon.notices.truth import Truth

# Deliveries belong to a later step of the work, which this one must not import.
DELIVERY = table(
    "delivery",
    column("id"),
    column("branch_id"),
    column("patron_id"),
    column("day", Date()),
    column("ordered_at", Instant()),
    column("fee_cents"),
    column("cancelled_at", Instant()),
)
PARCEL = table(
    "parcel",
    column("id"),
    column("delivery_id"),
    column("status"),
    column("out_at", Instant()),
    column("ended_at", Instant()),
)
SUM_DUE = table("sum_due", column("parcel_id"), column("cents"), column("at", Instant()))
TROUBLE = table(
    "trouble",
    column("subject_id"),
    column("kind"),
    column("facts", JSON()),
    column("resolution"),
)
#: What a person tells the billing service once a month is closed, and which way it turns a sum.
REQUESTS = {"sum_too_late": 1, "sum_to_take_off": -1}
OF_RIDE = table_of(Notice).alias("of_ride")
#: Nobody is told any more of what happened so long ago; by then its door is forgotten, too.
RECENT = timedelta(days=7)


@dataclass(frozen=True)
class RidingParcel:
    """One parcel: ``status`` as in ``parcel.status``; what it costs by the statement of sums and by
    what was asked of the billing service since, and when the statement last changed.
    """

    status: str
    out_at: datetime | None
    ended_at: datetime | None
    cents: int
    sum_at: datetime | None


@dataclass(frozen=True)
class Ride:
    """One delivery; ``by_mail``: its patron can be written to."""

    delivery_id: str
    patron_id: int
    branch_id: int
    day: date
    ordered_at: datetime
    fee_cents: int
    cancelled: bool
    by_mail: bool
    parcels: tuple[RidingParcel, ...]

    @property
    def fact_at(self) -> datetime:
        """The newest thing that happened to it."""
        instants = ((one.out_at, one.ended_at, one.sum_at) for one in self.parcels)
        return max([self.ordered_at, *(at for three in instants for at in three if at)])

    @property
    def true_since(self) -> datetime:
        """When what is told of it came about."""
        return self.fact_at

    @property
    def how(self) -> str:
        """How it came back, where something did."""
        back = (one.status for one in self.parcels if one.status not in (*WAITING, "delivered"))
        return next(back, "")

    @property
    def due_cents(self) -> int:
        """What is due for it by now, on the statement or asked of the billing service."""
        return sum(one.cents for one in self.parcels)

    def details(self, truth: Truth) -> str:
        """What is told with this truth and would be wrong if it changed; "" where nothing is."""
        return f"{self.how or truth} {self.due_cents}" if truth in WITH_SUM else ""


WAITING = ("closed", "out")
#: Whoever is told of these is told what is due.
WITH_SUM = ("delivered", "missed")
#: A bag that is open, or whose delivery was cancelled, is nobody's news.
NO_NEWS = ("open", "cancelled")


def what_is_true_of(ride: Ride, today: date) -> Truth:
    """The one thing that can be said of this delivery on this day."""
    if ride.cancelled:
        return "over"
    has_ended = [one for one in ride.parcels if one.status not in WAITING]
    waits = [one for one in ride.parcels if one.status in WAITING]
    if waits and today <= ride.day:
        is_riding = has_ended or any(one.status == "out" for one in waits)
        return "riding" if is_riding else "ordered"
    if has_ended:
        return "missed" if ride.how else "delivered"
    return "ordered" if today <= ride.day else "over"


def take(
    session: Session, branches: Collection[int], patrons: Collection[int] | None, now: datetime
) -> dict[str, Ride]:
    """Deliveries of which something may be owed, by id; with ``patrons``, only theirs."""
    given = {
        "branches": list(branches),
        "patrons": list(patrons or ()),
        "since": now.date() - RECENT,
    }
    rows = session.execute(_wanted(patrons is not None), given).all()
    parcels = _parcels(session, [row.id for row in rows]) if rows else {}
    return {row.id: _ride(row, parcels) for row in rows}


@cache
def _wanted(of_patrons: bool) -> Select[*tuple[Any, ...]]:
    told = exists().where(
        OF_RIDE.c.subject_kind == "delivery",
        OF_RIDE.c.subject_id == DELIVERY.c.id,
        OF_RIDE.c.state.in_(("owed", "sending")),
    )
    is_recent = and_(DELIVERY.c.day >= bindparam("since"), DELIVERY.c.cancelled_at.is_(None))
    query = (
        select(DELIVERY, _is_reached.label("by_mail"))
        .join(Patron, Patron.id == DELIVERY.c.patron_id)
        .where(
            DELIVERY.c.branch_id.in_(bindparam("branches", expanding=True)),
            or_(told, is_recent),
        )
    )
    theirs = DELIVERY.c.patron_id.in_(bindparam("patrons", expanding=True))
    return query.where(theirs) if of_patrons else query


_is_reached: ColumnElement[bool] = case(
    (and_(Patron.email != "", Patron.no_mail.is_(False)), True), else_=False
)


def _ride(row: Any, parcels: dict[str, list[RidingParcel]]) -> Ride:
    return Ride(
        delivery_id=row.id,
        patron_id=row.patron_id,
        branch_id=row.branch_id,
        day=row.day,
        ordered_at=row.ordered_at,
        fee_cents=row.fee_cents,
        cancelled=row.cancelled_at is not None,
        by_mail=bool(row.by_mail),
        parcels=tuple(parcels.get(row.id, ())),
    )


def _parcels(session: Session, deliveries: list[str]) -> dict[str, list[RidingParcel]]:
    found: defaultdict[str, list[RidingParcel]] = defaultdict(list)
    for row in session.execute(_parcels_and_sums(), {"deliveries": deliveries}):
        happened = (row.status, row.out_at, row.ended_at, int(row.cents), row.sum_at)
        found[row.delivery_id].append(RidingParcel(*happened))
    return dict(found)


def _asked_for() -> ScalarSelect[int]:
    """Once its month is closed nothing is written any more, and the billing service is asked."""
    turns = case(REQUESTS, value=TROUBLE.c.kind, else_=0)
    cents = func.sum(turns * TROUBLE.c.facts["cents"].as_integer())
    return (
        select(func.coalesce(cents, 0))
        .where(TROUBLE.c.subject_id == PARCEL.c.id, TROUBLE.c.kind.in_(REQUESTS))
        .where(TROUBLE.c.resolution != "withdrawn")
        .scalar_subquery()
    )


@cache
def _parcels_and_sums() -> Select[*tuple[Any, ...]]:
    stated = select(func.coalesce(func.sum(SUM_DUE.c.cents), 0))
    of_parcel = stated.where(SUM_DUE.c.parcel_id == PARCEL.c.id).scalar_subquery()
    cents = of_parcel + _asked_for()
    changed = select(func.max(SUM_DUE.c.at)).where(SUM_DUE.c.parcel_id == PARCEL.c.id)
    deliveries: BindParameter[str] = bindparam("deliveries", expanding=True)
    return (
        select(PARCEL, cents.label("cents"), changed.scalar_subquery().label("sum_at"))
        .where(PARCEL.c.delivery_id.in_(deliveries), PARCEL.c.status.not_in(NO_NEWS))
        .order_by(PARCEL.c.id)
    )
