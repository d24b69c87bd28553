"""Backups of the SQLite file, and putting one back in its place."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path

from rayon.errors import Refusal
from rayon.privacy import sqlite_file

KEPT = timedelta(days=30)
#: The database that a restore has replaced: it holds patrons too.
REPLACED_KEPT = timedelta(days=7)
STAMP = "rayon-%Y-%m-%d-%H%M%S.db"
#: What SQLite keeps beside a database.
LOGS = ("-wal", "-shm")


def back_up(source: Path, target: Path, now: datetime) -> Path:
    """Copy the database while it is used; the file made, readable only by its owner.

    In a folder it is named after the time, and those older than 30 days are deleted.
    """
    if target.is_dir():
        oldest = (now - KEPT).strftime(STAMP)
        for old in target.glob("rayon-*.db"):
            if old.name < oldest:
                old.unlink()
        target = target / now.strftime(STAMP)
    unfinished = target.with_name(f"{target.name}.unfinished")
    unfinished.unlink(missing_ok=True)
    unfinished.touch(mode=0o600)
    sqlite_file.copy(source, unfinished)
    unfinished.replace(target)
    return target


def forget_replaced(database: Path, now: datetime) -> int:
    """Delete what a restore has put aside; how many files there were."""
    old = [
        path
        for path in database.parent.glob(f"{database.name}.replaced*")
        if path.stat().st_mtime < (now - REPLACED_KEPT).timestamp()
    ]
    for path in old:
        path.unlink()
    return len(old)


@contextmanager
def nobody_else(database: Path) -> Iterator[bool]:
    """In this block no other process reads or writes the database; whether there is one.

    Raises Refusal ``still_served`` while any has it open. Who opens it in the block is told that it
    is locked; who waited until the block is over and then writes into a file that was put aside is
    told that it cannot be written, which SQLite looks at only where there is no write-ahead log.
    """
    if not database.exists():
        yield False
        return
    with closing(sqlite3.connect(database, timeout=0, isolation_level=None)) as connection:
        try:
            connection.execute("PRAGMA locking_mode=EXCLUSIVE")
            connection.execute("BEGIN EXCLUSIVE")
            connection.execute("COMMIT")
        except sqlite3.OperationalError as error:
            raise Refusal("still_served") from error
        except sqlite3.DatabaseError:
            # Damaged: that is why it is being replaced.
            yield True
            return
        with suppress(sqlite3.DatabaseError):
            connection.execute("PRAGMA journal_mode=DELETE")
        yield True


def put_in_place(ready: Path, database: Path, is_there: bool) -> Path | None:
    """Move the finished database to where it is served from; where the old one is kept aside.

    Within ``nobody_else``, with what that said. Raises Refusal ``still_served`` where there was no
    database and somebody has begun one meanwhile.
    """
    if database.exists() != is_there:
        raise Refusal("still_served")
    aside = database.with_name(f"{database.name}.replaced")
    delete(aside)
    # Only a damaged one still has them.
    for part in LOGS:
        old = Path(f"{database}{part}")
        if old.exists():
            old.replace(f"{aside}{part}")
            os.utime(f"{aside}{part}")
    if is_there:
        _keep(database, aside)
    ready.replace(database)
    return aside if is_there else None


def _keep(database: Path, aside: Path) -> None:
    """At no moment is there no file: whoever came just then would begin an empty one."""
    try:
        os.link(database, aside)
    except OSError:
        # Not every disk knows two names for one file.
        database.replace(aside)
    os.utime(aside)


def delete(database: Path) -> None:
    """A database, with what SQLite keeps beside it."""
    for part in ("", *LOGS):
        Path(f"{database}{part}").unlink(missing_ok=True)
