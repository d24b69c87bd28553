"""Rows of Koha's page "Holds to pull": so many copies of a title, and nobody knows for whom.

A cell may list several values, one for each copy that is available.
"""

import re

from flask_babel import gettext as _

from rayon.catalogue.files.csv_rows import Row
from rayon.catalogue.files.problems import Problem
from rayon.catalogue.files.text import clean
from rayon.ils.wanted import Wanted

MOST_COPIES = 50
_BREAK = re.compile(r"[\n,;|]+")
_DIGITS = re.compile(r"\d{1,3}")


def read_row(row: Row) -> Wanted | Problem:
    """One title, or what is wrong with its row."""
    cells = row.cells
    number = _DIGITS.fullmatch(cells["number"])
    if number is None or not 1 <= int(number.group()) <= MOST_COPIES:
        reason = _("The number of documents is 1 to %(most)s.", most=MOST_COPIES)
        return Problem(row.place, "number", reason)
    return Wanted(
        place=row.place,
        cards=(),
        nameless=True,
        number=int(number.group()),
        barcodes=tuple(cells.get("barcode", "").replace(",", " ").split()),
        call_numbers=_values(cells.get("call_number", "")),
        title=clean(cells["title"]),
        volume=None,
        pickup=cells.get("pickup", ""),
        asked_at=cells.get("asked_at", ""),
    )


def _values(cell: str) -> tuple[str, ...]:
    return tuple(text for part in _BREAK.split(cell) if (text := clean(part)))
