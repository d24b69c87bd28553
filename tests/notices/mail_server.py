"""A real mail server that does, verb by verb, what a story tells it to."""

import asyncio
import socket
import threading
import time
from collections import defaultdict
from contextlib import suppress
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from itertools import count

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.faults.mail_sink import MailSink

#: Special answers: hang up now, or say nothing for a while.
HANG_UP, SILENCE = "hang up", "silence"


@dataclass
class Sayings:
    """``answers[verb]`` are given in turn, then the server is friendly again.

    ``peers``: the connections that sent; ``arrived``: every message whose final dot came in,
    whatever was answered then.
    """

    answers: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    arrived: list[EmailMessage] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    senders: list[str] = field(default_factory=list)
    peers: set[object] = field(default_factory=set)
    silence: float = 2.0

    async def handle_MAIL(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        self.peers.add(session.peer)
        envelope.mail_from = address
        return await self._say("MAIL", server)

    async def handle_RCPT(
        self, server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        answer = await self._say("RCPT", server)
        if answer.startswith("2"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:
        content = envelope.content
        assert isinstance(content, bytes)
        parsed = message_from_bytes(content, policy=policy.SMTP)
        assert isinstance(parsed, EmailMessage)
        self.arrived.append(parsed)
        self.recipients += envelope.rcpt_tos
        self.senders.append(envelope.mail_from or "")
        return await self._say("DATA", server)

    async def _say(self, verb: str, server: SMTP) -> str:
        answer = self.answers[verb].pop(0) if self.answers[verb] else "250 OK"
        if answer == HANG_UP and server.transport is not None:
            server.transport.abort()
        if answer == SILENCE:
            await asyncio.sleep(self.silence)
        return answer if answer[:1].isdigit() else "250 OK"


class MailServer:
    """``sayings`` is its script; ``url`` is where it listens."""

    def __init__(self) -> None:
        self.sayings = Sayings()
        self._controller = Controller(self.sayings, hostname="127.0.0.1", port=_free_port())

    def __enter__(self) -> "MailServer":
        self._controller.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._controller.stop()

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self._controller.port}"

    def will_say(self, verb: str, *answers: str) -> None:
        """The next answers to a verb (DATA: to its final dot)."""
        self.sayings.answers[verb] += answers

    @property
    def arrived(self) -> list[EmailMessage]:
        return self.sayings.arrived


class RawServer:
    """Says the given lines, one per line it hears, then hangs up. For banners and half answers.

    With ``pause`` it says them byte by byte, so many seconds apart.
    """

    def __init__(self, *lines: bytes, pause: float = 0) -> None:
        self.lines, self.pause = lines, pause
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._thread = threading.Thread(target=self._serve, daemon=True)

    def __enter__(self) -> "RawServer":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        # Closing alone would leave the thread waiting for the next connection.
        self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        self._thread.join(5)

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self._listening.getsockname()[1]}"

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                self._talk(self._listening.accept()[0])

    def _talk(self, connection: socket.socket) -> None:
        with suppress(OSError), connection, connection.makefile("rb") as hearing:
            for line in self.lines:
                for piece in [line] if not self.pause else [bytes([byte]) for byte in line]:
                    connection.sendall(piece)
                    time.sleep(self.pause)
                hearing.readline()


class TwoAtOnce:
    """Takes the first two connections, which stay open, and turns all others away."""

    def __init__(self) -> None:
        self.texts: list[bytes] = []
        self.turned_away: list[int] = []
        self._numbers, self._sink = count(), MailSink()
        self._sink.temper = self

    def __enter__(self) -> "TwoAtOnce":
        return self

    def __exit__(self, *_: object) -> None:
        self._sink.close()

    @property
    def url(self) -> str:
        return self._sink.url

    def says(self, verb: str, owner: int) -> str:
        """As ``MailSink`` asks."""
        if verb != "BANNER" or (number := next(self._numbers)) < 2:
            return ""
        self.turned_away.append(number)
        return "421 4.7.0 Too many connections"

    def arrived(self, text: bytes, _owner: int, **_facts: object) -> None:
        """As ``MailSink`` tells."""
        self.texts.append(text)


def text_of(mail: EmailMessage) -> str:
    """The plain text a patron reads."""
    body = mail.get_body(("plain",))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


def html_of(mail: EmailMessage) -> str:
    """The HTML a patron reads."""
    body = mail.get_body(("html",))
    assert body is not None
    return str(body.get_content())


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
