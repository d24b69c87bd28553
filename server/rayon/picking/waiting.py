"""What waits to be fetched, with the copies that would do and those that are spoken for."""

from datetime import date
from typing import Any

from sqlalchemy import Connection, or_, select
from sqlalchemy.orm import Session

from rayon.catalogue.models import Item, Location
from rayon.database import table_of
from rayon.holds.models import Hold
from rayon.holds.sources import CART
from rayon.picking.models import Pick, Walk

Row = dict[str, Any]
#: Walks that have not come to their end.
UNDER_WAY = ("planned", "claimed", "paused")


def waiting_holds(connection: Connection) -> list[Row]:
    """Holds that are neither on a walk nor in anybody's hands, and not disputed."""
    hold = table_of(Hold)
    query = select(hold).where(
        hold.c.status.in_(("open", "searching")),
        hold.c.disputed.is_(False),
        # What staff chose for the bike cart is fetched on the walk that loads it.
        hold.c.source != CART,
    )
    return [dict(row) for row in connection.execute(query).mappings()]


def copies_for(connection: Connection, holds: list[Row]) -> list[Row]:
    """Every copy of the titles these holds want, with the walking order of its location; and what
    was chosen already for those that name no title.
    """
    item, location = table_of(Item), table_of(Location)
    wanted = {hold["item_id"] for hold in holds if hold["item_id"] is not None}
    titles = {hold["title_id"] for hold in holds if hold["title_id"] is not None}
    selections = {hold["id"] for hold in holds if hold["wants"] == "selection"}
    rows = connection.execute(
        select(item, location.c.walk_order)
        .join_from(item, location, item.c.location_id == location.c.id)
        .where(
            or_(
                item.c.title_id.in_(titles),
                item.c.id.in_(wanted),
                item.c.hold_id.in_(selections),
            )
        )
    ).mappings()
    return [dict(row) for row in rows]


def aimed_at(connection: Connection) -> set[int]:
    """The copies that somebody is on the way to: they are not there for anybody else."""
    pick, walk = table_of(Pick), table_of(Walk)
    rows = connection.execute(
        select(pick.c.item_id)
        .join_from(pick, walk, pick.c.walk_id == walk.c.id)
        .where(walk.c.status.in_(UNDER_WAY), pick.c.status.in_(("open", "later")))
    ).scalars()
    return {item_id for item_id in rows if item_id is not None}


def slips_on(session: Session, day: date) -> dict[int, int]:
    """Slip numbers given out on a day: {patron: slip}; nameless holds count under -1, -2 …"""
    hold = table_of(Hold)
    rows = session.execute(
        select(hold.c.patron_id, hold.c.slip).where(
            hold.c.slip_day == day, hold.c.slip.is_not(None)
        )
    ).all()
    return {
        (row.patron_id if row.patron_id is not None else -index): row.slip
        for index, row in enumerate(rows, start=1)
    }
