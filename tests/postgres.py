"""A real PostgreSQL, made by the tests in a folder of its own and thrown away with it."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import psycopg
import pytest

from tests.tools import need

#: Debian keeps the server's programs off the PATH, one folder per version.
DEBIAN = Path("/usr/lib/postgresql")
STARTING = 30.0
#: For databases that live no longer than a test, whose plug nobody pulls.
FLEETING = ["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off",
            "-c", "max_wal_size=64MB", "-c", "min_wal_size=32MB"]  # fmt: skip
INITDB = ["--auth=trust", "--username=postgres", "--encoding=UTF8", "--locale=C.UTF-8"]


@dataclass
class Postgres:
    """One running server. ``new_database`` makes databases on it."""

    folder: Path
    numbers: Iterator[int] = field(default_factory=count)

    def url(self, database: str = "postgres") -> str:
        """As it goes into RAYON_DATABASE_URL."""
        return f"postgresql://postgres@/{database}?host={self.folder}"

    def new_database(self, template: str = "template1") -> str:
        """The name of a new database, a copy of ``template``."""
        name = f"rayon_{next(self.numbers)}"
        self.run(f"CREATE DATABASE {name} TEMPLATE {template}")
        return name

    def drop(self, name: str) -> None:
        """Forget a database, whoever is still connected."""
        self.run(f"DROP DATABASE {name} WITH (FORCE)")

    def run(self, statement: str) -> None:
        with psycopg.connect(self.url(), autocommit=True) as connection:
            connection.execute(statement.encode())


@contextmanager
def running_postgres(more: Sequence[str] = (), place: Path | None = None) -> Iterator[Postgres]:
    """Start a server on a socket in a temporary folder; stop it and remove the folder.

    ``more``: further words of its command line, such as ``FLEETING``. ``place``: where that folder
    is made, if not with other temporary files.
    """
    programs = need(newest_programs(), "postgresql")
    # Not below pytest's folder: that one is closed to the user the server must run as.
    folder = Path(tempfile.mkdtemp(prefix="rayon-pg-", dir=place))
    try:
        with _server(programs, folder, more):
            yield Postgres(folder)
    finally:
        shutil.rmtree(folder)


def newest_programs() -> Path | None:
    """The folder of initdb and postgres."""
    versions = sorted(DEBIAN.glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    on_path = shutil.which("initdb")
    found = versions[-1] if versions else Path(on_path) if on_path else None
    return found and found.parent


@contextmanager
def _server(programs: str, folder: Path, more: Sequence[str]) -> Iterator[None]:
    create_cluster(programs, folder)
    server = start_server(programs, folder, more)
    try:
        yield
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(timeout=STARTING)


def create_cluster(programs: str, folder: Path) -> None:
    """An empty data folder, owned by a user whom PostgreSQL accepts."""
    user = _unprivileged(folder)
    with (folder / "log").open("ab") as log:
        subprocess.run(
            [f"{programs}/initdb", f"--pgdata={folder / 'data'}", *INITDB],
            user=user,
            cwd=folder,
            stdout=log,
            check=True,
        )


def start_server(
    programs: str,
    folder: Path,
    more: Sequence[str] = (),
    environment: Mapping[str, str] | None = None,
) -> subprocess.Popen[bytes]:
    """A server on this data folder that answers; ``more`` are words of its command line."""
    # Unless asked otherwise fsync stays on, as in a library: some tests pull the plug.
    options = ["-c", "listen_addresses=", "-c", f"unix_socket_directories={folder}", *more]
    with (folder / "log").open("ab") as log:
        server = subprocess.Popen(
            [f"{programs}/postgres", "-D", str(folder / "data"), *options],
            user=_unprivileged(folder),
            cwd=folder,
            env=environment,
            stdout=log,
            stderr=log,
        )
    _wait_until_ready(Postgres(folder), server)
    return server


def _unprivileged(folder: Path) -> str | None:
    """PostgreSQL refuses to run as root; the user that owns the folder then."""
    if os.geteuid() != 0:
        return None
    shutil.chown(folder, "postgres")
    return "postgres"


def _wait_until_ready(postgres: Postgres, server: subprocess.Popen[bytes]) -> None:
    patience = time.monotonic() + STARTING
    while True:
        try:
            postgres.run("SELECT 1")
        except psycopg.OperationalError:
            if server.poll() is not None or time.monotonic() > patience:
                pytest.fail((postgres.folder / "log").read_text())
            time.sleep(0.05)
        else:
            return
