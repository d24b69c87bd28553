"""Sends claimed mail outside of any transaction, over a few connections at once."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from threading import Event, Lock

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
from rayon.notices.claiming import LEASE, Claimed

log = structlog.get_logger()

#: A mail server answers in milliseconds each time: one connection would mostly wait.
CONNECTIONS = 8
#: SQLite lets a writer that has to wait sleep for long: our own threads queue here instead.
_WRITING = Lock()


def send_all(claimed: Sequence[Claimed], settings: Settings) -> bool:
    """Send each message and record what became of it; False when the server was not reachable."""
    unreachable = Event()
    shares = [claimed[start::CONNECTIONS] for start in range(min(CONNECTIONS, len(claimed)))]
    with ThreadPoolExecutor(CONNECTIONS) as pool:
        running = [
            pool.submit(copy_context().run, _send_share, share, settings, unreachable)
            for share in shares
        ]
    for one in running:
        one.result()
    return not unreachable.is_set()


def _send_share(share: Sequence[Claimed], settings: Settings, unreachable: Event) -> None:
    post = _post(settings)
    try:
        for claimed in share:
            result = _send(post, claimed, settings, unreachable)
            if result.unreachable:
                unreachable.set()
            crash_point("notices.sent")
            if result.kind != "fenced":
                with _WRITING:
                    outcomes.record(claimed.message_id, claimed.lease, result, clock.now())
            crash_point("notices.recorded")
            log.info("mail", message=claimed.message_id, result=result.kind, phase=result.phase)
    finally:
        post.close()


def _post(settings: Settings) -> Post:
    return Mailbox() if settings.smtp_url == MAILBOX else MailServer(settings.smtp_url)


def _send(post: Post, claimed: Claimed, settings: Settings, unreachable: Event) -> Result:
    if unreachable.is_set():
        return Result("temporary", "connect", "retry", "not tried: no server")
    try:
        mail = envelope(claimed.message_id, claimed.letter, settings)
    except Exception:
        # A broken wording must not hold the other letters back; it is tried again when mended.
        log.exception("a letter could not be written", message=claimed.message_id)
        return Result("temporary", "wording", "retry")
    result = post.deliver(mail, lambda: _about_to(claimed))
    return _without_address(result, mail.recipient)


def _about_to(claimed: Claimed) -> bool:
    with _WRITING:
        is_ours = outcomes.about_to_hand_over(claimed.message_id, claimed.lease, clock.now(), LEASE)
    crash_point("notices.marked")
    return is_ours


def _without_address(result: Result, address: str) -> Result:
    """Servers like to repeat the address they refuse; it is not kept."""
    answer = result.answer.replace(address, "…")
    return Result(result.kind, result.phase, result.why, answer[:200], result.unreachable)
