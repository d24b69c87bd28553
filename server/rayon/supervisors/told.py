"""What patrons have been told, have not yet been told, and must be told by telephone."""

from typing import Any

from flask_babel import gettext
from sqlalchemy import Connection, func, select

from rayon.database import table_of
from rayon.notices.models import Notice, PhoneCall

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
            "due_at": row.due_at.isoformat(),
        }
        for row in rows
    ]


def _why_waiting(state: str, why: str) -> str:
    texts = {
        "settling": gettext("Waits a few minutes, in case somebody undoes it."),
        "open_walk": gettext("Waits for the walks that still look for this patron’s documents."),
        "quiet_hours": gettext("Waits for the morning."),
        "retry": gettext("The mail server asked to try again later."),
    }
    if state == "ambiguous":
        return gettext("The mail server did not answer: it may or may not have arrived.")
    if state == "failed":
        return gettext("The mail was refused: the patron has to be called.")
    return texts.get(why, gettext("Leaves within a minute."))


def calls_to_make(connection: Connection, branch_id: int) -> int:
    """How many patrons have to be called."""
    call = table_of(PhoneCall)
    return int(
        connection.execute(
            select(func.count()).where(call.c.branch_id == branch_id, call.c.state == "to_call")
        ).scalar_one()
    )
