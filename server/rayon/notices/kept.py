"""Puts the last pick-up day that a patron was told onto the hold, through the one door."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select
from sqlalchemy.orm import Session

from rayon.catalogue.branches import BranchFacts, all_of
from rayon.database import reading, table_of
from rayon.holds.action import Deed
from rayon.holds.lifecycle import OPEN_STATUSES
from rayon.holds.models import Hold
from rayon.notices.models import Notice

PerformAll = Callable[[Sequence[Deed]], object]

#: Whoever was called in vain, or may have the mail, is treated as told: the days count.
COUNTED = ("told", "ambiguous", "failed")
AT_ONCE = 200


def record_told(perform_all: PerformAll) -> int:
    """Write ``ready_until`` where what was told and what the hold says differ.

    Looks at the rows, not at what was just sent: nothing is lost if the server stops in between.
    """
    with reading() as session:
        deeds = _missing(session)
    if deeds:
        perform_all(deeds)
    return len(deeds)


def _missing(session: Session) -> list[Deed]:
    branches = all_of(session)
    return [
        Deed("record_told", hold_id, {"kind": kind, **_days(branches[branch_id], until, told_at)})
        for hold_id, kind, branch_id, until, told_at in session.execute(_differing())
    ]


def _days(
    branch: BranchFacts, until: date | None, told_at: datetime | None
) -> dict[str, str | None]:
    """Day 0 and the last day; neither once the notice was taken back."""
    if until is None:
        return {"until": None, "on": None}
    on = branch.calendar.local_day(told_at).isoformat() if told_at else None
    return {"until": until.isoformat(), "on": on}


@cache
def _differing() -> Select[str, str, int, date | None, datetime | None]:
    newer = table_of(Notice).alias()
    overtaken = exists().where(
        newer.c.subject_kind == Notice.subject_kind,
        newer.c.subject_id == Notice.subject_id,
        newer.c.generation > Notice.generation,
        _counts(newer.c),
    )
    # A letter names a later day than the calls that nobody answered.
    is_news = or_(Hold.ready_until.is_(None), Notice.until > Hold.ready_until)
    ready = and_(Notice.kind == "ready", Notice.until.is_not(None), is_news)
    corrected = and_(Notice.kind == "correction", Hold.ready_until.is_not(None))
    return (
        select(Notice.subject_id, Notice.kind, Notice.branch_id, Notice.until, Notice.told_at)
        .join(Hold, and_(Notice.subject_kind == "hold", Hold.id == Notice.subject_id))
        .where(
            _counts(Notice),
            Hold.status.in_(OPEN_STATUSES),
            or_(ready, corrected),
            ~overtaken,
        )
        .distinct()
        .limit(AT_ONCE)
    )


def _counts(notice: Any) -> ColumnElement[bool]:
    """Where a browser took nothing, the mail in its place does."""
    is_mailed = and_(notice.channel == "push", notice.state == "failed")
    return and_(notice.state.in_(COUNTED), ~is_mailed)
