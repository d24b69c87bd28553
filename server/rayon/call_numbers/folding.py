"""Letters and digits of any script, written with the ASCII that keys are made of."""

import unicodedata
from functools import lru_cache

_SPELT_OUT = {
    "Œ": "OE",
    "Æ": "AE",
    "Ø": "O",
    "Đ": "D",
    "Ð": "D",
    "Ħ": "H",
    "Ł": "L",
    "Ŧ": "T",
    "Þ": "TH",
    "ẞ": "SS",
    "°": "O",
    "’": "'",
    "‘": "'",
    "ʼ": "'",
    "ʹ": "'",
    "′": "'",
    "“": '"',
    "”": '"',
    "″": '"',
    "«": '"',
    "»": '"',
    "⁄": "/",
    "−": "-",
}


def fold(text: str) -> str:
    """Upper-case ASCII text that files where `text` files: accents dropped, ligatures spelt out.

    Letters of other scripts become five lower-case letters each, so that they file after Z in
    the order of their code points. Signs without a fold, and lone surrogates, become spaces.
    """
    if text.isascii():
        return text.upper()
    return text.translate(_FOLDS)


@lru_cache(maxsize=4096)
def _fold_character(character: str) -> str:
    if character in _SPELT_OUT:
        return _SPELT_OUT[character]
    return "".join(map(_fold_part, unicodedata.normalize("NFKD", character).upper()))


def _fold_part(part: str) -> str:
    if part.isascii():
        return part
    if part in _SPELT_OUT:
        return _SPELT_OUT[part]
    if part.isdecimal():
        return str(unicodedata.decimal(part))
    category = unicodedata.category(part)
    if category[0] == "M" or category in ("Cf", "Lm", "Sk"):
        return ""
    if category == "Pd":
        return "-"
    return _spell_foreign_letter(ord(part)) if part.isalpha() else " "


def _spell_foreign_letter(code: int) -> str:
    letters = ""
    for _ in range(5):
        code, place = divmod(code, 26)
        letters = chr(ord("a") + place) + letters
    return letters


class _Folds(dict[int, str]):
    """Holds the alphabets of Europe; the rest is worked out when met."""

    def __missing__(self, code: int) -> str:
        return _fold_character(chr(code))


_FOLDS = _Folds(
    (code, _fold_character(chr(code)))
    for code in (*range(0x250), *range(0x2B0, 0x530), *range(0x1E00, 0x2100))
)
