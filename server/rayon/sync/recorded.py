"""An action as it comes in, checked on its own: the shape of what phones send."""

import hashlib
import json
from typing import Annotated, Any

import orjson
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

UUID_PATTERN = r"^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"
Uuid = Annotated[str, StringConstraints(pattern=UUID_PATTERN)]

#: The action schema this server writes, and the oldest it still reads.
SCHEMA_VERSION = 1


class Recorded(BaseModel):
    """One action of a phone. ``at`` is the phone's clock: kept and shown, never obeyed."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    id: Uuid
    store: Uuid
    number: int | None = Field(ge=1, le=2**31 - 1)
    v: int = Field(ge=1, le=1000)
    by: int | None = Field(ge=1, le=2**31 - 1)
    shift: Uuid | None
    name: str = Field(pattern=r"^[a-z_]{1,40}$")
    subject: str = Field(default="", pattern=r"^[0-9a-z-]{0,36}$")
    seen: int = Field(default=0, ge=0, le=2**31 - 1)
    at: str = Field(default="", max_length=40, pattern=r"^[\x20-\x7e]*$")
    payload: dict[str, Any] = Field(default_factory=dict)

    def body_hash(self) -> str:
        """Same id, other hash: two different actions claim to be one."""
        return hash_of_body(self.model_dump())


def hash_of_body(dumped: dict[str, Any]) -> str:
    """The same for an action that is a dict already."""
    said = orjson.dumps(dumped, option=orjson.OPT_SORT_KEYS)
    if _is_said_otherwise(orjson.dumps(dumped["payload"])):
        said = json.dumps(dumped, sort_keys=True, separators=(",", ":")).encode()
    return hashlib.sha256(said).hexdigest()


def _is_said_otherwise(payload: bytes) -> bool:
    """What is kept from before was said in ASCII alone, and small fractions otherwise.

    Beside its payload an action is whole numbers and ASCII; its ids only look like fractions.
    """
    return not payload.isascii() or any(one in payload for one in (b"\x7f", b"e-", b".0000"))
