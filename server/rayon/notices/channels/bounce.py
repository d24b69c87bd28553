"""What a mail server reports of a mail that it had taken (RFC 3464)."""

import re
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message

#: What a report says stands before the mail that came back; nobody needs more of it.
LARGEST = 256 * 1024
STATUS = re.compile(r"\b[245]\.\d{1,3}\.\d{1,3}\b")


@dataclass(frozen=True)
class Bounce:
    """A mail that was given up. ``status``: as servers number reasons ("5.1.1"), or "".

    ``recipients``: the addresses it was given up for, in small letters.
    """

    status: str
    recipients: frozenset[str]


def read_bounce(mail: bytes) -> Bounce | None:
    """What came back for good; None for anything else: a delay, an answer of the patron's."""
    try:
        report = message_from_bytes(mail[:LARGEST])
        blocks = [block for part in _parts(report) for block in _blocks(part)]
    except (ValueError, TypeError, LookupError, RecursionError):
        # Anybody can send anything to an address, and the email package trips over some of it.
        return None
    failed = [block for block in blocks if _said(block, "Action").lower() == "failed"]
    if not failed:
        return None
    status = STATUS.search(_said(failed[0], "Status"))
    named = (
        _said(block, name) for block in failed for name in ("Final-Recipient", "Original-Recipient")
    )
    addresses = frozenset(text.rpartition(";")[2].strip().strip("<>").lower() for text in named)
    return Bounce(status.group() if status else "", addresses - {""})


def _parts(report: Message) -> list[Message]:
    if report.get_content_type() != "multipart/report":
        return []
    payload = report.get_payload()
    return (
        [part for part in payload if isinstance(part, Message)] if isinstance(payload, list) else []
    )


def _blocks(part: Message) -> list[Message]:
    """One for the mail as a whole, then one for each address."""
    if part.get_content_type() != "message/delivery-status":
        return []
    payload = part.get_payload()
    return (
        [block for block in payload if isinstance(block, Message)]
        if isinstance(payload, list)
        else []
    )


def _said(block: Message, name: str) -> str:
    return " ".join(str(block.get(name, "")).split())
