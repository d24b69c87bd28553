"""What happens to walks and searches by the clock."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from rayon.catalogue.branches import all_of
from rayon.database import reading, table_of
from rayon.holds.action import Deed, Perform
from rayon.holds.models import Hold
from rayon.picking.joining import joining_deeds
from rayon.picking.models import Pick

Row = dict[str, Any]


def end_searches(now: datetime, perform: Perform) -> int:
    """Give up on holds whose search policy is used up: enough looks, or the deadline."""
    hold = table_of(Hold)
    with reading() as session:
        branches = all_of(session)
        searching = [
            dict(row)
            for row in session.execute(
                select(hold).where(hold.c.status == "searching", hold.c.disputed.is_(False))
            ).mappings()
        ]
        over = [row for row in searching if _is_over(row, branches, now)]
        reasons = {row["id"]: _last_reason(session, row["id"]) for row in over}
    deeds = [Deed("give_up", row["id"], {"because": reasons[row["id"]]}) for row in over]
    if deeds:
        perform(deeds)
    return len(deeds)


def join_late_holds(now: datetime, perform: Perform) -> int:
    """Let holds that came after the plan be walked today."""
    with reading() as session:
        branches = all_of(session)
    done = 0
    for branch in branches.values():
        deeds = joining_deeds(branch, now)
        if deeds:
            perform(deeds)
            done += len(deeds)
    return done


def _is_over(hold: Row, branches: dict[int, Any], now: datetime) -> bool:
    """Undo must stay possible for the settle delay, so the last look has to have rested."""
    rules = branches[hold["pickup_branch_id"]].settings
    settled = hold["looked_at"] is None or now >= hold["looked_at"] + timedelta(
        minutes=rules.settle_minutes
    )
    late = hold["search_until"] is not None and now >= hold["search_until"]
    return bool(settled and (late or hold["looks"] >= rules.looks))


def _last_reason(session: Any, hold_id: str) -> str:
    pick = table_of(Pick)
    status = session.execute(
        select(pick.c.status)
        .where(pick.c.hold_id == hold_id, pick.c.status.in_(("not_found", "unusable")))
        .order_by(pick.c.decided_at.desc())
        .limit(1)
    ).scalar()
    return "unusable" if status == "unusable" else "not_found"
