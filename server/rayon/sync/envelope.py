"""Reading what a phone posts: strict about the envelope, patient with each action alone."""

import json
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from rayon.errors import Refusal
from rayon.sync.recorded import UUID_PATTERN, Recorded

MOST_ACTIONS = 200
MOST_BYTES = 256 * 1024
DEEPEST = 16


class Envelope(BaseModel):
    """One sync: who asks, how far it is, and what it has to say."""

    model_config = ConfigDict(extra="forbid")

    store: str = Field(pattern=UUID_PATTERN)
    epoch: str | None = Field(default=None, max_length=36)
    cursor: int = Field(ge=0, le=2**53)
    actions: list[Any] = Field(max_length=MOST_ACTIONS)


def read_json(body: bytes) -> Any:
    """JSON as we trust it: no duplicate keys, no NaN, not too deep, no text a database refuses."""
    try:
        value = json.loads(body, object_pairs_hook=_object, parse_constant=_no_constant)
    except RecursionError:
        raise Refusal("bad_json", {"reason": "nested too deep"}, status=400) from None
    except (ValueError, UnicodeDecodeError) as error:
        reason = str(error).split(":", maxsplit=1)[0][:80]
        raise Refusal("bad_json", {"reason": reason}, status=400) from None
    if _depth(value) > DEEPEST:
        raise Refusal("bad_json", {"reason": "nested too deep"}, status=400)
    return value


def read_envelope(body: bytes) -> Envelope:
    """The envelope, or a refusal that names the field."""
    if len(body) > MOST_BYTES:
        raise Refusal("too_large", {"limit": "256 KiB"}, status=413)
    value = read_json(body)
    try:
        return Envelope.model_validate(value)
    except ValidationError as error:
        raise bad_field(error) from None


def read_action(raw: Any) -> Recorded | None:
    """One action, or None when it cannot even be written down."""
    if not _is_storable(raw):
        return None
    try:
        action = Recorded.model_validate(raw)
    except ValidationError:
        return None
    # Only the server itself leaves the number out.
    return action if action.number is not None else None


def bad_field(error: ValidationError) -> Refusal:
    """The first thing wrong with a body, as a refusal."""
    first = error.errors(include_input=False, include_url=False, include_context=False)[0]
    name = ".".join(str(part) for part in first["loc"]) or "body"
    return Refusal("bad_field", {"field": name, "reason": first["msg"]}, status=422)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) != len(pairs):
        raise ValueError("a key stands twice")
    return value


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is no number")


def _depth(value: Any) -> int:
    """How deep lists and objects nest, counted without recursion."""
    deepest, level = 0, [value]
    while level and deepest <= DEEPEST:
        inner = [v for v in level if isinstance(v, dict | list)]
        level = [c for v in inner for c in (v.values() if isinstance(v, dict) else v)]
        deepest += bool(inner)
        if not inner:
            break
    return deepest


def _is_storable(value: Any) -> bool:
    """No NUL, no lone surrogate, no number beyond 64 bits: databases refuse or bend them."""
    text = json.dumps(value, ensure_ascii=False)
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return "\\u0000" not in text and not _has_huge_number(value)


def _has_huge_number(value: Any) -> bool:
    if isinstance(value, dict):
        return any(_has_huge_number(inner) for inner in value.values())
    if isinstance(value, list):
        return any(_has_huge_number(inner) for inner in value)
    return isinstance(value, int) and abs(value) >= 2**63
