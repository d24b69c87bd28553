"""What happens to parcels by the clock: of which nobody has spoken, somebody is asked."""

from datetime import date, datetime, timedelta

from sqlalchemy import column, exists, select, table

from rayon.catalogue.branches import BranchFacts, all_of
from rayon.database import reading, table_of
from rayon.delivery.models import Parcel
from rayon.delivery.terms import days_of
from rayon.delivery.views import ON_ITS_WAY
from rayon.holds.action import Deed, Perform, line_id

KIND = "parcel_without_outcome"
#: After the last hour of the window.
PATIENCE = timedelta(minutes=30)
PARCEL = table_of(Parcel)
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


def _asked_at(branch: BranchFacts, day: date) -> datetime:
    return days_of(branch).at(day, branch.settings.delivery_to) + PATIENCE
