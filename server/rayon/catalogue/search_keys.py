"""The words a title is found by, whatever accents, articles and hyphens are typed. Pure."""

import re
from dataclasses import dataclass

from rayon.call_numbers.folding import fold

#: Grows whenever the words of a title would be made otherwise.
WORDS_VERSION = 1
LONGEST_WORD = 40
#: Before the sign that begins a whole title run together; no word contains it.
WHOLE = "="

#: Articles of French and English, and what an apostrophe leaves of a word before a vowel.
ARTICLES = frozenset(["LE", "LA", "LES", "L", "UN", "UNE", "DES", "THE", "A", "AN", "D"])

_PART = re.compile(r"[0-9A-Za-z]+")


@dataclass(frozen=True)
class Query:
    """What somebody typed. ``words`` are whole; ``beginning`` is the last, perhaps unfinished."""

    words: tuple[str, ...]
    beginning: str
    whole: str


def words_of_title(title: str, author: str) -> set[str]:
    """Every word that leads to a title, and the title run together after ``WHOLE``."""
    found = {word for chunk in fold(f"{title} {author}").split() for word in _with_joined(chunk)}
    return {*(found - ARTICLES or found), _whole(title)} - {WHOLE}


def read_query(text: str) -> Query | None:
    """The words to look for; None when nothing is typed that a title could contain."""
    words = [part[:LONGEST_WORD] for part in _PART.findall(fold(text))]
    if not words:
        return None
    telling = [word for word in words if word not in ARTICLES] or words[-1:]
    *before, last = dict.fromkeys(telling)
    return Query(tuple(before), last, _whole(text))


def whole_title(text: str) -> str:
    """A title without articles, signs and spaces, to compare with another."""
    return _whole(text).removeprefix(WHOLE)


def _whole(text: str) -> str:
    parts = _PART.findall(fold(text))
    telling = [part for part in parts if part not in ARTICLES] or parts
    return (WHOLE + "".join(telling))[:LONGEST_WORD]


def _with_joined(chunk: str) -> set[str]:
    """The parts of "week-end" and of "l'ombre", and both run together, as some people type."""
    parts = _PART.findall(chunk)
    return {part[:LONGEST_WORD] for part in (*parts, "".join(parts)) if part}
