"""Addresses of the public pages, for mails and paper; with a token, only its holder can act."""

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


def id_in(purpose: Purpose, token: str) -> str:
    """The id in a link of ours. Raises Refusal ``unknown_link`` (404)."""
    try:
        row_id = _signer(purpose).loads(token)
    except BadSignature:
        raise Refusal("unknown_link", status=404) from None
    assert isinstance(row_id, str)
    return row_id


def _signer(purpose: Purpose) -> URLSafeSerializer:
    return URLSafeSerializer(str(current_app.secret_key), salt=f"cart {purpose}")


def _base() -> str:
    settings: Settings = current_app.config["RAYON"]
    return settings.public_url.rstrip("/")
