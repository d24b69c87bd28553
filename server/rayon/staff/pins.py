"""Six-digit PINs: hashed slowly, and never more than two at a time."""

from threading import Semaphore
from typing import Annotated

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from pydantic import StringConstraints

#: In the place of a hash: no digits are the right ones, until a new PIN is given.
NO_PIN = ""
#: As it is typed.
Pin = Annotated[str, StringConstraints(pattern=r"^[0-9]{6}$")]

# OWASP's argon2id figures; two at a time, or a rush at 8:55 starves the syncs.
_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_turns = Semaphore(2)


def hash_pin(pin: str) -> str:
    """The argon2id hash of a PIN, to be kept."""
    with _turns:
        return _hasher.hash(pin)


def is_pin(pin_hash: str, pin: str) -> bool:
    """Whether this is the PIN that was hashed."""
    with _turns:
        try:
            return _hasher.verify(pin_hash, pin)
        except (VerificationError, InvalidHashError):
            return False
