"""Library of Congress: `QA 76.73 .P98 L88 2013 v.2`. NLM shares the grammar.

A key is the class, then one part per component. At one place, nothing < number or date
< marked number (v.2) < Cutter or work letters < sub-area or end of a range.
"""

import re

from rayon.call_numbers import local
from rayon.call_numbers.markers import COPY, MARKERS, UNCOUNTED
from rayon.call_numbers.numbers import whole
from rayon.call_numbers.policy import Policy

_CLASS = re.compile(
    r"[^A-Za-z0-9]*+"
    r"((?:[A-Za-z]++[^A-Za-z0-9]++(?<!\.)(?=[A-Za-z]))*+)"  # words such as Oversize
    r"([A-Z]{1,3}+)(?![A-Za-z])(?:[ .]*+([0-9]++)(?: *+(\.[0-9]++))?+)?+"
)
_TAIL = r"((?:[A-Za-z]++(?!\.?[0-9]))?+)"  # letters that close a number and open nothing
_SIGN = r"(:|(?<=[0-9])[-/](?=[0-9]))?+ *+"
_OTHERS = r"|([A-Za-z]++) *+\.[ .]*+([0-9]++)" + _TAIL + r"|([A-Za-z]++)|([0-9]++)" + _TAIL + ")"
COMPONENT = re.compile(_SIGN + r"(?:(\.?)([A-Z]{1,3}+)([0-9]++)" + _TAIL + _OTHERS)
SERIAL_COMPONENT = re.compile(_SIGN + r"(?:(\.?)([A-Z]++)([0-9]++)" + _TAIL + _OTHERS)

_PREFIXED = "~"
_LAST = "{"
_GLUED_VOLUMES = ("V", "T", "C")
_ORDINALS = ("ST", "ND", "RD", "TH")


def key(text: str, policy: Policy) -> str:
    """Key of folded text. What has no class is keyed as a local call number."""
    return key_with(COMPONENT, text, policy)


def key_with(component: re.Pattern[str], text: str, policy: Policy) -> str:
    text = " ".join(text.split())
    found = _CLASS.match(text)
    if found is None:
        return local.key(text, policy)
    prefix, letters, number, fraction = found.groups()
    parts = [letters + whole(number) + (fraction or "") if number else letters]
    _add_components(parts, component.findall(text, found.end()), policy)
    if prefix:
        parts.insert(0, _PREFIXED + " ".join(re.findall("[A-Za-z]++", prefix)))
    return " ".join(parts)


def _add_components(parts: list[str], components: list[tuple[str, ...]], policy: Policy) -> None:
    for component in components:
        part = _part(component, parts, policy)
        parts.append(_LAST + part if component[0] else part)
    if policy.cutter_before_date and len(parts) > 1 and parts[1][0].isdigit():
        parts[1] = _LAST + parts[1]


def _part(component: tuple[str, ...], parts: list[str], policy: Policy) -> str:
    _, point, cutter, decimals, work, marker, count, tail, word, number, letter = component
    if cutter:
        counts = not point and _glued_letters_count(cutter, parts[-1])
        return (_marked if counts else _cutter)(cutter, decimals, work, policy)
    if marker:
        return _marked(marker, count, tail, policy)
    if word:
        return UNCOUNTED.get(word, word)
    if _counts(parts[-1], number):
        return _marked(parts.pop(), number, letter, policy)
    return _date(number, letter, policy)


def _glued_letters_count(letters: str, before: str) -> bool:
    """Letters glued to digits without a point make no Cutter in NO12, nor in v2 behind a date."""
    if len(letters) == 1:
        return letters in _GLUED_VOLUMES and before[0] <= ":"
    return letters in MARKERS


def _counts(word: str, number: str) -> bool:
    """`vol 5` and `v 5` count; `C 1990` is a work letter and a date."""
    return word in MARKERS and (len(word) > 1 or len(number) < 4)


def _cutter(letters: str, decimals: str, work: str, _policy: Policy) -> str:
    return letters + decimals + "$" + work if work else letters + decimals


def _marked(word: str, digits: str, tail: str, policy: Policy) -> str:
    marker = MARKERS.get(word, word)
    first = "/" if marker == COPY and policy.copy_before_date else ":"
    return first + marker + _number(digits, tail)


def _date(digits: str, tail: str, policy: Policy) -> str:
    if tail and tail in policy.ignored_sizes:
        return whole(digits)
    return _number(digits, tail)


def _number(digits: str, tail: str) -> str:
    if not tail or tail in _ORDINALS or (tail == "D" and len(digits) < 4):
        return whole(digits)
    return whole(digits) + "$" + tail
