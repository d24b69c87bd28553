"""The processes of one library: started, killed, stopped and started again."""

import http.client
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.faults.handsets import ROOT

Row = dict[str, Any]
PATIENCE = 60.0


class StandsStill(Exception):
    """Something that should have gone on has not."""


class Nursery:
    """Forks processes that have imported everything already."""

    def __init__(self, variables: dict[str, str]) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.real.rehearsed"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": f"{ROOT}/server:{ROOT}", **variables},
        )

    def fork(self, job: Row) -> int:
        """A new process; its id."""
        assert self._process.stdin and self._process.stdout
        self._process.stdin.write(json.dumps(job) + "\n")
        self._process.stdin.flush()
        return int(self._process.stdout.readline())

    def close(self) -> None:
        """No more children."""
        assert self._process.stdin and self._process.stdout
        self._process.stdin.close()
        self._process.wait(PATIENCE)
        self._process.stdout.close()


@dataclass
class Member:
    """One process that is to be there all the time: a web server or a worker."""

    nursery: Nursery
    folder: Path
    name: str
    role: str
    words: list[str]
    variables: dict[str, str]
    pid: int = field(default=0, init=False)

    @property
    def port(self) -> int:
        """Of a web server."""
        return int(self.variables["RAYON_PORT"])

    @property
    def is_alive(self) -> bool:
        """Whether there is such a process."""
        return self.pid != 0 and _is_there(self.pid)

    @property
    def rounds(self) -> int:
        """How many rounds of jobs this worker has done since it was started."""
        with suppress(OSError, ValueError):
            return int((self.folder / f"{self.name}.rounds").read_text())
        return 0

    def start(self) -> None:
        """Begin, or begin again."""
        (self.folder / f"{self.name}.rounds").unlink(missing_ok=True)
        job = {"folder": str(self.folder), "role": self.role, "name": self.name}
        self.pid = self.nursery.fork({**job, "words": self.words, "variables": self.variables})

    def kill(self) -> None:
        """kill -9, with all its own children."""
        with suppress(ProcessLookupError):
            os.killpg(self.pid, signal.SIGKILL)
        wait_until(lambda: not self.is_alive, f"{self.name} does not die")

    def wake(self) -> None:
        """Go on after a stop."""
        with suppress(ProcessLookupError):
            os.killpg(self.pid, signal.SIGCONT)


def wait_until_served(port: int) -> None:
    """Until a web server answers with more than an open port."""
    wait_until(lambda: _answers(port), f"nobody answers on port {port}")


def wait_until_stopped(pid: int) -> None:
    """Until a process stands still."""
    wait_until(lambda: _state(pid) == "T", f"{pid} does not stop")


def wait_until(condition: Any, otherwise: str, seconds: float = PATIENCE) -> None:
    """Raises StandsStill when that takes too long."""
    ends = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > ends:
            raise StandsStill(otherwise)
        time.sleep(0.01)


@contextmanager
def all_killed(members: list[Member]) -> Iterator[None]:
    """However it ends, none of them is left."""
    try:
        yield
    finally:
        for member in members:
            member.wake()
            member.kill()


def _answers(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _is_there(pid: int) -> bool:
    return _state(pid) not in ("", "Z")


def _state(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return ""
