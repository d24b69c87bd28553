"""Secrets that only their holder keeps: we store a hash that cannot be turned back."""

import hashlib
import secrets

# No 0/O, 1/I/L: codes are read aloud and typed with one thumb.
CODE_ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"


def new_secret() -> str:
    """256 random bits as text."""
    return secrets.token_urlsafe(32)


def new_code() -> str:
    """A short code for enrolling a phone: 8 letters and digits in two groups, 39 bits."""
    letters = "".join(secrets.choice(CODE_ALPHABET) for _ in range(8))
    return f"{letters[:4]}-{letters[4:]}"


def code_from(seed: str) -> str:
    """Eight letters and digits made from a text that nobody else can know."""
    number = int.from_bytes(hashlib.sha256(seed.encode()).digest())
    letters = []
    for _ in range(8):
        number, at = divmod(number, len(CODE_ALPHABET))
        letters.append(CODE_ALPHABET[at])
    return "".join(letters)


def hash_of(secret: str) -> str:
    """SHA-256 in hex: enough for secrets that are random and long or short-lived."""
    return hashlib.sha256(secret.encode()).hexdigest()
