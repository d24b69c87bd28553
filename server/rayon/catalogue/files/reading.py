"""A file of any format as records with their copies, as a mapping says."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from rayon.catalogue.files.accents import Damage, repaired_record, texts_of
from rayon.catalogue.files.copies import Translation
from rayon.catalogue.files.csv_items import read_csv
from rayon.catalogue.files.formats import format_of
from rayon.catalogue.files.mapping import CsvMapping, MarcMapping, load_mapping, mapping_names
from rayon.catalogue.files.marc_items import read_marc
from rayon.catalogue.files.problems import FileRefused, Problem
from rayon.catalogue.files.records import Copy, Record

#: A record or None, what was rejected of it, and how far the reading is.
Read = tuple[Record | None, list[Problem], int]
AnyMapping = MarcMapping | CsvMapping

_CHUNK = 1 << 20
#: Records that a first look reads, and copies that it shows.
LOOKED_AT = 200
SHOWN = 5


def records_of(
    path: Path, mapping: AnyMapping, branch: str = "", *, repair_accents: bool = False
) -> Iterator[Read]:
    """Each record in turn. Raises FileRefused when the file is cut or unreadable."""
    translation = Translation(mapping, branch)
    if isinstance(mapping, MarcMapping):
        records = read_marc(path, mapping, translation)
    else:
        records = read_csv(path, mapping, translation)
    if not repair_accents:
        return records
    return ((r and repaired_record(r), problems, end) for r, problems, end in records)


def length_of(path: Path, mapping: AnyMapping) -> int:
    """What reading counts up to: bytes of MARC, rows of a table."""
    if isinstance(mapping, MarcMapping):
        return path.stat().st_size
    with path.open("rb") as file:
        return sum(chunk.count(b"\n") for chunk in iter(lambda: file.read(_CHUNK), b""))


@dataclass
class Look:
    """What the first records of a file are, read by one mapping."""

    records: int = 0
    copies: list[tuple[Record, Copy]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    damage: Damage = field(default_factory=Damage)

    def show(self, record: Record) -> None:
        """Take a record in."""
        self.damage.look_at(texts_of(record))
        self.copies += ((record, copy) for copy in record.copies)


def look(path: Path, mapping: AnyMapping, branch: str = "", *, most: int = LOOKED_AT) -> Look:
    """Read the beginning of a file. Raises FileRefused as ``records_of`` does."""
    seen = Look()
    for record, problems, _end in islice(records_of(path, mapping, branch), most):
        seen.records += 1
        seen.problems += problems
        if record:
            seen.show(record)
    return seen


def guess_mapping(path: Path) -> str:
    """The mapping that finds the most copies at the beginning of the file; "" when none does.

    Raises FileRefused when the file is of no format that is read.
    """
    wanted = "csv" if format_of(path) == "csv" else "marc"
    found = Counter({name: _copies_by(path, name, wanted) for name in mapping_names()})
    best = found.most_common(1)
    return best[0][0] if best and best[0][1] else ""


def _copies_by(path: Path, name: str, wanted: str) -> int:
    try:
        mapping = load_mapping(name)
        if mapping.format != wanted:
            return 0
        # A branch of any name: which one it is will be asked later.
        return len(look(path, mapping, branch="?", most=50).copies)
    except FileRefused:
        return 0
