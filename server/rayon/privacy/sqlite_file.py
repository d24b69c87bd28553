"""The database as a file: its log emptied, its free pages given back, a copy of it taken.

On PostgreSQL the server does all this by itself, and these do nothing.
"""

import sqlite3
import time
from contextlib import closing
from pathlib import Path

import structlog

from rayon.database import writing_engine

log = structlog.get_logger()
#: Its first column is 1 where it could not be done.
EMPTY = "PRAGMA wal_checkpoint(TRUNCATE)"
ATTEMPTS = 50


def path() -> Path | None:
    """Where the database is; None on PostgreSQL."""
    engine = writing_engine()
    if engine.dialect.name != "sqlite" or not engine.url.database:
        return None
    return Path(engine.url.database)


def empty_log() -> None:
    """Deleted rows stand in the write-ahead log until it is written over."""
    _run(EMPTY)


def vacuum() -> None:
    """Build the file anew, without free pages."""
    _run("VACUUM", EMPTY)


def copy(source: Path, target: Path) -> None:
    """A complete copy, taken while others read and write. Raises sqlite3.DatabaseError when the
    source is no database, or a damaged one.
    """
    with (
        closing(sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro", uri=True)) as read,
        closing(sqlite3.connect(target)) as written,
    ):
        read.backup(written)
        (found,) = written.execute("PRAGMA quick_check").fetchone()
        if found != "ok":
            raise sqlite3.DatabaseError(found)


def _run(*statements: str) -> None:
    """Outside of any transaction, which our engines always begin."""
    file = path()
    if file is None:
        return
    with closing(sqlite3.connect(file, timeout=5, isolation_level=None)) as connection:
        connection.execute("PRAGMA secure_delete=ON")
        for statement in statements:
            _patiently(connection, statement)


def _patiently(connection: sqlite3.Connection, statement: str) -> None:
    """Somebody else may be carrying the log over at this moment: SQLite then says so at once."""
    for _attempt in range(ATTEMPTS):
        said = connection.execute(statement).fetchone()
        if statement != EMPTY or said[0] == 0:
            return
        time.sleep(0.1)
    log.warning("the log could not be emptied; it will be written over")
