"""Text as files give it, made safe to keep; and identifiers, refused with a reason."""

import re
import unicodedata
from datetime import date

from flask_babel import gettext as _
from stdnum import isbn as isbn_number
from stdnum.exceptions import ValidationError

from rayon.catalogue.barcodes import BARCODE_PATTERN

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufeff]+")
_BARCODE = re.compile(BARCODE_PATTERN)
_SCIENTIFIC = re.compile(r"\d+([.,]\d+)?[eE]\+\d+")
_ISO_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ].*)?")
_SLASHED_DATE = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})(?: .*)?")

#: Longest text kept of a title or an author; the rest is cut.
TEXT_LIMIT = 2_000
CALL_NUMBER_LIMIT = 128


def clean(text: str, limit: int = TEXT_LIMIT) -> str:
    """One line of NFC text without control characters, at most ``limit`` characters."""
    # A database would refuse a NUL or half a surrogate pair; a screen would break on the others.
    line = " ".join(_CONTROL.sub(" ", text[: 4 * limit]).split())
    return unicodedata.normalize("NFC", line)[:limit].rstrip()


def barcode_refusal(barcode: str) -> str:
    """Why this cannot be a barcode; empty when it can."""
    if not barcode:
        return _("The barcode is missing.")
    if _SCIENTIFIC.fullmatch(barcode):
        return _(
            "A spreadsheet turned the barcode into %(number)s and its last digits are lost. "
            "Export again, and open the file with this column set to “Text”.",
            number=barcode,
        )
    if not _BARCODE.fullmatch(barcode):
        return _(
            "%(barcode)s is not a barcode: 1 to 32 letters, digits or signs, without spaces.",
            barcode=repr(barcode[:40]),
        )
    return ""


def isbn13(text: str) -> str:
    """The ISBN in a text such as ``2-07-036822-X (br.)`` as 13 digits; empty when none is valid."""
    first = text.strip().split("(")[0].split(":")[0].strip().split(" ")[0]
    try:
        return str(isbn_number.to_isbn13(isbn_number.validate(first))).replace("-", "")
    except ValidationError:
        return ""


def read_date(text: str, *, month_first: bool = False) -> date | None:
    """A date written ``2026-11-22`` or ``22/11/2026``, a time after it ignored.

    ``month_first`` for ``11/22/2026``. Raises ValueError with a sentence for anything else; None
    for an empty text.
    """
    if not text:
        return None
    if found := _ISO_DATE.fullmatch(text):
        year, month, day = found.groups()
    elif found := _SLASHED_DATE.fullmatch(text):
        day, month, year = found.groups()
        if month_first:
            day, month = month, day
    else:
        raise ValueError(_("%(text)s is not a date. Write it as 2026-11-22.", text=text[:40]))
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        sentence = _("%(text)s is not a day of the calendar.", text=text[:40])
        raise ValueError(sentence) from None
