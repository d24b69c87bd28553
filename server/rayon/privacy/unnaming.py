"""Taking names off rows that stay; by purge, and at once when a patron asks to be erased.

Straight to the rows and not through the one door: an action that says whom we forget would
have to be forgotten as well. No step of any hold changes here.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from rayon.database import table_of
from rayon.delivery.models import Delivery, Parcel
from rayon.holds.models import Hold
from rayon.ils.models import IlsTask
from rayon.notices.models import Message, Notice
from rayon.notices.owing import drop_empty
from rayon.picking.models import Walk
from rayon.sync.models import ActionRow

Row = dict[str, Any]
#: Actions that say for whom.
NAMING = ("place_hold", "order_hold", "reserve_from_cart", "order_delivery")
#: Actions that say whose card it was.
WITH_A_CARD = ("hand_over", "lend_document", "reserve_for_next")
ACTION, HOLD, MESSAGE, NOTICE = map(table_of, (ActionRow, Hold, Message, Notice))


def cut_from_patrons(session: Session, ids: Sequence[Any], _now: datetime) -> None:
    """Nothing says any more whose these holds were: not the hold, its notices, its actions."""
    _cut_notices(session, ids)
    # One slip number is one patron's of that day.
    nobody = {"patron_id": None, "slip": None, "slip_day": None, "pickup_code": ""}
    session.execute(update(HOLD).where(HOLD.c.id.in_(ids)).values(**nobody))
    session.execute(update(IlsTask).where(IlsTask.hold_id.in_(ids)).values(patron_id=None))
    _rewrite(session, HOLD, HOLD.c.selection, HOLD.c.id.in_(ids), _without_wishes)
    _cut(session, ACTION.c.subject.in_(ids))


def cut_orders(session: Session, ids: Sequence[Any], _now: datetime) -> None:
    """Actions that ask for a hold say no longer for whom."""
    _cut(session, ACTION.c.id.in_(ids))


def cut_deliveries(session: Session, ids: Sequence[Any], _now: datetime) -> None:
    """That it rode stays; to whom, and which documents, does not: sums say neither."""
    _cut_notices(session, ids)
    session.execute(update(Parcel).where(Parcel.delivery_id.in_(ids)).values(carried=[]))
    session.execute(update(Delivery).where(Delivery.id.in_(ids)).values(patron_id=None))
    _cut(session, ACTION.c.subject.in_(ids))


def take_staff_off_actions(session: Session, ids: Sequence[Any], _now: datetime) -> None:
    """The name of an action says in which role it was done; who it was is not kept.

    The facts of an outcome may name a colleague ("Ada took this walk first").
    """
    nobody: Row = {"by": None, "shift": None, "device_id": None, "facts": {}}
    session.execute(update(ACTION).where(ACTION.c.id.in_(ids)).values(**nobody))
    given = ACTION.c.id.in_(ids) & (ACTION.c.name == "reassign_walk")
    _rewrite(session, ACTION, ACTION.c.payload, given, lambda payload: {**payload, "to": None})


def take_staff_off_holds(session: Session, ids: Sequence[Any], _now: datetime) -> None:
    """That it was looked for stays, by whom does not."""
    session.execute(update(HOLD).where(HOLD.c.id.in_(ids)).values(looked_by=None))


def take_staff_off_lines(session: Session, ids: Sequence[Any], _now: datetime) -> None:
    """That it was keyed stays, by whom does not."""
    session.execute(update(IlsTask).where(IlsTask.id.in_(ids)).values(done_by=None))


def take_cards_off_lines(session: Session, ids: Sequence[Any], _now: datetime) -> None:
    """That it was lent stays, on whose card does not."""
    session.execute(update(IlsTask).where(IlsTask.id.in_(ids)).values(patron_id=None))


def take_staff_off_walks(session: Session, ids: Sequence[Any], _now: datetime) -> None:
    """That it was walked stays, by whom does not."""
    nobody = {"claimed_by": None, "claimed_on": None}
    session.execute(update(Walk).where(Walk.id.in_(ids)).values(**nobody))


def _cut_notices(session: Session, subjects: Sequence[Any]) -> None:
    """Whoever is forgotten is told nothing more."""
    of_them = NOTICE.c.subject_id.in_(subjects)
    messages = select(NOTICE.c.message_id).where(of_them)
    session.execute(update(MESSAGE).where(MESSAGE.c.id.in_(messages)).values(patron_id=None))
    to_tell = of_them & NOTICE.c.state.in_(("owed", "sending"))
    session.execute(update(NOTICE).where(to_tell).values(state="withdrawn", why=""))
    nobody = {"patron_id": None, "message_id": None, "call_id": None}
    session.execute(update(NOTICE).where(of_them).values(**nobody))
    drop_empty(session)


def _cut(session: Session, which: Any) -> None:
    """Also the hash of the body goes: a patron's number is small enough to be guessed from it."""
    names = which & ACTION.c.name.in_(NAMING)
    session.execute(update(ACTION).where(names).values(body_hash=""))
    _rewrite(session, ACTION, ACTION.c.payload, names, _for_nobody)
    _cut_cards(session, which)


def _cut_cards(session: Session, which: Any) -> None:
    """A hand-over or a loan says no longer whose card was shown, a wish no longer whose it is."""
    handed = which & ACTION.c.name.in_(WITH_A_CARD)
    session.execute(update(ACTION).where(handed).values(body_hash=""))
    _rewrite(session, ACTION, ACTION.c.payload, handed, _without_card)


def _without_card(payload: Row) -> Row:
    gone = {"card_of": None, "reader": None, "words": ""}
    return payload | {name: said for name, said in gone.items() if name in payload}


def _for_nobody(payload: Row) -> Row:
    return {**payload, "patron": None, "selection": _without_wishes(payload.get("selection"))}


def _without_wishes(selection: Row | None) -> Row | None:
    """Free text: it may say more about a patron than a name."""
    return {**selection, "wishes": ""} if selection else selection


def _rewrite(
    session: Session, table: Any, column: Any, which: Any, change: Callable[[Any], Any]
) -> None:
    """Change a JSON column row by row, where it changes at all."""
    rows = session.execute(select(table.c.id, column.label("old")).where(which)).all()
    changed = [
        {"row_id": row.id, "new": change(row.old)} for row in rows if change(row.old) != row.old
    ]
    if changed:
        statement = update(table).where(table.c.id == bindparam("row_id"))
        session.connection().execute(statement.values({column: bindparam("new")}), changed)
