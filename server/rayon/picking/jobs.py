"""What happens to walks and searches by the clock."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from rayon.catalogue.branches import BranchFacts, all_of
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
        unusable = _unusable_at_last(session, [row["id"] for row in over])
    because = {True: "unusable", False: "not_found"}
    deeds = [
        Deed("give_up", row["id"], {"because": because[row["id"] in unusable]}) for row in over
    ]
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


def _is_over(hold: Row, branches: dict[int, BranchFacts], now: datetime) -> bool:
    """Undo must stay possible for the settle delay, so the last look has to have rested."""
    rules = branches[hold["pickup_branch_id"]].settings
    settled = hold["looked_at"] is None or now >= hold["looked_at"] + timedelta(
        minutes=rules.settle_minutes
    )
    late = hold["search_until"] is not None and now >= hold["search_until"]
    return bool(settled and (late or hold["looks"] >= rules.looks))


def _unusable_at_last(session: Session, hold_ids: list[str]) -> set[str]:
    """Those of these holds whose last look ended with a document nobody can be given."""
    if not hold_ids:
        return set()
    pick = table_of(Pick)
    rows = session.execute(
        select(pick.c.hold_id, pick.c.status)
        .where(pick.c.hold_id.in_(hold_ids), pick.c.status.in_(("not_found", "unusable")))
        .order_by(pick.c.decided_at, pick.c.id)
    )
    last = {row.hold_id: row.status for row in rows}
    return {hold_id for hold_id, status in last.items() if status == "unusable"}
