"""How the schema is brought up to date, on SQLite and on PostgreSQL."""

from collections.abc import Iterator
from contextlib import contextmanager

from alembic import context
from flask import current_app
from sqlalchemy import Connection

from rayon.database import Base

engine = current_app.extensions["migrate"].db.engine


@contextmanager
def unhindered(connection: Connection) -> Iterator[None]:
    """SQLite changes a column by making its table anew, which rows that point there would forbid.

    Whether they still point somewhere is looked at before anything is kept.
    """
    if connection.dialect.name != "sqlite":
        yield
        return
    driver = connection.connection.cursor()
    driver.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        driver.execute("PRAGMA foreign_keys=ON")
        driver.close()


def check_references(connection: Connection) -> None:
    """Raises ValueError where a row points to one that is not there."""
    if connection.dialect.name == "sqlite":
        lost = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
        if lost:
            raise ValueError(f"rows that point nowhere: {lost[:5]}")


def _wait_as_long_as_it_takes(connection: Connection) -> None:
    """A table that is used at this moment is free later; nobody stands before this screen."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET LOCAL lock_timeout = 0")


def run() -> None:
    """Run the missing steps in one transaction."""
    with engine.connect() as connection, unhindered(connection):
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            render_as_batch=True,
            compare_type=True,
        )
        with context.begin_transaction():
            _wait_as_long_as_it_takes(connection)
            context.run_migrations()
            check_references(connection)


run()
