"""An acknowledgement leaves only after the disk has it, seen from outside of the process."""

import http.client
import json
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from rayon import create_app, database
from rayon.config import Settings
from rayon.sync.installation import introduce
from tests.faults.library import Colleague, fill
from tests.tools import free_port, need_program

ACKNOWLEDGEMENTS = 200
STARTING = 60.0
SYNCED = re.compile(r"fdatasync\(\d+<[^>]*-wal>\)\s+= 0|<\.\.\. fdatasync resumed>\)\s+= 0")
ANSWERED = re.compile(r'send(?:to|msg)\(.*"HTTP/1\.1 200')


@pytest.mark.full
def test_the_disk_has_it_before_the_phone_hears_so(tmp_path):
    ada = _a_library(tmp_path)
    trace = tmp_path / "trace"
    with _served_under_strace(tmp_path, trace) as port:
        for number in range(1, ACKNOWLEDGEMENTS + 1):
            assert _push(port, ada, number) == "applied"
    was_synced = _synced_before_each_answer(trace.read_text())[-ACKNOWLEDGEMENTS:]
    assert len(was_synced) == ACKNOWLEDGEMENTS
    assert all(was_synced)


def _a_library(folder: Path) -> Colleague:
    app = create_app(Settings(data_dir=folder, worker="off"))
    with app.app_context():
        database.upgrade()
        introduce()
        library = fill()
        for engine in database.db.engines.values():
            engine.dispose()
    return library.colleagues["Ada"]


@contextmanager
def _served_under_strace(folder: Path, trace: Path) -> Iterator[int]:
    port = free_port()
    strace = need_program("strace", "strace")
    watched = [strace, "-D", "-f", "-y", "-s", "20", "-e", "trace=fdatasync,sendto,sendmsg", "-o"]
    serve = [str(Path(sys.executable).with_name("rayon")), "serve", f"--port={port}"]
    environment = {"RAYON_DATA_DIR": str(folder), "RAYON_WORKER": "off", "PATH": "/usr/bin:/bin"}
    process = subprocess.Popen([*watched, str(trace), *serve], env=environment)
    try:
        _wait_until_up(port)
        yield port
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(STARTING)


def _wait_until_up(port: int) -> None:
    patience = time.monotonic() + STARTING
    while True:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/healthz")
            connection.getresponse().read()
            connection.close()
        except OSError:
            assert time.monotonic() < patience, "the server did not start"
            time.sleep(0.2)
        else:
            return


def _push(port: int, ada: Colleague, number: int) -> str:
    action = {
        "id": f"01900000-0000-7000-8000-{number:012}",
        "store": "01900000-0000-7000-9000-000000000000",
        "number": number,
        "v": 1,
        "by": ada.staff,
        "shift": ada.shift,
        "name": "report_seen",
        "subject": "",
        "seen": 0,
        "at": "2026-11-24T08:00:00Z",
        "payload": {"barcode": f"UNKNOWN-{number}"},
    }
    body = {"store": action["store"], "epoch": None, "cursor": 0, "actions": [action]}
    headers = {
        "Authorization": f"Device {ada.credential}",
        "Content-Type": "application/json",
        "X-Rayon": "1",
        "Sec-Fetch-Site": "same-origin",
    }
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("POST", "/api/sync", json.dumps(body), headers)
    answer = json.loads(connection.getresponse().read())
    connection.close()
    return str(answer["outcomes"][0]["outcome"])


def _synced_before_each_answer(trace: str) -> list[bool]:
    """For each 200 that left, whether the log was flushed since the one before."""
    seen, is_synced = [], False
    for line in trace.splitlines():
        if SYNCED.search(line):
            is_synced = True
        elif ANSWERED.search(line):
            seen.append(is_synced)
            is_synced = False
    return seen
