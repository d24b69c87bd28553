"""The holds of the library's own system as Rayon has them now."""

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from rayon.database import table_of
from rayon.holds.lifecycle import CLOSED_STATUSES, IN_HAND
from rayon.holds.models import Hold
from rayon.ils.lookups import in_chunks
from rayon.ils.matching import Matched
from rayon.ils.models import IlsTask

Row = dict[str, Any]
HOLD, TASK = table_of(Hold).c, table_of(IlsTask).c
#: Characters of a key that was made by us; "/2" after it is the second hold of the same kind.
KEY_LENGTH = 44


def standing_holds(
    session: Session, source: str, matched: Collection[Matched]
) -> dict[str, list[Row]]:
    """Holds by the key they are known under, whatever became of them."""
    to_key = exists().where(
        TASK.hold_id == HOLD.id, TASK.done_at.is_(None), TASK.withdrawn_at.is_(None)
    )
    query = select(
        HOLD.id,
        HOLD.reference,
        HOLD.status,
        HOLD.closed_because,
        HOLD.fact_at,
        to_key.label("to_key"),
    ).where(HOLD.source == source)
    found: defaultdict[str, list[Row]] = defaultdict(list)
    given = {one.key for one in matched if one.given}
    for row in in_chunks(session, query, HOLD.reference, given):
        found[row.reference].append(dict(row._mapping))
    made = {one.key for one in matched if not one.given}
    stem = func.substr(HOLD.reference, 1, KEY_LENGTH)
    for row in in_chunks(session, query, stem, made):
        found[row.reference[:KEY_LENGTH]].append(dict(row._mapping))
    return found


def unfetched_holds(session: Session, source: str, homes: Collection[int]) -> dict[int, set[str]]:
    """By branch, the holds in its list that Rayon has neither found nor closed."""
    home = func.coalesce(HOLD.picking_branch_id, HOLD.pickup_branch_id)
    rows = session.execute(
        select(HOLD.id, home.label("home")).where(
            HOLD.source == source,
            home.in_(homes),
            HOLD.status.not_in((*IN_HAND, *CLOSED_STATUSES)),
        )
    )
    by_home: dict[int, set[str]] = {branch: set() for branch in homes}
    for row in rows:
        by_home[row.home].add(row.id)
    return by_home
