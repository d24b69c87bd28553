"""When each file of the library's own system last came in."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select
from sqlalchemy.orm import Session

from rayon.catalogue.models import ImportRun
from rayon.database import table_of

Row = dict[str, Any]
RUN = table_of(ImportRun)
KINDS = ("holds", "status", "loans", "patrons", "items")


def note_import(
    session: Session,
    kind: str,
    now: datetime,
    *,
    rows: int,
    rejected: int,
    branches: Collection[int | None] = (None,),
) -> None:
    """Write down that a file came in; ``branches`` it was about, None for all of them."""
    run = {"kind": kind, "at": now, "rows": rows, "rejected": rejected}
    lines = [{**run, "branch_id": branch} for branch in branches]
    if lines:
        session.connection().execute(insert(RUN), lines)


def latest_imports(connection: Connection, branch_id: int) -> dict[str, Row | None]:
    """For each kind, the newest file about this branch: {at, rows, rejected}, or None."""
    latest: dict[str, Row | None] = dict.fromkeys(KINDS)
    for kind in KINDS:
        newest = connection.execute(
            select(RUN.c.at, RUN.c.rows, RUN.c.rejected)
            .where(RUN.c.kind == kind)
            .where((RUN.c.branch_id == branch_id) | RUN.c.branch_id.is_(None))
            .order_by(RUN.c.at.desc(), RUN.c.id.desc())
            .limit(1)
        ).one_or_none()
        if newest:
            latest[kind] = {
                "at": newest.at.isoformat(),
                "rows": newest.rows,
                "rejected": newest.rejected,
            }
    return latest
