"""MARC records -> titles and copies, as a mapping says."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from flask_babel import gettext as _
from pymarc import Field
from pymarc import Record as MarcRecord

from rayon.catalogue.files.copies import Translation, Words
from rayon.catalogue.files.formats import format_of
from rayon.catalogue.files.mapping import MarcItem, MarcMapping
from rayon.catalogue.files.marc_records import Numbered, read_records
from rayon.catalogue.files.marc_xml import read_xml_records
from rayon.catalogue.files.parts import parts_of_description
from rayon.catalogue.files.problems import FileRefused, Problem
from rayon.catalogue.files.records import Copy, Record
from rayon.catalogue.files.text import clean, isbn13
from rayon.catalogue.files.volumes import volumes_of

#: What the sixth letter of the leader says of a record; "a" is a book or, by the seventh, a serial.
_LEADER_KINDS = {
    "c": "score",
    "d": "score",
    "e": "map",
    "f": "map",
    "g": "dvd",
    "i": "audiobook",
    "j": "cd",
    "k": "other",
    "l": "other",
    "m": "other",
    "o": "other",
    "p": "other",
    "r": "game",
}
_PAGES = re.compile(r"(\d{1,4})\s*(?:p\b|pages|S\.)")
_YEAR = re.compile(r"(?<!\d)(1[4-9]\d\d|20\d\d)(?!\d)")


def read_marc(
    path: Path, mapping: MarcMapping, translation: Translation
) -> Iterator[tuple[Record | None, list[Problem], int]]:
    """Each record with its good copies, what is wrong with others, and the bytes read so far.

    ISO 2709 or MARCXML, as the file is. Raises FileRefused for any other.
    """
    end = 0
    for read in _reader(path):
        if isinstance(read, Problem):
            yield None, [read], end
            continue
        end = read.end
        record = _record_of(read.record, mapping)
        if not record.record:
            yield None, [Problem(read.place, mapping.title.record[0], _no_number())], end
        elif not record.title:
            yield None, [Problem(read.place, mapping.title.title[0], _no_title())], end
        else:
            copies = _copies_of(read, mapping, translation)
            good = tuple(copy for copy in copies if isinstance(copy, Copy))
            yield replace(record, copies=good), [c for c in copies if isinstance(c, Problem)], end


def _reader(path: Path) -> Iterator[Numbered | Problem]:
    file_format = format_of(path)
    if file_format == "marcxml":
        return read_xml_records(path)
    if file_format == "csv":
        raise FileRefused(
            _(
                "This is not a MARC file (ISO 2709 or MARCXML). Choose the mapping of a table, "
                "or export MARC."
            )
        )
    return read_records(path)


def _record_of(record: MarcRecord, mapping: MarcMapping) -> Record:
    where = mapping.title
    extent = _first(record, where.format)
    pages = _PAGES.search(extent)
    return Record(
        record=clean(_first(record, where.record), 60),
        title=clean(_unpunctuated(_first(record, where.title))),
        author=clean(_unpunctuated(_first(record, where.author))),
        publisher=clean(_unpunctuated(_first(record, where.publisher))),
        year=_year(record, where.year),
        format=clean(extent, 80),
        pages=int(pages[1]) if pages else None,
        isbns=_isbns(record, where.isbn),
    )


def _copies_of(
    read: Numbered, mapping: MarcMapping, translation: Translation
) -> list[Copy | Problem]:
    kind = _leader_kind(read.record)
    description = parts_of_description(
        _first(read.record, mapping.title.format), _first(read.record, mapping.title.accompanying)
    )
    copies: list[Copy | Problem] = []
    for field in read.record.get_fields(mapping.item.field):
        words = _words_of(field, mapping.item)
        words["parts"] = words.get("parts") or description
        said = {rule.read: _all_of(field, rule.read) for rule in mapping.status}
        copies.append(translation.copy(read.place, mapping.item.field, words, said, kind))
    return _with_volumes(copies)


def _words_of(field: Field, item: MarcItem) -> Words:
    names = type(item).model_fields.keys() - {"field"}
    return {name: _first_filled(field, getattr(item, name)) for name in names}


def _first_filled(field: Field, codes: str) -> str:
    return next((text for code in codes if (text := _all_of(field, code))), "")


def _all_of(field: Field, code: str) -> str:
    return " ".join(field.get_subfields(code)).strip()


def _with_volumes(copies: list[Copy | Problem]) -> list[Copy | Problem]:
    """Volumes from the ends of call numbers, where the record has no other word for them."""
    good = [copy for copy in copies if isinstance(copy, Copy)]
    if len(good) < 2 or any(copy.volume for copy in good):
        return copies
    volumes = dict(zip(map(id, good), volumes_of([copy.call_number for copy in good]), strict=True))
    return [
        replace(copy, volume=volumes[id(copy)]) if isinstance(copy, Copy) else copy
        for copy in copies
    ]


def _leader_kind(record: MarcRecord) -> str:
    leader = str(record.leader)
    if leader[6:7] in ("a", "t") and leader[7:8] == "s":
        return "magazine"
    return _LEADER_KINDS.get(leader[6:7], "book")


def _first(record: MarcRecord, paths: Sequence[str]) -> str:
    """The text of the first field that has one."""
    return next((text for path in paths for text in _texts(record, path)), "")


def _texts(record: MarcRecord, path: str) -> Iterator[str]:
    for field in record.get_fields(path[:3]):
        if field.is_control_field():
            text = field.data or ""
        else:
            text = " ".join(field.get_subfields(*path[3:]))
        if text.strip():
            yield text


def _year(record: MarcRecord, paths: Sequence[str]) -> str:
    for path in paths:
        for text in _texts(record, path):
            if found := _YEAR.search(text[7:11] if path == "008" else text):
                return found[1]
    return ""


def _isbns(record: MarcRecord, paths: Sequence[str]) -> tuple[str, ...]:
    texts = [text for path in paths for text in _texts(record, path)]
    return tuple(dict.fromkeys(filter(None, map(isbn13, texts))))


def _unpunctuated(text: str) -> str:
    """Without the punctuation with which cataloguing rules end a field."""
    return text.strip().rstrip("/:;,= ").strip()


def _no_number() -> str:
    return _("The record has no number: it could not be recognised in the next import.")


def _no_title() -> str:
    return _("The record has no title.")
