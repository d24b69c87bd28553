"""The one database object, and the two ways to talk to it: reading and writing.

On SQLite both ways lead to one file through two engines: ``reading`` may not write and never
waits for a writer; ``writing`` takes the write lock when it begins, so that a read-then-write
never fails half-way. On PostgreSQL they are the same engine.
"""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import structlog
from flask import Flask, current_app
from flask_migrate import Migrate
from flask_migrate import upgrade as run_migrations
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import (
    BigInteger,
    Connection,
    DateTime,
    Dialect,
    Engine,
    Integer,
    MetaData,
    Table,
    TypeDecorator,
    event,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.orm import DeclarativeBase, Session

from rayon.checkpoints import AT_THE_LATEST, Checkpoints

NAMING = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """What every table of Rayon has in common."""

    metadata = MetaData(naming_convention=NAMING)


class Instant(TypeDecorator[datetime]):
    """A moment in time: aware and in UTC on our side, whatever the database keeps."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


#: Counts that outgrow 32 bits; SQLite only auto-numbers plain INTEGER keys.
BigNumber = BigInteger().with_variant(Integer(), "sqlite")

#: Seconds for which a writer waits for the others before it gives up.
PATIENCE = 5
#: Kibibytes of the file that a connection keeps in memory. What the writer remembers stays true as
#: long as no other process writes; readers begin anew after each commit.
WRITER_REMEMBERS, READER_REMEMBERS = 16_000, 2_000
#: A line that falls silent is given up within a minute, by both ends: whoever holds the turn on a
#: host that is gone would keep it for hours. Seconds; the last in milliseconds.
SILENT_LINE = {
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
    "tcp_user_timeout": 30_000,
}
log = structlog.get_logger()
_queue = threading.Lock()
_view: ContextVar[Connection | None] = ContextVar("view", default=None)

db = SQLAlchemy(model_class=Base)
migrate = Migrate()
#: Where the steps of the schema are kept, inside the package.
MIGRATIONS = str(Path(__file__).parent / "migrations")


def connect(app: Flask, url: str) -> None:
    """Bind the application to its database and check what durability rests on."""
    app.config["SQLALCHEMY_DATABASE_URI"] = url
    # An error that quotes its values would write patrons into the logs. Every thread keeps its
    # connection (0: no limit): opening one costs more than a batch of actions. The one used last
    # is taken first, for it remembers more of the file.
    options: dict[str, Any] = {"hide_parameters": True, "pool_size": 0, "pool_use_lifo": True}
    if url.startswith("sqlite"):
        options["connect_args"] = {"timeout": PATIENCE}
        app.config["SQLALCHEMY_BINDS"] = {"reading": {"url": url, **options}}
    else:
        options["pool_pre_ping"] = True
        options["connect_args"] = {"connect_timeout": PATIENCE, **SILENT_LINE}
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = options
    db.init_app(app)
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            file = Path(db.engine.url.database or "")
            app.extensions["rayon.checkpoints"] = Checkpoints(file, _queue)
        for name, engine in db.engines.items():
            if engine.dialect.name == "sqlite":
                _prepare_sqlite(engine, may_write=name is None)
                _assert_durable(engine)
            else:
                _prepare_postgresql(engine)


def writing_engine() -> Engine:
    """The engine that may change rows."""
    return db.engine


def reading_engine() -> Engine:
    """The engine for questions; on SQLite it refuses to write."""
    return db.engines.get("reading", db.engine)


@contextmanager
def writing() -> Iterator[Session]:
    """One transaction that changes rows: committed when the block ends, else undone."""
    engine = writing_engine()
    with _turn(engine), Session(engine, expire_on_commit=False) as session, session.begin():
        yield session


@contextmanager
def writing_rows() -> Iterator[Connection]:
    """The same for statements that build no objects."""
    engine = writing_engine()
    with _turn(engine), engine.begin() as connection:
        yield connection


@contextmanager
def if_there_is_room() -> Iterator[Session]:
    """One transaction for what is only good to know: a full disk does not stop the rest."""
    try:
        with writing() as session:
            yield session
    except OperationalError as error:
        if not _is_of_the_disk(error):
            raise
        log.warning("not written down", kind=type(error.orig).__name__)


def _is_of_the_disk(error: OperationalError) -> bool:
    """Whether it is full or broken, and not only somebody else's turn."""
    on_sqlite = getattr(error.orig, "sqlite_errorname", "")
    on_postgresql = getattr(error.orig, "sqlstate", "")
    is_refused = on_sqlite == "SQLITE_FULL" or on_sqlite.startswith("SQLITE_IOERR")
    return is_refused or on_postgresql in ("53100", "58030")


@contextmanager
def reading() -> Iterator[Session]:
    """One consistent view of the database, for questions only."""
    with Session(reading_engine()) as session:
        yield session


@contextmanager
def driver_cursor(connection: Connection) -> Iterator[Any]:
    """The driver's own cursor, within the transaction of the connection.

    What the driver raises is told as SQLAlchemy tells it: "busy" is understood by its name.
    """
    cursor = connection.connection.cursor()
    driver = connection.dialect.dbapi
    assert driver is not None
    try:
        yield cursor
    except driver.Error as error:
        raise DBAPIError.instance(None, None, error, driver.Error, hide_parameters=True) from error
    finally:
        cursor.close()


def busy() -> OperationalError:
    """What is raised where somebody waited too long: a phone is told to come again."""
    return OperationalError(None, None, sqlite3.OperationalError("database is locked"))


@contextmanager
def _turn(engine: Engine) -> Iterator[None]:
    """Writers of one process wait here, and one of them goes on as soon as another is done.

    Which one is not promised. SQLite itself asks for its lock again after ever longer pauses, and
    of eight threads the unlucky one starves. Raises ``OperationalError`` after the same patience.
    """
    if engine.dialect.name != "sqlite":
        yield
        return
    if not _queue.acquire(timeout=PATIENCE):
        raise busy()
    try:
        yield
        checkpoints: Checkpoints = current_app.extensions["rayon.checkpoints"]
        checkpoints.after_commit()
    finally:
        _queue.release()


@contextmanager
def reading_rows() -> Iterator[Connection]:
    """A connection for statements that build no objects; within ``one_view``, that one.

    Each statement sees what is committed when it runs.
    """
    if shared := _view.get():
        yield shared
        return
    with reading_engine().connect() as connection:
        yield connection


@contextmanager
def one_view() -> Iterator[Connection]:
    """All that is read by ``reading_rows`` in this block is read in one transaction.

    For what only looks: what is written meanwhile is not seen in it.
    """
    with reading_engine().connect() as connection:
        if connection.dialect.name == "postgresql":
            connection.execution_options(isolation_level="REPEATABLE READ")
        # Said before the first statement: statements of ``Prepared`` begin nothing by themselves.
        with connection.begin():
            before = _view.set(connection)
            try:
                yield connection
            finally:
                _view.reset(before)


def _prepare_sqlite(engine: Engine, *, may_write: bool) -> None:
    @event.listens_for(engine, "connect")
    def on_connect(connection: Any, _record: Any) -> None:
        # The driver must not open transactions by itself: we say which kind (see on_begin).
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("PRAGMA synchronous=FULL")
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.execute(f"PRAGMA busy_timeout={PATIENCE * 1000}")
        cursor.execute("PRAGMA trusted_schema=OFF")
        cursor.execute("PRAGMA secure_delete=ON")
        cursor.execute(f"PRAGMA wal_autocheckpoint={AT_THE_LATEST}")
        cursor.execute(f"PRAGMA cache_size=-{WRITER_REMEMBERS if may_write else READER_REMEMBERS}")
        if not may_write:
            cursor.execute("PRAGMA query_only=ON")
        cursor.close()

    @event.listens_for(engine, "begin")
    def on_begin(connection: Connection) -> None:
        with driver_cursor(connection) as cursor:
            cursor.execute("BEGIN IMMEDIATE" if may_write else "BEGIN")


def _prepare_postgresql(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def on_connect(connection: Any, _record: Any) -> None:
        """Somebody may have tuned the server to say yes before the disk does: not to us. It gives
        up a silent line as we do, and a writer waits no longer for others than on SQLite.
        """
        cursor = connection.cursor()
        cursor.execute(
            "SELECT set_config('synchronous_commit', 'on', false) "
            "WHERE current_setting('synchronous_commit') = 'off'"
        )
        cursor.execute("SELECT set_config('lock_timeout', %s, false)", (str(PATIENCE * 1000),))
        for name, value in SILENT_LINE.items():
            theirs = "tcp_" + name.removeprefix("tcp_")
            cursor.execute("SELECT set_config(%s, %s, false)", (theirs, str(value)))
        cursor.close()
        connection.commit()


def _assert_durable(engine: Engine) -> None:
    with engine.connect() as connection:
        journal = connection.exec_driver_sql("PRAGMA journal_mode").scalar_one()
        synchronous = connection.exec_driver_sql("PRAGMA synchronous").scalar_one()
    if (journal, synchronous) != ("wal", 2):
        raise RuntimeError(
            f"SQLite runs with journal_mode={journal}, synchronous={synchronous}: Rayon promises "
            "that what was saved stays saved and needs WAL and FULL. Is the file on a network disk?"
        )


def upgrade() -> None:
    """Run every migration this database has not seen."""
    run_migrations(directory=MIGRATIONS)


def table_of(model: type[Base]) -> Table:
    """The table behind a model, for statements that build no objects."""
    table = model.__table__
    assert isinstance(table, Table)
    return table


def insert_or(connection: Connection | Session, table: Any) -> Any:
    """An INSERT that can say ON CONFLICT, in the words of the database at hand."""
    bind = connection.get_bind() if isinstance(connection, Session) else connection
    if bind.dialect.name == "postgresql":
        return postgresql.insert(table)
    return sqlite.insert(table)
