"""What patrons have been told, have not yet been told, and must be told by telephone."""

from typing import Any

from flask_babel import gettext
from sqlalchemy import Connection, func, select

from rayon.database import table_of
from rayon.notices.models import Notice, PhoneCall
from rayon.notices.reasons import reason

Row = dict[str, Any]


def notice_counts(connection: Connection, branch_id: int) -> dict[str, int]:
    """How many notices are in each state."""
    notice = table_of(Notice)
    states = ("owed", "sending", "told", "failed", "ambiguous", "withdrawn")
    counts = dict.fromkeys(states, 0)
    rows = connection.execute(
        select(notice.c.state, func.count())
        .where(notice.c.branch_id == branch_id)
        .group_by(notice.c.state)
    )
    return counts | dict(rows.all())


def waiting_notices(connection: Connection, branch_id: int) -> list[Row]:
    """Notices that have not left, and why; no names, those are for the desk."""
    notice = table_of(Notice)
    rows = connection.execute(
        select(notice)
        .where(notice.c.branch_id == branch_id)
        .where(notice.c.state.in_(("owed", "sending", "failed", "ambiguous")))
        .order_by(notice.c.due_at, notice.c.id)
        .limit(100)
    )
    return [
        {
            "id": row.id,
            "kind": row.kind,
            "state": row.state,
            "why": row.why,
            "text": _why_waiting(row.state, row.why),
            "message": row.message_id if row.state == "ambiguous" else None,
            "due_at": row.due_at.isoformat(),
        }
        for row in rows
    ]


def _why_waiting(state: str, why: str) -> str:
    return reason(why) or (gettext("Leaves within a minute.") if state == "owed" else "")


def calls_to_make(connection: Connection, branch_id: int) -> int:
    """How many patrons have to be called."""
    call = table_of(PhoneCall)
    return int(
        connection.execute(
            select(func.count()).where(call.c.branch_id == branch_id, call.c.state == "to_call")
        ).scalar_one()
    )
