"""What is done with rows past their date: they go."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from rayon.catalogue.models import Patron, ShelfCheck
from rayon.database import table_of
from rayon.delivery.models import BillingMonth, Door, FirmLink, SumDue
from rayon.notices.channels import phone_list
from rayon.notices.models import MailboxMail, Message, Notice, PatronPush, PhoneCall
from rayon.notices.remembering import ToldBefore
from rayon.rounds.models import Announcement, CartRequest, CartWish, Subscription
from rayon.staff.models import AuthSession, Enrolment, PinFailure
from rayon.sync.models import ActionRow, Trouble

Do = Callable[[Session, Sequence[Any], datetime], None]
ACTION, MESSAGE, NOTICE = map(table_of, (ActionRow, Message, Notice))


def _deleting(model: Any, name: str = "id") -> Do:
    column = table_of(model).c[name]

    def delete_them(session: Session, ids: Sequence[Any], _now: datetime) -> None:
        session.execute(delete(table_of(model)).where(column.in_(ids)))

    return delete_them


delete_notices = _deleting(Notice)
delete_subscriptions = _deleting(Subscription)
delete_cart_requests = _deleting(CartRequest)
delete_announcements = _deleting(Announcement)
delete_cart_wishes = _deleting(CartWish)
delete_browsers = _deleting(PatronPush)
delete_mailbox_mails = _deleting(MailboxMail)
delete_told_before = _deleting(ToldBefore, "hold_key")
delete_pin_failures = _deleting(PinFailure)
delete_shifts = _deleting(AuthSession)
delete_firm_links = _deleting(FirmLink)
delete_enrolments = _deleting(Enrolment, "code_hash")
delete_troubles = _deleting(Trouble)
delete_doors = _deleting(Door)
delete_shelf_checks = _deleting(ShelfCheck)


def delete_messages(session: Session, ids: Sequence[Any], _now: datetime) -> None:
    """Messages; what they told is known from their notices."""
    session.execute(update(NOTICE).where(NOTICE.c.message_id.in_(ids)).values(message_id=None))
    session.execute(delete(MESSAGE).where(MESSAGE.c.id.in_(ids)))


def delete_calls(session: Session, ids: Sequence[Any], _now: datetime) -> None:
    """Entries of the phone list."""
    session.execute(update(NOTICE).where(NOTICE.c.call_id.in_(ids)).values(call_id=None))
    session.execute(delete(PhoneCall).where(PhoneCall.id.in_(ids)))


def give_calls_up(session: Session, ids: Sequence[Any], now: datetime) -> None:
    """Calls that were not made in time: the notices failed, and say so on the board."""
    phone_list.give_up(session, ids, now)
    still = (PhoneCall.id.in_(ids), PhoneCall.state.in_(("to_call", "to_write")))
    session.execute(update(PhoneCall).where(*still).values(state="withdrawn"))


def empty_payloads(session: Session, ids: Sequence[Any], _now: datetime) -> None:
    """What an action says is gone; that it came and what became of it stays."""
    session.execute(update(ACTION).where(ACTION.c.id.in_(ids)).values(payload={}, facts={}))


def delete_months(session: Session, ids: Sequence[Any], _now: datetime) -> None:
    """Closed months with all their sums."""
    months = session.execute(
        select(BillingMonth.branch_id, BillingMonth.month).where(BillingMonth.id.in_(ids))
    ).all()
    for branch_id, month in months:
        of_month = (SumDue.branch_id == branch_id, SumDue.month == month)
        session.execute(delete(SumDue).where(*of_month))
    session.execute(delete(BillingMonth).where(BillingMonth.id.in_(ids)))


def delete_patrons(session: Session, ids: Sequence[Any], _now: datetime) -> None:
    """Patrons with their browsers, and their card where it stands for whoever pays."""
    cards = select(Patron.card).where(Patron.id.in_(ids))
    paid_for = session.scalars(select(Patron.id).where(Patron.payer_card.in_(cards))).all()
    session.execute(update(Patron).where(Patron.id.in_(paid_for)).values(payer_card=""))
    session.execute(delete(PatronPush).where(PatronPush.patron_id.in_(ids)))
    session.execute(delete(Patron).where(Patron.id.in_(ids)))
