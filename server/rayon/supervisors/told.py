"""What patrons have been told, have not yet been told, and must be told by telephone."""

from typing import Any

from flask_babel import gettext
from sqlalchemy import Connection, bindparam, func, or_, select

from rayon.database import table_of
from rayon.holds.models import Hold
from rayon.notices.models import Notice, PhoneCall
from rayon.notices.reasons import reason
from rayon.prepared import Prepared

Row = dict[str, Any]


def notice_counts(connection: Connection, branch_id: int) -> dict[str, int]:
    """How many notices are in each state."""
    states = ("owed", "sending", "told", "failed", "ambiguous", "withdrawn")
    rows = COUNTS.rows(connection, branch=branch_id)
    return dict.fromkeys(states, 0) | {row["state"]: row["many"] for row in rows}


def waiting_notices(connection: Connection, branch_id: int) -> list[Row]:
    """Notices that have not left, and why; no names, those are for the desk."""
    return [
        {
            "id": row["id"],
            "kind": row["kind"],
            "state": row["state"],
            "why": row["why"],
            "text": _why_waiting(row["state"], row["why"]),
            "slip": row["slip"],
            "message": row["message_id"] if row["state"] == "ambiguous" else None,
            "due_at": row["due_at"].isoformat(),
        }
        for row in WAITING.rows(connection, branch=branch_id)
    ]


def _why_waiting(state: str, why: str) -> str:
    return reason(why) or (gettext("Leaves within a minute.") if state == "owed" else "")


def calls_to_make(connection: Connection, branch_id: int) -> int:
    """How many patrons have to be called."""
    many: int = CALLS.scalar(connection, branch=branch_id)
    return many


NOTICE, CALL, HOLD = map(table_of, (Notice, PhoneCall, Hold))
#: Of notices that have not come to their end.
UNSETTLED = or_(*(NOTICE.c.state == one for one in ("owed", "sending", "failed", "ambiguous")))
COUNTS = Prepared(
    lambda _among: (
        select(NOTICE.c.state, func.count().label("many"))
        .where(NOTICE.c.branch_id == bindparam("branch"))
        .group_by(NOTICE.c.state)
    )
)
WAITING = Prepared(
    lambda _among: (
        select(NOTICE, HOLD.c.slip)
        .join_from(
            NOTICE,
            HOLD,
            (NOTICE.c.subject_kind == "hold") & (NOTICE.c.subject_id == HOLD.c.id),
            isouter=True,
        )
        .where(NOTICE.c.branch_id == bindparam("branch"), UNSETTLED)
        .order_by(NOTICE.c.due_at, NOTICE.c.id)
        .limit(100)
    )
)
CALLS = Prepared(
    lambda _among: (
        select(func.count())
        .select_from(CALL)
        .where(CALL.c.branch_id == bindparam("branch"), CALL.c.state == "to_call")
    )
)
