"""Ids that a phone or a server can make without asking anybody (UUIDv7, RFC 9562)."""

import secrets
import threading
import uuid

from rayon import clock

RANDOM_BITS = 74
#: Steps within one millisecond: large enough that the next id cannot be guessed.
LARGEST_STEP = 1 << 62


class _Last:
    """The id made last by this process."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.milliseconds = -1
        self.random = 0


_last = _Last()


def new_id() -> str:
    """A new UUIDv7 as lower-case text: 48 bits of milliseconds, then 74 random bits.

    Ids made by one process within one millisecond keep the order in which they were made, so
    that walks planned together are offered in the order of the plan.
    """
    milliseconds = int(clock.now().timestamp() * 1000) & ((1 << 48) - 1)
    with _last.lock:
        # The top bit is left free, so that steps from here never run over.
        random = secrets.randbits(RANDOM_BITS - 1)
        if milliseconds == _last.milliseconds:
            random = _last.random + 1 + secrets.randbelow(LARGEST_STEP)
        _last.milliseconds, _last.random = milliseconds, random
    number = (
        (milliseconds << 80)
        | (0x7 << 76)
        | ((random >> 62) << 64)
        | (0b10 << 62)
        | (random & ((1 << 62) - 1))
    )
    return str(uuid.UUID(int=number))
