"""What is wrong with a file, in words: one line per rejected record, or the whole file."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from flask_babel import gettext as _

#: A spreadsheet runs a cell that begins with one of these.
_FORMULA_STARTS = frozenset("=+-@\t\r\n\0＝＋－＠")
#: Beyond this many rejections, the file or its mapping is wrong, not its records.
MOST_PROBLEMS = 10_000


@dataclass(frozen=True)
class Problem:
    """One record or row that was left out: where it is, in which field, and why."""

    place: str
    field: str
    reason: str

    def __str__(self) -> str:
        where = f"{self.place}, {self.field}" if self.field else self.place
        return f"{where}: {self.reason}"


class FileRefused(Exception):
    """The whole file is refused, and nothing has changed. The text says what to do."""


def disarmed(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell[:1] in _FORMULA_STARTS else cell


def report_lines(problems: Iterable[Problem]) -> Iterator[str]:
    """Rejections as a CSV file (with BOM, for spreadsheets), line by line."""
    line = StringIO()
    writer = csv.writer(line)
    yield "\ufeff"
    for cells in _cells(problems):
        writer.writerow([disarmed(cell) for cell in cells])
        yield line.getvalue()
        line.seek(0)
        line.truncate()


def write_report(path: Path, problems: Iterable[Problem]) -> None:
    """Write rejections as CSV (UTF-8)."""
    with path.open("w", encoding="utf-8", newline="") as file:
        file.writelines(report_lines(problems))


def _cells(problems: Iterable[Problem]) -> Iterator[tuple[str, str, str]]:
    yield _("place"), _("field"), _("reason")
    for problem in problems:
        yield problem.place, problem.field, problem.reason


def record_place(number: int) -> str:
    """How a MARC record is called in a report; the first one is 1."""
    return _("record %(number)s", number=number)


def row_place(number: int) -> str:
    """How a CSV row is called in a report; the header is row 1."""
    return _("row %(number)s", number=number)
