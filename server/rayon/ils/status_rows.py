"""Rows of the file that says where every copy is."""

import re
import tomllib
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache
from importlib.resources import files

from flask_babel import gettext as _

from rayon.catalogue.availability import STATUSES
from rayon.catalogue.files.csv_rows import Row, same
from rayon.catalogue.files.problems import Problem
from rayon.catalogue.files.text import barcode_refusal, read_date

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}|\d{1,2}[/.]\d{1,2}[/.]\d{4}")
_TIME = re.compile(r"(?:[T ]|^)(\d{1,2})[:h](\d{2})(?::(\d{2}))?")


@dataclass(frozen=True)
class CopyStatus:
    """What one row says. ``returned_at`` without zone is the branch's own clock."""

    place: str
    barcode: str
    status: str
    due_on: date | None
    returned_at: datetime | None


@cache
def columns() -> dict[str, list[str]]:
    """Our columns -> the headers they may have."""
    named: dict[str, list[str]] = _preset()["columns"]
    return named


def read_row(row: Row) -> CopyStatus | Problem:
    """One copy, or the column that is wrong and why."""
    cells, column = row.cells, "barcode"
    try:
        if refusal := barcode_refusal(cells["barcode"]):
            raise ValueError(refusal)
        column = "status"
        status, rest = _status(cells["status"])
        column = "due"
        due_on = read_date(cells.get("due", "") or rest)
        column = "returned_at"
        returned_at = read_moment(cells.get("returned_at", ""))
    except ValueError as error:
        return Problem(row.place, column, str(error))
    return CopyStatus(row.place, cells["barcode"], status, due_on, returned_at)


def read_moment(text: str) -> datetime | None:
    """``2026-11-21T17:40+01:00``, ``2026-11-21 17:40`` or ``21/11/2026 17:40``; None for none.

    Raises ValueError with a sentence.
    """
    if not text:
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        day = read_date(text)
        assert day
        hour = _TIME.search(text[8:])
        hours, minutes, seconds = (int(part or 0) for part in hour.groups()) if hour else (0, 0, 0)
        return datetime.combine(day, time(hours, minutes, seconds))


def _status(text: str) -> tuple[str, str]:
    """What the words mean, and the date that stands in them."""
    found = _DATE.search(text)
    words = same(_DATE.sub("", text))
    status = _words().get(words)
    if status is None:
        raise ValueError(
            _(
                "%(text)s is not known. Write one of: %(choices)s.",
                text=text[:40] or "–",
                choices=", ".join(STATUSES),
            )
        )
    return status, found.group() if found else ""


@cache
def _words() -> dict[str, str]:
    spelt = {same(word): status for status, words in _preset()["words"].items() for word in words}
    return {**spelt, **{same(status): status for status in STATUSES}}


@cache
def _preset() -> dict[str, dict[str, list[str]]]:
    text = (files("rayon.ils") / "mappings/status.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
