"""How a call number breaks into the lines of its spine label, as printed."""

import re

from rayon.call_numbers.folding import fold
from rayon.call_numbers.markers import MARKERS

_GLUED_CLASS = re.compile(r"(?<![^\s])(\d[\d.,]*+)(?=[^\W\d_]{2})")
_LC_CLASS = re.compile(r"(?<![^\s])([A-Za-z]{1,3})\s++(?=\d)")
_LC_GLUED_CUTTER = re.compile(r"(?<=\d)(?<!:\d)(?=\.?[A-Za-z]{1,3}\d)")


def label_lines(scheme: str, text: str) -> list[str]:
    """Lines of the label, top down; [] for a blank text. Together they hold all that is printed.

    LC and NLM start with class letters and number on one line (QA76.73), SuDoc breaks at its colon.
    """
    if scheme == "sudoc":
        return _stem_and_suffix(text)
    if scheme in ("lc", "nlm"):
        text = _LC_CLASS.sub(r"\1", text, count=1)
        text = _LC_GLUED_CUTTER.sub(" ", text)
    elif scheme in ("dewey", "fr"):
        text = _GLUED_CLASS.sub(r"\1 ", text)
    return _keep_markers_with_numbers(text.split())


def _stem_and_suffix(text: str) -> list[str]:
    stem, colon, suffix = " ".join(text.split()).partition(":")
    return [line for line in (stem + colon, suffix.strip()) if line]


def _keep_markers_with_numbers(words: list[str]) -> list[str]:
    lines: list[str] = []
    for word in words:
        if len(lines) > 1 and word[0].isdigit() and _is_marker(lines[-1]):
            lines[-1] += " " + word
        else:
            lines.append(word)
    return lines


def _is_marker(word: str) -> bool:
    return fold(word).rstrip(".") in MARKERS
