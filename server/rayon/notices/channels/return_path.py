"""To whom mail servers report what they could not deliver, and of which message they do.

A report names its message in the address that it comes to, sealed, so that nobody can end the
mails of a patron by sending one. See docs/decisions/0074.
"""

import hashlib
import hmac
from base64 import b32decode, b32encode
from uuid import UUID

from flask import current_app

from rayon.config import Settings

#: Letters of a message id and of its seal; case is lost on the way, so that there is none.
ID_LETTERS, SEAL_LETTERS = 26, 12


def return_path(message_id: str, settings: Settings) -> str:
    """The address for reports on this message; "" where the library reads none."""
    name, at, domain = settings.bounce_address.rpartition("@")
    return f"{name}+{_token(message_id)}{at}{domain}" if at else ""


def message_of(address: str) -> str | None:
    """The id of the message that a report to this address is about; None where it is not ours."""
    token = address.rpartition("@")[0].rpartition("+")[2].lower()
    if len(token) != ID_LETTERS + SEAL_LETTERS or not token.isascii() or not token.isalnum():
        return None
    try:
        raw = b32decode(f"{token[:ID_LETTERS].upper()}======")
    except ValueError:
        return None
    message_id = str(UUID(bytes=raw))
    return message_id if hmac.compare_digest(_token(message_id), token) else None


def _token(message_id: str) -> str:
    letters = b32encode(UUID(message_id).bytes).decode().rstrip("=")
    return f"{letters}{_seal(message_id)}".lower()


def _seal(message_id: str) -> str:
    key = f"return path {current_app.secret_key!s}".encode()
    digest = hmac.new(key, message_id.encode(), hashlib.sha256).digest()
    return b32encode(digest).decode()[:SEAL_LETTERS]
