"""What a page of ours may load, run and send: the Content-Security-Policy."""

import hashlib
import re
from base64 import b64encode
from functools import cache

STYLE = re.compile(rb"<style>(.*?)</style>", re.DOTALL)


@cache
def content_policy(*styles: str) -> str:
    """The header; ``styles``: hashes of what may stand in the page itself."""
    return "; ".join(
        [
            "default-src 'none'",
            # The barcode reader is WebAssembly; nothing else may be compiled from text.
            "script-src 'self' 'wasm-unsafe-eval'",
            " ".join(["style-src 'self'", *(f"'{style}'" for style in styles)]),
            "img-src 'self' data: blob:",
            "media-src 'self' blob:",
            "connect-src 'self'",
            "manifest-src 'self'",
            "worker-src 'self'",
            "frame-ancestors 'none'",
            "base-uri 'none'",
            "form-action 'self'",
        ]
    )


def styles_in(page: bytes) -> list[str]:
    """The hashes of the styles that stand in a page."""
    digests = [hashlib.sha256(style).digest() for style in STYLE.findall(page)]
    return [f"sha256-{b64encode(digest).decode()}" for digest in digests]
