"""Imports that people start in the app: each is worked off by a process of its own.

A file from outside can then cost this process neither its memory nor its time, and phones are
answered while it is read.
"""

import os
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path

from flask import current_app
from flask_babel import force_locale
from flask_babel import gettext as _

from rayon.catalogue.files.imports import (
    AT_WORK,
    WAITING,
    CatalogueImport,
    imports_in,
    note_now,
)
from rayon.catalogue.files.one_at_a_time import is_free
from rayon.catalogue.files.uploads import folder
from rayon.config import Settings

#: Processes that may end without a word before a person is asked.
_MOST_TRIES = 3
#: How long a file waits for a decision, and how long it is known that an import was done.
_WAITS = timedelta(hours=24)
_REMEMBERED = timedelta(days=30)
_WORK = "from rayon.cli import main; main()"

_children: list[subprocess.Popen[bytes]] = []


def run(now: datetime) -> int:
    """Start what waits to be worked off, and drop what nobody wants any more; how much."""
    return _let_go(now) + _start()


def _start() -> int:
    _children[:] = [child for child in _children if child.poll() is None]
    waiting = [row for row in imports_in(*AT_WORK) if _is_here(row)]
    if _children or not waiting or not is_free():
        return 0
    row = waiting[0]
    if row.tries >= _MOST_TRIES:
        _give_up(row)
    else:
        _children.append(_process(row.id))
    return 1


def _process(run_id: str) -> subprocess.Popen[bytes]:
    settings: Settings = current_app.config["RAYON"]
    environment = {
        **os.environ,
        "RAYON_DATA_DIR": str(settings.data_dir),
        "RAYON_DATABASE_URL": settings.database_url,
    }
    command = [sys.executable, "-c", _WORK, "import", "work", run_id]
    return subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL)  # noqa: S603


def _is_here(row: CatalogueImport) -> bool:
    """With several hosts, a file can be read only where it was received."""
    return row.state != "checking" or not row.told["kept"] or Path(row.path).exists()


def _give_up(row: CatalogueImport) -> None:
    with force_locale(row.language):
        why = _(
            "The import ended three times without a word: the server may be out of memory or disk "
            "space. Nothing that was written is lost; try again, or ask whoever runs the server."
        )
    note_now(row.id, state="stopped" if row.state == "applying" else "refused", why=why, tries=0)


def _let_go(now: datetime) -> int:
    old = [row for row in imports_in(*WAITING) if row.state != "stopped"]
    old = [row for row in old if row.changed_at < now - _WAITS]
    old += [row for row in imports_in("done") if row.changed_at < now - _REMEMBERED]
    for row in old:
        note_now(row.id, state="dropping")
    known = {row.path for row in imports_in(*AT_WORK, *WAITING)}
    for path in folder().glob("*"):
        is_old = datetime.fromtimestamp(path.stat().st_mtime, now.tzinfo) < now - _WAITS
        if is_old and str(path.resolve()) not in known:
            path.unlink(missing_ok=True)
    return len(old)
