"""Those who want to write while something long is going on, and how long they wait."""

import json
import sqlite3
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any, Self
from uuid import uuid4

from rayon.ids import new_id

CODE, PIN = "TILLEULS-2468", "888888"
Answer = dict[str, Any]


class _Beside:
    """Something that goes on in a thread of its own."""

    def __enter__(self) -> Self:
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run)
        self._thread.start()
        return self

    def __exit__(self, *_why: object) -> None:
        self._over.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._over.is_set():
            self.once()
            self._over.wait(self.pause)

    pause = 0.1

    def once(self) -> None:
        raise NotImplementedError


class SyncingPhone(_Beside):
    """A phone on which somebody scans all along; it retries as the app does.

    ``longest``: seconds from a scan to the server's word that it is kept.
    """

    pause = 0.5

    def __init__(self, url: str) -> None:
        self.url = url
        self.store, self.number, self.epoch, self.cursor = str(uuid4()), 0, None, 0
        self.credential = ""
        self.credential = self._post("/devices/enrol", {"code": CODE, "name": "Banc"})["credential"]
        people = self._ask("/device")["people"]
        dominique = next(p["id"] for p in people if p["name"] == "Dominique")
        shift = self._post("/sign-in", {"staff": dominique, "pin": PIN})
        self.by, self.shift = dominique, shift["shift"]
        self.longest, self.lost, self.syncs, self.told_to_wait = 0.0, 0, 0, 0
        self.kept: list[str] = []

    def once(self) -> None:
        """One scan, sent until it is kept."""
        action, began = self._scan(), time.monotonic()
        while not self._send(action):
            pass
        self.longest = max(self.longest, time.monotonic() - began)

    def count_lost(self, database: Path) -> None:
        """How many scans that the server said to keep are not in its log."""
        with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as connection:
            there = {row[0] for row in connection.execute("SELECT id FROM action")}
        self.lost = sum(action not in there for action in self.kept)

    def _scan(self) -> Answer:
        self.number += 1
        return {
            "id": new_id(), "store": self.store, "number": self.number, "v": 1, "by": self.by,
            "shift": self.shift, "name": "report_seen", "subject": "", "seen": 0,
            "at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
            "payload": {"barcode": f"SEEN{self.number}"},
        }  # fmt: skip

    def _send(self, action: Answer) -> bool:
        body = {"store": self.store, "epoch": self.epoch, "cursor": self.cursor}
        self.syncs += 1
        try:
            answer = self._post("/sync", {**body, "actions": [action]})
        except urllib.error.HTTPError as error:
            if error.code != 503:
                raise
            self.told_to_wait += 1
            time.sleep(float(error.headers["Retry-After"]))
            return False
        self.epoch, self.cursor = answer["epoch"], answer["cursor"]
        self.kept += [outcome["id"] for outcome in answer["outcomes"]]
        return action["id"] in self.kept

    def _post(self, path: str, body: Answer) -> Answer:
        return self._ask(path, json.dumps(body).encode())

    def _ask(self, path: str, body: bytes | None = None) -> Answer:
        headers = {
            "Content-Type": "application/json",
            "X-Rayon": "1",
            "Sec-Fetch-Site": "same-origin",
            "Authorization": f"Device {self.credential}",
        }
        request = urllib.request.Request(f"{self.url}/api{path}", body, headers)
        with urllib.request.urlopen(request, timeout=30) as answer:
            told: Answer = json.load(answer)
        return told


class LockWatch(_Beside):
    """Asks for SQLite's write lock again and again: ``longest`` is the longest wait for it."""

    pause = 0.2

    def __init__(self, database: Path) -> None:
        self.database, self.longest = database, 0.0

    def once(self) -> None:
        """Take the lock and give it back."""
        connection = sqlite3.connect(self.database, timeout=60, isolation_level=None)
        began = time.monotonic()
        connection.execute("BEGIN IMMEDIATE")
        self.longest = max(self.longest, time.monotonic() - began)
        connection.execute("ROLLBACK")
        connection.close()
