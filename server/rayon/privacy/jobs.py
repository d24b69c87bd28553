"""Every night what is past its date is forgotten, and the holds are compared with their log.

Once, on however many hosts; but every host cuts the diary that it has beside it.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from sqlalchemy import exists, or_, select, update

from rayon import clock, diary
from rayon.database import insert_or, reading, table_of, writing
from rayon.holds.action import Perform
from rayon.privacy import sqlite_file
from rayon.privacy.purge import purge
from rayon.sync.models import Due
from rayon.sync.rebuild import compare

#: In UTC: after closing and before opening, wherever the summer is.
HOUR = 2
#: A host that dies at work is taken over after this.
LEASE = timedelta(hours=1)
#: Not of one branch: NULL would let two hosts write the same row.
EVERYWHERE = 0
DUE = table_of(Due)


def run(now: datetime, perform: Perform) -> int:
    """Do what is due by ``now``: of missed nights and months only the last is caught up."""
    cut = diary.forget(now.date())
    night = (now - timedelta(hours=HOUR)).replace(hour=HOUR, minute=0, second=0, microsecond=0)
    done = cut + _once("purge", night, now, lambda: purge(now))
    done += _once("compare", night, now, lambda: compare(now, perform))
    return done + _once("vacuum", night.replace(day=1), now, sqlite_file.vacuum)


def _once(name: str, at: datetime, now: datetime, work: Callable[[], object]) -> int:
    at = at.astimezone(UTC)
    mine = (DUE.c.name == name, DUE.c.branch_id == EVERYWHERE, DUE.c.at == at)
    with reading() as session:
        if session.scalar(select(exists().where(*mine, DUE.c.done_at.is_not(None)))):
            return 0
    free = or_(DUE.c.lease_until.is_(None), DUE.c.lease_until < now)
    with writing() as session:
        row = {"name": name, "branch_id": EVERYWHERE, "at": at}
        session.execute(insert_or(session, DUE).values(**row).on_conflict_do_nothing())
        claim = update(DUE).where(*mine, DUE.c.done_at.is_(None), free)
        claimed = session.execute(claim.values(lease_until=now + LEASE).returning(DUE.c.id))
        if claimed.first() is None:
            return 0
    work()
    with writing() as session:
        session.execute(update(DUE).where(*mine).values(done_at=clock.now()))
    return 1
