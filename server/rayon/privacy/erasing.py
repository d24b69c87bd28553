"""Erasing one patron who asks for it (art. 17 GDPR)."""

from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from rayon import clock, diary
from rayon.catalogue.models import Patron
from rayon.database import reading, table_of, writing
from rayon.errors import Refusal
from rayon.holds.action import Deed, Perform
from rayon.holds.lifecycle import OPEN_STATUSES
from rayon.holds.models import Hold
from rayon.notices.models import MailboxMail, Message, Notice, PhoneCall
from rayon.notices.remembering import store_of
from rayon.privacy import forgetting, unnaming
from rayon.privacy.exporting import in_mailbox, patron_with
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
        _("The library’s own system keeps its record: erase it there too, or it is imported again."),
        _("Backups keep the patron for 30 days; one that is restored erases the patron again."),
        _("Slips and lists on paper: throw them away."),
    ]


def key_of_card(session: Session, card: str) -> str:
    """How the diary names an erased card."""
    return diary.key_of(store_of(session), "card", card)


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
    patron, now = session.get_one(Patron, patron_id), clock.now()
    holds = session.scalars(select(Hold.id).where(Hold.patron_id == patron_id)).all()
    found: dict[str, tuple[list[Any], forgetting.Do]] = {
        "mails": (_ids(session, MailboxMail, in_mailbox(patron)), forgetting.delete_mailbox_mails),
        "notices": (_notices_of(session, patron_id), forgetting.delete_notices),
        "messages": (_of(session, Message, patron_id), forgetting.delete_messages),
        "calls": (_of(session, PhoneCall, patron_id), forgetting.delete_calls),
        "orders": (_orders(session, patron_id), unnaming.cut_orders),
        "holds": (list(holds), unnaming.cut_from_patrons),
        "patrons": ([patron_id], forgetting.delete_patrons),
    }
    # First the diary: a server that stops in between erases again after a restore, or never knew.
    diary.write({"what": "erased", "card": key_of_card(session, patron.card)})
    for ids, do in found.values():
        do(session, ids, now)
    return {what: len(ids) for what, (ids, _do) in found.items()}
