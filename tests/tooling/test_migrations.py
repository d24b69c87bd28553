"""Every step of the schema is taken by a database that has something in every table."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from alembic.script import ScriptDirectory
from apiflask import APIFlask
from flask_migrate import upgrade
from sqlalchemy import Column, Connection, Engine, MetaData, Table, func, insert, select

from rayon import create_app, database
from rayon.config import Settings
from tests.databases import KINDS
from tests.postgres import Postgres

#: What stands in a column, by the type of Python that it holds.
SAID: dict[type, Any] = {
    bool: True,
    bytes: b"x",
    date: date(2026, 11, 24),
    datetime: datetime(2026, 11, 24, 8, tzinfo=UTC),
    float: 1.0,
    int: 1,
    object: {},
    str: "x",
    time: time(9),
}


@pytest.fixture(params=KINDS)
def bare(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[APIFlask]:
    """A server whose database has no table yet."""
    url = f"sqlite:///{tmp_path}/rayon.db"
    if request.param == "postgresql":
        server: Postgres = request.getfixturevalue("postgres")
        url = server.url(server.new_database())
    app = create_app(Settings(data_dir=tmp_path, database_url=url, worker="off"))
    with app.app_context():
        yield app
        for engine in database.db.engines.values():
            engine.dispose()


def test_every_step_is_taken_with_something_in_every_table(bare: APIFlask) -> None:
    for revision in _steps():
        upgrade(directory=database.MIGRATIONS, revision=revision)
        _fill(database.writing_engine())
    counts = _counts(database.writing_engine())
    assert counts == dict.fromkeys(database.Base.metadata.tables, 1)


def _steps() -> list[str]:
    steps = ScriptDirectory(str(database.MIGRATIONS)).walk_revisions()
    return [step.revision for step in reversed(list(steps))]


def _fill(engine: Engine) -> None:
    """One row into each table that has none; rows point at each other."""
    with engine.begin() as connection:
        for table in _tables(connection):
            if not _count(connection, table):
                row = {column.name: _said(connection, column) for column in table.columns}
                connection.execute(insert(table).values(row))


def _counts(engine: Engine) -> dict[str, int]:
    with engine.connect() as connection:
        return {table.name: _count(connection, table) for table in _tables(connection)}


def _tables(connection: Connection) -> list[Table]:
    known = MetaData()
    known.reflect(connection)
    return [table for table in known.sorted_tables if table.name != "alembic_version"]


def _count(connection: Connection, table: Table) -> int:
    return connection.execute(select(func.count()).select_from(table)).scalar_one()


def _said(connection: Connection, column: Column[Any]) -> Any:
    for key in column.foreign_keys:
        return connection.execute(select(key.column)).scalar()
    said = SAID[column.type.python_type]
    return said[: getattr(column.type, "length", None)] if isinstance(said, str) else said
