"""Texts whose accents were lost on the way: ``Lâeg`` for ``Lég``, ``rãeve`` for ``rêve``.

Old library formats (MARC-8 with the letters of ANSEL, ISO 5426) write an accent as a byte of its
own BEFORE the letter. A program that takes these bytes for Latin-1 or MacRoman shows a strange
letter before every letter that had an accent.
"""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from rayon.catalogue.files.records import Copy, Record

#: Byte of an accent -> the accent as Unicode combines it, in the order that both standards share.
_ANSEL = {
    0xE1: "\u0300",  # grave
    0xE2: "\u0301",  # acute
    0xE3: "\u0302",  # circumflex
    0xE4: "\u0303",  # tilde
    0xE8: "\u0308",  # diaeresis
    0xE9: "\u030c",  # caron
    0xEA: "\u030a",  # ring
    0xF0: "\u0327",  # cedilla
}
_ISO_5426 = {
    0xC1: "\u0300",
    0xC2: "\u0301",
    0xC3: "\u0302",
    0xC4: "\u0303",
    # 0xC9 is a diaeresis too, but CRÉATION has it where it belongs.
    0xC8: "\u0308",
    0xCA: "\u030a",
    0xCF: "\u030c",
    0xD0: "\u0327",
}
#: What was written, and what it was taken for.
_READINGS = ((_ANSEL, "cp1252"), (_ISO_5426, "cp1252"), (_ISO_5426, "mac_roman"))
#: After these letters an accent is no guess: no healthy French or English word has such a pair.
_SURE = {
    "\u0300": "aeiouAEIOU",
    "\u0301": "aeiouyAEIOUY",
    "\u0302": "aeiouAEIOU",
    "\u0308": "aeiouAEIOU",
    "\u0327": "cC",
}
#: Letters with an accent that a text may have beside a sure one.
_PLAUSIBLE = frozenset("ãõñÃÕÑčďěňřšťžČĎĚŇŘŠŤŽåůÅŮćńśźĆŃŚŹŷĉĝĥŝŵýÝşŞţŢỳŶÿ")
#: Signs of a mathematical kind (MacRoman has them where accents were) count like letters.
_LIKE_LETTERS = ("L", "Sm")

Pairs = Mapping[str, str]
#: How many repaired texts are shown before anybody decides.
MOST_EXAMPLES = 5
#: From this share of the texts with accents on, a file is said to need the repair.
LIKELY_FROM = 0.02


def _pairs(accents: Mapping[int, str], encoding: str) -> tuple[Pairs, frozenset[str]]:
    """What each wrong pair stands for, and those pairs that leave no doubt."""
    repaired, sure = {}, set()
    for byte, accent in accents.items():
        lead = bytes([byte]).decode(encoding)
        if not unicodedata.category(lead).startswith(_LIKE_LETTERS):
            continue
        for base in "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ":
            letter = unicodedata.normalize("NFC", base + accent)
            is_sure = base in _SURE.get(accent, "")
            if is_sure or letter in _PLAUSIBLE:
                repaired[lead + base] = letter
            if is_sure:
                sure.add(lead + base)
    return repaired, frozenset(sure)


_TABLES = tuple(_pairs(accents, encoding) for accents, encoding in _READINGS)


def repair(text: str) -> str:
    """The text with its accents where they belong; any other text as it is.

    A text is only touched when it has a pair that leaves no doubt and every strange letter of it
    fits: ``château`` and ``São Tomé`` stay.
    """
    if text.isascii():
        return text
    for pairs, sure in _TABLES:
        repaired = _repaired(text, pairs, sure)
        if repaired != text:
            return repaired
    return text


def _repaired(text: str, pairs: Pairs, sure: frozenset[str]) -> str:
    leads = {pair[0] for pair in pairs}
    pieces, at, is_sure = [], 0, False
    while at < len(text):
        pair = text[at : at + 2]
        if text[at] in leads and pair not in pairs:
            return text
        is_sure |= pair in sure
        pieces.append(pairs.get(pair, text[at]))
        at += 2 if pair in pairs else 1
    return "".join(pieces) if is_sure else text


@dataclass
class Damage:
    """How much of a file needs the repair: texts, those with accents, and those to repair."""

    accented: int = 0
    damaged: int = 0
    examples: list[tuple[str, str]] = field(default_factory=list)

    def look_at(self, texts: Iterable[str]) -> None:
        """Count some texts of the file."""
        for text in texts:
            if text.isascii():
                continue
            self.accented += 1
            repaired = repair(text)
            if repaired != text:
                self.damaged += 1
                self._show(text, repaired)

    def _show(self, text: str, repaired: str) -> None:
        known = {before for before, _after in self.examples}
        if len(self.examples) < MOST_EXAMPLES and text[:120] not in known:
            self.examples.append((text[:120], repaired[:120]))

    @property
    def is_likely(self) -> bool:
        """Whether so many texts are damaged that the file was once read wrongly."""
        return self.damaged > max(2, LIKELY_FROM * self.accented)

    def as_json(self) -> dict[str, Any]:
        """For rows and screens."""
        return {
            "accented": self.accented,
            "damaged": self.damaged,
            "likely": self.is_likely,
            "examples": [list(example) for example in self.examples],
        }


def texts_of(record: Record) -> list[str]:
    """What people read of a record and its copies; numbers and codes are no texts."""
    copies = [text for copy in record.copies for text in (copy.call_number, copy.parts_note)]
    return [record.title, record.author, record.publisher, *copies]


def repaired_record(record: Record) -> Record:
    """The record with repaired texts."""
    return replace(
        record,
        title=repair(record.title),
        author=repair(record.author),
        publisher=repair(record.publisher),
        format=repair(record.format),
        copies=tuple(map(_repaired_copy, record.copies)),
    )


def _repaired_copy(copy: Copy) -> Copy:
    return replace(
        copy,
        call_number=repair(copy.call_number),
        volume=repair(copy.volume),
        parts_note=repair(copy.parts_note),
    )
