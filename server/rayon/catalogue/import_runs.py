"""When each file of the library's own system last came in."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select
from sqlalchemy.orm import Session

from rayon.catalogue.models import ImportRun
from rayon.database import table_of
from rayon.prepared import Prepared

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
        for newest in NEWEST.rows(connection, kind=kind, branch=branch_id):
            latest[kind] = {**newest, "at": newest["at"].isoformat()}
    return latest


NEWEST = Prepared(
    lambda _among: (
        select(RUN.c.at, RUN.c.rows, RUN.c.rejected)
        .where(RUN.c.kind == bindparam("kind"))
        .where((RUN.c.branch_id == bindparam("branch")) | RUN.c.branch_id.is_(None))
        .order_by(RUN.c.at.desc(), RUN.c.id.desc())
        .limit(1)
    )
)
