"""One conversation with a mail server that knows, at every moment, how far it got.

The text is handed over in two strokes: everything, then the final dot. If the line dies before
the dot, the server has nothing; if it dies between the dot and the answer, nobody knows.
"""

import io
import smtplib
import socket
import ssl
import time
from collections.abc import Callable
from typing import Any

from rayon.notices.channels.result import Phase, Result

#: Seconds for one verb and its whole answer, however slowly it drips.
VERB_SECONDS = 30.0
#: Answers that say how the server is set up, and nothing of the patron's address.
SET_UP_WRONG = (421, 530, 534, 535, 538)


class Line(smtplib.SMTP):
    """A connection that is kept for many messages; ``phase`` is where the present one is."""

    phase: Phase = "connect"

    def connect(
        self, host: str = "localhost", port: int = 0, source_address: Any = None
    ) -> tuple[int, bytes]:
        """As in smtplib, but the final dot does not wait until the text before it was received."""
        answer = super().connect(host, port, source_address)
        if self.sock is not None:
            self.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return answer

    def hand_over(
        self, sender: str, recipient: str, text: bytes, about_to: Callable[[], bool]
    ) -> Result:
        """Send one message. ``about_to`` is asked just before DATA; False gives it up."""
        try:
            return self._hand_over(sender, recipient, text, about_to)
        except smtplib.SMTPResponseException as error:
            self._forget_message()
            return judge(self.phase, error.smtp_code, _as_text(error.smtp_error))
        except OSError as error:
            self.close()
            kind = type(error.__context__ or error).__name__
            if self.phase == "dot":
                return Result("ambiguous", "dot", "no_answer", kind)
            return Result("temporary", self.phase, "retry", kind, self.phase in ("connect", "helo"))

    def getreply(self) -> tuple[int, bytes]:
        """As in smtplib, but the whole answer must be there in time, not each byte of it."""
        if self.file is None and self.sock is not None:
            self.file = io.BufferedReader(_Patient(self.sock, self.timeout))
        if self.file is not None:
            self.file.raw.start()
        return super().getreply()

    def send(self, s: Any) -> None:
        """As in smtplib; reading the last answer may have left the socket with little time."""
        if self.sock is not None:
            self.sock.settimeout(self.timeout)
        super().send(s)

    def _hand_over(
        self, sender: str, recipient: str, text: bytes, about_to: Callable[[], bool]
    ) -> Result:
        self.phase = "helo"
        self.ehlo_or_helo_if_needed()
        self.phase = "mail"
        _expect(250, self.mail(sender))
        self.phase = "rcpt"
        _expect(250, self.rcpt(recipient))
        if not about_to():
            self._forget_message()
            return Result("fenced", "rcpt")
        self.phase = "data"
        _expect(354, self.docmd("DATA"))
        self.send(_dots_doubled(text))
        self.phase = "dot"
        self.send(b".\r\n")
        code, answer = self.getreply()
        _expect(250, (code, answer))
        self.phase = "accepted"
        return Result("accepted", "accepted", answer=_as_text(answer))

    def _forget_message(self) -> None:
        """Be ready for the next message, or hang up."""
        try:
            _expect(250, self.rset())
        except OSError:
            self.close()


class SecureLine(Line, smtplib.SMTP_SSL):
    """The same over TLS from the first byte."""


class _Patient(io.RawIOBase):
    """Reads from a socket until a deadline that ``start`` sets."""

    def __init__(self, sock: socket.socket, seconds: float) -> None:
        self.sock, self.seconds, self.deadline = sock, seconds, 0.0

    def start(self) -> None:
        self.deadline = time.monotonic() + self.seconds

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError("the answer did not come in time")
        self.sock.settimeout(left)
        return self.sock.recv_into(buffer)


def judge(phase: Phase, code: int, answer: str) -> Result:
    """What a refusing answer means, by where it came.

    Before MAIL, and for answers about how the server is set up, no address is to blame.
    """
    permanent = 500 <= code < 600
    if phase == "dot" and not permanent and not 400 <= code < 500:
        return Result("ambiguous", phase, "no_answer", answer)
    if permanent and phase in ("mail", "rcpt", "data", "dot") and code not in SET_UP_WRONG:
        why = "address_refused" if phase == "rcpt" else "mail_refused"
        return Result("failed", phase, why, f"{code} {answer}")
    unreachable = phase in ("connect", "helo") or code in SET_UP_WRONG
    return Result("temporary", phase, "retry", f"{code} {answer}", unreachable)


def encrypted(line: Line, context: Callable[[], ssl.SSLContext]) -> None:
    """Switch to TLS if the server offers it; reading our certificates takes longer than a mail."""
    line.ehlo_or_helo_if_needed()
    if line.has_extn("starttls"):
        line.starttls(context=context())
        line.ehlo_or_helo_if_needed()


def _expect(code: int, reply: tuple[int, bytes]) -> None:
    if reply[0] != code and not (code == 250 and reply[0] == 251):
        raise smtplib.SMTPResponseException(*reply)


def _dots_doubled(text: bytes) -> bytes:
    """A line that begins with a dot must not look like the end."""
    lines = text if text.endswith(b"\r\n") else text + b"\r\n"
    doubled = lines.replace(b"\r\n.", b"\r\n..")
    return b"." + doubled if doubled.startswith(b".") else doubled


def _as_text(answer: bytes | str) -> str:
    return answer if isinstance(answer, str) else answer.decode("utf-8", "replace")
