"""What stands in a database, read from outside of the server that keeps it."""

import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from typing import Any, TypeVar

import psycopg
from psycopg.rows import dict_row

Row = dict[str, Any]
Read = TypeVar("Read")
#: A PostgreSQL that was killed is back by then.
PATIENCE = 30.0


@dataclass(frozen=True)
class Books:
    """``url`` as in RAYON_DATABASE_URL, or that of an SQLite file."""

    url: str

    @property
    def is_sqlite(self) -> bool:
        """Which of the two it is."""
        return self.url.startswith("sqlite")

    def rows(self, query: str, *given: Any) -> list[Row]:
        """The answer to a question in the words that both databases understand."""
        if self.is_sqlite:
            return self._rows_of_sqlite(query, given)
        return patiently(lambda: self._rows_of_postgresql(query, given))

    def _rows_of_sqlite(self, query: str, given: tuple[Any, ...]) -> list[Row]:
        file = self.url.removeprefix("sqlite:///")
        with closing(sqlite3.connect(file, timeout=PATIENCE)) as connection:
            connection.row_factory = sqlite3.Row
            return [dict(row) for row in connection.execute(query, given)]

    def _rows_of_postgresql(self, query: str, given: tuple[Any, ...]) -> list[Row]:
        in_utc = "-c timezone=UTC"
        with psycopg.connect(self.url, options=in_utc, row_factory=dict_row) as connection:
            return connection.execute(query.replace("?", "%s").encode(), given).fetchall()


def patiently(work: Callable[[], Read]) -> Read:
    """Again and again while the database cannot be reached."""
    ends = time.monotonic() + PATIENCE
    while True:
        try:
            return work()
        except psycopg.OperationalError:
            if time.monotonic() > ends:
                raise
            time.sleep(0.05)
