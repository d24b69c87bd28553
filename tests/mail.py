"""A real SMTP server in a thread, which keeps what it accepted."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import cast

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.tools import free_port


@dataclass
class Letter:
    """One accepted mail: who it was handed to, and what it says."""

    recipients: list[str]
    message: EmailMessage

    @property
    def text(self) -> str:
        """The plain text that a reader sees."""
        body = self.message.get_body(("plain",))
        return body.get_content() if body else ""


@dataclass
class Postbox:
    """What arrived, in order, and how to reach the server."""

    url: str = ""
    letters: list[Letter] = field(default_factory=list)

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:
        parsed = message_from_bytes(cast(bytes, envelope.content), policy=policy.SMTP)
        self.letters.append(Letter(list(envelope.rcpt_tos), parsed))
        return "250 OK"


@pytest.fixture
def smtp_server() -> Iterator[Postbox]:
    """A mail server on this machine; ``letters`` holds every mail it said yes to."""
    postbox = Postbox()
    port = free_port()
    controller = Controller(postbox, hostname="127.0.0.1", port=port)
    controller.start()
    postbox.url = f"smtp://127.0.0.1:{port}"
    yield postbox
    controller.stop()
