"""A letter as a mail: headers, plain text, and the same in HTML."""

from email.utils import format_datetime
from io import BytesIO

import segno

from rayon.config import Settings
from rayon.notices.channels import mime
from rayon.notices.channels.addresses import usable, usable_of_library
from rayon.notices.channels.post import Envelope
from rayon.notices.channels.return_path import return_path
from rayon.notices.channels.sender_address import sender_address
from rayon.notices.letters import Addressed
from rayon.notices.rendering import render

#: What a scan reads before the code itself, so that a phone knows what it is without a network.
CODE_PREFIX = "PICKUP:"


def envelope(message_id: str, letter: Addressed, settings: Settings) -> Envelope:
    """The mail of a letter. The same message has the same Message-ID, however often it is tried."""
    sender = sender_address(letter.branch, settings)
    recipient = usable(letter.email)
    assert recipient is not None
    words = render(letter)
    headers = [
        ("From", mime.mailbox(" ".join(letter.branch.name.split()), sender)),
        ("To", recipient),
        ("Subject", mime.in_header(words.subject)),
        ("Date", format_datetime(letter.written_at)),
        ("Message-ID", f"<{message_id}@{sender.rpartition('@')[2]}>"),
        ("Auto-Submitted", "auto-generated"),
        ("Content-Language", letter.language),
        *letter.headers,
    ]
    answers_to = usable_of_library(letter.branch.email)
    if answers_to and answers_to != sender:
        headers.append(("Reply-To", answers_to))
    picture = _code(letter.code) if "cid:pickup-code" in words.html else b""
    mail = mime.written(headers, words.text, words.html, picture)
    reports_to = return_path(message_id, settings) or sender
    return Envelope(message_id, letter.branch.id, reports_to, recipient, words.subject, mail)


def _code(code: str) -> bytes:
    """The QR code inside the mail itself: a picture fetched from elsewhere would not be shown."""
    picture = BytesIO()
    segno.make(CODE_PREFIX + code, micro=False, error="q").save(
        picture, kind="png", scale=6, border=4
    )
    return picture.getvalue()
