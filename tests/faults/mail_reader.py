"""Reads a mail as its patron does: which titles are waiting, not found, or announced by mistake."""

import re
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import cast

#: Words that begin a part of the mail, and what the titles below them are then said to be.
PARTS = {
    "waiting for you at this address": "ready",
    "could not get for you": "not_found",
    "to come": "to_come",
    "not there after all": "correction",
}
#: Words that say what became of a delivery, and what its patron then believes.
RIDES = {
    "come to your home on": ("order_taken", "ordered"),
    "courier is on the way": ("on_its_way", "riding"),
    "was delivered": ("delivered", "delivered"),
    "were delivered": ("delivered", "delivered"),
    "goes back to the library. We will write": ("missed", "missed"),
}
#: Words of a correction that leave the matter open.
STILL_OPEN = ("still looking", "not fetched it yet", "on its way")
#: One telling: its kind, the title, and what the patron then believes.
Telling = tuple[str, str, str]


def read_mail(raw: bytes) -> tuple[str, list[Telling]]:
    """The patron's address, and what the mail tells of each title."""
    mail = cast(EmailMessage, message_from_bytes(raw, policy=policy.SMTP))
    body = mail.get_body(("plain",))
    assert body is not None
    return str(mail["To"]), tellings(str(body.get_content()))


def tellings(text: str) -> list[Telling]:
    """What a text tells. Raises ValueError for a title under no known heading."""
    part = ""
    told: list[Telling] = []
    for line in text.splitlines():
        told += [(kind, "delivery", says) for words, (kind, says) in RIDES.items() if words in line]
        part = next((kind for words, kind in PARTS.items() if words in line), part)
        if named := re.match(r"- “(.+?)”", line):
            if not part:
                raise ValueError(f"what is said of {named.group(1)}?")
            told.append((part, named.group(1), _believed(part, line)))
    return [telling for telling in told if telling[0] != "to_come"]


def _believed(part: str, line: str) -> str:
    if part != "correction":
        return part
    return "looking" if any(words in line for words in STILL_OPEN) else "not_found"
