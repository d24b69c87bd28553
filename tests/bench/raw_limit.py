"""What SQLite itself can do: the very statements of the server, without HTTP and without Python.

``record`` lets the server judge some batches and keeps every statement it runs, with its values;
``replay`` runs them over against the same database with the bare driver.
"""

import shutil
import sqlite3
import time
from pathlib import Path
from typing import Any

from apiflask import APIFlask
from sqlalchemy import event

from rayon import create_app, database
from rayon.config import Settings
from tests.bench.load import Handset

Statement = tuple[str, str, Any]


def record(library: Path, folder: Path, handsets: list[Handset]) -> list[Statement]:
    """Play the handsets' requests on a copy of the library; the statements in their order."""
    copy(library, folder)
    said: list[Statement] = []
    app = create_app(Settings(data_dir=folder, worker="off"))
    _listen(app, said)
    client = app.test_client()
    for handset in handsets:
        for request in handset.requests:
            head, _, body = request.with_cursor(handset.cursor).partition(b"\r\n\r\n")
            lines = head.decode().split("\r\n")[1:]
            headers = dict(line.split(": ", 1) for line in lines)
            answer = client.post("/api/sync", data=body, headers=headers)
            assert answer.status_code == 200, answer.text
    return said


def replay(library: Path, folder: Path, statements: list[Statement]) -> float:
    """Seconds that the statements take on a fresh copy of the library."""
    copy(library, folder)
    connection = sqlite3.connect(folder / "rayon.db", isolation_level=None)
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}")
    cursor = connection.cursor()
    began = time.perf_counter()
    for kind, words, values in statements:
        if kind == "executemany":
            cursor.executemany(words, values)
        else:
            cursor.execute(words, values).fetchall()
    took = time.perf_counter() - began
    connection.close()
    return took


def copy(library: Path, folder: Path) -> None:
    """A fresh copy of the library's database."""
    folder.mkdir(exist_ok=True)
    for old in folder.glob("rayon.db*"):
        old.unlink()
    shutil.copy(library / "rayon.db", folder / "rayon.db")


def _listen(app: APIFlask, said: list[Statement]) -> None:
    class Cursor(sqlite3.Cursor):
        def execute(self, words: str, values: Any = ()) -> Any:
            if not words.startswith("PRAGMA"):
                said.append(("execute", words, values))
            return super().execute(words, values)

        def executemany(self, words: str, values: Any) -> Any:
            said.append(("executemany", words, list(values)))
            return super().executemany(words, values)

    class Connection(sqlite3.Connection):
        def cursor(self, factory: Any = Cursor) -> Any:
            return super().cursor(factory)

        def commit(self) -> None:
            if self.in_transaction:
                said.append(("execute", "COMMIT", ()))
            super().commit()

        def rollback(self) -> None:
            if self.in_transaction:
                said.append(("execute", "ROLLBACK", ()))
            super().rollback()

    with app.app_context():
        for engine in database.db.engines.values():
            engine.dispose()

            @event.listens_for(engine, "do_connect")
            def do_connect(_dialect: Any, _record: Any, _args: Any, options: Any) -> None:
                options["factory"] = Connection
