"""Sends claimed messages outside of any transaction, over a few connections at once."""

import re
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import suppress
from contextvars import copy_context
from dataclasses import dataclass

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
from rayon.notices.reasons import NOT_WRITTEN

log = structlog.get_logger()

#: A mail server answers in milliseconds each time, and a disk too: one connection would mostly
#: wait, and with this many both waits are shared (``make bench-notices``).
CONNECTIONS = 16
#: Before MAIL it is the connection that is turned away, and not the message.
OPENING = ("connect", "helo")


@dataclass
class _Post:
    """What one thread sends with. ``refused``: with which words its connection was turned away."""

    mail: Post
    push: PushServices
    refused: str | None = None

    def close(self) -> None:
        """Hang up everywhere."""
        self.mail.close()
        self.push.close()


Work = Callable[[deque[Claimed], _Post], None]


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
        """Send each message and record what became of it; False: the server was not reachable.

        A server that allows fewer connections turns the others away; those that it took send all.
        """
        waiting = deque(claimed)
        while len(self._posts) < min(CONNECTIONS, len(claimed)):
            self._posts.append(_Post(post_of(self._settings), PushServices(self._settings)))
        while waiting and (open_to_us := self._open_to_us()):
            self._at_once(self._work_off, waiting, open_to_us[: len(claimed)])
        self._at_once(self._give_up, waiting, self._posts[: len(waiting)])
        return bool(self._open_to_us())

    def _open_to_us(self) -> list[_Post]:
        return [post for post in self._posts if post.refused is None]

    def _at_once(self, work: Work, waiting: deque[Claimed], posts: Sequence[_Post]) -> None:
        running = [self._pool.submit(copy_context().run, work, waiting, post) for post in posts]
        wait(running)
        for one in running:
            one.result()

    def _work_off(self, waiting: deque[Claimed], post: _Post) -> None:
        """Until nothing waits, or the mail server turns this connection away."""
        while post.refused is None and (claimed := _next(waiting)):
            result = self._send(claimed, post)
            if result.unreachable:
                post.refused = result.answer
                log.info("the mail server turned a connection away", phase=result.phase)
            if result.unreachable and result.phase in OPENING:
                waiting.appendleft(claimed)
            else:
                self._write_down(claimed, result)

    def _give_up(self, waiting: deque[Claimed], post: _Post) -> None:
        """No connection is left: mails are tried again later, and a push needs none."""
        while claimed := _next(waiting):
            self._write_down(claimed, self._send(claimed, post))

    def _write_down(self, claimed: Claimed, result: Result) -> None:
        crash_point("notices.sent")
        if result.kind != "fenced":
            self._record(claimed, result)
        crash_point("notices.recorded")
        log.info("mail", message=claimed.message_id, result=result.kind, phase=result.phase)

    def _send(self, claimed: Claimed, post: _Post) -> Result:
        if claimed.letter.push is not None:
            return post.push.deliver(claimed.letter.push, lambda: self._about_to(claimed))
        if post.refused is not None:
            return Result("temporary", "connect", "retry", post.refused)
        try:
            mail = envelope(claimed.message_id, claimed.letter, self._settings)
        except Exception:
            # A broken wording must not hold the other letters back; it is tried again when mended.
            log.exception("a letter could not be written", message=claimed.message_id)
            return Result("temporary", "wording", NOT_WRITTEN)
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


def _next(waiting: deque[Claimed]) -> Claimed | None:
    with suppress(IndexError):
        return waiting.popleft()
    return None


def post_of(settings: Settings) -> Post:
    """Where this library's mail goes."""
    return Mailbox() if settings.smtp_url == MAILBOX else MailServer(settings.smtp_url)


def _without_address(result: Result, address: str) -> Result:
    """Servers like to repeat the address they refuse; it is not kept."""
    answer = re.sub(re.escape(address), "…", result.answer, flags=re.IGNORECASE)
    return Result(result.kind, result.phase, result.why, answer[:200], result.unreachable)
