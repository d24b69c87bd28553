"""MARC records of a MARCXML file, one after the other, without trusting the XML.

A document type is refused before anything of it is read: entities are how a small file becomes a
large one, or reads others. What grows without end (a text, a record) is cut off.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from xml.parsers import expat

from flask_babel import gettext as _
from pymarc import Field, Indicators, Record, Subfield

from rayon.catalogue.files.marc_records import MOST_ENTRIES, Numbered
from rayon.catalogue.files.problems import FileRefused, Problem, record_place

_CHUNK = 64 * 1024
#: Bytes between the ends of two records.
_LONGEST = 2 * 1024 * 1024
_MOST_SUBFIELDS = 2_000
_DEEPEST = 12
_USUAL_LEADER = "00000nam a2200000 a 4500"


def read_xml_records(path: Path) -> Iterator[Numbered | Problem]:
    """Every record in turn, or what is wrong with it.

    Raises FileRefused when the file is cut, is not XML, or has a document type.
    """
    reader = _Reader()
    number = 0
    with path.open("rb") as file:
        while True:
            chunk = file.read(_CHUNK)
            reader.feed(chunk)
            for record in reader.taken():
                number += 1
                if isinstance(record, Record):
                    yield Numbered(number, record, reader.end)
                else:
                    yield Problem(record_place(number), "", record)
            if not chunk:
                break
    if not number:
        raise FileRefused(
            _("This XML file has no MARC records. Export it again as MARCXML (or ISO 2709).")
        )


@dataclass
class _Draft:
    """A record while it is being read; ``wrong`` is the first thing that is."""

    leader: str = ""
    fields: list[Field] = field(default_factory=list)
    subfields: int = 0
    wrong: str = ""

    def finished(self) -> Record | str:
        if self.wrong:
            return self.wrong
        if len(self.fields) > MOST_ENTRIES:
            return _(
                "The record has %(count)s fields; %(most)s are the most that is read.",
                count=len(self.fields),
                most=MOST_ENTRIES,
            )
        # Systems leave lengths and addresses of the leader blank in XML.
        leader = self.leader.strip("\r\n").ljust(24)[:24] if self.leader else _USUAL_LEADER
        record = Record(leader=leader)
        record.fields = self.fields
        return record


class _Reader:
    def __init__(self) -> None:
        self._ready: list[Record | str] = []
        self._draft: _Draft | None = None
        self._depth = 0
        self._text: list[str] | None = None
        self._code = ""
        self._fed = 0
        self.end = 0
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartDoctypeDeclHandler = _refuse_doctype
        self._parser.EntityDeclHandler = _refuse_doctype
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._stop
        self._parser.CharacterDataHandler = self._characters

    def feed(self, chunk: bytes) -> None:
        try:
            self._parser.Parse(chunk, not chunk)
        except expat.ExpatError as error:
            raise FileRefused(_unreadable(error, not chunk)) from error
        except (ValueError, LookupError) as error:
            raise FileRefused(_not_xml(str(error))) from error
        self._fed += len(chunk)
        if self._fed - self.end > _LONGEST:
            raise FileRefused(
                _("This is not MARCXML: no record ends within 2 MB. Export it again.")
            )

    def taken(self) -> list[Record | str]:
        ready, self._ready = self._ready, []
        return ready

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise FileRefused(
                _("This is not MARCXML: its elements are nested too deep. Export it again.")
            )
        name = tag.rpartition(":")[2]
        if name == "record":
            self._draft = _Draft()
        if self._draft is None:
            return
        if name in ("leader", "controlfield", "subfield"):
            self._text = []
        if name in ("controlfield", "datafield"):
            self._open_field(self._draft, name, attributes)
        if name == "subfield":
            self._code = attributes.get("code", "")

    def _open_field(self, draft: _Draft, name: str, attributes: dict[str, str]) -> None:
        tag = attributes.get("tag", "")
        is_control = tag.startswith("00")
        if len(tag) != 3 or not tag.isascii() or is_control != (name == "controlfield"):
            draft.wrong = draft.wrong or _("A field of the record has no tag that MARC knows.")
        elif is_control:
            draft.fields.append(Field(tag=tag, data=""))
        elif len(draft.fields) <= MOST_ENTRIES:
            draft.fields.append(Field(tag=tag, indicators=Indicators(" ", " ")))

    def _characters(self, text: str) -> None:
        if self._text is not None:
            self._text.append(text)

    def _stop(self, tag: str) -> None:
        self._depth -= 1
        name = tag.rpartition(":")[2]
        draft = self._draft
        if draft is None:
            return
        if self._text is not None and name in ("leader", "controlfield", "subfield"):
            self._keep(draft, name, "".join(self._text))
            self._text = None
        if name == "record":
            self._ready.append(draft.finished())
            self._draft = None
            self.end = self._parser.CurrentByteIndex

    def _keep(self, draft: _Draft, name: str, text: str) -> None:
        if name == "leader":
            draft.leader = text
        elif draft.wrong or not draft.fields:
            return
        elif name == "controlfield":
            draft.fields[-1].data = text
        else:
            draft.subfields += 1
            if len(self._code) != 1 or not self._code.isascii():
                draft.wrong = _("A subfield of the record has no code.")
            elif draft.subfields > _MOST_SUBFIELDS:
                draft.wrong = _("The record has too many subfields.")
            else:
                draft.fields[-1].subfields.append(Subfield(self._code, text))


def _refuse_doctype(*_declared: object) -> None:
    raise FileRefused(
        _("The file has a document type (<!DOCTYPE …>): MARCXML needs none. Export it again.")
    )


def _unreadable(error: expat.ExpatError, is_end: bool) -> str:
    if is_end:
        return _("The file is cut: its last record is not whole. Export it again.")
    return _not_xml(f"{expat.ErrorString(error.code)}, {error.lineno}:{error.offset}")


def _not_xml(why: str) -> str:
    return _(
        "The XML cannot be read (%(why)s). Export it again, as MARCXML in UTF-8.", why=why[:80]
    )
