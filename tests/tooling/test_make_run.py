"""`make run` as somebody meets it on the first day."""

import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from tests.tools import free_port

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60.0

pytestmark = pytest.mark.full


def test_the_demo_answers_says_how_to_sign_in_and_stops_at_ctrl_c(tmp_path: Path):
    port = free_port()
    environment = os.environ | {
        "RAYON_PORT": str(port),
        "RAYON_DATA_DIR": str(tmp_path / "var"),
        "HOME": str(tmp_path),
    }
    log = tmp_path / "log"
    with log.open("wb") as output:
        server = subprocess.Popen(
            [ROOT / "tools/run"], env=environment, stdout=output, stderr=subprocess.STDOUT
        )
        try:
            assert b"<script" in patiently(f"http://127.0.0.1:{port}/app/", server)
        finally:
            server.send_signal(signal.SIGINT)
            status = server.wait(timeout=PATIENCE)
    assert status == 0, log.read_text()
    assert f"http://127.0.0.1:{port}" in log.read_text()
    assert "Ada" in log.read_text()
    assert "Traceback" not in log.read_text()


def test_a_port_that_is_taken_is_said_before_anything_is_touched(tmp_path: Path):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        data = tmp_path / "var"
        environment = os.environ | {"RAYON_PORT": str(port), "RAYON_DATA_DIR": str(data)}
        run = subprocess.run(
            [ROOT / "tools/run"],
            check=False,
            env=environment,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
        )
    assert run.returncode == 1
    assert f"port {port}" in run.stderr
    assert not data.exists()


def patiently(url: str, server: subprocess.Popen[bytes]) -> bytes:
    """The page, as soon as the server is up."""
    patience = time.monotonic() + PATIENCE
    while True:
        try:
            with urllib.request.urlopen(url, timeout=5) as page:
                return page.read()
        except urllib.error.URLError:
            assert server.poll() is None, "the server stopped before it answered"
            assert time.monotonic() < patience, "the server does not answer"
            time.sleep(0.2)
