"""One location as a phone keeps it, to say from any barcode where one is. Pure.

A file is the same as long as its location is, and is never changed: its name is its hash. All
numbers are little-endian, so that the phone looks things up where they lie and unpacks nothing:

  "RYN1", the length of the head, the head (JSON, padded to four bytes), then the columns, each
  padded to four bytes, in the order of COLUMNS; the head has their lengths in bytes.

  bay_shelves   how many shelves stand before each bay in running order, and all of them at the end
  bay_ends, bays   where the JSON of each bay ends, and the JSON of all
  ranks     of the barcodes in the order of their bytes; two bytes each, four past 65,536 copies
  starts    rank of the first document of each shelf, and the number of copies at the end
  barcode_blocks, label_blocks   where each block of 16 begins
  standing  one bit for each rank, the lowest first: expected on its shelf
  barcodes  in the order of their bytes: shared with the one before, length, and the rest of it
  labels    the same of call numbers, by rank
"""

import json
import struct
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from sys import byteorder
from typing import Any

Row = dict[str, Any]
MAGIC = b"RYN1"
BLOCK = 16
LONGEST_LABEL = 60
COLUMNS = (
    "bay_shelves",
    "bay_ends",
    "bays",
    "ranks",
    "starts",
    "barcode_blocks",
    "label_blocks",
    "standing",
    "barcodes",
    "labels",
)
_MOST_SHARED = 255


@dataclass(frozen=True, slots=True)
class Standing:
    """One copy of the location; ``is_expected``: not on loan, not elsewhere."""

    barcode: str
    call_number: str
    is_expected: bool


def write_index(
    location: int, copies: Sequence[Standing], bays: Sequence[Row], starts: Sequence[int]
) -> bytes:
    """The file. ``copies`` in shelf order; ``bays`` as the phone shows them, in running order."""
    order = sorted(range(len(copies)), key=lambda rank: copies[rank].barcode.encode())
    barcodes, barcode_blocks = _front_coded(copies[rank].barcode.encode() for rank in order)
    labels, label_blocks = _front_coded(_label(copy.call_number) for copy in copies)
    said_bays = [_json(bay) for bay in bays]
    columns = {
        "bay_shelves": _numbers("I", accumulate((bay["shelves"] for bay in bays), initial=0)),
        "bay_ends": _numbers("I", accumulate(map(len, said_bays))),
        "bays": b"".join(said_bays),
        "ranks": _numbers("H" if len(copies) <= 65536 else "I", order),
        "starts": _numbers("I", starts),
        "barcode_blocks": _numbers("I", barcode_blocks),
        "label_blocks": _numbers("I", label_blocks),
        "standing": _bits([copy.is_expected for copy in copies]),
        "barcodes": barcodes,
        "labels": labels,
    }
    lengths = [len(columns[name]) for name in COLUMNS]
    said = _json({"location": location, "count": len(copies), "lengths": lengths})
    parts = [MAGIC, struct.pack("<I", len(said)), said]
    return b"".join(map(_padded, [b"".join(parts), *(columns[name] for name in COLUMNS)]))


def starts_among(copies: Sequence[Standing], boundaries: Sequence[float]) -> list[int]:
    """Ranks among the expected copies, as the locator gives them -> ranks among all."""
    expected = [rank for rank, copy in enumerate(copies) if copy.is_expected]
    expected.append(len(copies))
    return [expected[min(int(boundary), len(expected) - 1)] for boundary in boundaries]


def _json(value: Row) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _label(call_number: str) -> bytes:
    return call_number[:LONGEST_LABEL].encode(errors="replace")


def _front_coded(texts: Iterable[bytes]) -> tuple[bytes, list[int]]:
    coded, blocks, before = bytearray(), [], b""
    for place, text in enumerate(texts):
        if place % BLOCK == 0:
            blocks.append(len(coded))
            before = b""
        shared = _shared(before, text)
        coded += bytes((shared, len(text) - shared)) + text[shared:]
        before = text
    return bytes(coded), blocks


def _shared(one: bytes, other: bytes) -> int:
    most = min(len(one), len(other), _MOST_SHARED)
    return next((place for place in range(most) if one[place] != other[place]), most)


def _numbers(kind: str, values: Iterable[int]) -> bytes:
    numbers = array(kind, values)
    if byteorder == "big":
        numbers.byteswap()
    return numbers.tobytes()


def _bits(flags: Sequence[bool]) -> bytes:
    bits = bytearray((len(flags) + 7) // 8)
    for place, flag in enumerate(flags):
        if flag:
            bits[place >> 3] |= 1 << (place & 7)
    return bytes(bits)


def _padded(part: bytes) -> bytes:
    return part + bytes(-len(part) % 4)
