"""Backups of the SQLite file, and putting one back in its place."""

import os
import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

from rayon.errors import Refusal
from rayon.privacy import sqlite_file

KEPT = timedelta(days=30)
#: The database that a restore has replaced: it holds patrons too.
REPLACED_KEPT = timedelta(days=7)
STAMP = "rayon-%Y-%m-%d-%H%M%S.db"
#: The database and what SQLite keeps beside it.
PARTS = ("", "-wal", "-shm")


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


def refuse_if_served(database: Path) -> None:
    """Raises Refusal ``still_served`` while any process has the database open."""
    if not database.exists():
        return
    with closing(sqlite3.connect(database, timeout=0, isolation_level=None)) as connection:
        try:
            connection.execute("PRAGMA locking_mode=EXCLUSIVE")
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            raise Refusal("still_served") from error
        except sqlite3.DatabaseError:
            # Damaged: that is why it is being replaced.
            return


def put_in_place(ready: Path, database: Path) -> Path | None:
    """Move the finished database to where it is served from; where the old one is kept aside."""
    aside = database.with_name(f"{database.name}.replaced")
    was_there = database.exists()
    for part in PARTS:
        old = Path(f"{database}{part}")
        if old.exists():
            old.replace(f"{aside}{part}")
            os.utime(f"{aside}{part}")
        else:
            Path(f"{aside}{part}").unlink(missing_ok=True)
    ready.replace(database)
    return aside if was_there else None


def delete(database: Path) -> None:
    """A database, with what SQLite keeps beside it."""
    for part in PARTS:
        Path(f"{database}{part}").unlink(missing_ok=True)
