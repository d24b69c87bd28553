"""Addresses of the public pages, for mails and paper; with a token, only its holder can act."""

import hashlib
import hmac
from typing import Literal

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer

from rayon.config import Settings
from rayon.errors import Refusal

Purpose = Literal["confirm", "leave", "reserve", "waiting"]


def stop_link(code: str) -> str:
    """The page of a stop."""
    return f"{_base()}/p/stop/{code}"


def personal_link(purpose: Purpose, row_id: str) -> str:
    """The page on which one subscription is confirmed or ended, a reservation agreed to, or seen
    what waits for the patron of a hold.
    """
    return f"{_base()}/p/{purpose}/{_signer(purpose).dumps(row_id)}"


def waiting_link(hold_id: str, patron_id: int) -> str:
    """The page of what waits for the patron of this hold. With its seal, the browser that tells
    them can be ended also when nothing says any more whose hold it was.
    """
    return personal_link("waiting", f"{hold_id}.{seal(hold_id, patron_id)}")


def seal(hold_id: str, patron_id: int) -> str:
    """Another one for each hold: links of the same patron do not show that they are."""
    key = f"waiting {current_app.secret_key!s}".encode()
    return hmac.new(key, f"{hold_id} {patron_id}".encode(), hashlib.sha256).hexdigest()[:24]


def id_in(purpose: Purpose, token: str) -> str:
    """The id in a link of ours. Raises Refusal ``unknown_link`` (404)."""
    try:
        row_id = _signer(purpose).loads(token)
    except BadSignature:
        raise Refusal("unknown_link", status=404) from None
    assert isinstance(row_id, str)
    return row_id


def of_waiting(token: str) -> tuple[str, str]:
    """The hold and the seal in such a link. Raises Refusal ``unknown_link`` (404)."""
    hold_id, _, sealed = id_in("waiting", token).partition(".")
    return hold_id, sealed


def _signer(purpose: Purpose) -> URLSafeSerializer:
    return URLSafeSerializer(str(current_app.secret_key), salt=f"cart {purpose}")


def _base() -> str:
    settings: Settings = current_app.config["RAYON"]
    return settings.public_url.rstrip("/")
