"""The bike cart's part of the phone list: subscribers whom neither mail nor browser can tell, and
patrons who asked for something on the page of a stop and have no mail on file.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from rayon.catalogue import phones
from rayon.catalogue.branches import BranchFacts
from rayon.catalogue.models import Patron
from rayon.database import reading, writing
from rayon.errors import Refusal
from rayon.ids import new_id
from rayon.notices.channels.phone_list import TRY_AGAIN_AFTER
from rayon.notices.models import Notice
from rayon.rounds import subscribing
from rayon.rounds.claiming import Desk
from rayon.rounds.letters import CartLetter, in_brief
from rayon.rounds.models import CartRequest, RoundStop, Subscription
from rayon.rounds.requests import wanted

Row = dict[str, Any]
LONGEST_PHONE = 20


def subscribe(branch: BranchFacts, stop_id: str, name: str, phone: str, now: datetime) -> None:
    """Somebody told staff that they want to be called the day before.

    Raises Refusal ``no_such_stop`` (404) or ``bad_phone`` (422).
    """
    number = phones.dialled(phone, branch.area)
    if not 6 <= len(number) <= LONGEST_PHONE:
        raise Refusal("bad_phone", status=422)
    with writing() as session:
        stop = session.get(RoundStop, stop_id)
        if stop is None or stop.branch_id != branch.id or stop.removed_at:
            raise Refusal("no_such_stop", status=404)
        known = select(Subscription).where(
            Subscription.stop_id == stop_id, Subscription.phone == number
        )
        if (before := session.scalars(known).first()) is not None:
            before.name = name.strip()
            return
        session.add(
            Subscription(
                id=new_id(),
                branch_id=branch.id,
                stop_id=stop_id,
                channel="phone",
                phone=number,
                name=name.strip(),
                language=branch.language,
                asked_at=now,
                confirmed_at=now,
            )
        )


def leave(branch: BranchFacts, subscription_id: str) -> None:
    """They want no more calls. Raises Refusal ``unknown_call`` (404)."""
    with reading() as session:
        known = session.get(Subscription, subscription_id)
    if known is None or (known.branch_id, known.channel) != (branch.id, "phone"):
        raise Refusal("unknown_call", status=404)
    subscribing.leave(subscription_id)


def subscribers(session: Session, branch: BranchFacts) -> list[Row]:
    """Who is called, by stop."""
    rows = session.execute(
        select(Subscription, RoundStop.place)
        .join(RoundStop, RoundStop.id == Subscription.stop_id)
        .where(Subscription.branch_id == branch.id, Subscription.channel == "phone")
        .order_by(RoundStop.place, Subscription.name, Subscription.id)
    )
    return [{"id": one.id, "place": place, **_whom(one, branch)} for one, place in rows]


def visits_to_tell(
    session: Session, branch: BranchFacts, language: str, now: datetime
) -> list[Row]:
    """Calls about a visit: whom, and what to say, in the language of who calls. ``says`` names it,
    so that only what was read out is noted as told.
    """
    query = select(Notice).where(*_TO_CALL, Notice.branch_id == branch.id).order_by(Notice.id)
    notices = session.scalars(query).all()
    desk = Desk(session, notices, now)
    return list(_calls(desk, notices, branch, language))


_TO_CALL = (Notice.subject_kind == "visit", Notice.channel == "phone", Notice.state == "owed")


def _calls(desk: Desk, notices: Any, branch: BranchFacts, language: str) -> Iterator[Row]:
    for notice in notices:
        letter = desk.letter_of(notice)
        if letter is None or _is_tried_later(notice, letter, desk.now):
            continue
        subscription = desk.subscriptions[desk.announcements[notice.subject_id].subscription_id]
        title, body = in_brief(letter, language)
        lines = [title, *(line for line in body.splitlines() if line.strip())]
        whom = _whom(subscription, branch)
        yield {
            "id": notice.subject_id,
            "place": letter.place,
            "lines": lines,
            "says": letter.says,
            **whom,
        }


def _is_tried_later(notice: Notice, letter: CartLetter, now: datetime) -> bool:
    """Called in vain a while ago; what is new since then does not wait."""
    return notice.due_at > now and notice.says == letter.says


def record_call(
    branch: BranchFacts, visit: str, says: str, *, reached: bool, now: datetime
) -> None:
    """Tick one off, or put it off: who was not reached is called again as long as the visit is to
    come. ``visit`` is the subject of its notice.

    Raises Refusal ``call_is_closed`` or ``call_has_changed`` (409).
    """
    ours = (Notice.subject_id == visit, Notice.branch_id == branch.id)
    with writing() as session:
        to_call = select(Notice).where(*_TO_CALL, *ours).with_for_update()
        notice = session.scalars(to_call).one_or_none()
        if notice is None:
            raise Refusal("call_is_closed")
        desk = Desk(session, [notice], now)
        letter = desk.letter_of(notice)
        if letter is None or letter.says != says:
            raise Refusal("call_has_changed")
        notice.says = says
        if reached:
            notice.state, notice.told_at = "told", now
            desk.follow(notice, letter)
        else:
            notice.due_at = now + TRY_AGAIN_AFTER


def withdraw_over(now: datetime) -> int:
    """Nobody is called about a visit that is over, or when they have left; how many there were."""
    with reading() as session:
        owed = session.scalars(select(Notice).where(*_TO_CALL)).all()
        if not owed:
            return 0
        desk = Desk(session, owed, now)
        over = [notice.id for notice in owed if desk.is_over(notice)]
    if over:
        with writing() as session:
            still = update(Notice).where(Notice.id.in_(over), Notice.state == "owed")
            session.execute(still.values(state="withdrawn", why=""))
    return len(over)


def requests_to_call(session: Session, branch: BranchFacts) -> list[Row]:
    """Patrons without mail who asked for documents: whom to ask whether it was they."""
    rows = session.execute(
        select(CartRequest, Patron, RoundStop.place)
        .join(Patron, Patron.id == CartRequest.patron_id)
        .join(RoundStop, RoundStop.id == CartRequest.stop_id)
        .where(CartRequest.branch_id == branch.id, CartRequest.state == "to_call")
        .order_by(CartRequest.asked_at, CartRequest.id)
    )
    return [
        {
            "id": request.id,
            "name": f"{patron.first_name} {patron.last_name}".strip(),
            **_number(patron.phone, branch),
            "place": place,
            "documents": [said for _order, said in wanted(session, request)],
        }
        for request, patron, place in rows.all()
    ]


def _whom(subscription: Subscription, branch: BranchFacts) -> Row:
    return {"name": subscription.name, **_number(subscription.phone, branch)}


def _number(phone: str, branch: BranchFacts) -> Row:
    return {
        "phone": phones.readable(phone, branch.area),
        "dial": phones.dialled(phone, branch.area),
    }
