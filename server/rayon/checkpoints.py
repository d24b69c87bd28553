"""SQLite's log is carried into the database beside the requests, not within one of them.

By itself SQLite does that after the commit that makes the log long enough, and that one phone
waits for several syncs of the disk. Nothing rests on when it happens: what was committed is in
the log.
"""

import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import structlog

log = structlog.get_logger()
#: Commits after which the log is carried over; a batch of a phone changes some 80 pages.
EVERY = 32
#: Pages after which SQLite does it by itself all the same: one import may change that many.
AT_THE_LATEST = 16_000


class Checkpoints:
    """The log of one database, as this process writes it."""

    def __init__(self, database: Path, writers: threading.Lock) -> None:
        self._database, self._writers = database, writers
        self._commits = 0
        self._running = threading.Lock()

    def after_commit(self) -> None:
        """Count a commit; whoever is alone in writing calls this."""
        self._commits += 1
        if self._commits >= EVERY and self._running.acquire(blocking=False):
            self._commits = 0
            self._begin()

    def _begin(self) -> None:
        try:
            threading.Thread(target=self._run, name="checkpoint", daemon=True).start()
        except RuntimeError as error:
            # No more threads, or the server is ending: what was committed is safe all the same.
            self._running.release()
            _warn(error)

    def _run(self) -> None:
        try:
            carry_over(self._database, self._writers)
        except Exception as error:
            _warn(error)
        finally:
            self._running.release()


def carry_over(database: Path, writers: threading.Lock) -> None:
    """The whole log: most of it beside the writers, the rest of it while they wait a moment.

    Only a log that is carried over to its end is begun anew, and does not grow for ever.
    """
    # A connection kept open would keep the log, too, when all others are closed.
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
        with writers:
            connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()


def _warn(error: Exception) -> None:
    log.warning("the log was not carried over", kind=type(error).__name__)
