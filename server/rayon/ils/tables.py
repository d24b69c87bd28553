"""A file of rows, whether the library's own system wrote it as CSV or as JSON."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from flask_babel import gettext as _

from rayon.catalogue.files.csv_rows import MOST_COLUMNS, Columns, Row, open_sheet, same
from rayon.catalogue.files.problems import FileRefused, Problem

LARGEST_JSON = 32 * 1024 * 1024


class Table(Protocol):
    """Rows with a header that is understood; ``unknown``: headers that no name of ours fits."""

    @property
    def header(self) -> list[str]: ...

    @property
    def names(self) -> dict[int, str]: ...

    @property
    def unknown(self) -> list[str]: ...

    def rows(self) -> Iterator[Row | Problem]: ...


@dataclass(frozen=True)
class JsonTable:
    """The answer of a saved report: a list of objects, all with the same keys."""

    header: list[str]
    names: dict[int, str]
    unknown: list[str]
    records: list[dict[str, Any]]

    def rows(self) -> Iterator[Row]:
        """Every record in turn; the first one is row 1."""
        for number, record in enumerate(self.records, start=1):
            cells = {name: _cell(record.get(self.header[i])) for i, name in self.names.items()}
            yield Row(number, cells)


def open_table(path: Path, columns: Columns) -> Table:
    """Find our columns in a CSV or JSON file. Raises FileRefused when it is neither."""
    with path.open("rb") as file:
        start = file.read(64).lstrip(b"\xef\xbb\xbf \r\n\t")
    if start.startswith(b"<"):
        raise FileRefused(
            _("This is a web page, not a list: the sign-in had run out. Sign in and export again.")
        )
    if start.startswith((b"[", b"{")):
        return _json_table(path, columns)
    return open_sheet(path, columns)


def check_columns(table: Table, columns: Columns, needed: Sequence[str]) -> None:
    """Raise FileRefused, with what was found and what was expected, unless all is understood."""
    missing = [name for name in needed if name not in table.names.values()]
    if missing:
        raise FileRefused(
            _(
                "Columns are missing: %(missing)s. Found: %(found)s.",
                missing=", ".join(" / ".join((name, *columns[name])) for name in missing),
                found=", ".join(table.header) or "–",
            )
        )
    if table.unknown:
        raise FileRefused(
            _(
                "These columns are unknown: %(unknown)s. Expected: %(known)s. "
                "Remove them, or name them under “ignore” in a mapping.",
                unknown=", ".join(table.unknown),
                known=", ".join(" / ".join(texts) or name for name, texts in columns.items()),
            )
        )


def _json_table(path: Path, columns: Columns) -> JsonTable:
    records = _records(path)
    header = list(dict.fromkeys(key for record in records for key in record))
    if len(header) > MOST_COLUMNS:
        raise FileRefused(
            _("%(count)s columns are too many: is this the right file?", count=len(header))
        )
    spellings = {same(text): name for name, texts in columns.items() for text in (name, *texts)}
    names = {i: spellings[same(text)] for i, text in enumerate(header) if same(text) in spellings}
    unknown = [text for text in header if same(text) not in spellings]
    return JsonTable(header, names, unknown, records)


def _records(path: Path) -> list[dict[str, Any]]:
    if path.stat().st_size > LARGEST_JSON:
        raise FileRefused(_("The file is too large for a list. Export it as CSV."))
    try:
        found = json.loads(path.read_text(encoding="utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise FileRefused(_("The file is not valid JSON. Export it again.")) from error
    if isinstance(found, list) and found and all(isinstance(row, dict) for row in found):
        return found
    raise FileRefused(
        _("The JSON holds no list of named columns. Ask for the report with annotated=1.")
    )


def _cell(value: Any) -> str:
    if value is None or isinstance(value, dict | list):
        return ""
    return str(value).replace("\0", "").strip()
