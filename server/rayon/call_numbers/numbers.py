"""Whole numbers in keys."""

import re

_LENGTHS = " 12345678"
_ROMAN = re.compile(r"(?<![A-Za-z0-9])[IVXL]++(?![A-Za-z0-9])")
_TENS = ("", "X", "XX", "XXX", "XL", "L", "LX", "LXX", "LXXX")
_UNITS = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
_FIGURES = {
    tens + units: str(10 * ten + unit)
    for ten, tens in enumerate(_TENS)
    for unit, units in enumerate(_UNITS)
}


def whole(digits: str) -> str:
    """ASCII digits, led by how many there are: 9 -> "19", 10 -> "210". Leading zeros go.

    Nine digits and more are led by "9" and the written length, so there is no widest number.
    """
    significant = digits.lstrip("0") or "0"
    length = len(significant)
    if length < 9:
        return _LENGTHS[length] + significant
    return "9" + whole(str(length)) + significant


def read_roman_volumes(text: str) -> str:
    """Folded text with Roman numerals up to 89 in figures, save in its first two words.

    Those are the section and the author: DIX and LIV are authors' letters.
    """
    words = text.split(None, 2)
    if len(words) < 3:
        return text
    words[2] = _ROMAN.sub(_to_figures, words[2])
    return " ".join(words)


def _to_figures(numeral: re.Match[str]) -> str:
    return _FIGURES.get(numeral[0], numeral[0])
