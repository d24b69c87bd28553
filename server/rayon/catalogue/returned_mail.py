"""Addresses from which mail came back: known again by a hash, until the patron has another."""

import hashlib
import hmac

from flask import current_app


def mark_of(address: str) -> str:
    """What is kept of an address from which mail came back."""
    key = f"returned mail {current_app.secret_key!s}".encode()
    return hmac.new(key, address.strip().lower().encode(), hashlib.sha256).hexdigest()


def comes_back(address: str, mark: str) -> bool:
    """Whether this is the address from which mail came back. ``mark``: the patron's."""
    return bool(mark) and hmac.compare_digest(mark_of(address), mark)
