"""What patrons have asked for, and the rows that an order is judged against."""

from collections import defaultdict
from collections.abc import Collection

from sqlalchemy import Connection, Date, column, func, select, table

from rayon.catalogue.groups import groups_of
from rayon.catalogue.models import Item, Patron, Title
from rayon.database import Instant, table_of
from rayon.holds.action import Row
from rayon.holds.lifecycle import OPEN_STATUSES
from rayon.holds.limits import Asked
from rayon.holds.models import Hold

# Deliveries and rounds belong to later steps of the work, which this one must not import.
DELIVERY = table(
    "delivery",
    column("id"),
    column("branch_id"),
    column("patron_id"),
    column("day", Date),
    column("closes_at", Instant),
    column("cancelled_at", Instant),
)
STOP = table(
    "round_stop",
    column("id"),
    column("branch_id"),
    column("neighbourhood_id"),
    column("place"),
    column("removed_at", Instant),
)
PLACE = table("neighbourhood", column("id"), column("ended_at", Instant))
HOLD, ITEM, PATRON, TITLE = map(table_of, (Hold, Item, Patron, Title))
#: Nobody has a document in hand for these holds yet.
UNFOUND = ("open", "on_walk", "searching")


def asked_by(connection: Connection, patron_ids: Collection[int]) -> dict[int, list[Asked]]:
    """The holds of these patrons that are not closed."""
    holds = connection.execute(
        select(HOLD).where(HOLD.c.patron_id.in_(patron_ids), HOLD.c.status.in_(OPEN_STATUSES))
    ).all()
    kinds = kinds_of(connection, {hold.title_id for hold in holds} - {None})
    asked: dict[int, list[Asked]] = {patron: [] for patron in patron_ids}
    for hold in holds:
        chosen = hold.selection or {}
        kind = hold.kind or chosen.get("kind", "") or kinds.get((hold.title_id, hold.volume), "")
        number = max(1, chosen.get("number", 1))
        asked[hold.patron_id].append(Asked(hold.title_id, hold.volume, kind, number))
    return asked


def waiting_for(connection: Connection, title_ids: Collection[int]) -> dict[tuple[int, str], int]:
    """How many patrons wait for a title and volume that is not found yet."""
    rows = connection.execute(
        select(HOLD.c.title_id, HOLD.c.volume, func.count())
        .where(HOLD.c.title_id.in_(title_ids), HOLD.c.status.in_(UNFOUND))
        .group_by(HOLD.c.title_id, HOLD.c.volume)
    )
    return {(title, volume): waiting for title, volume, waiting in rows}


def patrons_for_orders(connection: Connection, patron_ids: Collection[int]) -> dict[int, Row]:
    """Patrons as an order is judged against them: no names."""
    if not patron_ids:
        return {}
    asked = asked_by(connection, patron_ids)
    rows = connection.execute(
        select(PATRON.c.id, PATRON.c.blocked_until).where(PATRON.c.id.in_(patron_ids))
    )
    return {
        row.id: {"id": row.id, "blocked_until": row.blocked_until, "asked": asked[row.id]}
        for row in rows
    }


def titles_for_orders(connection: Connection, title_ids: Collection[int]) -> dict[int, Row]:
    """Titles with the (volume, kind) of every group of copies that can be lent."""
    if not title_ids:
        return {}
    groups = groups_of(connection, title_ids)
    known = connection.execute(select(TITLE.c.id).where(TITLE.c.id.in_(title_ids))).scalars()
    return {
        title: {"id": title, "groups": [(group.volume, group.kind) for group in groups[title]]}
        for title in known
    }


def deliveries_for_orders(connection: Connection, ids: Collection[str]) -> dict[str, Row]:
    """Deliveries as an order that rides with them is judged against them."""
    rows = connection.execute(select(DELIVERY).where(DELIVERY.c.id.in_(ids))).mappings()
    return {row["id"]: dict(row) for row in rows}


def stops_for_orders(connection: Connection, ids: Collection[str]) -> dict[str, Row]:
    """Stops of the bike cart to which something is ordered."""
    rows = connection.execute(select(STOP).where(STOP.c.id.in_(ids))).mappings()
    return {row["id"]: dict(row) for row in rows}


def neighbourhoods_for_orders(connection: Connection, stops: Collection[str]) -> dict[str, Row]:
    """Where these stops are, and whether the bike cart still comes there."""
    named = select(STOP.c.neighbourhood_id).where(STOP.c.id.in_(stops))
    rows = connection.execute(select(PLACE).where(PLACE.c.id.in_(named))).mappings()
    return {row["id"]: dict(row) for row in rows}


def stops_of(connection: Connection, branch: int) -> list[Row]:
    """Where the bike cart of a branch halts: {id, place}."""
    halts = select(STOP.c.id, STOP.c.place).join(PLACE, PLACE.c.id == STOP.c.neighbourhood_id)
    comes = (STOP.c.branch_id == branch, STOP.c.removed_at.is_(None), PLACE.c.ended_at.is_(None))
    rows = connection.execute(halts.where(*comes).order_by(STOP.c.place)).mappings()
    return [dict(row) for row in rows]


def kinds_of(
    connection: Connection, title_ids: Collection[int]
) -> dict[tuple[int | None, str], str]:
    """The kind of each title and volume whose copies are all of one kind."""
    met: defaultdict[tuple[int | None, str], set[str]] = defaultdict(set)
    rows = connection.execute(
        select(ITEM.c.title_id, ITEM.c.volume, ITEM.c.kind)
        .where(ITEM.c.title_id.in_(title_ids))
        .distinct()
    )
    for row in rows:
        met[(row.title_id, row.volume)].add(row.kind)
    return {key: next(iter(kinds)) for key, kinds in met.items() if len(kinds) == 1}
