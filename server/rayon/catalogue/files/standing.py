"""Where staged copies stand, once their places are known: the keys they are ordered by."""

from collections.abc import Callable, Sequence
from functools import partial

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from rayon.catalogue.files.places import Spot
from rayon.catalogue.files.staging import StagedItem
from rayon.catalogue.files.turns import Turns
from rayon.catalogue.keys import shelf_key
from rayon.database import reading, table_of

BATCH = 5_000
STAGED = table_of(StagedItem)


def write_keys(
    run: str, spots: Sequence[Spot], turns: Turns, tick: Callable[[int], None] = lambda _rows: None
) -> None:
    """Give every staged copy without one the key that its location orders it by."""
    order = {(spot.branch, spot.location): spot for spot in spots}
    last = ""
    columns = (STAGED.c.barcode, STAGED.c.branch, STAGED.c.location, STAGED.c.call_number)
    without = (STAGED.c.run == run, STAGED.c.sort_key.is_(None))
    page = select(*columns).where(*without).order_by(STAGED.c.barcode).limit(BATCH)
    while True:
        with reading() as session:
            rows = session.execute(page.where(STAGED.c.barcode > last)).all()
        if not rows:
            return
        keys = [
            {
                "of": row.barcode,
                "key": _key(order[row.branch, row.location], row.call_number),
                "in_run": run,
            }
            for row in rows
        ]
        turns.take(partial(_write, keys))
        tick(len(rows))
        last = rows[-1].barcode


_WRITE_KEY = (
    update(STAGED)
    .where(STAGED.c.run == bindparam("in_run"), STAGED.c.barcode == bindparam("of"))
    .values(sort_key=bindparam("key"))
)


def _write(keys: Sequence[dict[str, str]], session: Session) -> None:
    session.execute(_WRITE_KEY, keys)


def _key(spot: Spot, call_number: str) -> str:
    return shelf_key(spot.scheme, spot.policy, call_number)
