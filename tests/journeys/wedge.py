"""A hand scanner that poses as a keyboard."""

import time

from playwright.sync_api import Page

BETWEEN_KEYS = 0.01


def send(page: Page, text: str) -> None:
    """Press the keys of this text, then Enter, each with the instant a scanner would press it.

    The instants are given, so that a busy machine does not make the scanner as slow as a person.
    """
    protocol = page.context.new_cdp_session(page)
    begin = time.time()
    for place, sign in enumerate([*text, "\r"]):
        key = {"text": sign, "key": "Enter" if sign == "\r" else sign, "code": _code(sign)}
        at = {"timestamp": begin + place * BETWEEN_KEYS}
        protocol.send("Input.dispatchKeyEvent", {"type": "keyDown", **key, **at})
        protocol.send("Input.dispatchKeyEvent", {"type": "keyUp", **key, **at})
    protocol.detach()


def _code(sign: str) -> str:
    """Where the key is on a keyboard."""
    if sign == "\r":
        return "Enter"
    return f"Digit{sign}" if sign.isdigit() else f"Key{sign.upper()}"
