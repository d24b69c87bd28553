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
    """UTF-8 unless a byte-order mark or a byte that cannot be UTF-8 says otherwise."""
    with path.open("rb") as file:
        sample = file.read(_SAMPLE)
        for bom, encoding in _BOMS.items():
            if sample.startswith(bom):
                return encoding
        if _is_utf8(sample, file.read):
            return "utf-8"
    best = from_bytes(sample, cp_isolation=_OLD_ENCODINGS).best()
    return best.encoding if best else "cp1252"


def _is_utf8(sample: bytes, read: Callable[[int], bytes]) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while sample:
            decoder.decode(sample)
            sample = read(_SAMPLE)
    except UnicodeDecodeError:
        return False
    return True
