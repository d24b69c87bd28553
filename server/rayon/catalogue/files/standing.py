"""Where staged copies stand, once their places are known: keys and ids."""

from collections.abc import Sequence

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from rayon.catalogue.files.places import Spot
from rayon.catalogue.files.staging import StagedItem
from rayon.catalogue.keys import shelf_key
from rayon.catalogue.models import Branch, Location
from rayon.database import table_of, writing

BATCH = 5_000
STAGED = table_of(StagedItem)


def write_keys(run: str, spots: Sequence[Spot]) -> None:
    """Give every staged copy the key that its location orders it by, in short transactions."""
    order = {(spot.branch, spot.location): spot for spot in spots}
    last = ""
    columns = (STAGED.c.barcode, STAGED.c.branch, STAGED.c.location, STAGED.c.call_number)
    page = select(*columns).where(STAGED.c.run == run).order_by(STAGED.c.barcode).limit(BATCH)
    while True:
        with writing() as session:
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
            session.execute(_WRITE_KEY, keys)
        last = rows[-1].barcode


_WRITE_KEY = (
    update(STAGED)
    .where(STAGED.c.run == bindparam("in_run"), STAGED.c.barcode == bindparam("of"))
    .values(sort_key=bindparam("key"))
)


def write_ids(session: Session, run: str) -> None:
    """Write on staged copies where they belong, now that every place exists."""
    location, branch = Location.__table__.c, Branch.__table__.c
    found = session.execute(
        select(
            branch.code, branch.id, location.code.label("location"), location.id.label("at")
        ).join_from(Branch.__table__, Location.__table__, location.branch_id == branch.id)
    ).all()
    session.execute(
        update(STAGED)
        .where(
            STAGED.c.run == run,
            STAGED.c.branch == bindparam("b"),
            STAGED.c.location == bindparam("l"),
        )
        .values(branch_id=bindparam("branch_row"), location_id=bindparam("location_row")),
        [
            {"b": row.code, "l": row.location, "branch_row": row.id, "location_row": row.at}
            for row in found
        ],
    )


def _key(spot: Spot, call_number: str) -> str:
    return shelf_key(spot.scheme, spot.policy, call_number)
