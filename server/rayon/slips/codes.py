"""Bars and squares that a printer of 203 dots to the inch draws sharply and a scan reads back."""

from base64 import b64encode
from io import BytesIO

import segno

from rayon.slips.walk import bars

#: One dot of such a printer, in mm: bars are whole dots wide.
DOT = 25.4 / 203
#: Code 128: eleven modules for each sign (two digits are one), start, check, stop, quiet zones.
FIXED_MODULES = 11 + 11 + 13 + 20
WIDEST, NARROWEST = 4, 2


def picture_of(code: str, width: float, height: float = 12) -> tuple[str, str]:
    """A picture of a code as a data URI, and what it is: bars, or a square where they do not fit.

    ``width``, ``height``: room for it, in mm.
    """
    if not code:
        return "", ""
    dots = min(WIDEST, int(width / (_modules(code) * DOT)))
    if dots >= NARROWEST and code.isascii():
        return bars(code, module=dots * DOT, height=height), "bars"
    return square(code), "square"


def square(code: str) -> str:
    """A QR code as a data URI."""
    picture = BytesIO()
    segno.make(code, micro=False, error="m").save(picture, kind="svg", border=4, unit="mm")
    return "data:image/svg+xml;base64," + b64encode(picture.getvalue()).decode()


def _modules(code: str) -> int:
    # Digits go in pairs where they are even in number; else every sign is taken to be alone.
    signs = len(code) // 2 if code.isdigit() and len(code) % 2 == 0 else len(code)
    return FIXED_MODULES + 11 * signs
