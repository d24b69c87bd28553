"""Browsers that tell patrons what waits for them: one each, asked for behind a link of theirs.

No action passes the door here, as with ``rounds/subscribing.py``: it would keep an address.
"""

import hmac
from collections.abc import Sequence
from datetime import datetime

from flask import current_app
from sqlalchemy import Select, delete, select, update
from sqlalchemy.orm import Session

from rayon import diary
from rayon.catalogue.models import Patron
from rayon.database import insert_or, reading, table_of, writing
from rayon.errors import Refusal
from rayon.holds.models import Hold
from rayon.ids import new_id
from rayon.notices.channels.web_push import check_browser
from rayon.notices.links import seal
from rayon.notices.models import PatronPush

BROWSER = table_of(PatronPush)


def keep(hold_id: str, endpoint: str, key: str, secret: str, now: datetime) -> None:
    """Tell the patron of this hold by this browser from now on, and by no other.

    Raises Refusal ``not_a_push_service`` (422), or ``unknown_link`` (404) when nothing says any
    more whose hold it was.
    """
    check_browser(endpoint, key, secret, current_app.config["RAYON"])
    whose = select(Hold.patron_id).where(Hold.id == hold_id)
    # With an id of its own: what ends the one before does not end this one.
    said = {"id": new_id(), "endpoint": endpoint, "key": key, "secret": secret, "seen_at": now}
    with writing() as session:
        # Nobody forgets the patron meanwhile.
        patron_id = session.scalar(whose.with_for_update(read=True))
        if patron_id is None:
            raise Refusal("unknown_link", status=404)
        before = select(PatronPush.id).where(PatronPush.patron_id == patron_id).with_for_update()
        _remember(session.scalars(before).all())
        statement = insert_or(session, BROWSER).values(patron_id=patron_id, **said)
        named = [BROWSER.c.patron_id]
        session.execute(statement.on_conflict_do_update(index_elements=named, set_=said))


def see(hold_id: str, endpoint: str, now: datetime) -> bool:
    """Whether the patron of this hold is told by this browser, which has just been seen alive."""
    theirs = (BROWSER.c.id.in_(_of_patron(hold_id)), BROWSER.c.endpoint == endpoint)
    with writing() as session:
        seen = update(BROWSER).where(*theirs).values(seen_at=now).returning(BROWSER.c.id)
        return bool(session.scalars(seen).all())


def leave(hold_id: str, sealed: str) -> bool:
    """From now on a mail again; whether a browser was ended. ``sealed``: what the link says of its
    patron, for when the hold does not any more.
    """
    return _leave(_theirs(hold_id, sealed))


def leave_by_card(card: str) -> bool:
    """The same for staff, who have the card before them. Raises Refusal ``unknown_card`` (404)."""
    with reading() as session:
        patron_id = session.scalar(select(Patron.id).where(Patron.card == card))
        if patron_id is None:
            raise Refusal("unknown_card", status=404)
        told_by = select(PatronPush.id).where(PatronPush.patron_id == patron_id)
        left = session.scalars(told_by).all()
    return _leave(left)


def is_told(hold_id: str, sealed: str) -> bool:
    """Whether a browser tells the patron whom this link was for."""
    return bool(_theirs(hold_id, sealed))


def leave_again(ids: Sequence[str]) -> int:
    """Forget these browsers; how many of them there were."""
    with writing() as session:
        gone = session.execute(delete(BROWSER).where(BROWSER.c.id.in_(ids)).returning(BROWSER.c.id))
        return len(gone.all())


def forget(session: Session, patron_id: int, tried_at: datetime) -> None:
    """It takes no more, says its push service; one that was seen since stays."""
    tried = (BROWSER.c.patron_id == patron_id, BROWSER.c.seen_at <= tried_at)
    session.execute(delete(BROWSER).where(*tried))


def _leave(left: Sequence[str]) -> bool:
    _remember(left)
    return bool(leave_again(left))


def _remember(left: Sequence[str]) -> None:
    """A restored backup does not bring them back."""
    diary.write(*({"what": "left", "subscription": one} for one in left))


def _theirs(hold_id: str, sealed: str) -> Sequence[str]:
    with reading() as session:
        if known := session.scalars(_of_patron(hold_id)).all():
            return known
        everybody = session.execute(select(PatronPush.id, PatronPush.patron_id)).all()
    return [
        browser_id
        for browser_id, patron_id in everybody
        if hmac.compare_digest(seal(hold_id, patron_id), sealed)
    ]


def _of_patron(hold_id: str) -> Select[str]:
    whose = Hold.patron_id == PatronPush.patron_id
    return select(PatronPush.id).join(Hold, whose).where(Hold.id == hold_id)
