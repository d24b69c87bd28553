"""What happens by the clock: of parcels of which nobody has spoken, somebody is asked; what the
bike has left without waits at the library.
"""

from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Select, and_, column, exists, select, table

from rayon.catalogue.branches import BranchFacts, all_of
from rayon.database import reading, table_of
from rayon.delivery.actions.staying import IN_THE_BAG
from rayon.delivery.models import Delivery, Parcel
from rayon.delivery.terms import days_of
from rayon.delivery.views import ON_ITS_WAY
from rayon.holds.action import Deed, Perform, line_id
from rayon.holds.lifecycle import CLOSED_STATUSES
from rayon.holds.models import Hold

KIND = "parcel_without_outcome"
#: After the last hour of the window.
PATIENCE = timedelta(minutes=30)
PARCEL, DELIVERY, HOLD = map(table_of, (Parcel, Delivery, Hold))
# The list belongs to a later step of the work, which this one must not import.
TROUBLE = table("trouble", column("kind"), column("subject_id"))


def ask_after_parcels(now: datetime, perform: Perform) -> int:
    """One line for each parcel that left, or should have, and of which nobody has spoken."""
    asked = exists().where(TROUBLE.c.kind == KIND, TROUBLE.c.subject_id == PARCEL.c.id)
    waiting = select(PARCEL).where(PARCEL.c.status.in_(ON_ITS_WAY), ~asked)
    with reading() as session:
        branches = all_of(session)
        rows = session.execute(waiting).mappings().all()
    deeds = [
        Deed(
            "open_trouble",
            line_id(KIND, row["id"]),
            {
                "branch": row["branch_id"],
                "kind": KIND,
                "subject_kind": "parcel",
                "subject_id": row["id"],
                "facts": {"number": row["number"]},
            },
        )
        for row in rows
        if now >= _asked_at(branches[row["branch_id"]], row["day"])
    ]
    if deeds:
        perform(deeds)
    return len(deeds)


def keep_what_stayed(now: datetime, perform: Perform) -> int:
    """Documents that were found too late for their delivery: its courier has been at the door, or
    its hours are over.
    """
    with reading() as session:
        branches = all_of(session)
        rows = session.execute(_not_in_a_bag()).mappings().all()
    deeds = [
        Deed("keep_at_desk", row["id"])
        for row in rows
        if row["was_there"] or now >= _over_at(branches[row["branch_id"]], row["day"])
    ]
    if deeds:
        perform(deeds)
    return len(deeds)


@cache
def _not_in_a_bag() -> Select[Any]:
    """What is still to ride. ``was_there``: every parcel of its delivery has ended."""
    of_delivery = PARCEL.c.delivery_id == DELIVERY.c.id
    ended = exists().where(of_delivery, PARCEL.c.ended_at.is_not(None))
    is_coming = exists().where(of_delivery, PARCEL.c.status.in_(("open", *ON_ITS_WAY)))
    return (
        select(
            HOLD.c.id,
            DELIVERY.c.branch_id,
            DELIVERY.c.day,
            and_(ended, ~is_coming).label("was_there"),
        )
        .join(DELIVERY, DELIVERY.c.id == HOLD.c.delivery_id)
        .where(
            HOLD.c.fulfilment == "delivery",
            HOLD.c.status.not_in((*CLOSED_STATUSES, *IN_THE_BAG)),
            DELIVERY.c.cancelled_at.is_(None),
        )
    )


def _over_at(branch: BranchFacts, day: date) -> datetime:
    return days_of(branch).at(day, branch.settings.delivery_to)


def _asked_at(branch: BranchFacts, day: date) -> datetime:
    return _over_at(branch, day) + PATIENCE
