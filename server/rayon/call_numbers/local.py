"""Local schemes, and whatever no other scheme can read: words, and whole numbers.

Accession numbers, numerus currens, RVK: `CD 50688 vol.2`, `M 10a`, `2019-9`.
"""

import re

from rayon.call_numbers.markers import MARKERS, UNCOUNTED
from rayon.call_numbers.numbers import whole
from rayon.call_numbers.policy import Policy

_TOKEN = re.compile(r"([A-Za-z]++)([^A-Za-z0-9]*+)([0-9]*+)|([0-9]++)")


def key(text: str, _policy: Policy) -> str:
    """Key of folded text: at one place, numbers < marked numbers (vol.1) < words."""
    parts: list[str] = []
    for word, gap, digits, number in _TOKEN.findall(text.replace("'", "")):
        if number:
            parts.append(whole(number))
        elif not digits:
            _add_word(parts, word)
        elif parts and word in MARKERS and (len(word) > 1 or "." in gap):
            parts.append(":" + MARKERS[word] + whole(digits))
        else:
            parts += word, whole(digits)
    return " ".join(parts)


def _add_word(parts: list[str], word: str) -> None:
    """A single letter behind a number belongs to it: 10 < 10 vol.1 < 10a < 11."""
    if parts and len(word) == 1 and parts[-1][0] <= ":":
        parts[-1] += "$" + word
    else:
        parts.append(UNCOUNTED.get(word, word))
