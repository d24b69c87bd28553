"""Make stored sort keys again, after the rules of call numbers or a location's scheme changed."""

from collections.abc import Callable
from typing import TypeVarTuple

from sqlalchemy import Select, bindparam, func, select, update

from rayon.call_numbers import KEY_VERSION
from rayon.catalogue.keys import policy_of, shelf_key
from rayon.catalogue.models import Item, Location
from rayon.database import reading, table_of, writing

BATCH = 2_000
ITEM = table_of(Item)
Columns = TypeVarTuple("Columns")


def rekey(*, every: bool = False, tick: Callable[[int], None] = lambda _count: None) -> int:
    """Make the keys of copies whose rules are old, or (``every``) of all; how many changed.

    A batch is one short transaction: phones sync in between, and a second run goes on.
    """
    changed, last = 0, 0
    while True:
        seen, changed_here, last = _batch(last, every=every)
        if not seen:
            return changed
        changed += changed_here
        tick(seen)


def order_anew(location_id: int) -> int:
    """Make the keys of one location's copies again, after its scheme or policy changed; how many
    of them changed.
    """
    changed, last = 0, 0
    while True:
        seen, changed_here, last = _batch(last, every=True, only=location_id)
        if not seen:
            return changed
        changed += changed_here


def to_rekey(*, every: bool = False) -> int:
    """How many copies ``rekey`` will look at."""
    with reading() as session:
        return session.execute(_old(select(func.count(ITEM.c.id)), every)).scalar_one()


def _old(query: Select[*Columns], every: bool) -> Select[*Columns]:
    return query if every else query.where(ITEM.c.key_version != KEY_VERSION)


def _batch(after: int, *, every: bool, only: int | None = None) -> tuple[int, int, int]:
    query = (
        select(ITEM.c.id, ITEM.c.call_number, ITEM.c.sort_key, ITEM.c.location_id)
        .where(ITEM.c.id > after)
        .order_by(ITEM.c.id)
        .limit(BATCH)
    )
    if only is not None:
        query = query.where(ITEM.c.location_id == only)
    with writing() as session:
        rows = session.execute(_old(query, every)).all()
        if not rows:
            return 0, 0, after
        orders = {
            row.id: (row.scheme, policy_of(row.policy))
            for row in session.execute(select(Location.id, Location.scheme, Location.policy))
        }
        keys = [
            {"item": row.id, "key": shelf_key(*orders[row.location_id], row.call_number)}
            for row in rows
        ]
        session.execute(_WRITE, keys)
    changed = sum(key["key"] != row.sort_key for key, row in zip(keys, rows, strict=True))
    return len(rows), changed, rows[-1].id


_WRITE = (
    update(ITEM)
    .where(ITEM.c.id == bindparam("item"))
    .values(sort_key=bindparam("key"), key_version=KEY_VERSION)
)
