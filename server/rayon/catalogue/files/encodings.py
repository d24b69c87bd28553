"""Which encoding a text file is in."""

import codecs
from collections.abc import Callable
from pathlib import Path

from charset_normalizer import from_bytes

_SAMPLE = 256 * 1024
_BOMS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
#: What French and English library systems write when they do not write UTF-8.
_OLD_ENCODINGS = ["cp1252", "mac_roman", "cp850"]


def encoding_of(path: Path) -> str:
    """UTF-8 unless a byte-order mark, NUL bytes or a byte that cannot be UTF-8 say otherwise."""
    with path.open("rb") as file:
        sample = file.read(_SAMPLE)
        for bom, encoding in _BOMS.items():
            if sample.startswith(bom):
                return encoding
        if wide := _wide(sample):
            return wide
        if _is_utf8(sample, file.read):
            return "utf-8"
    best = from_bytes(sample, cp_isolation=_OLD_ENCODINGS).best()
    return best.encoding if best else "cp1252"


def _wide(sample: bytes) -> str:
    """UTF-16 without its mark: every other byte of plain text is NUL."""
    half = len(sample) // 2
    for encoding, start in (("utf-16-le", 1), ("utf-16-be", 0)):
        if half and sample[start::2].count(0) > 0.6 * half:
            return encoding
    return ""


def _is_utf8(sample: bytes, read: Callable[[int], bytes]) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while sample:
            decoder.decode(sample)
            sample = read(_SAMPLE)
    except UnicodeDecodeError:
        return False
    return True
