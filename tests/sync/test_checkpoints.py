"""The log of SQLite finds its way into the database, whatever happens beside it."""

import shutil
import sqlite3
import threading
from contextlib import closing

import pytest

from rayon import checkpoints
from rayon.config import Settings
from tests.builders import row


@pytest.fixture
def kept(app, monkeypatch):
    """The log of this server, carried over after every third commit."""
    if app.config["RAYON"].database_url:
        pytest.skip("PostgreSQL does this by itself")
    monkeypatch.setattr(checkpoints, "EVERY", 3)
    return app.extensions["rayon.checkpoints"]


def wait_until_quiet(kept):
    assert kept._running.acquire(timeout=10)
    kept._running.release()


def in_the_file_alone(app, folder, pick):
    """The status of a pick in a copy of the database without its log."""
    settings: Settings = app.config["RAYON"]
    copy = folder / "alone.db"
    shutil.copy(settings.data_dir / "rayon.db", copy)
    with closing(sqlite3.connect(copy)) as connection:
        found = connection.execute("SELECT status FROM pick WHERE id = ?", (pick,)).fetchone()
    return found and found[0]


def test_what_was_committed_is_in_the_file_after_a_while(app, kept, phone, morning, tmp_path):
    for pick in morning.picks[:6]:
        phone.do("look_later", pick)
    wait_until_quiet(kept)
    assert in_the_file_alone(app, tmp_path, morning.picks[0]) == "later"


def test_a_log_that_cannot_be_carried_over_is_no_matter_of_the_phone(
    app, kept, phone, morning, monkeypatch, tmp_path
):
    def fails(_database, _writers):
        raise sqlite3.OperationalError("disk I/O error")

    monkeypatch.setattr(checkpoints, "carry_over", fails)
    assert {phone.do("look_later", pick)["outcome"] for pick in morning.picks[:4]} == {"applied"}
    wait_until_quiet(kept)
    monkeypatch.undo()
    monkeypatch.setattr(checkpoints, "EVERY", 3)
    for pick in morning.picks[4:]:
        phone.do("look_later", pick)
    wait_until_quiet(kept)
    assert in_the_file_alone(app, tmp_path, morning.picks[0]) == "later"


def test_no_thread_for_it_is_no_matter_of_the_phone_either(app, kept, phone, morning, monkeypatch):
    def none_left(_thread):
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(threading.Thread, "start", none_left)
    assert {phone.do("look_later", pick)["outcome"] for pick in morning.picks[:6]} == {"applied"}
    wait_until_quiet(kept)
    assert row(app, "pick", morning.picks[5])["status"] == "later"
