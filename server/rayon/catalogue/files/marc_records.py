"""MARC records of an ISO 2709 file, each one checked before it is believed.

A directory may declare far more than a record holds (5,000 entries on one field turn 100 kB into
50 MB), and pymarc gives a bad record as None or stops: framing and sums are therefore done here.
"""

import logging
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from flask_babel import gettext as _
from pymarc import Record
from pymarc.exceptions import BadSubfieldCodeWarning, PymarcException

from rayon.catalogue.files.problems import FileRefused, Problem, record_place

LEADER = 24
ENTRY = 12
MOST_ENTRIES = 500
LONGEST = 99_999
END_OF_RECORD = b"\x1d"
_DIRECTORY = re.compile(rb"(?:[0-9A-Za-z]{3}[0-9]{9})+")
_CHUNK = 256 * 1024

# pymarc reports every odd indicator; what matters is said in our own report.
logging.getLogger("pymarc").addHandler(logging.NullHandler())


@dataclass(frozen=True)
class Numbered:
    """A record and its number in the file; ``end`` is the offset after it, for progress."""

    number: int
    record: Record
    end: int

    @property
    def place(self) -> str:
        """How a report calls it."""
        return record_place(self.number)


def read_records(path: Path) -> Iterator[Numbered | Problem]:
    """Every record in turn, or what is wrong with it.

    Raises FileRefused when the file is cut, or is not MARC at all.
    """
    with path.open("rb") as file:
        number, end = 0, 0
        for raw in _frames(file):
            number, end = number + 1, end + len(raw)
            record = _record(raw.lstrip(b"\r\n"))
            if isinstance(record, Record):
                yield Numbered(number, record, end)
            else:
                yield Problem(record_place(number), "", record)
        if not number:
            raise FileRefused(_("The file is empty."))


def _frames(file: BinaryIO) -> Iterator[bytes]:
    """The bytes of each record, up to and with its terminator."""
    rest = b""
    while chunk := file.read(_CHUNK):
        *whole, rest = (rest + chunk).split(END_OF_RECORD)
        for raw in whole:
            yield raw + END_OF_RECORD
        if len(rest) > LONGEST + _CHUNK:
            raise FileRefused(_("This is not a MARC file (ISO 2709): no record ends."))
    if rest.strip(b"\r\n\x1a "):
        raise FileRefused(_("The file is cut: its last record is not whole. Export it again."))


def _record(raw: bytes) -> Record | str:
    """The record, or the reason why it is none."""
    if refusal := _refusal(raw):
        return refusal
    is_utf8 = _is_utf8(raw)
    if raw[9:10] == b"a" and not is_utf8:
        return _("The record says that it is in UTF-8, and it is not. Export it again in UTF-8.")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", BadSubfieldCodeWarning)
            # MARC-8 text with accents is never valid UTF-8 by accident.
            utf8 = is_utf8 and not raw.isascii()
            return Record(data=raw, force_utf8=utf8, hide_utf8_warnings=True)
    except (PymarcException, BadSubfieldCodeWarning, ValueError, LookupError) as error:
        return _("The record cannot be read (%(why)s).", why=str(error)[:80])


def _refusal(raw: bytes) -> str:
    length, base = raw[0:5], raw[12:17]
    if len(raw) <= LEADER or not length.isdigit() or not base.isdigit():
        return _("The leader of the record is damaged.")
    if int(length) != len(raw):
        return _(
            "The record says that it has %(declared)s bytes and has %(real)s.",
            declared=int(length),
            real=len(raw),
        )
    entries, uneven = divmod(int(base) - LEADER - 1, ENTRY)
    if entries > MOST_ENTRIES:
        return _(
            "The record has %(count)s fields; %(most)s are the most that is read.",
            count=entries,
            most=MOST_ENTRIES,
        )
    if entries < 1 or uneven or int(base) >= len(raw):
        return _("The directory of the record is damaged.")
    return _directory_refusal(raw[LEADER : int(base) - 1], len(raw) - int(base))


def _directory_refusal(directory: bytes, room: int) -> str:
    if not _DIRECTORY.fullmatch(directory):
        return _("The directory of the record is damaged.")
    entries = [directory[at : at + ENTRY] for at in range(0, len(directory), ENTRY)]
    spans = [(int(entry[3:7]), int(entry[7:12])) for entry in entries]
    if any(offset + length > room for length, offset in spans):
        return _("A field of the record begins or ends outside of it.")
    if sum(length for length, _offset in spans) > room:
        return _("Fields of the record lie over each other.")
    return ""


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
