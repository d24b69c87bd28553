"""What a schedule needs of a server, whether it runs in this process or in others."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Protocol

from apiflask import APIFlask

from rayon.holds.action import Deed, Judged
from tests.faults.library import Library


class Readable(Protocol):
    """Something with a database in it."""

    def rows(self, query: str, *given: Any) -> list[dict[str, Any]]:
        """What stands in the database now."""


class Premises(Readable, Protocol):
    """``app`` is for what people do away from the phones; ``rows`` looks from outside."""

    app: APIFlask
    library: Library

    @property
    def now(self) -> datetime:
        """The time that everybody lives in."""

    def move(self, by: timedelta) -> None:
        """Time goes by."""

    def do(self, deeds: Sequence[Deed]) -> Sequence[Judged]:
        """Something the server does by itself, or that an import or a supervisor asks for."""


def utc(value: datetime | str) -> str:
    """A time as the history writes it; SQLite keeps text without a zone."""
    if isinstance(value, str):
        return f"{value}+00:00"
    return f"{value:%Y-%m-%d %H:%M:%S.%f}+00:00"
