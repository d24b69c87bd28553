"""JSON as we trust it: what a parser would let pass in silence is refused in words."""

import json
import math
from typing import Any

import orjson
from flask.json.provider import DefaultJSONProvider

from rayon.errors import Refusal

DEEPEST = 16
LARGEST_NUMBER = 2**63 - 1
_NESTS = (dict, list)
#: Every digit is a nought: a number too long to be kept is then found at once.
_NOUGHTS = bytes(ord("0") if chr(code).isdigit() and code < 128 else code for code in range(256))
_LONG = b"0" * 19
#: Numbers may be keys, and times are said as Flask says them.
_LIKE_JSON = orjson.OPT_NON_STR_KEYS | orjson.OPT_PASSTHROUGH_DATETIME


class StrictJson(DefaultJSONProvider):
    """How answers are said, and how every body but a sync's is read: all of it must be fit to be
    kept.
    """

    def dumps(self, obj: Any, **kwargs: Any) -> str:
        return orjson.dumps(obj, self.default, _LIKE_JSON).decode()

    def loads(self, s: str | bytes, **kwargs: Any) -> Any:
        value = read_json(s)
        if not is_storable(value):
            raise _refusal("a text or a number that no database keeps")
        return value


def read_json(body: str | bytes) -> Any:
    """A value without duplicate keys, NaN or infinity, at most 16 levels deep.

    Raises ``Refusal`` (400, ``bad_json``).
    """
    value = _read_at_a_glance(body)
    if value is None:
        value = _read_strictly(body)
    if _depth(value) > DEEPEST:
        raise _refusal("nested too deep")
    return value


def _read_at_a_glance(body: str | bytes) -> Any:
    """The value where saying it again comes to the very same words: then nothing stood twice, and
    no number was bent. None where it does not, which need not mean that anything is wrong.
    """
    try:
        value = orjson.loads(body)
        again = orjson.dumps(value)
    except (orjson.JSONDecodeError, orjson.JSONEncodeError):
        return None
    return value if again == (body.encode() if isinstance(body, str) else body) else None


def _read_strictly(body: str | bytes) -> Any:
    try:
        return json.loads(
            body,
            object_pairs_hook=_object,
            parse_constant=_no_number,
            parse_float=_finite,
        )
    except RecursionError:
        raise _refusal("nested too deep") from None
    except ValueError as error:
        raise _refusal(str(error).split(":", maxsplit=1)[0][:80]) from None


def is_storable(value: Any) -> bool:
    """No NUL, no lone surrogate, no number beyond 64 bits: databases refuse or bend them."""
    # By type and not by pattern: every value of every action comes through here.
    kind = type(value)
    if kind is str:
        return _is_text(value)
    if kind is dict:
        return all(_is_text(key) and is_storable(inner) for key, inner in value.items())
    if kind is list:
        return all(is_storable(inner) for inner in value)
    return kind is not int or abs(value) <= LARGEST_NUMBER


def is_surely_storable(body: bytes) -> bool:
    """The same for a whole body, at a glance; False: each value has to be looked at.

    What databases refuse needs an escape, a NUL (every encoding but UTF-8 has it), the first byte
    of a surrogate, or 19 digits in a row.
    """
    suspects = (b"\\u", b"\x00", b"\xed")
    has_suspects = any(one in body for one in suspects)
    return not has_suspects and _LONG not in body.translate(_NOUGHTS)


def _is_text(value: str) -> bool:
    if value.isascii():
        return "\0" not in value
    try:
        return b"\0" not in value.encode()
    except UnicodeEncodeError:
        return False


def _refusal(reason: str) -> Refusal:
    return Refusal("bad_json", {"reason": reason}, status=400)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) != len(pairs):
        raise ValueError("a key stands twice")
    return value


def _no_number(name: str) -> Any:
    raise ValueError(f"{name} is no number")


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError("a number is too large")
    return number


def _depth(value: Any) -> int:
    """How deep lists and objects nest, counted without recursion and no deeper than needed."""
    depth, level = 0, [value]
    while depth <= DEEPEST:
        inner = [one for one in level if isinstance(one, _NESTS)]
        if not inner:
            break
        level = [c for one in inner for c in (one.values() if isinstance(one, dict) else one)]
        depth += 1
    return depth
