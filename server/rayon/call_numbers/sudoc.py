"""SuDoc, the classification of United States government documents: `Y 4.ED 8/1:117-48`.

Every number is whole, points and strokes only separate, and all that stands before the
colon is compared before anything that stands after it.
"""

import re

from rayon.call_numbers.numbers import whole
from rayon.call_numbers.policy import Policy

_PIECES = re.compile(r"[A-Za-z]++|[0-9]++")
_AFTER_LETTERS = "{"
_BEFORE_ALL = "+"


def key(text: str, policy: Policy) -> str:
    """Key of folded text: a space for the colon, points between the pieces."""
    stem, _, suffix = text.partition(":")
    stem_mark = "" if policy.stem_numbers_first else _AFTER_LETTERS
    stem_key = ".".join([_piece_key(piece, stem_mark) for piece in _PIECES.findall(stem)])
    pieces = _PIECES.findall(suffix)
    if not pieces:
        return stem_key
    mark = "" if policy.suffix_numbers_first else _AFTER_LETTERS
    if policy.years_first:
        return stem_key + " " + ".".join(_years_first(pieces, mark))
    return stem_key + " " + ".".join([_piece_key(piece, mark) for piece in pieces])


def _piece_key(piece: str, mark: str) -> str:
    return piece if piece > ":" else mark + whole(piece)


def _years_first(pieces: list[str], mark: str) -> list[str]:
    """The first piece is a title's or an issue's; those behind it may be years."""
    keys = [_piece_key(pieces[0], mark)]
    for piece in pieces[1:]:
        year = _year(piece)
        keys.append(_BEFORE_ALL + whole(year) if year else _piece_key(piece, mark))
    return keys


def _year(piece: str) -> str:
    """Years before 2000 are printed without their first digit: 985 is 1985."""
    if len(piece) == 3 and piece[0] in "89":
        return "1" + piece
    return piece if len(piece) == 4 and piece[:2] in ("18", "19", "20") else ""
