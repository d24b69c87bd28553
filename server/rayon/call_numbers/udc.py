"""Universal decimal classification (CDU): `53(035) ABC`, `622:338`, `37-053.2`.

All digits are one decimal fraction and points only punctuate it. At equal digits the sign
decides, in the filing order that runs against the citation order:
+ / nothing :: : = (0 (1 (= " * letters -0 -1 .0 ' and last the next digit.
"""

import re

from rayon.call_numbers import local
from rayon.call_numbers.policy import Policy

_SECTION = re.compile(r"((?:[A-Za-z]++[ .,_]*+)*+)(?=[0-9(\"=])")
_GROUPING = str.maketrans("", "", "[]")
_SPACE_AT_SIGN = re.compile(r" (?=[+/:=(\"*'-])|(?<=[+/:=]) ")
_SIGN = re.compile(r"::|\(=|\.0|[A-Za-z]++|[^0-9A-Za-z]")

_END = "$"
_RANKS = {
    "+": "!",
    "/": "#",
    ")": _END,
    "::": "%",
    ":": "&",
    "=": "'",
    "(": "(",
    "(=": ")",
    "*": "+",
    "-": "-",
    ".0": ".0",
    "'": "/",
}
_OPENING_QUOTE = "*"
_LETTERS = ","


def key(text: str, policy: Policy) -> str:
    """Key of folded text. Behind the notation stands what a space parts from it: an author mark
    or a running number, compared only between equal notations."""
    text = " ".join(text.translate(_GROUPING).split())
    section = _SECTION.match(text)
    if section is None:
        return local.key(text, policy)
    label = text[section.end() :]
    if " " in label:
        label = _SPACE_AT_SIGN.sub("", label)
    notation, _, mark = label.partition(" ")
    parts = section[1].split()
    parts.append(_notation_key(notation))
    if mark:
        parts.append(local.key(mark, policy))
    return " ".join(parts)


def _notation_key(notation: str) -> str:
    if notation.isdigit():
        return notation + _END
    outside = True
    pieces = []
    for piece in notation.split('"'):
        ranked = _SIGN.sub(_rank, piece)
        pieces.append(ranked if outside else _OPENING_QUOTE + ranked + _END)
        outside = not outside
    return "".join(pieces) + _END


def _rank(sign: re.Match[str]) -> str:
    text = sign[0]
    return _LETTERS + text if text.isalpha() else _RANKS.get(text, "")
