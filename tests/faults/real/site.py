"""A library as it runs in life: web servers, workers, a database, each a process of its own."""

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from apiflask import APIFlask

from rayon import clock, create_app, database
from rayon.catalogue.models import Branch
from rayon.config import Settings
from rayon.holds.action import Deed, Judged
from rayon.sync.perform import perform_all
from tests.faults.library import NINE, Library
from tests.faults.real.books import Books
from tests.faults.real.failing_sync import FailingSync
from tests.faults.real.homes import Home
from tests.faults.real.orders import Orders
from tests.faults.real.processes import (
    Member,
    Nursery,
    all_killed,
    wait_until,
    wait_until_served,
)
from tests.faults.real.room import Room
from tests.faults.server import silent
from tests.tools import free_port

WORKERS = 2


class Site:
    """``app`` is the desk's own process, which is this one: nothing befalls it."""

    app: APIFlask

    def __init__(
        self, folder: Path, home: Home, room: Room, sync: FailingSync, mail: Sequence[str]
    ) -> None:
        self.home, self.room, self.sync = home, room, sync
        self.data, self.books = room.folder, Books(home.books)
        self.nursery = Nursery(sync.variables)
        self.notes = folder / "notes"
        self._clock = folder / "clock"
        self.library: Library = home.open()
        self.servers = [self._member("serve", n, free_port()) for n in range(home.servers)]
        self.workers = [self._member("worker", n, 0, mail[n]) for n in range(WORKERS)]
        self.members = [*self.servers, *self.workers]

    def _member(self, role: str, number: int, port: int, mail: str = "mailbox:") -> Member:
        variables = {
            "RAYON_DATA_DIR": str(self.data),
            "RAYON_DATABASE_URL": self.home.url,
            "RAYON_WORKER": "off",
            "RAYON_WORKER_SECONDS": "0.05",
            "RAYON_SMTP_URL": mail,
            "RAYON_MAIL_FROM": "canal@example.org",
            "RAYON_PORT": str(port),
            "RAYON_CLOCK_FILE": str(self._clock),
            "RAYON_REHEARSED_BOOKS": self.home.books,
        }
        words = ["serve"] if role == "serve" else ["worker"]
        return Member(self.nursery, self.notes, f"{role}-{number}", role, words, variables)

    @contextmanager
    def begin(self) -> Iterator[None]:
        """Everything as it is at nine o'clock, and running."""
        shutil.rmtree(self.notes, ignore_errors=True)
        shutil.rmtree(self.data / "diary", ignore_errors=True)
        self.notes.mkdir()
        self.home.renew()
        os.environ["RAYON_CLOCK_FILE"] = str(self._clock)
        self._set_clock(timedelta())
        self.move(NINE - clock.now())
        self.app = create_app(
            Settings(data_dir=self.data, database_url=self.home.url, worker="off")
        )
        with silent(), all_killed(self.members):
            try:
                self._tell_early()
                self.heal()
                yield
            finally:
                del os.environ["RAYON_CLOCK_FILE"]
                with self.app.app_context():
                    for engine in database.db.engines.values():
                        engine.dispose()

    def _tell_early(self) -> None:
        """Who has waited since yesterday hears it as soon as it is settled, walks open or not."""
        with self.app.app_context(), database.writing() as session:
            session.get_one(Branch, self.library.branch).settings = {"notify_by": "00:00:00"}

    def close(self) -> None:
        """No more schedules."""
        self.nursery.close()
        self.home.close()

    @property
    def now(self) -> datetime:
        """The time that every process lives in."""
        return clock.now()

    def move(self, by: timedelta) -> None:
        """Time goes by."""
        offset = float(self._clock.read_text())
        self._set_clock(timedelta(seconds=offset) + by)

    def _set_clock(self, offset: timedelta) -> None:
        # In one step: a process that reads an empty file would live in another year.
        unfinished = self._clock.with_suffix(".unfinished")
        unfinished.write_text(str(offset.total_seconds()))
        unfinished.replace(self._clock)

    def do(self, deeds: Sequence[Deed]) -> Sequence[Judged]:
        """What an import or a supervisor asks for."""
        with self.app.app_context():
            return perform_all(deeds)

    def rows(self, query: str, *given: Any) -> list[dict[str, Any]]:
        """What stands in the database now."""
        return self.books.rows(query, *given)

    def orders(self, role: str) -> Orders:
        """What one of these processes is to do at a named instant."""
        return Orders(self.notes, role)

    def heal(self) -> None:
        """No orders, no failing disk, room enough; whoever is dead is started again."""
        for role in ("serve", "worker"):
            self.orders(role).withdraw()
        self.sync.fail_at(0)
        self.room.empty()
        self.home.heal()
        for member in self.members:
            if not member.is_alive:
                member.start()
        for server in self.servers:
            wait_until_served(server.port)

    def work(self, workers: Sequence[Member] | None = None, seconds: float = 60) -> None:
        """Each of these workers begins and ends a round. Raises StandsStill."""
        before = {member.name: member.rounds for member in workers or self.workers}
        wait_until(
            lambda: all(
                member.rounds >= before[member.name] + 2 for member in workers or self.workers
            ),
            "the workers do not work",
            seconds,
        )
