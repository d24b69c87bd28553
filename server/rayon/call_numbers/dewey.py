"""Dewey decimal classification: `REF 973.932 B62 A2`, `636.7 COR`, `909 DUR v.2`.

The class is a whole number and a fraction read digit by digit, so 1 and 001 are equal.
At one place, nothing < number < marked number (v.2) < letters.
"""

from rayon.call_numbers.markers import MARKERS, UNCOUNTED
from rayon.call_numbers.numbers import whole
from rayon.call_numbers.policy import Policy
from rayon.call_numbers.tokens import TOKEN, fraction_digits


def key(text: str, _policy: Policy) -> str:
    """Key of folded text."""
    parts: list[str] = []
    has_class = False
    for letters, gap, digits, fraction, tail, word in TOKEN.findall(text.replace("'", "")):
        if word:
            parts.append(UNCOUNTED.get(word, word))
        elif not digits:
            continue
        elif letters and _counts(letters, gap, parts):
            parts.append(":" + MARKERS[letters] + whole(digits) + fraction_digits(fraction))
            _add_tail(parts, tail, belongs=True)
        elif letters and not gap and not fraction and _is_cutter(letters, digits, parts):
            parts.append(letters + digits)
            _add_tail(parts, tail, belongs=True)
        else:
            if letters:
                parts.append(letters)
            parts.append(whole(digits) + fraction_digits(fraction))
            _add_tail(parts, tail, belongs=has_class)
            has_class = True
    return " ".join(parts)


def _counts(letters: str, gap: str, parts: list[str]) -> bool:
    """Whether the letters only say what is counted. `B62 V8` is a Cutter, `DUR v8` a volume."""
    if letters not in MARKERS or not parts:
        return False
    return "." in gap or len(letters) > 1 or parts[-1].isalpha()


def _is_cutter(letters: str, digits: str, parts: list[str]) -> bool:
    """Glued to three digits, the first letters of a label are a prefix: J590."""
    return len(letters) < 3 and (bool(parts) or len(digits) != 3)


def _add_tail(parts: list[str], tail: str, *, belongs: bool) -> None:
    """H38h is H38 with a work mark; 780.1AZR is a class and an author."""
    if tail and belongs:
        parts[-1] += "$" + tail
    elif tail:
        parts.append(tail)
