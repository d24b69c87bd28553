"""The real server, inside this process, under a clock, a killer and a backup of our own."""

import logging
import random
import shutil
import sqlite3
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch

import structlog
from apiflask import APIFlask

from rayon import clock, create_app, database, faults, ids, jobs
from rayon.config import Settings
from rayon.holds.action import Deed, Judged
from rayon.notices import outcomes, sender
from rayon.notices.commands import bounce
from rayon.privacy.restoring import put_right
from rayon.sync import handlers, judging
from rayon.sync.installation import introduce
from rayon.sync.perform import perform_all
from tests.faults.library import NINE, Library, fill

Row = dict[str, Any]
Answer = tuple[int, dict[str, str], str]
#: Nobody brings a file to this library: the one job with nothing to do.
NOT_PLAYED = "work_off_imports"
#: A barcode that a handler stumbles over: a bug of ours, met in production.
POISON = "POISON-1"


class SimulatedCrash(BaseException):
    """The power is gone. No ``except Exception`` survives it."""


@contextmanager
def silent() -> Iterator[None]:
    """Without a line of log, while it lasts; whoever comes after may read them again."""
    before = structlog.get_config()["wrapper_class"]
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    try:
        yield
    finally:
        structlog.configure(wrapper_class=before)


class Server:
    """One server for all schedules of this process; ``begin`` gives it a fresh database."""

    def __init__(self, folder: Path, smtp_url: str) -> None:
        self.folder, self.now = folder, NINE
        self.at: Callable[[str], None] = lambda _name: None
        #: What looks from outside: one for all who ask, for to open it costs more than to ask.
        self._outside: sqlite3.Connection | None = None
        self._asking = threading.Lock()
        folder.mkdir(parents=True, exist_ok=True)
        self.app, self.library = self._make(smtp_url)

    def _make(self, smtp_url: str) -> tuple[APIFlask, Library]:
        settings = Settings(
            data_dir=self.folder,
            worker="off",
            smtp_url=smtp_url,
            mail_from="canal@example.org",
            bounce_address="returns@example.org",
        )
        app = create_app(settings)
        with silent(), app.app_context():
            database.upgrade()
            introduce()
            library = fill()
        self.app = app
        self._disconnect()
        with closing(sqlite3.connect(self.file)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        shutil.copy(self.file, self.folder / "template.db")
        return app, library

    @property
    def file(self) -> Path:
        """The database."""
        return self.folder / "rayon.db"

    @contextmanager
    def begin(self, seed: int, at: Callable[[str], None]) -> Iterator[None]:
        """A schedule; ``at`` hears the name of every instant at which something can go wrong."""
        self.now = NINE
        self._put(self.folder / "template.db")
        shutil.rmtree(self.folder / "diary", ignore_errors=True)
        chance = random.Random(seed)
        end = faults.rehearse(at)
        with (
            silent(),
            patch.object(clock, "now", lambda: self.now),
            patch.object(ids.secrets, "randbits", chance.getrandbits),
            patch.object(outcomes.secrets, "randbelow", chance.randrange),
            patch.object(sender, "CONNECTIONS", 1),
            patch.dict(handlers.HANDLERS, report_seen=_with_a_bug()),
        ):
            try:
                yield
            finally:
                end()
                self._disconnect()

    def move(self, by: timedelta) -> None:
        """Time goes by."""
        self.now += by

    def request(self, method: str, url: str, headers: dict[str, str], body: str) -> Answer:
        """One request of a phone. Raises SimulatedCrash; a 500 is a failure of the server."""
        sent = {**headers, "Sec-Fetch-Site": "same-origin"}
        answer = self.app.test_client().open(
            url, method=method, base_url="https://rayon.test", headers=sent, data=body.encode()
        )
        if answer.status_code == 500:
            raise AssertionError(f"the server answered 500 to {body[:300]}")
        kept = {k: v for k, v in answer.headers.items() if k in ("Content-Type", "Retry-After")}
        return answer.status_code, kept, answer.get_data(as_text=True)

    def do(self, deeds: Sequence[Deed]) -> Sequence[Judged]:
        """Something the server does by itself, or that an import or a supervisor asks for."""
        with self.app.app_context():
            return perform_all(deeds)

    def work(self) -> None:
        """One round of the worker. A job that raises fails the schedule."""
        with self.app.app_context():
            for name, job in jobs.JOBS.items():
                if name != NOT_PLAYED:
                    job(clock.now())

    def mail_came(self, address: str, text: str) -> int:
        """The library's mail server hands a mail over; what it is to do with it."""
        runner = self.app.test_cli_runner()
        return runner.invoke(bounce, [address], input=text, catch_exceptions=False).exit_code

    def restart(self) -> None:
        """After a crash: no connection of the old process is left."""
        self._disconnect()

    def back_up(self, target: Path) -> None:
        """Copy the database while it is used."""
        with (
            closing(sqlite3.connect(self.file)) as source,
            closing(sqlite3.connect(target)) as copy,
        ):
            source.backup(copy)

    def restore(self, backup: Path) -> None:
        """Put an old copy in its place, and right what it does not know."""
        self._disconnect()
        self._put(backup)
        with self.app.app_context():
            put_right(self.now, perform_all, [self.folder / "diary"])

    def rows(self, query: str, *given: Any) -> list[Row]:
        """What stands in the database now, seen from outside of the server."""
        with self._asking:
            if self._outside is None:
                self._outside = sqlite3.connect(self.file, check_same_thread=False)
                self._outside.row_factory = sqlite3.Row
            return [dict(row) for row in self._outside.execute(query, given)]

    def _put(self, source: Path) -> None:
        for part in ("-wal", "-shm"):
            Path(f"{self.file}{part}").unlink(missing_ok=True)
        shutil.copy(source, self.file)

    def _disconnect(self) -> None:
        with self._asking:
            if self._outside:
                self._outside.close()
                self._outside = None
        with self.app.app_context():
            for engine in database.db.engines.values():
                engine.dispose()


def instant(text: str) -> datetime:
    """A time as SQLite keeps it."""
    return datetime.fromisoformat(text).replace(tzinfo=NINE.tzinfo)


def _with_a_bug() -> handlers.Handler:
    handler = judging.HANDLERS["report_seen"]

    def judge(action: Any, state: Any) -> Any:
        if action.payload.barcode == POISON:
            raise ZeroDivisionError("a bug that waited for this barcode")
        return handler.judge(action, state)

    return replace(handler, judge=judge)
