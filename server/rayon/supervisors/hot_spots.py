"""Where documents are put back wrong, again and again."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from rayon.catalogue.models import Item, Location
from rayon.database import table_of
from rayon.sync.models import Trouble

TROUBLE, ITEM, LOCATION = map(table_of, (Trouble, Item, Location))


@dataclass(frozen=True)
class HotSpot:
    """So many documents of a location stood in this bay, where they do not belong."""

    location: str
    bay: str
    documents: int


def hot_spots(
    connection: Connection, branch_id: int, span: tuple[datetime, datetime]
) -> list[HotSpot]:
    """The bays of these days, the one with most first; "" where nobody said which bay."""
    rows = connection.execute(
        select(TROUBLE.c.subject_id, TROUBLE.c.facts)
        .where(TROUBLE.c.branch_id == branch_id, TROUBLE.c.kind == "misplaced")
        .where(TROUBLE.c.opened_at.between(*span), TROUBLE.c.resolution != "undone")
    ).all()
    homes = _homes(connection, [int(item) for item, _facts in rows])
    seen = Counter(
        (homes[int(item)], facts.get("seen") or "") for item, facts in rows if int(item) in homes
    )
    lines = [HotSpot(location, bay, count) for (location, bay), count in seen.items()]
    return sorted(lines, key=lambda one: (-one.documents, one.location, one.bay))


def _homes(connection: Connection, items: list[int]) -> dict[int, str]:
    query = select(ITEM.c.id, LOCATION.c.name).join_from(
        ITEM, LOCATION, ITEM.c.location_id == LOCATION.c.id
    )
    return dict(connection.execute(query.where(ITEM.c.id.in_(items))).all())
