"""Statements that run with every batch: put into the database's own words once, then only run.

Building, hashing and unpacking a SQLAlchemy statement costs several times what the database needs
to run it. These are written with SQLAlchemy, compiled once per kind of database, and then handed
to the driver as text; types are still converted by SQLAlchemy. See docs/decisions/0050.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter
from typing import Any, Protocol

import orjson
from sqlalchemy import (
    ARRAY,
    JSON,
    ColumnElement,
    Connection,
    Dialect,
    Executable,
    Float,
    any_,
    bindparam,
    func,
    or_,
    select,
)
from sqlalchemy.orm import Session
from sqlalchemy.sql.compiler import SQLCompiler

from rayon.database import Instant, driver_cursor

Row = dict[str, Any]
Convert = Callable[[Any], Any]


class Among(Protocol):
    """Says "the value is one of this list", the list being one parameter."""

    def __call__(self, column: ColumnElement[Any], name: str, /) -> ColumnElement[bool]:
        """The condition; ``name`` is what the list is called when the statement runs."""


def is_one_of(column: ColumnElement[str], values: Iterable[str]) -> ColumnElement[bool]:
    """Says "the value is one of these few", which the statement always names."""
    return or_(*(column == value for value in values))


class Prepared:
    """One statement. ``write`` builds it; it is given the way to say "one of a list".

    ``called``: names in the statement that are called otherwise in the values it is run with.
    """

    def __init__(
        self, write: Callable[[Among], Executable], called: Mapping[str, str] | None = None
    ) -> None:
        self._write, self._called = write, called or {}
        self._texts: dict[str, _Text] = {}

    def rows(self, connection: Connection | Session, **values: Any) -> list[Row]:
        """Run a SELECT; its rows. What ``among`` is given has to be a list."""
        if isinstance(connection, Session):
            connection = connection.connection()
        text = self._text(connection.dialect)
        with driver_cursor(connection) as cursor:
            cursor.execute(text.words, text.parameters(values))
            found = cursor.fetchall()
        names = text.names
        rows = [dict(zip(names, row, strict=True)) for row in found]
        for name, convert in text.results:
            for row in rows:
                # Most instants are none yet, and none stays none in every type.
                if (value := row[name]) is not None:
                    row[name] = convert(value)
        return rows

    def scalar(self, connection: Connection, **values: Any) -> Any:
        """Run a statement that answers with one number or text."""
        text = self._text(connection.dialect)
        with driver_cursor(connection) as cursor:
            cursor.execute(text.words, text.parameters(values))
            return cursor.fetchone()[0]

    def run(self, connection: Connection, rows: Iterable[Row]) -> None:
        """Run a statement that answers nothing, once per row."""
        run_each(connection, [self.ready(connection, rows)])

    def ready(self, connection: Connection, rows: Iterable[Row]) -> "Ready":
        """A statement that answers nothing, with what it is to be run with: for ``run_each``."""
        text = self._text(connection.dialect)
        return Ready(text.words, [text.parameters(row) for row in rows])

    def _text(self, dialect: Dialect) -> "_Text":
        # Two threads may both compile at first: the same words.
        if dialect.name not in self._texts:
            among = _one_of_json if dialect.name == "sqlite" else _one_of_array
            self._texts[dialect.name] = _compile(self._write(among), dialect, self._called)
        return self._texts[dialect.name]


@dataclass(frozen=True)
class Ready:
    """A statement in the database's words; it runs once for each of these values."""

    words: str
    values: Sequence[Any]


def run_each(connection: Connection, statements: Iterable[Ready]) -> None:
    """Run one after the other; what has no values is left out."""
    with driver_cursor(connection) as cursor:
        for one in statements:
            if one.values:
                cursor.executemany(one.words, one.values)


@dataclass(frozen=True)
class _Text:
    """A compiled statement, and how values go in and come out."""

    words: str
    constants: Row
    given: Callable[[Row], Sequence[Any]]
    binds: Sequence[str]
    converted: Sequence[tuple[int, Convert]]
    is_positional: bool
    names: Sequence[str]
    results: Sequence[tuple[str, Convert]]

    def parameters(self, values: Row) -> Any:
        """The values as the driver wants them: one missing is a KeyError, one too many is left."""
        if self.constants:
            values = {**self.constants, **values}
        given = list(self.given(values))
        for place, convert in self.converted:
            given[place] = convert(given[place])
        return given if self.is_positional else dict(zip(self.binds, given, strict=True))


def _compile(statement: Any, dialect: Dialect, called: Mapping[str, str]) -> _Text:
    compiled = statement.compile(dialect=dialect)
    assert isinstance(compiled, SQLCompiler)
    assert not compiled.post_compile_params, "in_() grows with its list: say it with among()"
    is_positional = compiled.positional
    names = compiled.positiontup if is_positional else list(compiled.params)
    types = {compiled.bind_names[bind]: bind.type for bind in compiled.bind_names}
    columns = list(getattr(statement, "exported_columns", ()))
    converted = [(column.key, _reader(column.type, dialect)) for column in columns]
    writers = [_writer(types.get(name), dialect) for name in names or ()]
    return _Text(
        str(compiled),
        {name: value for name, value in compiled.params.items() if value is not None},
        _getter([called.get(name, name) for name in names or ()]),
        list(names or ()),
        [(place, writer) for place, writer in enumerate(writers) if writer],
        is_positional,
        [column.key for column in columns],
        [(name, convert) for name, convert in converted if convert],
    )


def _getter(keys: Sequence[str]) -> Callable[[Row], Sequence[Any]]:
    """Values in this order: ``itemgetter`` is quickest, but gives no row for one key or none."""
    if len(keys) > 1:
        return itemgetter(*keys)
    return lambda row: [row[key] for key in keys]


def _writer(kind: Any, dialect: Dialect) -> Convert | None:
    if kind is None:
        return None
    found: Convert | None = kind.dialect_impl(dialect).bind_processor(dialect)
    if isinstance(kind, _Listed):
        return _list
    if found and isinstance(kind, JSON):
        return _with_empty_facts(found)
    # One batch names one instant a hundred times.
    return lru_cache(maxsize=64)(found) if found and isinstance(kind, Instant) else found


def _with_empty_facts(convert: Convert) -> Convert:
    """Most facts are none; saying so costs as much as saying something."""
    nothing = convert({})
    return lambda value: convert(value) if value or value != {} else nothing


def _reader(kind: Any, dialect: Dialect) -> Convert | None:
    if isinstance(kind, Float):
        # Both drivers give it as it is, and psycopg's reader has to see an answer first.
        return None
    found: Convert | None = kind.dialect_impl(dialect).result_processor(dialect, None)
    # The rows of one morning name few instants, and each of them often.
    return lru_cache(maxsize=1024)(found) if found and isinstance(kind, Instant) else found


class _Listed(JSON):
    """A list of values, as SQLite's ``json_each`` reads it."""


def _list(values: Any) -> str:
    return orjson.dumps(values).decode()


def _one_of_json(column: ColumnElement[Any], name: str, /) -> ColumnElement[bool]:
    listed = func.json_each(bindparam(name, type_=_Listed)).table_valued("value")
    return column.in_(select(listed.c.value))


def _one_of_array(column: ColumnElement[Any], name: str, /) -> ColumnElement[bool]:
    return column == any_(bindparam(name, type_=ARRAY(column.type)))
