"""Every step of the schema is taken by a database that has something in every table."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from alembic.script import ScriptDirectory
from apiflask import APIFlask
from flask_migrate import upgrade
from sqlalchemy import Column, Connection, Engine, MetaData, Table, delete, func, insert, select

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


def test_a_number_that_a_forgotten_patron_may_have_had_is_not_given_again(bare: APIFlask) -> None:
    upgrade(directory=database.MIGRATIONS, revision="0030")
    _fill(database.writing_engine())
    with database.writing_engine().begin() as connection:
        known = MetaData()
        known.reflect(connection)
        patron, action = known.tables["patron"], known.tables["action"]
        named = {**connection.execute(select(action)).mappings().one(), "id": "y"}
        connection.execute(
            insert(action).values({**named, "number": 2, "payload": {"card_of": 2_000_007}})
        )
        indexes = {index.name for index in patron.indexes}
        held = _held_by(known, patron)
    upgrade(directory=database.MIGRATIONS)
    with database.writing_engine().begin() as connection:
        known = MetaData()
        known.reflect(connection)
        patron = known.tables["patron"]
        assert {index.name for index in patron.indexes} == indexes
        assert _held_by(known, patron) == held
        person = dict(connection.execute(select(patron)).mappings().one())
        number = person.pop("id")
        assert number == 1
        if connection.dialect.name == "postgresql":
            # It has never given one twice.
            return
        new = connection.execute(insert(patron).values({**person, "card": "y"}))
        (given,) = new.inserted_primary_key or ()
        assert given > 2_000_007
        connection.execute(delete(patron).where(patron.c.id == given))
        again = connection.execute(insert(patron).values({**person, "card": "y"}))
        assert (again.inserted_primary_key or ())[0] > given


def _held_by(known: MetaData, table: Table) -> set[str]:
    """The columns that point at this table."""
    return {
        f"{one.name}.{key.parent.name}"
        for one in known.tables.values()
        for key in one.foreign_keys
        if key.column.table is table
    }


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
