"""What a restored backup must not have forgotten, in day files outside of the database.

Told notices, erased patrons, devices, shifts, and who works here: one JSON line each, with keyed
hashes instead of names, or names that only the database opens. Whoever has only these files learns
nothing about anybody. See docs/recipes/retention.md.
"""

import hashlib
import hmac
import json
import os
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from flask import current_app
from sqlalchemy import column, select, table
from sqlalchemy.orm import Session

from rayon import clock
from rayon.config import Settings

# The installation belongs to a later step of the work, which this one must not import.
INSTALLATION = table("installation", column("store"))
#: As long as the oldest backup that may be restored.
KEPT = timedelta(days=35)


def folder() -> Path:
    """Where the day files are."""
    settings: Settings = current_app.config["RAYON"]
    return settings.diary_dir or settings.data_dir / "diary"


def write(*entries: dict[str, Any]) -> None:
    """Append these entries to today's file; they are on the disk when this returns."""
    if not entries:
        return
    now = clock.now()
    folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    file = _file_of(now.date())
    is_new = not file.exists()
    lines = "".join(json.dumps({"at": now.isoformat(), **entry}) + "\n" for entry in entries)
    with open(file, "ab", opener=_for_the_owner) as opened:
        # A line that a crash cut short must not take this one with it.
        opened.write(b"\n" + lines.encode())
        opened.flush()
        os.fsync(opened.fileno())
    if is_new:
        _keep_the_name(folder())
        # Here as well as among the jobs: a host that only serves runs none of them.
        forget(now.date())


def read(*folders: Path) -> Iterator[dict[str, Any]]:
    """Every entry of these folders, oldest first; a line may have been cut by a crash."""
    files = (path for place in folders for path in place.glob("*.jsonl"))
    for path in sorted(files, key=lambda path: path.name):
        for line in path.read_text().splitlines():
            try:
                yield json.loads(line)
            except ValueError:
                continue


def forget(today: date) -> int:
    """Delete this host's files that no backup is old enough to need; how many there were."""
    oldest = _file_of(today - KEPT).name
    old = [path for path in folder().glob("*.jsonl") if path.name < oldest]
    for path in old:
        # Another process of this host may have been faster.
        path.unlink(missing_ok=True)
    return len(old)


def store_of(session: Session) -> str:
    """The key of the hashes here: it stays in the database and its backups."""
    store: str = session.execute(select(INSTALLATION.c.store)).scalar_one()
    return store


def key_of(store: str, *parts: object) -> str:
    """A name that only somebody with the database (``installation.store``) can recognise."""
    text = "\n".join(map(str, parts))
    return hmac.new(store.encode(), text.encode(), hashlib.sha256).hexdigest()


def _for_the_owner(path: str, flags: int) -> int:
    return os.open(path, flags, mode=0o600)


def _keep_the_name(place: Path) -> None:
    """The name of a new file is on the disk, too."""
    opened = os.open(place, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def _file_of(day: date) -> Path:
    return folder() / f"{day.isoformat()}.jsonl"
