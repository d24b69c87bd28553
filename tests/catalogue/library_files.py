"""Files as libraries send them, written small: MARC records, CSV tables."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from pymarc import Field, Indicators, Leader, Record, Subfield

HEADER = "barcode;record;title;author;branch;location;call_number;status"


def a_record(
    number: str = "u1",
    *items: dict[str, str],
    title: str = "Germinal",
    tag: str = "999",
    leader: str = "00000nam a2200000 a 4500",
    **fields: dict[str, str],
) -> Record:
    """A MARC record with one ``tag`` field per item; extra fields as ``f300={"a": "2 DVD"}``."""
    record = Record(leader=Leader(leader))
    record.add_field(Field(tag="001", data=number))
    record.add_field(a_field("245", {"a": title}))
    for name, subfields in fields.items():
        record.add_field(a_field(name.removeprefix("f"), subfields))
    for item in items:
        record.add_field(a_field(tag, item))
    return record


def a_field(tag: str, subfields: dict[str, str]) -> Field:
    pairs = [Subfield(code.rstrip("_"), text) for code, text in subfields.items()]
    return Field(tag=tag, indicators=Indicators(" ", " "), subfields=pairs)


def an_item(
    barcode: str = "X001", call_number: str = "PQ2504 .A1 1885", **more: str
) -> dict[str, str]:
    """The subfields of one copy, in field 999."""
    return {"i": barcode, "a": call_number, "l": "STACKS", "m": "MAIN", "w": "LC", **more}


def marc_file(folder: Path, *records: Record | bytes) -> Path:
    """An ISO 2709 file of these records."""
    path = folder / "items.mrc"
    path.write_bytes(b"".join(r if isinstance(r, bytes) else r.as_marc() for r in records))
    return path


def csv_file(
    folder: Path, lines: Sequence[str] | bytes, header: str = HEADER, name: str = "items.csv"
) -> Path:
    """A CSV file with this header; ``bytes`` are written as they are."""
    path = folder / name
    if isinstance(lines, bytes):
        path.write_bytes(lines)
    else:
        path.write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")
    return path


def rows(count: int, start: int = 1) -> list[str]:
    """So many good rows for ``HEADER``."""
    return [
        f"3000{number:04d};{number};Titre {number};Zola;CANAL;ROM;R ZOL {number};disponible"
        for number in range(start, start + count)
    ]


def reasons(problems: Iterable[object]) -> str:
    """All rejections as one text."""
    return "\n".join(map(str, problems))
