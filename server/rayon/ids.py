"""Ids that a phone or a server can make without asking anybody (UUIDv7, RFC 9562)."""

import secrets
import uuid

from rayon import clock


def new_id() -> str:
    """A new UUIDv7 as lower-case text: 48 bits of milliseconds, then 74 random bits."""
    milliseconds = int(clock.now().timestamp() * 1000) & ((1 << 48) - 1)
    random = secrets.randbits(74)
    number = (
        (milliseconds << 80)
        | (0x7 << 76)
        | ((random >> 62) << 64)
        | (0b10 << 62)
        | (random & ((1 << 62) - 1))
    )
    return str(uuid.UUID(int=number))
