"""Imports that were broken off, and imports that would begin while another is under way."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from apiflask import APIFlask
from sqlalchemy import func, select, update

from rayon.catalogue.files import applying
from rayon.catalogue.files.checking import Options
from rayon.catalogue.files.imports import CatalogueImport, imports_in
from rayon.catalogue.files.items import Import, import_items, resume
from rayon.catalogue.files.mapping import load_mapping
from rayon.catalogue.files.one_at_a_time import LOCK, Busy, only_one
from rayon.catalogue.files.places import Creating
from rayon.catalogue.files.problems import FileRefused
from rayon.catalogue.files.staging import TABLES
from rayon.catalogue.files.storing import Counted
from rayon.catalogue.models import Item, Location, Title, TitleWord
from rayon.database import reading, writing
from tests.catalogue.library_files import csv_file, rows

EVERYTHING = Options(creating=Creating(locations=True))


def bring_in(path: Path) -> Import:
    return import_items(path, load_mapping("csv"), EVERYTHING)


def how_many(model: type) -> int:
    with reading() as session:
        return session.scalar(select(func.count()).select_from(model)) or 0


def power_cut(*_anything: object, **_more: object) -> None:
    raise OSError("no more power")


def staged() -> int:
    with reading() as session:
        counts = [session.scalar(select(func.count()).select_from(table)) for table in TABLES]
    return sum(count or 0 for count in counts)


def broken_off(
    folder: Path, monkeypatch: pytest.MonkeyPatch, where: str = "_store_items_now"
) -> None:
    """Half of four rows of a new location are in when the power goes."""
    path = csv_file(folder, [row.replace("ROM", "NEUF") for row in rows(4)])
    with monkeypatch.context() as patch:
        patch.setattr(applying, where, power_cut)
        with pytest.raises(OSError, match="power"):
            bring_in(path)


@pytest.mark.parametrize("where", ["_store_items_now", "store_titles", "write_keys", "make_places"])
def test_an_apply_that_broke_off_is_finished_by_the_next(
    library: APIFlask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    broken_off(tmp_path, monkeypatch, where)
    assert (how_many(Item), staged() > 0) == (0, True)
    done = resume()
    assert done and (done.titles, done.items) == (Counted(4, 0, 0), Counted(4, 0, 0))
    assert (how_many(Item), how_many(Title), how_many(Location)) == (4, 4, 2)
    assert (staged(), resume()) == (0, None)


def test_words_are_made_when_only_they_are_missing(
    library: APIFlask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(applying.search_index, "reindex", power_cut)
        with pytest.raises(OSError, match="power"):
            bring_in(csv_file(tmp_path, rows(4)))
    assert (how_many(Item), how_many(TitleWord)) == (4, 0)
    resume()
    assert how_many(TitleWord) > 0


def test_what_was_checked_and_is_gone_cannot_be_applied(
    library: APIFlask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken_off(tmp_path, monkeypatch)
    with writing() as session:
        session.execute(TABLES[0].delete())
    with pytest.raises(FileRefused, match="not there any more"):
        resume()
    assert [row.state for row in imports_in("stopped")] == ["stopped"]
    assert how_many(Item) == 0


def test_one_import_at_a_time(library: APIFlask, tmp_path: Path) -> None:
    with only_one("another"), pytest.raises(Busy):
        bring_in(csv_file(tmp_path, rows(2)))
    assert (how_many(Item), how_many(CatalogueImport)) == (0, 0)
    assert bring_in(csv_file(tmp_path, rows(2))).items == Counted(2, 0, 0)


def test_the_lock_of_a_dead_process_is_taken_over(library: APIFlask, tmp_path: Path) -> None:
    dead = subprocess.Popen([sys.executable, "-c", "pass"])
    dead.wait()
    with only_one("another"), writing() as session:
        holder = session.execute(select(LOCK.c.holder)).scalar_one()
        host = holder.split("/")[0]
        session.execute(update(LOCK).values(holder=f"{host}/{dead.pid}/0000"))
    assert bring_in(csv_file(tmp_path, rows(2))).items == Counted(2, 0, 0)


KILLED = """
import os, signal
from rayon.catalogue.files import applying
def die(*_anything): os.kill(os.getpid(), signal.SIGKILL)
applying._store_items_now = die
from rayon.cli import main
main()
"""


def test_a_killed_command_is_resumed_by_another(
    library: APIFlask, settings: object, tmp_path: Path, database_url: str
) -> None:
    path = csv_file(tmp_path, rows(5))
    environment = {
        **os.environ,
        "RAYON_DATA_DIR": str(tmp_path),
        "RAYON_DATABASE_URL": database_url,
    }
    words = ["import", "items", str(path)]
    killed = subprocess.run([sys.executable, "-c", KILLED, *words], env=environment, check=False)
    assert killed.returncode == -signal.SIGKILL
    assert how_many(Item) == 0
    result = library.test_cli_runner().invoke(args=["import", "items", "--resume"])
    assert result.exit_code == 0, result.output
    assert how_many(Item) == 5


def test_a_sync_that_meets_a_long_step_is_told_to_come_again(
    library: APIFlask, tmp_path: Path, sqlite_url: str
) -> None:
    """Here the step is held open on purpose; the phone's side is in ``sync.test.ts``."""
    if not str(library.config["SQLALCHEMY_DATABASE_URI"]).startswith("sqlite"):
        pytest.skip("PostgreSQL has no lock on the whole database")
    from rayon.catalogue.models import Branch
    from tests.phones import a_phone

    with reading() as session:
        branch = session.scalars(select(Branch.id)).one()
    phone = a_phone(library, branch)
    path = str(library.config["SQLALCHEMY_DATABASE_URI"]).removeprefix("sqlite:///")
    step = sqlite3.connect(path, isolation_level=None)
    step.execute("BEGIN IMMEDIATE")
    body = {"store": phone.store, "epoch": None, "cursor": 0, "actions": []}
    asked = time.monotonic()
    answer = phone.post("/api/sync", body)
    assert time.monotonic() - asked >= 4
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "2")
    assert answer.get_json()["code"] == "busy"
    step.execute("ROLLBACK")
    step.close()
    assert phone.post("/api/sync", body).status_code == 200
