"""Reading what a phone posts: strict about the envelope, patient with each action alone."""

from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from rayon.errors import Refusal
from rayon.strict_json import is_storable, read_json
from rayon.sync.recorded import Recorded, Uuid

MOST_ACTIONS = 200
MOST_BYTES = 256 * 1024
LONGEST_ID = 40


def _has_an_id(raw: dict[str, Any]) -> dict[str, Any]:
    """Without an id nobody could be told what became of it."""
    action_id = raw.get("id")
    if not (isinstance(action_id, str) and action_id.isascii() and action_id.isprintable()):
        raise ValueError("an action needs an id")
    if not 0 < len(action_id) <= LONGEST_ID:
        raise ValueError("an action needs an id of 36 characters")
    return raw


RawAction = Annotated[dict[str, Any], AfterValidator(_has_an_id)]


class Envelope(BaseModel):
    """One sync: who asks, how far it is, and what it has to say."""

    model_config = ConfigDict(extra="forbid", strict=True)

    store: Uuid
    epoch: str | None = Field(default=None, max_length=36)
    cursor: int = Field(ge=0, le=2**53)
    actions: list[RawAction] = Field(max_length=MOST_ACTIONS)


def read_envelope(body: bytes) -> Envelope:
    """The envelope. Raises ``Refusal``: 413 too large, 400 no JSON, 422 with the field."""
    if len(body) > MOST_BYTES:
        raise Refusal("too_large", {"limit": "256 KiB"}, status=413)
    try:
        return Envelope.model_validate(read_json(body))
    except ValidationError as error:
        raise _bad_field(error) from None


def read_action(raw: dict[str, Any], *, surely_storable: bool = False) -> Recorded | None:
    """One action, or None when it cannot even be written down."""
    if not surely_storable and not is_storable(raw):
        return None
    try:
        action = Recorded.model_validate(raw)
    except ValidationError:
        return None
    # Only the server itself leaves the number out.
    return action if action.number is not None else None


def why_unreadable(raw: dict[str, Any]) -> str:
    """What is wrong with an action that ``read_action`` did not read: a field of ours and a kind of
    error. Of what was said nothing, not even the name of a field that we do not know.
    """
    if not is_storable(raw):
        return "cannot be stored"
    try:
        Recorded.model_validate(raw)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False, include_context=False)[0]
        field = str(first["loc"][0]) if first["loc"] else ""
        return f"{field if field in Recorded.model_fields else 'another field'}: {first['type']}"
    return "number: missing"


def _bad_field(error: ValidationError) -> Refusal:
    first = error.errors(include_input=False, include_url=False, include_context=False)[0]
    name = ".".join(str(part) for part in first["loc"])[:80] or "body"
    return Refusal("bad_field", {"field": name, "reason": first["msg"]}, status=422)
