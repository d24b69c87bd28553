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
#: Words that say why it came back, or that it did not.
HOW = {
    "nobody opened": "absent",
    "was refused at your door": "refused",
    "did not find you": "wrong_address",
    "something happened on the way": "incident",
    "was delivered": "delivered",
    "were delivered": "delivered",
}
#: Words that take back what was said of a delivery.
PUTS_RIGHT = "was not right, and we apologise"
SUM = re.compile(r"€(\d+)\.(\d\d) will be on")
#: Words of a correction that leave the matter open.
STILL_OPEN = ("still looking", "not fetched it yet", "on its way")
#: One telling: its kind, the title, what the patron then believes, and of a delivery that is over
#: also how and for how many cents ("absent 500").
Telling = tuple[str, str, str, str]


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
        told += [
            _of_ride(kind, says, text) for words, (kind, says) in RIDES.items() if words in line
        ]
        part = next((kind for words, kind in PARTS.items() if words in line), part)
        if named := re.match(r"- “(.+?)”", line):
            if not part:
                raise ValueError(f"what is said of {named.group(1)}?")
            told.append((part, named.group(1), _believed(part, line), ""))
    return [telling for telling in told if telling[0] != "to_come"]


def _of_ride(kind: str, says: str, text: str) -> Telling:
    """What is told of a delivery; there is one in each mail."""
    kind = "put_right" if PUTS_RIGHT in text else kind
    how = next((how for words, how in HOW.items() if words in text), "")
    due = SUM.search(text)
    cents = int(due.group(1) + due.group(2)) if due else 0
    return kind, "delivery", says, f"{how} {cents}" if says in ("delivered", "missed") else ""


def _believed(part: str, line: str) -> str:
    if part != "correction":
        return part
    return "looking" if any(words in line for words in STILL_OPEN) else "not_found"
