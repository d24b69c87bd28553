"""Somebody else holds the turn for too long: the phone comes again, and nothing is lost."""

import resource
from contextlib import contextmanager
from datetime import timedelta

import pytest
from sqlalchemy import create_engine, text
from structlog.testing import capture_logs

from rayon import database
from tests.builders import log_of

HELLO = {"epoch": None, "cursor": 0}


@pytest.fixture
def impatient(app, monkeypatch):
    """A server that gives up after a second."""
    monkeypatch.setattr(database, "PATIENCE", 1)
    with app.app_context():
        for engine in database.db.engines.values():
            engine.dispose()


@contextmanager
def another_host_writes(url):
    engine = create_engine(url)
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            connection.connection.cursor().execute("BEGIN IMMEDIATE")
        else:
            connection.execute(text("SELECT * FROM installation FOR UPDATE"))
        yield
    engine.dispose()


def test_a_phone_is_told_to_come_again(app, database_url, phone, morning, impatient):
    action = phone.record("claim_walk", morning.walk)
    with another_host_writes(database_url):
        answer = phone.post("/api/sync", {**HELLO, "store": phone.store, "actions": [action]})
    assert (answer.status_code, answer.get_json()["code"]) == (503, "busy")
    assert answer.headers["Retry-After"] == "2"
    assert action["id"] not in log_of(app)
    assert phone.push(action)["outcomes"][0]["outcome"] == "applied"


@contextmanager
def full_disk():
    """The kernel lets this process write no byte to any file."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_what_is_new_is_told_though_the_disk_is_full(app, phone, morning, clock):
    """When a phone was last seen is good to know, and no reason to tell it nothing. What it sends
    has to wait, and nothing of it is lost.
    """
    if phone.client.application.config["SQLALCHEMY_DATABASE_URI"].startswith("postgresql"):
        pytest.skip("its server is another process")
    phone.push()
    clock.move(timedelta(minutes=2))
    action = phone.record("claim_walk", morning.walk)
    # The log is a file here.
    with capture_logs() as logged, full_disk():
        news = phone.post("/api/sync", {**HELLO, "store": phone.store, "actions": []})
        answer = phone.post("/api/sync", {**HELLO, "store": phone.store, "actions": [action]})
    assert logged[0]["event"] == "not written down"
    assert news.status_code == 200
    assert len(news.get_json()["changes"]) == 13
    assert (answer.status_code, answer.get_json()["code"]) == (503, "busy")
    assert action["id"] not in log_of(app)
    assert phone.push(action)["outcomes"][0]["outcome"] == "applied"
