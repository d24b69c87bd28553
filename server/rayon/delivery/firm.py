"""The link of an outside courier firm: made for one day, opened with a PIN, gone with the day.

Nobody of the firm has an account. Whoever holds the link and has heard the PIN sees the stops of
that day and says how each parcel ended, and nothing else.
"""

import hmac
import secrets
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import CursorResult, select, update
from sqlalchemy.orm import Session

from rayon.catalogue.branches import BranchFacts
from rayon.database import reading, table_of, writing
from rayon.delivery.models import FirmLink, Parcel
from rayon.delivery.terms import days_of
from rayon.errors import Refusal
from rayon.ids import new_id
from rayon.staff.pins import hash_pin, is_pin
from rayon.staff.secrets import hash_of, new_secret

LINK = table_of(FirmLink)
#: Then somebody is guessing, and another link has to be made.
MOST_TRIES = 5


@dataclass(frozen=True)
class NewLink:
    """What is shown once: the secret of the address, and what is said by telephone."""

    token: str
    pin: str
    ends_at: datetime


def make_link(branch: BranchFacts, day: date, now: datetime) -> NewLink:
    """A link for the stops of a day; the one before it is no good any more."""
    token, pin = new_secret(), f"{secrets.randbelow(1_000_000):06}"
    ends = days_of(branch).at(day + timedelta(days=1), time())
    pin_hash = hash_pin(pin)
    with writing() as session:
        _revoke(session, branch.id, day, now)
        session.add(
            FirmLink(
                id=new_id(),
                branch_id=branch.id,
                day=day,
                token_hash=hash_of(token),
                pin_hash=pin_hash,
                tries=0,
                made_at=now,
                ends_at=ends,
            )
        )
    return NewLink(token, pin, ends)


def revoke(branch_id: int, day: date, now: datetime) -> None:
    """Nobody sees anything through it any more."""
    with writing() as session:
        _revoke(session, branch_id, day, now)


def open_of(session: Session, branch_id: int, day: date, now: datetime) -> FirmLink | None:
    """The link of a day, as long as it is good."""
    query = select(FirmLink).where(
        FirmLink.branch_id == branch_id,
        FirmLink.day == day,
        FirmLink.revoked_at.is_(None),
        FirmLink.ends_at > now,
        FirmLink.tries < MOST_TRIES,
    )
    return session.scalars(query).first()


def link_of(token: str, now: datetime) -> FirmLink:
    """The link of an address. Raises Refusal ``firm_link_over``: unknown, too late or revoked."""
    with reading() as session:
        link = session.scalars(
            select(FirmLink).where(FirmLink.token_hash == hash_of(token))
        ).one_or_none()
        if link is None or link.revoked_at or link.ends_at <= now or link.tries >= MOST_TRIES:
            raise Refusal("firm_link_over", status=404)
        session.expunge(link)
        return link


def outcomes_of(session: Session, link: FirmLink) -> dict[str, str]:
    """What said how a parcel of that day ended, unless it is in the library again."""
    query = select(Parcel.id, Parcel.ended_by).where(
        Parcel.branch_id == link.branch_id,
        Parcel.day == link.day,
        Parcel.received_at.is_(None),
    )
    return dict(session.execute(query).all())


def check_pin(link: FirmLink, pin: str) -> str:
    """The proof that whoever asks has heard the PIN. Raises Refusal ``wrong_firm_pin``.

    A try is counted before the look, so that guesses made at once are no more than five.
    """
    counted = update(LINK).where(LINK.c.id == link.id, LINK.c.tries < MOST_TRIES)
    with writing() as session:
        done = session.execute(counted.values(tries=LINK.c.tries + 1))
        assert isinstance(done, CursorResult)
    if done.rowcount != 1:
        raise Refusal("firm_link_over", status=404)
    if not is_pin(link.pin_hash, pin):
        raise Refusal("wrong_firm_pin", status=403)
    with writing() as session:
        session.execute(update(LINK).where(LINK.c.id == link.id).values(tries=0))
    return proof_of(link)


def proof_of(link: FirmLink) -> str:
    """What the firm's browser keeps until tonight; nobody makes it who has not our database."""
    return _keyed(link, "has heard the pin")


def form_key(link: FirmLink) -> str:
    """What a form of ours carries: no other page knows it."""
    return _keyed(link, "a form of ours")


def is_same(given: str, meant: str) -> bool:
    """Whether two secrets are the same, in a time that tells nothing."""
    return hmac.compare_digest(given.encode(), meant.encode())


def _keyed(link: FirmLink, what: str) -> str:
    return hmac.new(link.pin_hash.encode(), f"{link.id}/{what}".encode(), "sha256").hexdigest()


def _revoke(session: Session, branch_id: int, day: date, now: datetime) -> None:
    of_day = (LINK.c.branch_id == branch_id, LINK.c.day == day, LINK.c.revoked_at.is_(None))
    session.execute(update(LINK).where(*of_day).values(revoked_at=now))
