"""What every test can ask for by name. Each group is written in the file it comes from."""

import gc
import os

import pytest
from apiflask import APIFlask
from flask.testing import FlaskClient

from tests.browsers import browser, chromium, page, playwright
from tests.cheaper import pins_hashed_quickly, routes_compiled_once
from tests.databases import (
    app,
    database_url,
    in_app,
    postgres,
    postgresql_template,
    postgresql_url,
    settings,
    sqlite_template,
    sqlite_url,
)
from tests.mail import smtp_server
from tests.memory import in_memory
from tests.moving_clock import clock
from tests.people import ada, ben, canal, chloe, eve, ines, karim, max_, sol
from tests.phones import desk, office, phone
from tests.serving import server

__all__ = [
    "ada", "app", "ben", "browser", "canal", "chloe", "chromium", "client", "clock",
    "database_url", "desk", "eve", "in_app", "ines", "karim", "max_", "office", "page", "phone",
    "pins_hashed_quickly", "playwright", "postgres", "postgresql_template", "postgresql_url",
    "routes_compiled_once", "server", "settings", "smtp_server", "sol", "sqlite_template",
    "sqlite_url",
]  # fmt: skip


@pytest.fixture
def client(app: APIFlask) -> FlaskClient:
    """A visitor with no device and no session."""
    return app.test_client()


def pytest_configure() -> None:
    """Each test's own folder is in memory where there is enough; workers inherit it."""
    if place := in_memory():
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(place))


def pytest_collection_finish() -> None:
    """Thousands of collected tests live to the end: looking for garbage need not pass by them."""
    gc.freeze()
