"""How what is past its date is found: each rule gets the cut-off and gives ids."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, String, and_, cast, exists, or_, select

from rayon.catalogue.models import Patron, ShelfCheck
from rayon.delivery.models import BillingMonth, Delivery, Door, FirmLink
from rayon.holds.models import Hold
from rayon.ils.models import IlsTask
from rayon.notices.models import MailboxMail, Message, Notice, PatronPush, PhoneCall
from rayon.notices.remembering import ToldBefore
from rayon.picking.models import Walk
from rayon.privacy.unnaming import NAMING
from rayon.rounds.models import (
    Announcement,
    CartRequest,
    CartWish,
    Neighbourhood,
    RoundStop,
    Subscription,
)
from rayon.staff.models import AuthSession, Enrolment, PinFailure
from rayon.sync.models import ActionRow, Trouble

Ids = Select[Any]
#: How much longer a hold names its patron whose loan nobody has keyed yet.
LOAN_TO_KEY = timedelta(days=30)
#: And one whose patron has not heard of its end: the mail waits for the morning, or for a server.
NEWS_TO_TELL = timedelta(days=7)


def closed_holds(cutoff: datetime) -> Ids:
    """Holds that ended before it and still say whose they were; a loan that is still to be keyed
    into the library's own system has to say so a little longer.
    """
    is_loan = and_(IlsTask.hold_id == Hold.id, IlsTask.kind == "loan")
    to_key = exists().where(is_loan, IlsTask.done_at.is_(None), IlsTask.withdrawn_at.is_(None))
    return select(Hold.id).where(
        Hold.status.in_(("handed_over", "cancelled", "expired")),
        Hold.patron_id.is_not(None),
        Hold.fact_at < cutoff,
        or_(~to_key, Hold.fact_at < cutoff - LOAN_TO_KEY),
        _is_told(cutoff),
    )


def unfilled_holds(cutoff: datetime) -> Ids:
    """Holds given up so long ago that a document which turns up does not wake them any more."""
    return select(Hold.id).where(
        Hold.status == "unfilled",
        Hold.patron_id.is_not(None),
        Hold.fact_at < cutoff,
        _is_told(cutoff),
    )


def _is_told(cutoff: datetime) -> ColumnElement[bool]:
    """Whoever is forgotten is told nothing more: what is on its way to them goes first."""
    of_hold = and_(Notice.subject_kind == "hold", Notice.subject_id == Hold.id)
    waits = exists().where(of_hold, Notice.state.in_(("owed", "sending")))
    return or_(~waits, Hold.fact_at < cutoff - NEWS_TO_TELL)


def orders_without_hold(cutoff: datetime) -> Ids:
    """Actions that name a patron and led to no hold: refused, or kept for a supervisor. A line of
    the cart’s selection is a hold before anybody asks for it.
    """
    nothing = ~exists().where(Hold.id == ActionRow.subject)
    return select(ActionRow.id).where(
        ActionRow.received_at < cutoff,
        ActionRow.name.in_(NAMING),
        ActionRow.payload["patron"].as_string().is_not(None),
        or_(ActionRow.outcome == "refused", nothing),
        ~exists().where(Delivery.id == ActionRow.subject, Delivery.patron_id.is_not(None)),
    )


#: Somebody must call, or write.
STILL_TO_DO = ("to_call", "to_write")


def calls_not_made(cutoff: datetime) -> Ids:
    """Calls and letters that have waited for too long."""
    return select(PhoneCall.id).where(
        PhoneCall.state.in_(STILL_TO_DO), PhoneCall.created_at < cutoff
    )


def calls_made(_cutoff: datetime) -> Ids:
    """Every call that is over: gone the next night, hence within 24 hours."""
    return select(PhoneCall.id).where(PhoneCall.state.not_in(STILL_TO_DO))


def notices(cutoff: datetime) -> Ids:
    """Old notices of holds and deliveries without patron. As long as one has a patron, the notice
    keeps them from being told twice.
    """
    named = exists().where(Hold.id == Notice.subject_id, Hold.patron_id.is_not(None))
    rides = exists().where(Delivery.id == Notice.subject_id, Delivery.patron_id.is_not(None))
    over = (Notice.created_at < cutoff, Notice.state != "sending")
    return select(Notice.id).where(*over, ~named, ~rides)


def unconfirmed(cutoff: datetime) -> Ids:
    """Addresses for which nobody pressed the button behind the link."""
    return select(Subscription.id).where(
        Subscription.asked_at < cutoff, Subscription.confirmed_at.is_(None)
    )


def to_nothing(cutoff: datetime) -> Ids:
    """Subscriptions to a stop that is no more, or where the cart comes no more."""
    gone = or_(RoundStop.removed_at < cutoff, Neighbourhood.ended_at < cutoff)
    stops = (
        select(RoundStop.id)
        .join(Neighbourhood, Neighbourhood.id == RoundStop.neighbourhood_id)
        .where(gone)
    )
    return select(Subscription.id).where(Subscription.stop_id.in_(stops))


def cart_requests(cutoff: datetime) -> Ids:
    """What was asked for on the page of a stop, whatever became of it."""
    return select(CartRequest.id).where(CartRequest.asked_at < cutoff)


def announcements(cutoff: datetime) -> Ids:
    """Visits that were told long ago, however far they were moved."""
    return select(Announcement.id).where(Announcement.made_at < cutoff)


def cart_wishes(cutoff: datetime) -> Ids:
    """What readers asked for at a stop, in their words, chosen or not."""
    return select(CartWish.id).where(CartWish.asked_at < cutoff)


def browsers(cutoff: datetime) -> Ids:
    """Those that tell a patron, and have not opened the page for so long: they may be gone."""
    return select(PatronPush.id).where(PatronPush.seen_at < cutoff)


def messages(cutoff: datetime) -> Ids:
    """Old messages, but for one that is leaving right now."""
    return select(Message.id).where(Message.first_try_at < cutoff, Message.state != "sending")


def mailbox_mails(cutoff: datetime) -> Ids:
    """Mails of a demo library."""
    return select(MailboxMail.id).where(MailboxMail.received_at < cutoff)


def told_before(cutoff: datetime) -> Ids:
    """What was told before a restore, about holds that never came back."""
    return select(ToldBefore.hold_key).where(ToldBefore.told_at < cutoff).distinct()


def quarantined(cutoff: datetime) -> Ids:
    """Actions nobody could judge: what they say may be anything."""
    kept = or_(cast(ActionRow.payload, String) != "{}", cast(ActionRow.facts, String) != "{}")
    return select(ActionRow.id).where(
        ActionRow.outcome == "quarantined", ActionRow.received_at < cutoff, kept
    )


def pin_failures(cutoff: datetime) -> Ids:
    """Wrong PINs."""
    return select(PinFailure.id).where(PinFailure.failed_at < cutoff)


def shifts(cutoff: datetime) -> Ids:
    """Shifts that ended, by themselves or by sign-out."""
    ended = or_(AuthSession.ends_at < cutoff, AuthSession.revoked_at < cutoff)
    return select(AuthSession.id).where(ended)


def firm_links(cutoff: datetime) -> Ids:
    """Links of a courier firm whose day is over."""
    return select(FirmLink.id).where(FirmLink.ends_at < cutoff)


def enrolments(cutoff: datetime) -> Ids:
    """Codes that no longer enrol anything."""
    return select(Enrolment.code_hash).where(Enrolment.expires_at < cutoff)


def troubles(cutoff: datetime) -> Ids:
    """Lines that were closed."""
    return select(Trouble.id).where(Trouble.closed_at < cutoff)


def actions(cutoff: datetime) -> Ids:
    """Actions that still say who did them."""
    named = or_(
        ActionRow.by.is_not(None), ActionRow.shift.is_not(None), ActionRow.device_id.is_not(None)
    )
    return select(ActionRow.id).where(ActionRow.received_at < cutoff, named)


def looked_for(cutoff: datetime) -> Ids:
    """Holds that still say who looked last."""
    return select(Hold.id).where(Hold.looked_at < cutoff, Hold.looked_by.is_not(None))


def keyed(cutoff: datetime) -> Ids:
    """Lines for the library's own system that still say who ticked them."""
    return select(IlsTask.id).where(IlsTask.done_at < cutoff, IlsTask.done_by.is_not(None))


def street_loans(cutoff: datetime) -> Ids:
    """Loans in the street, and what was asked for there, that still say whose they were."""
    names = ActionRow.name.in_(("lend_document", "reserve_for_next"))
    is_old = (ActionRow.received_at < cutoff) & (ActionRow.body_hash != "")
    return select(ActionRow.id).where(names, is_old)


def cards_shown(cutoff: datetime) -> Ids:
    """Loans that were keyed, or nobody has keyed for long, and still say on whose card."""
    over = or_(IlsTask.done_at < cutoff, IlsTask.withdrawn_at < cutoff)
    forgotten = IlsTask.at < cutoff - LOAN_TO_KEY
    return select(IlsTask.id).where(IlsTask.patron_id.is_not(None), or_(over, forgotten))


def shelf_checks(cutoff: datetime) -> Ids:
    """Looks at the hold shelf; what they allowed has long been done."""
    return select(ShelfCheck.id).where(ShelfCheck.at < cutoff)


def doors(cutoff: datetime) -> Ids:
    """Addresses to which nothing is on its way any more, or was never ordered."""
    to_come = exists().where(Delivery.id == Door.id, Delivery.day >= cutoff.date())
    return select(Door.id).where(Door.written_at < cutoff, ~to_come)


def deliveries(cutoff: datetime) -> Ids:
    """Deliveries of days gone by that still say whose they were."""
    return select(Delivery.id).where(Delivery.day < cutoff.date(), Delivery.patron_id.is_not(None))


def closed_months(cutoff: datetime) -> Ids:
    """Months whose statement left so long ago that nobody asks about it any more."""
    return select(BillingMonth.id).where(BillingMonth.closed_at < cutoff)


def walks(cutoff: datetime) -> Ids:
    """Walks that still say whose they were."""
    return select(Walk.id).where(Walk.finished_at < cutoff, Walk.claimed_by.is_not(None))


def patrons(cutoff: datetime) -> Ids:
    """Patrons whom no import has named since, and who wait for nothing."""
    used = (
        exists().where(Hold.patron_id == Patron.id),
        exists().where(Notice.patron_id == Patron.id),
        exists().where(Message.patron_id == Patron.id),
        exists().where(PhoneCall.patron_id == Patron.id),
        exists().where(IlsTask.patron_id == Patron.id),
        exists().where(Delivery.patron_id == Patron.id),
        exists().where(CartRequest.patron_id == Patron.id),
    )
    return select(Patron.id).where(Patron.seen_on < cutoff.date(), *(~one for one in used))
