"""Subscriptions to one stop: asked for, confirmed by a link in a mail, ended by one tap.

No action passes the door here: it would keep an address for as long as the log is kept.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from rayon import diary
from rayon.database import insert_or, reading, table_of, writing
from rayon.errors import Refusal
from rayon.ids import new_id
from rayon.notices.channels.addresses import usable
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
