"""Where mail goes: a mail server by its URL, or the mailbox of a demo library."""

import smtplib
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import SplitResult, unquote, urlsplit

from rayon.notices.channels import smtp
from rayon.notices.channels.result import Result
from rayon.notices.channels.smtp import Line, SecureLine

LOOPBACK = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True)
class Envelope:
    """A mail with the addresses that the mail server is told."""

    message_id: str
    branch_id: int
    sender: str
    recipient: str
    subject: str
    mail: bytes


class Post(Protocol):
    """Delivers mail, one after the other."""

    def deliver(self, envelope: Envelope, about_to: Callable[[], bool]) -> Result:
        """Deliver one; ``about_to`` is asked just before the text leaves."""

    def close(self) -> None:
        """No more mail for now."""


class MailServer:
    """One connection, opened when needed and kept from mail to mail.

    ``url``: smtp://host:25, smtps://host:465, with user:password@ to log in. A password only
    travels encrypted, to a server whose certificate is right, or to this very machine.
    """

    def __init__(self, url: str) -> None:
        self.url = urlsplit(url)
        if self.url.scheme not in ("smtp", "smtps") or not self.url.hostname:
            raise ValueError(
                "RAYON_SMTP_URL must be smtp://host:port, smtps://host:port or mailbox:"
            )
        self._line: Line | None = None

    def deliver(self, envelope: Envelope, about_to: Callable[[], bool]) -> Result:
        """Deliver one mail; a kept connection that the server has closed is opened again."""
        reused = self._line is not None
        result = self._try(envelope, about_to)
        if reused and result.kind == "temporary" and self._line is None and result.phase == "mail":
            result = self._try(envelope, about_to)
        return result

    def close(self) -> None:
        """Say goodbye; what the server answers no longer matters."""
        line, self._line = self._line, None
        if line is not None:
            try:
                line.quit()
            except OSError:
                line.close()

    def _try(self, envelope: Envelope, about_to: Callable[[], bool]) -> Result:
        try:
            line = self._line or _connect(self.url, envelope.sender)
        except smtplib.SMTPResponseException as error:
            return Result("temporary", "connect", "retry", f"{error.smtp_code}", unreachable=True)
        except OSError as error:
            return Result("temporary", "connect", "retry", type(error).__name__, unreachable=True)
        try:
            result = line.hand_over(envelope.sender, envelope.recipient, envelope.mail, about_to)
        except BaseException:
            # Whoever is interrupted half-way hangs up, or the server waits for the rest.
            line.close()
            self._line = None
            raise
        self._line = line if line.sock is not None else None
        return result


def _connect(url: SplitResult, sender: str) -> Line:
    assert url.hostname is not None
    # Asking the network for our own name can take a minute; the sender's domain will do.
    own_name = sender.rpartition("@")[2]
    if url.scheme == "smtps":
        line: Line = SecureLine(
            url.hostname, url.port or 465, own_name, timeout=smtp.VERB_SECONDS, context=_tls(url)
        )
    else:
        line = Line(url.hostname, url.port or 25, own_name, timeout=smtp.VERB_SECONDS)
    try:
        if url.scheme == "smtp":
            smtp.encrypted(line, lambda: _tls(url))
        _log_in(url, line)
    except BaseException:
        line.close()
        raise
    return line


def _tls(url: SplitResult) -> ssl.SSLContext:
    context = ssl.create_default_context()
    if url.scheme == "smtp" and not url.username:
        # STARTTLS without a password at stake: some encryption is better than none.
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context


def _log_in(url: SplitResult, line: Line) -> None:
    if not url.username:
        return
    if not isinstance(line.sock, ssl.SSLSocket) and url.hostname not in LOOPBACK:
        raise smtplib.SMTPNotSupportedError("no encryption for the password")
    line.login(unquote(url.username), unquote(url.password or ""))
