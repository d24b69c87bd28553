"""The two databases of Rayon as real files and processes: emptied, hurt and healed."""

import os
import shutil
import signal
import sqlite3
import subprocess
import time
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from typing import Protocol

import psycopg

from rayon import create_app, database
from rayon.config import Settings
from rayon.sync.installation import introduce
from tests.faults.library import Library, fill
from tests.faults.real.books import patiently
from tests.postgres import Postgres, create_cluster, newest_programs, start_server
from tests.tools import need

TEMPLATE = "template_of_rayon"


class Home(Protocol):
    """Where the rows are. ``url`` is that of RAYON_DATABASE_URL; ``books`` is for looking in."""

    kind: str
    url: str
    books: str
    #: Web servers at once.
    servers: int
    #: What can befall it while it works; each call lasts until that is over.
    mishaps: dict[str, Callable[[], None]]

    def open(self) -> Library:
        """Fill a library that every schedule begins in."""

    def renew(self) -> None:
        """Everything is as ``open`` left it; nobody may be connected."""

    def heal(self) -> None:
        """Answer again, whatever befell it."""

    def close(self) -> None:
        """No more schedules."""


def filled(settings: Settings) -> Library:
    """Migrate an empty database and fill it."""
    app = create_app(settings)
    with app.app_context():
        database.upgrade()
        introduce()
        library = fill()
        for engine in database.db.engines.values():
            engine.dispose()
    return library


class SqliteHome:
    """One file."""

    kind, url, servers = "SQLite", "", 1

    def __init__(self, folder: Path) -> None:
        self.folder, self.file = folder, folder / "rayon.db"
        self.template = folder / "template.db"
        self.books = f"sqlite:///{self.file}"
        self.mishaps: dict[str, Callable[[], None]] = {"locked": self._lock}

    def open(self) -> Library:
        library = filled(Settings(data_dir=self.folder, worker="off"))
        with closing(sqlite3.connect(self.file)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        shutil.copy(self.file, self.template)
        return library

    def renew(self) -> None:
        for part in ("-wal", "-shm"):
            Path(f"{self.file}{part}").unlink(missing_ok=True)
        shutil.copy(self.template, self.file)

    def heal(self) -> None:
        """A file has nothing to start."""

    def close(self) -> None:
        """Nor to end."""

    def _lock(self) -> None:
        """Somebody else's programme works in the file for a while."""
        with closing(sqlite3.connect(self.file, timeout=5, isolation_level=None)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            time.sleep(0.4)
            connection.execute("ROLLBACK")


class PostgresHome:
    """A PostgreSQL of our own, with little room and disks that fail."""

    kind, servers = "PostgreSQL", 2
    OPTIONS = ("-c", "max_wal_size=48MB", "-c", "min_wal_size=32MB")

    def __init__(self, folder: Path, data: Path, variables: dict[str, str]) -> None:
        self.programs = need(newest_programs(), "postgresql")
        self.folder, self.data, self.variables = folder, data, variables
        self.server = Postgres(folder)
        self.url = self.books = self.server.url("rayon")
        self.mishaps: dict[str, Callable[[], None]] = {
            "restarted": lambda: self._restart(signal.SIGINT),
            "killed and restarted": lambda: self._restart(signal.SIGQUIT),
            "all lines cut": self._cut_lines,
        }
        create_cluster(self.programs, folder)
        self._start()

    def open(self) -> Library:
        self.server.run(f"CREATE DATABASE {TEMPLATE}")
        url = self.server.url(TEMPLATE)
        return filled(Settings(data_dir=self.data, database_url=url, worker="off"))

    def renew(self) -> None:
        self.heal()
        self.server.run("DROP DATABASE IF EXISTS rayon WITH (FORCE)")
        self.server.run(f"CREATE DATABASE rayon TEMPLATE {TEMPLATE}")

    def heal(self) -> None:
        if self._process.poll() is not None:
            self._start()
        patiently(lambda: self.server.run("SELECT 1"))

    def close(self) -> None:
        self._process.send_signal(signal.SIGINT)
        self._process.wait(30)

    def _start(self) -> None:
        environment = {**os.environ, **self.variables}
        self._process: subprocess.Popen[bytes] = start_server(
            self.programs, self.folder, self.OPTIONS, environment
        )

    def _restart(self, how: signal.Signals) -> None:
        self._process.send_signal(how)
        self._process.wait(30)
        self._start()

    def _cut_lines(self) -> None:
        others = "pid <> pg_backend_pid() AND backend_type = 'client backend'"
        cut = f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {others}"
        with suppress(psycopg.OperationalError):
            self.server.run(cut)
