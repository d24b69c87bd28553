"""What a data protection officer would look for: rows past their date, by reading every row."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from rayon.catalogue.models import Patron, ShelfCheck
from rayon.database import Base, reading
from rayon.delivery.models import Delivery, Door, FirmLink
from rayon.holds.models import Hold
from rayon.ils.models import IlsTask
from rayon.notices.models import MailboxMail, Message, Notice, PatronPush, PhoneCall
from rayon.notices.remembering import ToldBefore
from rayon.picking.models import Walk
from rayon.rounds.models import Announcement, CartRequest, CartWish, Subscription
from rayon.staff.models import AuthSession, Enrolment, PinFailure
from rayon.sync.models import ActionRow, Trouble


@dataclass(frozen=True)
class Limit:
    """``since`` is when a row of ``table`` began to age; None as long as it may stay."""

    table: type[Base]
    days: int
    since: Callable[[Any], datetime | None]


def _names(hold: Hold) -> bool:
    return bool(hold.patron_id or hold.slip or (hold.selection or {})["wishes"])


def _orders(action: ActionRow) -> bool:
    """Whether it says for whom, or has the hash from which that can be guessed."""
    payload = action.payload
    return bool(payload.get("patron") or ("patron" in payload and action.body_hash))


LIMITS = {
    "a hold that is over names its patron": Limit(
        Hold, 7, lambda r: r.fact_at if _names(r) and r.status != "unfilled" else None
    ),
    "an unfilled hold names its patron": Limit(
        Hold, 30, lambda r: r.fact_at if _names(r) else None
    ),
    "an address": Limit(Door, 8, lambda r: r.written_at),
    "a delivery names a patron": Limit(
        Delivery, 8, lambda r: r.ordered_at if r.patron_id else None
    ),
    "a notice names a patron": Limit(Notice, 30, lambda r: r.told_at if r.patron_id else None),
    "a notice": Limit(Notice, 30, lambda r: r.told_at),
    "words of somebody at a stop": Limit(CartWish, 180, lambda r: r.asked_at),
    "a browser that nobody has used": Limit(PatronPush, 365, lambda r: r.seen_at),
    "a message": Limit(Message, 30, lambda r: r.first_try_at),
    "a call that was made": Limit(
        PhoneCall,
        1,
        lambda r: r.created_at if r.state not in ("to_call", "to_write") else None,
    ),
    "a call": Limit(PhoneCall, 7, lambda r: r.created_at),
    "an address that nobody confirmed": Limit(
        Subscription, 7, lambda r: None if r.confirmed_at else r.asked_at
    ),
    "an address for a stop that is no more": Limit(Subscription, 30, lambda r: r.asked_at),
    "an announcement of the bike cart": Limit(Announcement, 90, lambda r: r.made_at),
    "what was asked for on a page": Limit(CartRequest, 7, lambda r: r.asked_at),
    "a mail of the demo": Limit(MailboxMail, 30, lambda r: r.received_at),
    "a refused order names a patron": Limit(
        ActionRow, 7, lambda r: r.received_at if r.outcome == "refused" and _orders(r) else None
    ),
    "a loan in the street says on whose card": Limit(
        ActionRow,
        7,
        lambda r: r.received_at if r.payload.get("card_of") and r.name == "lend_document" else None,
    ),
    "an order names a patron": Limit(
        ActionRow, 30, lambda r: r.received_at if _orders(r) else None
    ),
    "a quarantined action says something": Limit(
        ActionRow,
        30,
        lambda r: r.received_at if r.outcome == "quarantined" and r.payload else None,
    ),
    "an action names a colleague": Limit(
        ActionRow,
        365,
        lambda r: r.received_at if r.by or r.shift or r.facts or r.payload.get("to") else None,
    ),
    "a hold names a colleague": Limit(Hold, 365, lambda r: r.looked_at if r.looked_by else None),
    "a keyed line names a colleague": Limit(
        IlsTask, 365, lambda r: r.done_at if r.done_by else None
    ),
    "a keyed loan names a patron": Limit(IlsTask, 7, lambda r: r.done_at if r.patron_id else None),
    "a loan to key names a patron": Limit(IlsTask, 37, lambda r: r.at if r.patron_id else None),
    "a look at the hold shelf": Limit(ShelfCheck, 365, lambda r: r.at),
    "a walk names a colleague": Limit(
        Walk, 365, lambda r: r.finished_at if r.claimed_by or r.claimed_on else None
    ),
    "a wrong PIN": Limit(PinFailure, 1, lambda r: r.failed_at),
    "a shift": Limit(AuthSession, 100, lambda r: min(r.ends_at, r.revoked_at or r.ends_at)),
    "a courier firm’s link": Limit(FirmLink, 1, lambda r: r.ends_at),
    "a code": Limit(Enrolment, 1, lambda r: r.expires_at),
    "a closed trouble": Limit(Trouble, 365, lambda r: r.closed_at),
    "what was told before a restore": Limit(ToldBefore, 35, lambda r: r.told_at),
}


def past_their_date(now: datetime) -> list[str]:
    """The kinds of rows that are kept for too long."""
    with reading() as session:
        found = [
            what
            for what, limit in LIMITS.items()
            for row in session.scalars(select(limit.table))
            if (since := limit.since(row)) and since + timedelta(days=limit.days) <= now
        ]
        last = (now - timedelta(days=366)).date()
        found += ["a patron" for _ in session.scalars(select(Patron).where(Patron.seen_on < last))]
    return sorted(set(found))


def everything() -> str:
    """Every row of every table, as one text to search."""
    with reading() as session:
        rows = [
            str(tuple(row))
            for table in Base.metadata.sorted_tables
            for row in session.execute(select(table))
        ]
    return "\n".join(rows)
