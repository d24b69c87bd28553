"""Rows of Koha's holds queue. Its cells hold more than one thing.

Barcode: ``Only item: 123`` wants that copy; ``123 or any available`` wants the title, and
``123 or any item from item group Tome 2`` one volume of it. Patron: name, card, telephone, mail.
The words are translated, so that their place is read and not their meaning.
"""

import re

from rayon.catalogue.files.csv_rows import Row
from rayon.ils.wanted import Wanted, Wants

_WORD = re.compile(r"[^\s,;()<>]+")
_HAS_DIGIT = re.compile(r"\d")
_GROUP = re.compile(r"\b(item group|groupe d[’']exemplaires?|groupe)\b", re.IGNORECASE)


def read_row(row: Row) -> Wanted:
    """One line of the queue."""
    cell = row.cells["barcode"]
    return Wanted(
        place=row.place,
        cards=_candidates(row.cells["card"]),
        barcodes=_candidates(cell),
        volume=None if _GROUP.search(cell) else "",
        pickup=row.cells["pickup"],
        picking=row.cells.get("current_library", ""),
        asked_at=row.cells["asked_at"],
        wants=_wants(cell),
    )


def _wants(cell: str) -> Wants:
    """Words before the barcode single it out; words after it make it an example."""
    words = [word.strip(".:") for word in _WORD.findall(cell)]
    codes = [bool(_HAS_DIGIT.search(word)) for word in words]
    is_singled_out = any(codes) and not codes[0] and not any(words[codes.index(True) + 1 :])
    return "item" if is_singled_out else "title"


def _candidates(cell: str) -> tuple[str, ...]:
    words = (word.strip(".:") for word in _WORD.findall(cell))
    return tuple(word for word in words if _HAS_DIGIT.search(word))
