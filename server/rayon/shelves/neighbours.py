"""What stands left and right of a copy: two more labels to recognise its place by."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, Connection, Date, ScalarSelect, bindparam, select

from rayon import clock
from rayon.catalogue.models import Item, Title
from rayon.database import table_of
from rayon.prepared import Prepared
from rayon.shelves.spots import expected_here

Row = dict[str, Any]
LONGEST_TITLE = 60
TODAY = bindparam("today", type_=Date)


def neighbours_of(connection: Connection, copy_ids: Iterable[int]) -> dict[int, Row]:
    """By id of the copy: the nearest label before and after its own, None at either end."""
    named = list(set(copy_ids))
    rows = NEAREST.rows(connection, ids=named, today=clock.now().date()) if named else []
    seen = _labels(connection, {one for row in rows for one in (row["before"], row["after"])})
    return {
        row["id"]: {"before": seen.get(row["before"]), "after": seen.get(row["after"])}
        for row in rows
    }


def _labels(connection: Connection, copy_ids: set[int | None]) -> dict[int | None, Row]:
    named = list(copy_ids - {None})
    return {
        row["id"]: {"call_number": row["call_number"], "title": row["title"][:LONGEST_TITLE]}
        for row in (LABELS.rows(connection, ids=named) if named else [])
    }


def _nearest(copy: Any, step: int) -> ScalarSelect[int]:
    """A copy of the next label in this direction that should stand there now."""
    near = table_of(Item).alias("near")
    key = near.c.sort_key
    beyond: ColumnElement[bool] = key > copy.c.sort_key if step > 0 else key < copy.c.sort_key
    return (
        select(near.c.id)
        .where(near.c.location_id == copy.c.location_id, beyond, expected_here(near, TODAY))
        .order_by(key if step > 0 else key.desc())
        .limit(1)
        .correlate(copy)
        .scalar_subquery()
    )


COPY, TITLE = table_of(Item).alias("copy"), table_of(Title)
NEAREST = Prepared(
    lambda among: select(
        COPY.c.id, _nearest(COPY, -1).label("before"), _nearest(COPY, 1).label("after")
    ).where(among(COPY.c.id, "ids"))
)
LABELS = Prepared(
    lambda among: (
        select(COPY.c.id, COPY.c.call_number, TITLE.c.title)
        .join_from(COPY, TITLE, COPY.c.title_id == TITLE.c.id)
        .where(among(COPY.c.id, "ids"))
    )
)
