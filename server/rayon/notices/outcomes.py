"""What became of a message, written down only by whoever still holds its lease."""

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import CursorResult, and_, bindparam, null, select, update
from sqlalchemy.orm import Session

from rayon.catalogue.models import Patron
from rayon.catalogue.returned_mail import mark_of
from rayon.database import reading, table_of, writing
from rayon.errors import Refusal
from rayon.faults import crash_point
from rayon.notices import browsers, remembering
from rayon.notices import picture as pictures
from rayon.notices.channels.bounce import Bounce
from rayon.notices.channels.result import Result
from rayon.notices.channels.web_push import PUSH_GONE
from rayon.notices.models import OF_THE_CART, Message, Notice
from rayon.notices.owing import write_down
from rayon.notices.reasons import MAIL_RETURNED, NOT_WRITTEN
from rayon.notices.reconcile import BY_MAIL_ONLY, INSTEAD, SAID
from rayon.prepared import Prepared

MESSAGE, NOTICE = table_of(Message), table_of(Notice)
FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=1), timedelta(hours=4)
#: Change a message only if this lease is still its own; for the mark, also if it has not run out.
HELD = (
    MESSAGE.c.id == bindparam("message"),
    MESSAGE.c.state == "sending",
    MESSAGE.c.lease == bindparam("held"),
)
MARK = Prepared(
    lambda _among: (
        update(MESSAGE)
        .where(*HELD, MESSAGE.c.lease_until > bindparam("now"))
        .values(phase="data", lease_until=bindparam("until"))
        .returning(MESSAGE.c.id)
    )
)
GIVE_BACK = Prepared(
    lambda _among: (
        update(MESSAGE)
        .where(*HELD)
        .values(lease="", lease_until=null(), phase=bindparam("reached"), answer=bindparam("said"))
        .returning(MESSAGE.c.id)
    )
)
ACCEPTED = Prepared(
    lambda _among: (
        update(MESSAGE)
        .where(MESSAGE.c.id == bindparam("message"))
        .values(state="accepted", accepted_at=bindparam("now"))
    )
)
TOLD = Prepared(
    lambda _among: (
        update(NOTICE)
        .where(NOTICE.c.message_id == bindparam("message"), NOTICE.c.state == "sending")
        .values(state="told", told_at=bindparam("now"))
    )
)
#: Messages that a patron has, as far as anybody knows.
BELIEVED = ("accepted", "ambiguous")
#: What became of a push to a patron, unless its very words were refused.
MAILED_INSTEAD = "mailed_instead"
#: A mail server that is busy for this long is given up: the patron is called.
PATIENCE = timedelta(hours=24)


def about_to_hand_over(message_id: str, lease: str, now: datetime, lease_for: timedelta) -> bool:
    """Mark that the text may be with the mail server from now on; False: the lease is gone."""
    with writing() as session:
        return mark(session, message_id, lease, now, lease_for)


def mark(
    session: Session, message_id: str, lease: str, now: datetime, lease_for: timedelta
) -> bool:
    """The same, in a transaction of the caller's."""
    held = {"message": message_id, "held": lease, "now": now, "until": now + lease_for}
    return bool(MARK.rows(session, **held))


def record(message_id: str, lease: str, result: Result, now: datetime) -> bool:
    """Write the result down; False when the lease was lost meanwhile and nothing was written."""
    note(message_id, result)
    with writing() as session:
        return write_result(session, message_id, lease, result, now)


def note(message_id: str, result: Result) -> None:
    """What a patron was told, or perhaps, stands in the diary before it does in the database."""
    if result.kind in remembering.SAID:
        remembering.note_mail(message_id, remembering.SAID[result.kind])
        crash_point("notices.noted")


def write_result(
    session: Session, message_id: str, lease: str, result: Result, now: datetime
) -> bool:
    """As ``record``, in a transaction of the caller's."""
    held = {"message": message_id, "held": lease}
    if not GIVE_BACK.rows(session, **held, reached=result.phase, said=result.answer):
        return False
    match result.kind:
        case "accepted":
            ACCEPTED.run(session.connection(), [{"message": message_id, "now": now}])
            TOLD.run(session.connection(), [{"message": message_id, "now": now}])
        case "ambiguous":
            _ambiguous(session, message_id)
        case "failed":
            _failed(session, session.get_one(Message, message_id), result.why, now)
        case "temporary":
            _temporary(session, session.get_one(Message, message_id), result.why, now)
    return True


def take_back_expired(now: datetime) -> int:
    """Messages whose sender died or hangs. Without the mark nothing was sent: try again.

    With it the mail may have left: it is ambiguous, and a person decides.
    """
    dead = select(Message).where(Message.state == "sending", Message.lease_until < now)
    with reading() as session:
        if session.scalars(dead.limit(1)).first() is None:
            return 0
    with writing() as session:
        expired = session.scalars(dead.with_for_update(skip_locked=True)).all()
        for message in expired:
            message.lease, message.lease_until = "", None
            if message.phase == "data":
                message.answer = "the sender stopped while handing the mail over"
                remembering.note_mail(message.id, "ambiguous")
                session.flush()
                _ambiguous(session, message.id)
            else:
                _try_again(session, message, "retry", now)
    return len(expired)


def resend(message_id: str, now: datetime) -> None:
    """Send an ambiguous message once more, because a person decided so.

    Raises Refusal ``not_ambiguous`` when its fate is known, or when nothing in it is true any
    more: it then stays as perhaps told, so that a correction is still owed.
    """
    with writing() as session:
        still_true = _ambiguous_and_true(session, message_id)
        if not still_true:
            raise Refusal("not_ambiguous")
        _decide_ambiguous(session, message_id, state="retry", first_try_at=now, attempts=0)
        again = update(NOTICE).where(NOTICE.c.id.in_(still_true))
        session.execute(again.values(state="owed", why="", due_at=now, told_at=now))


def _ambiguous_and_true(session: Session, message_id: str) -> list[int]:
    message = session.get(Message, message_id)
    if message is None:
        return []
    if message.patron_id is None:
        return _of_the_cart(session, message_id)
    picture = pictures.take(session, {message.patron_id})
    return [
        notice.id
        for notices in picture.notices.values()
        for notice in notices
        if notice.message_id == message_id
        and notice.state == "ambiguous"
        and picture.truth(notice.subject_id) == notice.says
    ]


def _of_the_cart(session: Session, message_id: str) -> list[int]:
    """Whether it is still true is asked when it leaves."""
    ambiguous = (Notice.message_id == message_id, Notice.state == "ambiguous")
    ours = Notice.subject_kind.in_(OF_THE_CART)
    return list(session.scalars(select(Notice.id).where(*ambiguous, ours)))


def consider_told(message_id: str, now: datetime) -> None:
    """The patron has the mail after all. Raises Refusal ``not_ambiguous``."""
    with writing() as session:
        _decide_ambiguous(session, message_id, state="accepted", accepted_at=now)
        _notices(session, message_id, "ambiguous", state="told", told_at=now, why="")


def came_back(
    message_id: str, bounce: Bounce, now: datetime
) -> Literal["noted", "is_over", "being_sent"]:
    """A mail that the server had taken could not be delivered: its patron has heard nothing.

    What is still true of it is told by voice. ``being_sent``: it is not written down yet what the
    server said to it; to be asked again.
    """
    with writing() as session:
        message = session.get(Message, message_id, with_for_update=True)
        if message is not None and message.state == "sending":
            return "being_sent"
        if message is None or message.channel != "email" or message.state not in BELIEVED:
            return "is_over"
        message.state, message.answer = "failed", f"came back {bounce.status}".strip()
        said = and_(Notice.message_id == message_id, Notice.state.in_(SAID))
        remembering.note_returned(session, said)
        ids = session.scalars(select(Notice.id).where(said).order_by(Notice.id)).all()
        _mark_address(session, message.patron_id, bounce)
        count_as_returned(session, ids, now)
    # A restored backup knows what was told of a hold, and no longer with which message.
    return "noted" if ids else "is_over"


def count_as_returned(session: Session, ids: Sequence[int], now: datetime) -> None:
    """The mail with these notices came back: nobody has heard them."""
    session.execute(update(NOTICE).where(NOTICE.c.id.in_(ids)).values(told_at=None))
    tell_otherwise(session, ids, MAIL_RETURNED, now)


def _mark_address(session: Session, patron_id: int | None, bounce: Bounce) -> None:
    """Nothing is mailed there any more, unless the patron has given another address meanwhile."""
    patron = session.get(Patron, patron_id) if patron_id is not None else None
    if patron is not None and patron.email.strip().lower() in bounce.recipients:
        patron.returned_mail = mark_of(patron.email)


def tell_otherwise(session: Session, ids: Sequence[int], why: str, now: datetime) -> None:
    """A push or a mail cannot reach this patron: the same notices are owed by mail, or by voice."""
    notices = session.scalars(select(Notice).where(Notice.id.in_(ids)).order_by(Notice.id)).all()
    for notice in notices:
        notice.state, notice.why, notice.until = "failed", why, None
        instead = INSTEAD[notice.channel]
        is_left_out = instead == "phone" and notice.kind in BY_MAIL_ONLY
        if notice.patron_id is None or is_left_out:
            continue
        write_down(
            session,
            subject_kind=notice.subject_kind,
            subject=notice.subject_id,
            patron_id=notice.patron_id,
            branch_id=notice.branch_id,
            kind=notice.kind,
            generation=notice.generation,
            channel=instead,
            says=notice.says,
            now=now,
            due_at=now,
        )
        if notice.told_at is not None:
            _perhaps_told_before(session, notice, instead)


def _perhaps_told_before(session: Session, notice: Notice, instead: str) -> None:
    """It was sent again, and may have been told the first time: what takes its place says so, and
    is corrected when it stops being true before it leaves.
    """
    same = ("subject_kind", "subject_id", "kind", "generation")
    its_own = (getattr(NOTICE.c, name) == getattr(notice, name) for name in same)
    owed = (*its_own, NOTICE.c.channel == instead, NOTICE.c.state == "owed")
    session.execute(update(NOTICE).where(*owed).values(told_at=notice.told_at))


def pause_before(attempt: int) -> timedelta:
    """How long to wait after the n-th vain attempt: 1 min to 4 h, doubling, give or take 20 %."""
    doublings = min(attempt - 1, 8)
    pause = min(FIRST_PAUSE * (1 << doublings), LONGEST_PAUSE)
    return pause * (80 + secrets.randbelow(41)) / 100


def _ambiguous(session: Session, message_id: str) -> None:
    _set_state(session, message_id, state="ambiguous")
    _notices(session, message_id, "sending", state="ambiguous", why="no_answer")


def _failed(session: Session, message: Message, why: str, now: datetime) -> None:
    message.state = "failed"
    sending = and_(Notice.message_id == message.id, Notice.state == "sending")
    ids = session.scalars(select(Notice.id).where(sending)).all()
    if why == PUSH_GONE and message.patron_id is not None:
        browsers.forget(session, message.patron_id, message.first_try_at)
        why = MAILED_INSTEAD
    tell_otherwise(session, ids, why, now)


def _temporary(session: Session, message: Message, why: str, now: datetime) -> None:
    if message.channel == "push" and message.patron_id is not None:
        # There is a mail behind it: nobody has to wait until the push service is well again.
        _failed(session, message, MAILED_INSTEAD, now)
    elif now - message.first_try_at >= PATIENCE:
        _failed(session, message, why if why == NOT_WRITTEN else "mail_server_down", now)
    else:
        _try_again(session, message, why, now + pause_before(message.attempts))


def _try_again(session: Session, message: Message, why: str, at: datetime) -> None:
    message.state, message.next_try_at = "retry", at
    _notices(session, message.id, "sending", state="owed", why=why, until=None)


def _notices(session: Session, message_id: str, before: str, **values: object) -> None:
    of_message = (NOTICE.c.message_id == message_id, NOTICE.c.state == before)
    session.execute(update(NOTICE).where(*of_message).values(**values))


def _set_state(session: Session, message_id: str, **values: object) -> None:
    session.execute(update(MESSAGE).where(MESSAGE.c.id == message_id).values(**values))


def _decide_ambiguous(session: Session, message_id: str, **values: object) -> None:
    done = session.execute(
        update(MESSAGE)
        .where(MESSAGE.c.id == message_id, MESSAGE.c.state == "ambiguous")
        .values(**values)
    )
    assert isinstance(done, CursorResult)
    if done.rowcount != 1:
        raise Refusal("not_ambiguous")
