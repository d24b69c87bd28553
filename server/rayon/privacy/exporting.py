"""Everything that is known of one patron, for that patron (art. 15 GDPR)."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session

from rayon.catalogue.models import Branch, Item, Patron, Title
from rayon.database import Base, reading, table_of
from rayon.delivery.models import Delivery, Door
from rayon.errors import Refusal
from rayon.holds.models import Hold, HoldEvent
from rayon.ils.models import IlsTask
from rayon.notices.models import MailboxMail, Message, Notice, PatronPush, PhoneCall
from rayon.rounds.models import CartRequest
from rayon.sync.models import ActionRow

Row = dict[str, Any]


def export(card: str, now: datetime) -> Row:
    """All rows about the patron with this card, ready for JSON; instants in UTC.

    Raises Refusal ``unknown_card`` (404).
    """
    with reading() as session:
        patron = patron_with(session, card)
        his = (Patron.payer_card == patron.card, Hold.patron_id == patron.id)
        return {
            "exported_at": now.isoformat(),
            "patron": _plain(patron),
            "branch": session.scalar(select(Branch.name).where(Branch.id == patron.branch_id)),
            "pays_for": session.scalar(select(func.count(Patron.id)).where(his[0])),
            "holds": [_hold(session, hold) for hold in session.scalars(select(Hold).where(his[1]))],
            "deliveries": _rows(session, Delivery, Delivery.patron_id == patron.id),
            "doors": _rows(session, Door, Door.id.in_(_deliveries_of(patron))),
            "notices": _rows(session, Notice, Notice.patron_id == patron.id),
            "messages": _rows(session, Message, Message.patron_id == patron.id),
            "loans_to_key": _rows(session, IlsTask, IlsTask.patron_id == patron.id),
            "calls": _rows(session, PhoneCall, PhoneCall.patron_id == patron.id),
            "browsers": _rows(session, PatronPush, PatronPush.patron_id == patron.id),
            "asked_on_pages": _rows(session, CartRequest, CartRequest.patron_id == patron.id),
            "mails": _rows(session, MailboxMail, in_mailbox(patron)),
        }


def patron_with(session: Session, card: str) -> Patron:
    """The patron with this card. Raises Refusal ``unknown_card`` (404)."""
    patron = session.scalars(select(Patron).where(Patron.card == card)).one_or_none()
    if patron is None:
        raise Refusal("unknown_card", status=404)
    return patron


def _deliveries_of(patron: Patron) -> Select[str]:
    return select(Delivery.id).where(Delivery.patron_id == patron.id)


def in_mailbox(patron: Patron) -> ColumnElement[bool]:
    """Mails of a demo library to this patron: known by the address, or by a message of theirs."""
    sent = select(Message.id).where(Message.patron_id == patron.id)
    addressed = (MailboxMail.to == patron.email) & (MailboxMail.to != "")
    return or_(MailboxMail.id.in_(sent), addressed)


def _hold(session: Session, hold: Hold) -> Row:
    title = session.get(Title, hold.title_id) if hold.title_id else None
    copies = session.scalars(select(Item.barcode).where(Item.hold_id == hold.id))
    steps = session.execute(
        select(ActionRow.received_at, ActionRow.name, HoldEvent.after)
        .join(HoldEvent, HoldEvent.action_id == ActionRow.id)
        .where(HoldEvent.hold_id == hold.id)
        .order_by(HoldEvent.id)
    )
    return {
        **_plain(hold, without=("looked_by",)),
        "title": title.title if title else None,
        "author": title.author if title else None,
        "copies": list(copies),
        "steps": [
            {"at": at.isoformat(), "action": name, "status": after} for at, name, after in steps
        ],
    }


def _rows(session: Session, model: type[Base], which: ColumnElement[bool]) -> list[Row]:
    return [_plain(row) for row in session.scalars(select(model).where(which))]


def _plain(row: Base, without: tuple[str, ...] = ()) -> Row:
    """The columns of a row as JSON knows them."""
    names = [column.name for column in table_of(type(row)).c if column.name not in without]
    values = {name: getattr(row, name) for name in names}
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in values.items()
    }
