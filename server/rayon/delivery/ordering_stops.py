"""The shortest round of a day, from the branch and back; what has no place comes last."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from rayon.catalogue.branches import BranchFacts
from rayon.delivery.models import Delivery, Door
from rayon.delivery.stops import in_order


def shortest(session: Session, branch: BranchFacts, day: date) -> list[str]:
    """The deliveries of a day in the order in which they are ridden."""
    rows = session.execute(
        select(Delivery.id, Door.lon, Door.lat)
        .outerjoin(Door, Door.id == Delivery.id)
        .where(
            Delivery.branch_id == branch.id,
            Delivery.day == day,
            Delivery.cancelled_at.is_(None),
        )
        .order_by(Delivery.ordered_at, Delivery.id)
    ).all()
    placed = [(row.id, (row.lon, row.lat)) for row in rows if row.lon is not None]
    lost = [row.id for row in rows if row.lon is None]
    if not placed:
        return lost
    # Without a place of its own the branch is taken to be at the first stop.
    home = branch.settings.position or placed[0][1]
    order = in_order(home, [place for _delivery, place in placed])
    return [placed[number][0] for number in order] + lost
