"""Erasing one patron who asks for it (art. 17 GDPR)."""

from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, String, cast, or_, select
from sqlalchemy.orm import Session

from rayon import clock, diary
from rayon.catalogue.models import Patron
from rayon.database import reading, writing
from rayon.delivery.models import Delivery, Door
from rayon.errors import Refusal
from rayon.holds.action import Deed, Perform
from rayon.holds.lifecycle import OPEN_STATUSES
from rayon.holds.models import Hold
from rayon.ils.models import IlsTask
from rayon.notices.models import MailboxMail, Message, Notice, PatronPush, PhoneCall
from rayon.privacy import forgetting, unnaming
from rayon.privacy.exporting import in_mailbox, patron_with
from rayon.rounds.models import CartRequest
from rayon.sync.log import take_turn
from rayon.sync.models import ActionRow

#: New holds may come in between the cancelling and the erasing; not for ever.
TRIES = 5


@dataclass(frozen=True)
class Erased:
    """What was done, by counts; ``kept`` says what stays and why, in words."""

    cancelled: int
    erased: dict[str, int]
    kept: list[str]


def erase(card: str, perform_all: Perform) -> Erased:
    """Cancel what the patron waits for, then forget whose it was, and the patron.

    Raises Refusal ``unknown_card`` (404), or ``busy`` when holds keep coming in meanwhile.
    """
    with reading() as session:
        patron_id = patron_with(session, card).id
    cancelled = 0
    for _try in range(TRIES):
        cancelled += _cancel(patron_id, perform_all)
        with writing() as session:
            take_turn(session.connection())
            if not _open_holds(session, patron_id):
                return Erased(cancelled, _erase(session, patron_id), what_is_kept())
    raise Refusal("busy", status=503)


def what_is_kept() -> list[str]:
    """What an erasure leaves, and why."""
    return [
        _("That documents were asked for and fetched, without saying by whom: for the counts."),
        _("The library’s own system has its record: erase it there too, or it is imported again."),
        _("Backups keep the patron for 30 days; one that is restored erases the patron again."),
        _("Slips and lists on paper: throw them away."),
    ]


def key_of_card(session: Session, card: str) -> str:
    """How the diary names an erased card."""
    return diary.key_of(diary.store_of(session), "card", card)


def _cancel(patron_id: int, perform_all: Perform) -> int:
    with reading() as session:
        holds = _open_holds(session, patron_id)
    if holds:
        perform_all([Deed("cancel_hold", hold, {"because": "patron"}) for hold in holds])
    return len(holds)


def _open_holds(session: Session, patron_id: int) -> list[str]:
    query = select(Hold.id).where(Hold.patron_id == patron_id, Hold.status.in_(OPEN_STATUSES))
    return list(session.scalars(query))


def _erase(session: Session, patron_id: int) -> dict[str, int]:
    patron = session.get_one(Patron, patron_id)
    plan = _plan(session, patron)
    # First the diary: if the server stops here, it is erased by whoever asks again.
    diary.write({"what": "erased", "card": key_of_card(session, patron.card)})
    for _what, ids, do in plan:
        do(session, ids, clock.now())
    return {what: len(ids) for what, ids, _do in plan}


def _plan(session: Session, patron: Patron) -> list[tuple[str, list[Any], forgetting.Do]]:
    """What to forget, in the order in which rows let go of each other."""

    def ids(model: Any, which: ColumnElement[bool]) -> list[Any]:
        return list(session.scalars(select(model.id).where(which)))

    named = cast(ActionRow.payload["patron"].as_string(), String) == str(patron.id)
    of_holds = Notice.subject_id.in_(select(Hold.id).where(Hold.patron_id == patron.id))
    told = or_(Notice.patron_id == patron.id, of_holds)
    shown = cast(ActionRow.payload["card_of"].as_string(), String) == str(patron.id)
    reader = cast(ActionRow.payload["reader"].as_string(), String)
    registered = reader == (patron.registration or "-")
    orders = or_(
        ActionRow.name.in_(unnaming.NAMING) & named,
        ActionRow.name.in_(unnaming.WITH_A_CARD) & (shown | registered),
    )
    theirs = Delivery.patron_id == patron.id
    doors = Door.id.in_(select(Delivery.id).where(theirs))
    mine = (Message.patron_id == patron.id, PhoneCall.patron_id == patron.id)
    return [
        ("mails", ids(MailboxMail, in_mailbox(patron)), forgetting.delete_mailbox_mails),
        ("notices", ids(Notice, told), forgetting.delete_notices),
        ("messages", ids(Message, mine[0]), forgetting.delete_messages),
        ("calls", ids(PhoneCall, mine[1]), forgetting.delete_calls),
        (
            "browsers",
            ids(PatronPush, PatronPush.patron_id == patron.id),
            forgetting.delete_browsers,
        ),
        (
            "asked",
            ids(CartRequest, CartRequest.patron_id == patron.id),
            forgetting.delete_cart_requests,
        ),
        ("loans", ids(IlsTask, IlsTask.patron_id == patron.id), unnaming.take_cards_off_lines),
        ("orders", ids(ActionRow, orders), unnaming.cut_orders),
        ("doors", ids(Door, doors), forgetting.delete_doors),
        ("deliveries", ids(Delivery, theirs), unnaming.cut_deliveries),
        ("holds", ids(Hold, Hold.patron_id == patron.id), unnaming.cut_from_patrons),
        ("patrons", [patron.id], forgetting.delete_patrons),
    ]
