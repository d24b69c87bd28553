"""What stands on a desk phone instead of cards and codes: keyed hashes, good for one shift. Pure.

Whoever finds the phone can tell neither a card nor a name; the next shift has another key.
"""

import base64
import hashlib
import hmac
from dataclasses import dataclass

#: Bytes kept of a hash: enough that no two of a library's cards meet.
KEPT = 16


@dataclass(frozen=True)
class Keyed:
    """The key of one shift on one device."""

    key: bytes

    @classmethod
    def for_shift(cls, secret: str, device: str, shift: str) -> "Keyed":
        """The same key whenever the same shift asks again."""
        made_of = f"hold shelf/{device}/{shift}".encode()
        return cls(hmac.digest(secret.encode(), made_of, hashlib.sha256))

    def hash_of(self, what: str, text: str) -> str:
        """``what``: card, code or patron."""
        whole = hmac.digest(self.key, f"{what}/{text}".encode(), hashlib.sha256)
        return _text(whole[:KEPT])

    def as_text(self) -> str:
        """The key as a phone takes it."""
        return _text(self.key)


def _text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
