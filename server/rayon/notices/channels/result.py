"""What a mail server made of one message."""

from dataclasses import dataclass
from typing import Literal

Phase = Literal["", "wording", "connect", "helo", "mail", "rcpt", "data", "dot", "accepted"]


@dataclass(frozen=True)
class Result:
    """How it ended and in which phase.

    ``failed`` is for good, ``temporary`` is tried again, ``ambiguous`` may have arrived.
    ``why`` is a code of ``reasons.py``; ``answer`` what the server said, without the address;
    ``unreachable``: the next message would fare no better over this connection.
    """

    kind: Literal["accepted", "temporary", "failed", "ambiguous", "fenced"]
    phase: Phase
    why: str = ""
    answer: str = ""
    unreachable: bool = False
