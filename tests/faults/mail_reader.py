"""Reads a mail as its patron does: which titles are waiting, not found, or announced by mistake."""

import re
from email import message_from_bytes, policy
from typing import cast
from email.message import EmailMessage

#: Words that begin a part of the mail, and what the titles below them are then said to be.
PARTS = {
    "waiting for you at this address": "ready",
    "could not get for you": "not_found",
    "to come": "to_come",
    "not there after all": "correction",
}
#: One telling: what is said of which title.
Telling = tuple[str, str]


def read_mail(raw: bytes) -> tuple[str, list[Telling]]:
    """The patron's address, and what the mail tells of each title."""
    mail = cast(EmailMessage, message_from_bytes(raw, policy=policy.SMTP))
    body = mail.get_body(("plain",))
    assert body is not None
    return str(mail["To"]), tellings(str(body.get_content()))


def tellings(text: str) -> list[Telling]:
    """What a text tells. Raises ValueError for a title under no known heading."""
    part, told = "", []
    for line in text.splitlines():
        part = next((kind for words, kind in PARTS.items() if words in line), part)
        if named := re.match(r"- “(.+?)”", line):
            if not part:
                raise ValueError(f"what is said of {named.group(1)}?")
            told.append((part, named.group(1)))
    return [telling for telling in told if telling[0] != "to_come"]
