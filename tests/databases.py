"""Every test gets a database of its own: a copy of one that was migrated once per worker.

``RAYON_TEST_DATABASES`` says on which kinds a test runs: ``sqlite`` or ``sqlite,postgresql``.
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from apiflask import APIFlask

from rayon import create_app, database
from rayon.config import Settings
from rayon.limits import limiter
from rayon.sync.installation import introduce
from tests.memory import in_memory
from tests.postgres import FLEETING, Postgres, running_postgres

KINDS = os.environ.get("RAYON_TEST_DATABASES", "sqlite").split(",")


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A PostgreSQL server of this worker, with a migrated database to copy."""
    with running_postgres(FLEETING, in_memory()) as server:
        yield server


@pytest.fixture(scope="session")
def postgresql_template(postgres: Postgres, tmp_path_factory: pytest.TempPathFactory) -> str:
    name = postgres.new_database()
    _migrate(tmp_path_factory.mktemp("postgresql"), postgres.url(name))
    return name


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sqlite")
    _migrate(folder, f"sqlite:///{folder}/rayon.db")
    return folder / "rayon.db"


@pytest.fixture
def postgresql_url(postgres: Postgres, postgresql_template: str) -> Iterator[str]:
    """A migrated, empty PostgreSQL database, for tests about PostgreSQL alone."""
    name = postgres.new_database(postgresql_template)
    yield postgres.url(name)
    postgres.drop(name)


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """A migrated, empty SQLite database, for tests about SQLite alone."""
    path = tmp_path / "rayon.db"
    shutil.copy(sqlite_template, path)
    return f"sqlite:///{path}"


@pytest.fixture(params=KINDS)
def database_url(request: pytest.FixtureRequest) -> str:
    """A migrated, empty database of each kind this run is about."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    """What the app of a test is set to; jobs run only when a test runs them."""
    return Settings(data_dir=tmp_path, database_url=database_url, worker="off")


@pytest.fixture
def app(settings: Settings) -> Iterator[APIFlask]:
    """The whole server on an empty, migrated database."""
    app = create_app(settings)
    limiter.reset()
    yield app
    _disconnect(app)


@pytest.fixture
def in_app(app: APIFlask) -> Iterator[APIFlask]:
    """The same, inside its context: for tests that call rules and make no HTTP request."""
    with app.app_context():
        yield app


def _migrate(folder: Path, url: str) -> None:
    app = create_app(Settings(data_dir=folder, database_url=url, worker="off"))
    with app.app_context():
        database.upgrade()
        introduce()
    _disconnect(app)


def _disconnect(app: APIFlask) -> None:
    with app.app_context():
        for engine in database.db.engines.values():
            engine.dispose()
