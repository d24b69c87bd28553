"""CSV rows, one copy each -> titles and copies, as a mapping says."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from flask_babel import gettext as _

from rayon.catalogue.files.copies import Translation, Words
from rayon.catalogue.files.csv_rows import Row, open_sheet, require
from rayon.catalogue.files.mapping import CsvMapping
from rayon.catalogue.files.problems import FileRefused, Problem
from rayon.catalogue.files.records import Record
from rayon.catalogue.files.text import clean, isbn13

NEEDED = ("barcode", "title", "call_number")
COLUMNS = (
    *NEEDED,
    "record",
    "author",
    "publisher",
    "year",
    "isbn",
    "format",
    "branch",
    "location",
    "scheme",
    "kind",
    "volume",
    "parts",
    "status",
    "due_on",
)


def read_csv(
    path: Path, mapping: CsvMapping, translation: Translation
) -> Iterator[tuple[Record | None, list[Problem], int]]:
    """Each row as a record with one copy, or what is wrong with it, and the rows read so far."""
    foreign = mapping.columns.keys() - set(COLUMNS)
    if foreign:
        raise FileRefused(
            _(
                "The mapping names columns that Rayon does not know: %(names)s.",
                names=", ".join(sorted(foreign)),
            )
        )
    sheet = open_sheet(path, mapping.columns)
    require(sheet, {**{name: [] for name in NEEDED}, **mapping.columns}, NEEDED)
    for count, row in enumerate(sheet.rows(), start=1):
        if isinstance(row, Problem):
            yield None, [row], count
        else:
            record = _record_of(row, mapping, translation)
            if isinstance(record, Problem):
                yield None, [record], count
            else:
                yield record, [], count


def _record_of(row: Row, mapping: CsvMapping, translation: Translation) -> Record | Problem:
    words = row.cells
    title = clean(words["title"])
    if not title:
        return Problem(row.place, "title", _("The title is missing."))
    said = {rule.read: words.get(rule.read, "") for rule in mapping.status}
    copy = translation.copy(row.place, "", words, said, "book")
    if isinstance(copy, Problem):
        return copy
    isbn = isbn13(words.get("isbn", ""))
    return Record(
        record=clean(words.get("record", ""), 60) or _identity(isbn, words),
        title=title,
        author=clean(words.get("author", "")),
        publisher=clean(words.get("publisher", "")),
        year=clean(words.get("year", ""), 12),
        format=clean(words.get("format", ""), 80),
        isbns=(isbn,) if isbn else (),
        copies=(copy,),
    )


def _identity(isbn: str, words: Words) -> str:
    """Rows without a record number are copies of one title when these texts are the same."""
    if isbn:
        return f"isbn:{isbn}"
    names = ("title", "author", "publisher", "year", "format")
    text = "\n".join(clean(words.get(name, "")).casefold() for name in names)
    return "text:" + hashlib.sha256(text.encode()).hexdigest()[:40]
