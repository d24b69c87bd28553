"""What needs a person and no rule has written down yet comes onto the list of troubles."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, exists, func, select

from rayon.database import reading_rows, table_of
from rayon.holds.action import Deed, Perform, line_id
from rayon.holds.models import Hold
from rayon.notices.models import Message, Notice
from rayon.sync.models import NEEDS_A_PERSON, ActionRow, Trouble

Row = dict[str, Any]
#: What is older was there before Rayon kept such a list, or has been forgotten since.
SINCE = timedelta(days=7)
#: A second pair of eyes has looked as well.
TWICE = 2

ACTION, TROUBLE, HOLD = map(table_of, (ActionRow, Trouble, Hold))
MESSAGE, NOTICE = table_of(Message), table_of(Notice)


def bring_up(now: datetime, perform: Perform) -> int:
    """Open the lines that are missing, end those that were decided elsewhere; how many."""
    with reading_rows() as connection:
        deeds = [
            *_not_done(connection, now - SINCE),
            *_mails(connection),
            *_decided_mails(connection),
            *_looked_for_twice(connection, now - SINCE),
        ]
    if deeds:
        perform(deeds)
    return len(deeds)


def _not_done(connection: Connection, since: datetime) -> Iterator[Deed]:
    """What somebody recorded on a phone and the server did not take as it was."""
    rows = connection.execute(
        select(ACTION)
        .where(NEEDS_A_PERSON, ACTION.c.received_at >= since)
        .where(ACTION.c.number.is_not(None), ACTION.c.branch_id.is_not(None))
        .where(~exists().where(TROUBLE.c.action_id == ACTION.c.id))
        .where(~_line_about("action", ACTION.c.id))
        .limit(200)
    )
    for row in rows.mappings():
        facts = {
            "did": row["name"],
            "why": row["why"],
            "why_facts": row["facts"],
            "by": row["by"],
            "barcode": _barcode(row["payload"]),
        }
        yield _open("not_done", row["branch_id"], ("action", row["id"]), facts)


def _barcode(payload: Row | None) -> str:
    """Of a document; whatever else a phone wrote there stays in the log."""
    return str((payload or {}).get("barcode") or "")[:32]


def _mails(connection: Connection) -> Iterator[Deed]:
    """Mails of which nobody knows whether they arrived."""
    rows = connection.execute(
        select(MESSAGE.c.id, MESSAGE.c.branch_id, MESSAGE.c.first_try_at, func.count(NOTICE.c.id))
        .join_from(MESSAGE, NOTICE, NOTICE.c.message_id == MESSAGE.c.id)
        .where(MESSAGE.c.state == "ambiguous")
        .where(~_line_about("message", MESSAGE.c.id).where(TROUBLE.c.closed_at.is_(None)))
        .group_by(MESSAGE.c.id, MESSAGE.c.branch_id, MESSAGE.c.first_try_at)
        .limit(200)
    )
    for message, branch_id, since, count in rows:
        # Sent again and unknown again: that is another question.
        about, facts = ("message", message), {"notices": count}
        yield _open("ambiguous_mail", branch_id, about, facts, since.isoformat())


def _decided_mails(connection: Connection) -> Iterator[Deed]:
    """Decided among the notices, or not true any more: the line says so and goes."""
    undecided = exists().where(MESSAGE.c.id == TROUBLE.c.subject_id, MESSAGE.c.state == "ambiguous")
    rows = connection.execute(
        select(TROUBLE.c.id)
        .where(TROUBLE.c.closed_at.is_(None), TROUBLE.c.kind == "ambiguous_mail", ~undecided)
        .limit(200)
    )
    for (line,) in rows:
        yield Deed("resolve_trouble", line, {"choice": "elsewhere"})


def _looked_for_twice(connection: Connection, since: datetime) -> Iterator[Deed]:
    """A second pair of eyes looked in vain, and the patron was told so."""
    rows = connection.execute(
        select(HOLD.c.id, HOLD.c.pickup_branch_id, HOLD.c.looks)
        .where(HOLD.c.status == "unfilled", HOLD.c.fact_at >= since)
        .where(HOLD.c.closed_because == "not_found", HOLD.c.looks >= TWICE)
        .where(~_line_about("hold", HOLD.c.id, "second_look_failed"))
        .limit(200)
    )
    for hold, branch_id, looks in rows:
        yield _open("second_look_failed", branch_id, ("hold", hold), {"looks": looks})


def _line_about(subject_kind: str, subject_id: Any, kind: str = "") -> Any:
    about = (TROUBLE.c.subject_kind == subject_kind, TROUBLE.c.subject_id == subject_id)
    return exists().where(*about, *([TROUBLE.c.kind == kind] if kind else []))


def _open(kind: str, branch_id: int, subject: tuple[str, str], facts: Row, time: str = "") -> Deed:
    line = {"branch": branch_id, "kind": kind, "facts": facts}
    about = {"subject_kind": subject[0], "subject_id": subject[1]}
    parts = [kind, subject[1], *([time] if time else [])]
    return Deed("open_trouble", line_id(*parts), {**line, **about})
