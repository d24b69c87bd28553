"""Whom and what a row of a file of holds names. Pure."""

import re

from flask_babel import gettext as _

from rayon.catalogue.files.csv_rows import same
from rayon.ils.lookups import Known
from rayon.ils.wanted import Wanted

_SCIENTIFIC = re.compile(r"\d+([.,]\d+)?[eE]\+\d+")


class Unmatched(Exception):
    """The row leads nowhere: which of its fields, and why in a sentence."""

    def __init__(self, field: str, reason: str) -> None:
        self.field, self.reason = field, reason
        super().__init__(reason)


def patron_named(row: Wanted, known: Known) -> int:
    """The patron of a row. Raises Unmatched; the sentence never repeats the card."""
    found = {known.patrons[card] for card in row.cards if card in known.patrons}
    if len(found) == 1:
        return found.pop()
    if found:
        raise Unmatched("card", _("Several cards are named: which patron is it?"))
    if refusal := card_refusal(*row.cards):
        raise Unmatched("card", refusal)
    raise Unmatched("card", _("No patron has this card. Import the patrons first."))


def card_refusal(*cards: str) -> str:
    """Why none of these can be a card that anybody knows; the sentence never repeats one."""
    if not _spoilt(cards):
        return ""
    return _(
        "A spreadsheet turned the card number into one such as 2.4E+13 and its last digits "
        "are lost. Export again, and open the file with this column set to “Text”."
    )


def title_named(row: Wanted, known: Known) -> int:
    """The title of a row: by record number, else by copy, by ISBN, by call number and title."""
    if row.record and (known.records[row.record] or not row.barcodes):
        return _only(known.records[row.record], "record")
    copies = [known.copies[barcode] for barcode in row.barcodes if barcode in known.copies]
    if copies:
        return copies[0].title
    if row.isbn:
        return _only(known.isbns[row.isbn], "isbn")
    if row.call_numbers and not row.barcodes:
        return _only(_shelved_as(row, known), "title")
    if row.barcodes:
        raise Unmatched("barcode", _why_no_copy(row.barcodes))
    raise Unmatched("record", _("A record number, a barcode or an ISBN is needed."))


def _why_no_copy(barcodes: tuple[str, ...]) -> str:
    if spoilt := _spoilt(barcodes):
        return _(
            "A spreadsheet turned the barcode into %(number)s and its last digits are lost. "
            "Export again, and open the file with this column set to “Text”.",
            number=spoilt,
        )
    return _("No copy has this barcode. Import the items first.")


def _spoilt(words: tuple[str, ...]) -> str:
    return next((word for word in words if _SCIENTIFIC.fullmatch(word)), "")


def _shelved_as(row: Wanted, known: Known) -> set[int]:
    """Titles with a copy under one of these call numbers, and with whose name the cell begins."""
    wanted = same(row.title)
    shelved = {title for text in row.call_numbers for title in known.shelved.get(text, {}).items()}
    return {title for title, name in shelved if same(name) and wanted.startswith(same(name))}


def _only(titles: set[int], field: str) -> int:
    if len(titles) == 1:
        return next(iter(titles))
    if titles:
        raise Unmatched(field, _("Several titles have this number: give a barcode instead."))
    if field == "title":
        raise Unmatched(
            field,
            _("No title has this name and call number. Show the column Barcodes and export again."),
        )
    raise Unmatched(field, _("No title has this number. Import the items first."))
