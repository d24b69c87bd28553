"""What kind of file this is, by its first bytes: names and endings lie."""

from pathlib import Path
from typing import Literal

from flask_babel import gettext as _

from rayon.catalogue.files.problems import FileRefused

Format = Literal["marc", "marcxml", "csv"]

_SAMPLE = 128 * 1024
_BLANK = b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n"
#: The separators of ISO 2709, which no text file has.
_MARC_SIGNS = (b"\x1d", b"\x1e", b"\x1f")
_ARCHIVES = (b"PK\x03\x04", b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"BZh", b"\xfd7zXZ")
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"


def format_of(path: Path) -> Format:
    """The format of a file. Raises FileRefused for an empty one, an archive or a spreadsheet."""
    with path.open("rb") as file:
        sample = file.read(_SAMPLE)
    if not sample.strip(_BLANK):
        raise FileRefused(_("The file is empty."))
    if sample.startswith((*_ARCHIVES, _OLD_OFFICE)):
        raise FileRefused(
            _(
                "This is an archive or a spreadsheet. Unpack it, or save the table as CSV (UTF-8), "
                "and import that."
            )
        )
    if sample.lstrip(_BLANK)[:1] == b"<":
        return "marcxml"
    if any(sign in sample for sign in _MARC_SIGNS):
        return "marc"
    return "csv"
