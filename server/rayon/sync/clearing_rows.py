"""The rows that clearing the hold shelf is judged against, beside those it names."""

from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, select

from rayon import clock
from rayon.database import table_of
from rayon.holds.action import Row
from rayon.holds.models import Hold
from rayon.sync.models import Trouble

HOLD, TROUBLE = table_of(Hold), table_of(Trouble)


def load_slips(connection: Connection) -> dict[Any, Row]:
    """The slip numbers of yesterday, today and tomorrow: the day is that of some branch."""
    today = clock.now().date()
    days = [today + timedelta(days=d) for d in (-1, 0, 1)]
    given = select(HOLD.c.id, HOLD.c.patron_id, HOLD.c.slip, HOLD.c.slip_day)
    rows = connection.execute(given.where(HOLD.c.slip_day.in_(days))).mappings()
    return {row["id"]: dict(row) for row in rows}


def to_reshelve(connection: Connection, barcodes: set[str]) -> dict[Any, Row]:
    """Open lines that ask somebody to put one of these documents back."""
    query = select(TROUBLE).where(TROUBLE.c.kind == "reshelve", TROUBLE.c.closed_at.is_(None))
    rows = (dict(row) for row in connection.execute(query).mappings())
    return {row["id"]: row for row in rows if row["facts"].get("barcode") in barcodes}
