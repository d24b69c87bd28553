"""The words on the screens, looked up as the app does, so that better wording breaks no test."""

import re
from functools import cache
from pathlib import Path

from babel.messages.pofile import read_po

import rayon

CATALOGUE = Path(rayon.__file__).parent / "locales/fr/LC_MESSAGES/messages.po"


def french(text: str) -> str:
    """What a French screen says for this English text."""
    return _catalogue().get(text) or text


def beginning(text: str) -> re.Pattern[str]:
    """Matches what a French screen says up to the first {placeholder}."""
    return re.compile("^" + re.escape(french(text).split("{")[0]))


@cache
def _catalogue() -> dict[str, str]:
    with CATALOGUE.open("rb") as file:
        messages = read_po(file)
    return {
        message.id: message.string
        for message in messages
        if isinstance(message.id, str) and isinstance(message.string, str)
    }
