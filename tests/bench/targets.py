"""The servers that a bench talks to: how to start one, what it costs, what it accepted."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, text

from rayon import create_app, database
from rayon.config import Settings
from rayon.sync.installation import introduce
from tests.bench.load import Handset, Job, Result, run
from tests.bench.morning import BRANCHES, Morning, fill
from tests.serving import wait_until_up
from tests.tools import free_port

TICKS = os.sysconf("SC_CLK_TCK")


@dataclass
class Run:
    """What one round came to: actions found in the database afterwards, CPU of all processes."""

    result: Result
    accepted: int
    cpu: float

    @property
    def rate(self) -> float:
        """Accepted actions a second."""
        return self.accepted / self.result.seconds

    @property
    def cpu_ms(self) -> float:
        """Milliseconds of CPU for a thousand actions."""
        return self.cpu * 1e6 / max(1, self.accepted)


@dataclass
class Target:
    """A server under load. ``handsets``: what its phones send in the next round."""

    name: str
    port: int
    processes: list[int]
    handsets: Callable[[int], list[Handset]]
    accepted: Callable[[], int]
    heard: Callable[[Result], None] = lambda _result: None

    def run(self, batches: int, pace: float = 0.0) -> "Run":
        """One round: every phone sends this many batches."""
        job = Job(self.port, self.handsets(batches), pace)
        before, cpu = self.accepted(), self.cpu()
        result = run(job)
        self.heard(result)
        return Run(result, self.accepted() - before, self.cpu() - cpu)

    def cpu(self) -> float:
        """Seconds that its processes and all their children have computed so far."""
        return sum(_cpu_of(process) for process in _with_children(self.processes))

    def peak_memory_mb(self) -> float:
        """Peak memory of all its processes together, shared pages counted for each."""
        return sum(_peak_of(process) for process in _with_children(self.processes)) / 1024


@contextmanager
def rayon_on_sqlite(folder: Path, morning: Morning) -> Iterator[Target]:
    """As `rayon serve` does it: one process of eight threads."""
    port = free_port()
    environment = settings_of(folder, "")
    command = [str(Path(sys.executable).with_name("rayon")), "serve", f"--port={port}"]
    url = f"sqlite:///{folder / 'rayon.db'}"
    with served(command, port, env=environment) as process:
        count = counter(url, OURS)
        yield Target("Rayon, SQLite", port, [process], morning.handsets, count, morning.heard)


@contextmanager
def rayon_on_postgres(
    folder: Path, morning: Morning, url: str, postmaster: int
) -> Iterator[Target]:
    """Two processes of four threads; the database computes for it alone."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", f"--bind=127.0.0.1:{port}", "--workers=2"]
    command += [
        "--threads=4",
        "--worker-class=gthread",
        "--log-level=warning",
        "rayon:create_app()",
    ]
    count = counter(url, OURS)
    with served(command, port, env=settings_of(folder, url)) as process:
        processes = [process, postmaster]
        yield Target("Rayon, PostgreSQL", port, processes, morning.handsets, count, morning.heard)


OURS = "SELECT count(*) FROM action WHERE outcome = 'applied'"


def library(
    folder: Path, url: str, phones: int, behind: int, ahead: int, branches: int = BRANCHES
) -> Morning:
    """Make the database of a morning; ``url`` empty: SQLite in ``folder``."""
    folder.mkdir(exist_ok=True)
    app = create_app(Settings(data_dir=folder, database_url=url, worker="off"))
    with app.app_context():
        database.upgrade()
        introduce()
        morning = fill(phones, behind, ahead, branches)
        for engine in database.db.engines.values():
            engine.dispose()
    return morning


def settings_of(folder: Path, url: str) -> dict[str, str]:
    """The environment of a server; the jobs run elsewhere, the peers have none."""
    where = {"RAYON_DATA_DIR": str(folder), "RAYON_DATABASE_URL": url}
    return {**os.environ, **where, "RAYON_WORKER": "off"}


def counter(url: str, question: str) -> Callable[[], int]:
    """Asks a database how many, past the server that was under load."""
    engine = create_engine(url.replace("postgresql://", "postgresql+psycopg://", 1))

    def count() -> int:
        with engine.connect() as connection:
            found: int = connection.execute(text(question)).scalar_one()
        return found

    return count


@contextmanager
def served(
    command: list[str], port: int, *, path: str = "/healthz", **options: Any
) -> Iterator[int]:
    """A server as a process, once it answers at ``path``; its number."""
    process = subprocess.Popen(command, **options)
    try:
        wait_until_up(process, f"http://127.0.0.1:{port}", path)
        yield process.pid
    finally:
        process.terminate()
        process.wait()


def _with_children(processes: list[int]) -> list[int]:
    found = list(processes)
    for process in found:
        listed = Path(f"/proc/{process}/task/{process}/children")
        found += [int(child) for child in listed.read_text().split()] if listed.exists() else []
    return found


def _cpu_of(process: int) -> float:
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()
    except FileNotFoundError:
        return 0.0
    # Its own time and that of children that have ended: user and system each.
    return sum(int(value) for value in fields[11:15]) / TICKS


def _peak_of(process: int) -> int:
    try:
        status = Path(f"/proc/{process}/status").read_text()
    except FileNotFoundError:
        return 0
    return next((int(line.split()[1]) for line in status.splitlines() if "VmHWM" in line), 0)
