"""What stands left and right of a copy: two more labels to recognise its place by."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, Connection, ScalarSelect, select

from rayon.catalogue.models import Item, Title
from rayon.database import table_of
from rayon.shelves.spots import expected_here

Row = dict[str, Any]
LONGEST_TITLE = 60


def neighbours_of(connection: Connection, copy_ids: Iterable[int]) -> dict[int, Row]:
    """By id of the copy: the nearest label before and after its own, None at either end."""
    copy = table_of(Item).alias("copy")
    rows = connection.execute(
        select(copy.c.id, _nearest(copy, -1).label("before"), _nearest(copy, 1).label("after"))
        .select_from(copy)
        .where(copy.c.id.in_(set(copy_ids)))
    ).all()
    seen = _labels(connection, {one for row in rows for one in (row.before, row.after) if one})
    return {row.id: {"before": seen.get(row.before), "after": seen.get(row.after)} for row in rows}


def _nearest(copy: Any, step: int) -> ScalarSelect[int]:
    """A copy of the next label in this direction that should stand there now."""
    near = table_of(Item).alias("near")
    key = near.c.sort_key
    beyond: ColumnElement[bool] = key > copy.c.sort_key if step > 0 else key < copy.c.sort_key
    return (
        select(near.c.id)
        .where(near.c.location_id == copy.c.location_id, beyond, expected_here(near))
        .order_by(key if step > 0 else key.desc())
        .limit(1)
        .correlate(copy)
        .scalar_subquery()
    )


def _labels(connection: Connection, copy_ids: set[int]) -> dict[int | None, Row]:
    item, title = table_of(Item), table_of(Title)
    rows = connection.execute(
        select(item.c.id, item.c.call_number, title.c.title)
        .join_from(item, title, item.c.title_id == title.c.id)
        .where(item.c.id.in_(copy_ids))
    )
    return {
        row.id: {"call_number": row.call_number, "title": row.title[:LONGEST_TITLE]} for row in rows
    }
