"""Cotes of French public libraries: `R FAB NU`, `BD THO T.10`, `843.914 CAM`, `2 PIN 40`.

Section, class (Dewey, PCDM or none), letters of the author and of the title, volume. The
class has a fraction; every other number is whole. "T.", "vol." and "no" are not compared.
At one place, nothing < number < marked number (ex 2) < letters.
"""

from rayon.call_numbers.markers import MARKERS, NUMBER, UNCOUNTED, VOLUME
from rayon.call_numbers.numbers import whole
from rayon.call_numbers.policy import Policy
from rayon.call_numbers.tokens import TOKEN, fraction_digits

_MONTHS = {
    spelling: whole(str(month))
    for month, spellings in enumerate(
        (
            "JAN JANV JANVIER",
            "FEV FEVR FEVRIER",
            "MAR MARS",
            "AVR AVRIL",
            "MAI",
            "JUN JUIN",
            "JUI JUIL JUILLET",
            "AOU AOUT",
            "SEP SEPT SEPTEMBRE",
            "OCT OCTOBRE",
            "NOV NOVEMBRE",
            "DEC DECEMBRE",
        ),
        start=1,
    )
    for spelling in spellings.split()
}

_SILENT = (VOLUME, NUMBER)


def key(text: str, policy: Policy) -> str:
    """Key of folded text."""
    parts: list[str] = []
    decimal = policy.decimal_class
    for letters, gap, digits, fraction, tail, word in TOKEN.findall(text.replace("'", "")):
        if word:
            parts.append(UNCOUNTED.get(word, word))
        elif digits:
            if decimal:
                number = digits + fraction_digits(fraction).replace(".", "")
                decimal = False
            else:
                number = whole(digits) + fraction_digits(fraction)
            if letters:
                _add_lettered(parts, letters, gap, number)
            else:
                parts.append(number)
            if tail:
                parts.append(tail)
    return " ".join(parts)


def _counts_volumes(letter: str, before: str) -> bool:
    """`HUG T 2` and `HUG v2` are volumes; C and N without a point begin a title: `SOB C 3`."""
    return letter in "TV" and before.isalpha()


def _add_lettered(parts: list[str], letters: str, gap: str, number: str) -> None:
    marker = MARKERS.get(letters) if parts else None
    if marker and (len(letters) > 1 or "." in gap or _counts_volumes(letters, parts[-1])):
        parts.append(number if marker in _SILENT else ":" + marker + number)
    elif letters in _MONTHS and len(parts) > 1 and number[0] == "4":
        parts += number, _MONTHS[letters]
    else:
        parts += letters, number
