"""How many minutes a walk will take, learned from the finished walks of its branch."""

from sqlalchemy import ColumnElement, Connection, exists, func, select

from rayon.database import table_of
from rayon.picking.models import Pick, Walk
from rayon.shelves.route.pace import USUAL_METRES, USUAL_PICKS, Finished, Pace, estimate, learned

#: A pace is that of the last weeks: shelves are moved, and holidays fill them.
LAST_WALKS = 60
DECIDED = ("found", "not_found", "unusable")


def pace_of(connection: Connection, branch_id: int) -> Pace:
    """Of the branch as a whole: nobody asks who walked."""
    walk, pick = table_of(Walk), table_of(Pick)
    rows = connection.execute(
        select(walk.c.metres, walk.c.claimed_at, walk.c.finished_at, func.count().label("picks"))
        .join_from(walk, pick, pick.c.walk_id == walk.c.id)
        .where(walk.c.branch_id == branch_id, walk.c.status == "finished")
        .where(walk.c.claimed_at.is_not(None), pick.c.status.in_(DECIDED))
        .where(~_has_returned(walk.c.id))
        .group_by(walk.c.id)
        .order_by(walk.c.finished_at.desc())
        .limit(LAST_WALKS)
    )
    return learned(
        [
            Finished(
                metres_of(row.metres, row.picks),
                row.picks,
                (row.finished_at - row.claimed_at).total_seconds() / 60,
            )
            for row in rows
        ]
    )


def minutes_of(pace: Pace, metres: float | None, picks: int) -> int:
    """Whole minutes, at least one."""
    return max(1, round(estimate(pace, metres_of(metres, picks), picks)))


def metres_of(metres: float | None, picks: int) -> float:
    """Where nobody surveyed the floor, as far as people usually walk for so many documents."""
    return metres if metres is not None else picks * USUAL_METRES / USUAL_PICKS


def _has_returned(walk_id: ColumnElement[str]) -> ColumnElement[bool]:
    """Broken off before its end: it tells nothing."""
    pick = table_of(Pick).alias()
    return exists().where(pick.c.walk_id == walk_id, pick.c.status == "returned")
