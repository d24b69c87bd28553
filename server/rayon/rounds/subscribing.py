"""Subscriptions to one stop: asked for, confirmed by a link in a mail, ended by one tap.

No action passes the door here: it would keep an address for as long as the log is kept.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import current_app
from sqlalchemy import and_, delete, func, select, update
from sqlalchemy.orm import Session

from rayon import diary
from rayon.database import insert_or, reading, table_of, writing
from rayon.errors import Refusal
from rayon.ids import new_id
from rayon.notices.channels.addresses import usable
from rayon.notices.channels.web_push import PUSH_GONE, check_browser
from rayon.notices.models import Notice
from rayon.notices.owing import write_down
from rayon.rounds.models import Announcement, RoundStop, Subscription

SUBSCRIPTION = table_of(Subscription)
LONGEST = 254
#: Somebody who types another person's address must not fill their mailbox.
MOST_MAILS, WITHIN = 2, timedelta(hours=6)


@dataclass(frozen=True)
class Subscribed:
    """A subscription as its own pages show it."""

    code: str
    place: str
    confirmed: bool


def ask(stop: RoundStop, address: str, language: str, now: datetime) -> None:
    """Owe a mail with a link to this address. What is known of it makes no difference outside.

    Raises Refusal ``bad_address`` (422) when no mail can be sent there.
    """
    email = usable(address)
    if email is None or len(email) > LONGEST:
        raise Refusal("bad_address", status=422)
    email = email.lower()
    with writing() as session:
        if _mails_since(session, email, now - WITHIN) >= MOST_MAILS:
            return
        new = {"id": new_id(), "branch_id": stop.branch_id, "confirmed_at": None}
        asked = {"language": language, "asked_at": now}
        statement = insert_or(session, SUBSCRIPTION).values(
            stop_id=stop.id, email=email, **new, **asked
        )
        named = [SUBSCRIPTION.c.stop_id, SUBSCRIPTION.c.email]
        again = statement.on_conflict_do_update(index_elements=named, set_=asked)
        subscription = session.execute(again.returning(SUBSCRIPTION.c.id)).scalar_one()
        _owe_link(session, subscription, stop.branch_id, now)


def ask_by_push(
    stop: RoundStop, endpoint: str, key: str, secret: str, language: str, now: datetime
) -> None:
    """Tell this browser from now on; its person has said yes to it already.

    Raises Refusal ``not_a_push_service`` (422).
    """
    check_browser(endpoint, key, secret, current_app.config["RAYON"])
    said = {"key": key, "secret": secret, "language": language, "asked_at": now}
    with writing() as session:
        statement = insert_or(session, SUBSCRIPTION).values(
            id=new_id(),
            branch_id=stop.branch_id,
            stop_id=stop.id,
            channel="push",
            endpoint=endpoint,
            confirmed_at=now,
            **said,
        )
        named = [SUBSCRIPTION.c.stop_id, SUBSCRIPTION.c.endpoint]
        session.execute(statement.on_conflict_do_update(index_elements=named, set_=said))


def is_told_by_push(stop: RoundStop, endpoint: str) -> bool:
    """Whether this browser is told of this stop."""
    return bool(_by_push(stop, endpoint))


def leave_by_push(stop: RoundStop, endpoint: str) -> None:
    """This browser is told no more."""
    for subscription_id in _by_push(stop, endpoint):
        leave(subscription_id)


def _by_push(stop: RoundStop, endpoint: str) -> list[str]:
    theirs = (Subscription.stop_id == stop.id, Subscription.endpoint == endpoint)
    with reading() as session:
        return list(session.scalars(select(Subscription.id).where(*theirs)))


def leave_gone() -> int:
    """End the subscriptions of browsers that take no more; how many there were."""
    refused = (Notice.channel == "push", Notice.state == "failed", Notice.why == PUSH_GONE)
    told = and_(Notice.subject_kind == "visit", Notice.subject_id == Announcement.id)
    with reading() as session:
        gone = session.scalars(
            select(Announcement.subscription_id).join(Notice, told).where(*refused).distinct()
        ).all()
    for subscription_id in gone:
        leave(subscription_id)
    return len(gone)


def look(subscription_id: str) -> Subscribed | None:
    """What is subscribed to; None when it was ended."""
    with reading() as session:
        found = session.execute(
            select(RoundStop.code, RoundStop.place, Subscription.confirmed_at)
            .join(Subscription, Subscription.stop_id == RoundStop.id)
            .where(Subscription.id == subscription_id)
        ).one_or_none()
    return Subscribed(found[0], found[1], found[2] is not None) if found else None


def confirm(subscription_id: str, now: datetime) -> None:
    """From now on they are told."""
    with writing() as session:
        session.execute(
            update(SUBSCRIPTION)
            .where(SUBSCRIPTION.c.id == subscription_id, SUBSCRIPTION.c.confirmed_at.is_(None))
            .values(confirmed_at=now)
        )


def leave(subscription_id: str) -> None:
    """Nothing of them is kept; a restored backup does not bring them back."""
    diary.write({"what": "left", "subscription": subscription_id})
    leave_again([subscription_id])


def leave_again(ids: Sequence[str]) -> int:
    """End these subscriptions; how many of them there were."""
    with writing() as session:
        session.execute(delete(Announcement).where(Announcement.subscription_id.in_(ids)))
        gone = session.execute(
            delete(SUBSCRIPTION).where(SUBSCRIPTION.c.id.in_(ids)).returning(SUBSCRIPTION.c.id)
        )
        return len(gone.all())


def _mails_since(session: Session, email: str, since: datetime) -> int:
    """How many links were sent to an address of late, whatever the stop."""
    count = (
        select(func.count())
        .select_from(Notice)
        .join(Subscription, Subscription.id == Notice.subject_id)
        .where(Notice.subject_kind == "subscriber", Notice.created_at > since)
    )
    return session.scalar(count.where(Subscription.email == email)) or 0


def _owe_link(session: Session, subscription_id: str, branch_id: int, now: datetime) -> None:
    theirs = (Notice.subject_kind == "subscriber", Notice.subject_id == subscription_id)
    before = session.scalar(select(func.max(Notice.generation)).where(*theirs)) or 0
    write_down(
        session,
        subject_kind="subscriber",
        subject=subscription_id,
        patron_id=None,
        branch_id=branch_id,
        kind="confirm",
        generation=before + 1,
        channel="email",
        says="",
        now=now,
        due_at=now,
    )
