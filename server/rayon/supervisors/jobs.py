"""Every night the days before are summed up, before any of their patrons are forgotten."""

from datetime import date, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from rayon.catalogue.branches import BranchFacts, all_of
from rayon.database import reading, writing
from rayon.supervisors.day_sums import KEPT, keep
from rayon.supervisors.figures import DaySum
from rayon.supervisors.report import figures_of

#: What is told or brought in late still counts: so many days are summed up anew each night. None
#: of their patrons are forgotten yet.
AGAIN = timedelta(days=6)
#: A server that was off for longer has lost the days before.
FURTHEST = timedelta(days=60)
ONE_DAY = timedelta(days=1)


def sum_up(now: datetime) -> int:
    """Sum up, at each branch, the days that are over; how many branches had any."""
    with reading() as session:
        branches = all_of(session).values()
        last = _last_days(session)
        due = [one for one in branches if last.get(one.id, date.min) < _yesterday(one, now)]
    for branch in due:
        _sum_up(branch, last.get(branch.id), _yesterday(branch, now))
    return len(due)


def _sum_up(branch: BranchFacts, summed: date | None, yesterday: date) -> None:
    first = yesterday - AGAIN + ONE_DAY
    if summed is not None:
        first = max(min(first, summed + ONE_DAY), yesterday - FURTHEST)
    with reading() as session:
        days, _looked = figures_of(session, branch, first, yesterday)
    # Of a day on which nothing happened as well: it says that this night is done.
    sums = {yesterday: DaySum()} | {day.day: day.sum for day in days}
    with writing() as session:
        keep(session, branch.id, sums)


def _yesterday(branch: BranchFacts, now: datetime) -> date:
    return branch.calendar.local_day(now) - ONE_DAY


def _last_days(session: Session) -> dict[int, date]:
    query = select(KEPT.c.branch_id, func.max(KEPT.c.day)).group_by(KEPT.c.branch_id)
    return dict(session.execute(query).all())
