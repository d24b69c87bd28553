"""Sends claimed messages outside of any transaction, over a few connections at once."""

from collections import deque
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import suppress
from contextvars import copy_context
from dataclasses import dataclass
from threading import Event

import structlog

from rayon import clock
from rayon.config import Settings
from rayon.faults import crash_point
from rayon.notices import outcomes
from rayon.notices.channels.email import envelope
from rayon.notices.channels.mailbox import Mailbox
from rayon.notices.channels.post import MailServer, Post
from rayon.notices.channels.result import Result
from rayon.notices.channels.sender_address import MAILBOX
from rayon.notices.channels.web_push import PushServices
from rayon.notices.claiming import LEASE, Claimed
from rayon.notices.ledger import Ledger

log = structlog.get_logger()

#: A mail server answers in milliseconds each time, and a disk too: one connection would mostly
#: wait, and with this many both waits are shared (``make bench-notices``).
CONNECTIONS = 16


def send_all(claimed: Sequence[Claimed], settings: Settings) -> bool:
    """Send each message and record what became of it; False when the server was not reachable."""
    with Lines(settings) as lines:
        return lines.send(claimed)


@dataclass(frozen=True)
class _Post:
    """What one thread sends with."""

    mail: Post
    push: PushServices

    def close(self) -> None:
        """Hang up everywhere."""
        self.mail.close()
        self.push.close()


class Lines:
    """A few connections to mail server and push services, kept from batch to batch."""

    def __init__(self, settings: Settings) -> None:
        self._settings, self._ledger = settings, Ledger()
        self._posts: list[_Post] = []
        self._pool = ThreadPoolExecutor(CONNECTIONS)

    def __enter__(self) -> "Lines":
        return self

    def __exit__(self, *_error: object) -> None:
        with self._pool:
            list(self._pool.map(lambda post: post.close(), self._posts))

    def send(self, claimed: Sequence[Claimed]) -> bool:
        """Send each message and record what became of it; False: the server was not reachable."""
        unreachable, waiting = Event(), deque(claimed)
        while len(self._posts) < min(CONNECTIONS, len(claimed)):
            self._posts.append(_Post(_mail(self._settings), PushServices(self._settings)))
        running = [
            self._pool.submit(copy_context().run, self._work_off, waiting, post, unreachable)
            for post in self._posts[: len(claimed)]
        ]
        wait(running)
        for one in running:
            one.result()
        return not unreachable.is_set()

    def _work_off(self, waiting: deque[Claimed], post: _Post, unreachable: Event) -> None:
        with suppress(IndexError):
            while True:
                self._send_and_record(waiting.popleft(), post, unreachable)

    def _send_and_record(self, claimed: Claimed, post: _Post, unreachable: Event) -> None:
        result = self._send(claimed, post, unreachable)
        if result.unreachable:
            unreachable.set()
        crash_point("notices.sent")
        if result.kind != "fenced":
            self._record(claimed, result)
        crash_point("notices.recorded")
        log.info("mail", message=claimed.message_id, result=result.kind, phase=result.phase)

    def _send(self, claimed: Claimed, post: _Post, unreachable: Event) -> Result:
        if claimed.letter.push is not None:
            return post.push.deliver(claimed.letter.push, lambda: self._about_to(claimed))
        if unreachable.is_set():
            return Result("temporary", "connect", "retry", "not tried: no server")
        try:
            mail = envelope(claimed.message_id, claimed.letter, self._settings)
        except Exception:
            # A broken wording must not hold the other letters back; it is tried again when mended.
            log.exception("a letter could not be written", message=claimed.message_id)
            return Result("temporary", "wording", "retry")
        result = post.mail.deliver(mail, lambda: self._about_to(claimed))
        return _without_address(result, mail.recipient)

    def _about_to(self, claimed: Claimed) -> bool:
        now = clock.now()
        is_ours = self._ledger.write(
            lambda session: outcomes.mark(session, claimed.message_id, claimed.lease, now, LEASE)
        )
        crash_point("notices.marked")
        return is_ours

    def _record(self, claimed: Claimed, result: Result) -> None:
        message, lease, now = claimed.message_id, claimed.lease, clock.now()
        outcomes.note(message, result)
        self._ledger.write(
            lambda session: outcomes.write_result(session, message, lease, result, now)
        )


def _mail(settings: Settings) -> Post:
    return Mailbox() if settings.smtp_url == MAILBOX else MailServer(settings.smtp_url)


def _without_address(result: Result, address: str) -> Result:
    """Servers like to repeat the address they refuse; it is not kept."""
    answer = result.answer.replace(address, "…")
    return Result(result.kind, result.phase, result.why, answer[:200], result.unreachable)
