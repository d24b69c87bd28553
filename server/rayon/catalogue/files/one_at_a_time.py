"""One import works at a time, over all processes; a lock whose holder died is taken over."""

import os
import secrets
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from flask_babel import gettext as _
from sqlalchemy import Integer, String, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from rayon import clock
from rayon.catalogue.files.problems import FileRefused
from rayon.database import Base, Instant, insert_or, reading, table_of, writing

#: Longer than the longest step; an import that lives says so after each step.
LEASE = timedelta(minutes=2)
#: A number of this process that no process with the same pid had or will have.
_TOKEN = secrets.token_hex(4)


class ImportLock(Base):
    """The one row: which import is being worked on, by whom, and until when this holds."""

    __tablename__ = "import_lock"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    run: Mapped[str] = mapped_column(String(36), default="")
    holder: Mapped[str] = mapped_column(String(120), default="")
    until: Mapped[datetime | None] = mapped_column(Instant)


LOCK = table_of(ImportLock)


class Busy(FileRefused):
    """Another import is being worked on."""

    def __init__(self) -> None:
        super().__init__(_("Another import is under way. Wait until it is done, then try again."))


@contextmanager
def only_one(run: str) -> Iterator[None]:
    """Hold the lock for one import. Raises Busy when another holds it."""
    with writing() as session:
        _take(session, run)
    try:
        yield
    finally:
        with writing() as session:
            _mine(session, run, holder="", run="", until=None)


def keep(session: Session, run: str) -> None:
    """Say that the import still lives, in the transaction of its step.

    Raises Busy when the lock was lost: whoever has it now goes on with the work.
    """
    if not _mine(session, run, until=clock.now() + LEASE):
        raise Busy


def is_free() -> bool:
    """Whether an import could begin now."""
    with reading() as session:
        row = session.execute(select(LOCK)).one_or_none()
    return row is None or not _is_held(row.holder, row.until)


def _take(session: Session, run: str) -> None:
    values = {"id": 1, "run": "", "holder": ""}
    session.execute(insert_or(session, LOCK).values(values).on_conflict_do_nothing())
    row = session.execute(select(LOCK).with_for_update()).one()
    if _is_held(row.holder, row.until):
        raise Busy
    session.execute(update(LOCK).values(run=run, holder=_me(), until=clock.now() + LEASE))


def _mine(session: Session, of: str, **values: object) -> bool:
    mine = update(LOCK).where(LOCK.c.run == of, LOCK.c.holder == _me()).returning(LOCK.c.id)
    return session.execute(mine.values(**values)).one_or_none() is not None


def _me() -> str:
    return f"{socket.gethostname()[:80]}/{os.getpid()}/{_TOKEN}"


def _is_held(holder: str, until: datetime | None) -> bool:
    if not holder or until is None or until <= clock.now():
        return False
    host, pid, token = holder.rsplit("/", 2)
    if host != socket.gethostname()[:80]:
        return True
    # A process of this machine that is gone has left its lock behind.
    return token == _TOKEN if int(pid) == os.getpid() else _lives(int(pid))


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
