"""The key pair by which push services know this library (VAPID, RFC 8292)."""

import os
from base64 import urlsafe_b64encode
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

from rayon.config import Settings

FILE = "push-key.pem"


def make_keys(settings: Settings) -> bool:
    """Make the pair, readable by the server alone; False: there is one, and it stays.

    With another pair every browser that subscribed would have to subscribe again.
    """
    path = _path(settings)
    path.parent.mkdir(parents=True, exist_ok=True)
    key = ec.generate_private_key(ec.SECP256R1())
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    try:
        opened = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode=0o600)
    except FileExistsError:
        return False
    with os.fdopen(opened, "wb") as file:
        file.write(pem)
    return True


def private_key(settings: Settings) -> ec.EllipticCurvePrivateKey | None:
    """None: this library has no keys, and offers no push."""
    try:
        key = load_pem_private_key(_path(settings).read_bytes(), None)
    except FileNotFoundError:
        return None
    assert isinstance(key, ec.EllipticCurvePrivateKey)
    return key


def has_keys(settings: Settings) -> bool:
    """Whether this library offers push."""
    return _path(settings).exists()


def public_key(settings: Settings) -> str:
    """As browsers want it; "" where there are no keys."""
    key = private_key(settings)
    if key is None:
        return ""
    point = key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return urlsafe_b64encode(point).rstrip(b"=").decode()


def _path(settings: Settings) -> Path:
    return settings.data_dir / FILE
