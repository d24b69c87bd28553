"""Rows of a CSV file as dictionaries, whatever its encoding and its separator."""

import csv
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from flask_babel import gettext as _

from rayon.catalogue.files.encodings import encoding_of
from rayon.catalogue.files.formats import format_of
from rayon.catalogue.files.problems import FileRefused, Problem, row_place

MOST_COLUMNS = 200
_LONGEST_HEADER = 256 * 1024
#: Signs of one row, over all its lines.
_LONGEST_ROW = 2 * 1024 * 1024

#: Our name of a column -> the headers it may have in the file.
Columns = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Row:
    """One line: its number (the header is 1) and its cells by our names."""

    line: int
    cells: dict[str, str]

    @property
    def place(self) -> str:
        """How a report calls it."""
        return row_place(self.line)


@dataclass(frozen=True)
class Sheet:
    """A CSV file whose header is understood. ``unknown``: headers that no name of ours fits."""

    path: Path
    encoding: str
    delimiter: str
    header: list[str]
    names: dict[int, str]
    unknown: list[str]

    def rows(self) -> Iterator[Row | Problem]:
        """Every row in turn, or what is wrong with it.

        Raises FileRefused when the file is cut or cannot be read on.
        """
        with self.path.open(encoding=self.encoding, newline="") as file:
            lines = _Lines(file)
            reader = csv.reader(lines, delimiter=self.delimiter)
            try:
                yield from self._rows(lines.each_row_of(reader))
            except csv.Error as error:
                raise FileRefused(_unreadable(reader.line_num, str(error))) from error
            except UnicodeError as error:
                raise FileRefused(_unreadable(reader.line_num, self.encoding)) from error

    def _rows(self, reader: Iterator[list[str]]) -> Iterator[Row | Problem]:
        next(reader, None)
        short: Problem | None = None
        for number, cells in enumerate(reader, start=2):
            if short:
                yield short
                short = None
            if not any(cells):
                continue
            if refusal := self._refusal(cells):
                problem = Problem(row_place(number), "", refusal)
                if len(cells) < len(self.header):
                    short = problem
                else:
                    yield problem
                continue
            yield Row(number, {name: cells[index].strip() for index, name in self.names.items()})
        if short:
            raise FileRefused(
                _(
                    "The file is cut: its last line is not whole. Export it again. (%(place)s)",
                    place=short.place,
                )
            )

    def _refusal(self, cells: list[str]) -> str:
        if cells == self.header:
            return _("The header comes again.")
        if len(cells) != len(self.header):
            return _(
                "Cells: %(found)s instead of %(expected)s.",
                found=len(cells),
                expected=len(self.header),
            )
        if any("\0" in cell for cell in cells):
            return _("The line has NUL characters in it.")
        return ""


class _Lines:
    """The lines of a file, until those of one row are more than a row can be."""

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self._taken = 0

    def __iter__(self) -> Iterator[str]:
        while line := self._file.readline(_LONGEST_ROW):
            self._taken += len(line)
            if self._taken >= _LONGEST_ROW:
                raise csv.Error(_("a row is longer than 2 MB"))
            yield line

    def each_row_of(self, reader: Iterator[list[str]]) -> Iterator[list[str]]:
        """The rows of the reader that reads these lines."""
        for row in reader:
            self._taken = 0
            yield row


def open_sheet(path: Path, columns: Columns) -> Sheet:
    """Read the header of a CSV file and find our columns in it.

    Raises FileRefused when there is no header, or two columns mean the same.
    """
    if format_of(path) != "csv":
        raise FileRefused(_("This is not a table but MARC. Choose the mapping of its copies."))
    encoding = encoding_of(path)
    with path.open(encoding=encoding, newline="") as file:
        header, delimiter = _header(file)
    if len(header) > MOST_COLUMNS:
        raise FileRefused(
            _("%(count)s columns are too many: is this the right file?", count=len(header))
        )
    spellings = {same(text): name for name, texts in columns.items() for text in (name, *texts)}
    names: dict[int, str] = {}
    unknown = []
    for index, text in enumerate(header):
        name = spellings.get(same(text))
        if name is None:
            unknown.append(text)
        elif name in names.values():
            raise FileRefused(_("Two columns mean the same: %(name)s.", name=text[:40]))
        else:
            names[index] = name
    return Sheet(path, encoding, delimiter, header, names, unknown)


def require(sheet: Sheet, columns: Columns, needed: Sequence[str]) -> None:
    """Raise FileRefused, with what was found and what was expected, when a column is missing."""
    missing = [name for name in needed if name not in sheet.names.values()]
    if missing:
        raise FileRefused(
            _(
                "Columns are missing: %(missing)s. Found: %(found)s.",
                missing=", ".join(" / ".join((name, *columns[name])) for name in missing),
                found=_shown(sheet.header) or "–",
            )
        )


def _shown(header: Sequence[str]) -> str:
    """As much of a header as a sentence can hold."""
    return ", ".join(cell[:40] for cell in header[:40])


def same(header: str) -> str:
    """Headers are compared without case, accents and signs."""
    plain = unicodedata.normalize("NFKD", header.casefold())
    return "".join(letter for letter in plain if letter.isalnum())


def _header(file: TextIO) -> tuple[list[str], str]:
    try:
        first = file.readline(_LONGEST_HEADER)
        if not first.strip():
            raise FileRefused(_("The file is empty."))
        delimiter = max(";,\t", key=first.count)
        file.seek(0)
        header = next(csv.reader(iter(_Lines(file)), delimiter=delimiter))
    except (csv.Error, UnicodeError) as error:
        raise FileRefused(_unreadable(1, str(error))) from error
    return [cell.strip() for cell in header], delimiter


def _unreadable(line: int, why: str) -> str:
    return _(
        "The file cannot be read after line %(line)s (%(why)s). "
        "Is a quotation mark left open? Export it again.",
        line=line,
        why=why,
    )
