"""The server as a process of its own, with the demo library: what a browser talks to."""

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.tools import free_port

STARTING = 30.0


@dataclass
class Server:
    """Where it listens and keeps its data."""

    url: str
    data: Path
    environment: dict[str, str] = field(repr=False)

    def run(self, *words: str) -> str:
        """One ``rayon`` command on the same data; what it printed."""
        return subprocess.run(
            [rayon(), *words], env=self.environment, check=True, capture_output=True, text=True
        ).stdout


def rayon() -> str:
    """The command, from the environment the tests run in."""
    return str(Path(sys.executable).with_name("rayon"))


@contextmanager
def serving(
    data: Path, database_url: str = "", port: int = 0, **variables: str
) -> Iterator[Server]:
    """Serve the library in this folder, an empty one the first time, on a free port unless told."""
    port = port or free_port()
    url = f"http://127.0.0.1:{port}"
    environment = {
        **os.environ,
        "RAYON_DATA_DIR": str(data),
        "RAYON_DATABASE_URL": database_url,
        "RAYON_PUBLIC_URL": url,
        "RAYON_PORT": str(port),
        **variables,
    }
    server = Server(url, data, environment)
    server.run("upgrade")
    process = subprocess.Popen([rayon(), "serve"], env=environment)
    try:
        wait_until_up(process, url)
        yield server
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=STARTING)


def wait_until_up(process: subprocess.Popen[bytes], url: str, path: str = "/healthz") -> None:
    """Return as soon as the server answers at ``path``."""
    patience = time.monotonic() + STARTING
    while True:
        try:
            urllib.request.urlopen(f"{url}{path}", timeout=2).close()
        except OSError:
            if process.poll() is not None or time.monotonic() > patience:
                pytest.fail(f"the server at {url} did not start")
            time.sleep(0.1)
        else:
            return


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """A running server with the demo library in it."""
    with serving(tmp_path, RAYON_DEMO="1") as server:
        server.run("demo", "load")
        yield server
