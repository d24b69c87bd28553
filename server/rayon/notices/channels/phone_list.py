"""The phone list: patrons whom mail cannot reach are told by voice."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from rayon.catalogue import phones
from rayon.catalogue.models import Patron
from rayon.database import reading, writing
from rayon.errors import Refusal
from rayon.ids import new_id
from rayon.notices import letters, remembering
from rayon.notices import picture as pictures
from rayon.notices.due import Group
from rayon.notices.letters import Letter
from rayon.notices.models import Notice, PhoneCall
from rayon.notices.picture import Picture
from rayon.notices.reasons import reason
from rayon.notices.reconcile import Told
from rayon.notices.rendering import call_lines

CallResult = Literal["reached", "left_word", "no_answer", "wrong_number"]

MOST_TRIES = 3
TRY_AGAIN_AFTER = timedelta(hours=2)


def put_on_list(session: Session, group: Group, now: datetime) -> None:
    """Somebody must call: one call per patron and pick-up branch, however many notices."""
    call = session.scalars(
        select(PhoneCall)
        .where(
            PhoneCall.patron_id == group.patron_id,
            PhoneCall.branch_id == group.branch.id,
            PhoneCall.state == "to_call",
        )
        .with_for_update()
    ).first()
    if call is None:
        call = PhoneCall(
            id=new_id(),
            patron_id=group.patron_id,
            branch_id=group.branch.id,
            why=_why(session, group),
            created_at=now,
            next_try_at=now,
        )
        session.add(call)
        session.flush()
    ids = [notice.id for notice in group.notices]
    session.execute(update(Notice).where(Notice.id.in_(ids)).values(call_id=call.id, why="to_call"))


def list_calls(branch_id: int, language: str, now: datetime) -> list[dict[str, Any]]:
    """The calls to make, next first: id, name, phone, state, why, tries, last_result, lines (what
    to say, in the language of who calls), notices (what these lines tell), created_at,
    next_try_at. ``why`` says in words why no mail
    reached them; "" where they have no address. Only what is true now is said.
    """
    with reading() as session:
        calls = session.scalars(
            select(PhoneCall)
            .where(PhoneCall.branch_id == branch_id, PhoneCall.state == "to_call")
            .order_by(PhoneCall.next_try_at, PhoneCall.id)
        ).all()
        patrons = {call.patron_id for call in calls if call.patron_id is not None}
        picture = pictures.take(session, patrons)
        listed = [_listed(session, call, picture, language, now) for call in calls]
    return [one for one in listed if one["lines"]]


def record_call(
    call_id: str,
    branch_id: int,
    result: CallResult,
    now: datetime,
    heard: Sequence[int] | None = None,
) -> None:
    """Write down how a call went. Three vain tries end it: a letter is owed.

    ``heard``: the notices that were read out; None for all there are. Raises Refusal
    ``unknown_call`` (404), ``call_is_closed`` or, when there is something else to say by now,
    ``call_has_changed`` (409).
    """
    with writing() as session:
        call = session.get(PhoneCall, call_id, with_for_update=True)
        if call is None or call.branch_id != branch_id or call.patron_id is None:
            raise Refusal("unknown_call", status=404)
        if call.state != "to_call":
            raise Refusal("call_is_closed")
        if result == "reached" and heard is not None and set(heard) != _to_say(session, call):
            raise Refusal("call_has_changed")
        call.tries, call.last_result = call.tries + 1, result
        if result == "reached":
            _end(session, call, now, "told", state="told", told_at=now, why="")
        elif call.tries >= MOST_TRIES:
            # Then in writing: see paper_letter.py.
            _end(session, call, now, "to_write", state="failed", why="not_reached")
        else:
            call.next_try_at = now + TRY_AGAIN_AFTER


def give_up(session: Session, call_ids: Sequence[str], now: datetime) -> None:
    """End calls that nobody made in time: their notices failed, the board shows them."""
    query = select(PhoneCall).where(PhoneCall.id.in_(call_ids), PhoneCall.patron_id.is_not(None))
    for call in session.scalars(query).all():
        _end(session, call, now, "given_up", state="failed", why="not_reached")


def _why(session: Session, group: Group) -> str:
    """What the mail came to grief on, if there was one."""
    first = group.notices[0]
    why = session.scalars(
        select(Notice.why).where(
            Notice.subject_id == first.subject_id,
            Notice.kind == first.kind,
            Notice.generation == first.generation,
            Notice.channel == "email",
            Notice.state == "failed",
        )
    ).first()
    return why or "no_mail"


def _listed(
    session: Session, call: PhoneCall, picture: Picture, language: str, now: datetime
) -> dict[str, Any]:
    letter = letter_of(session, call, picture, now)
    patron = session.get(Patron, call.patron_id)
    branch = picture.branches.get(call.branch_id)
    area = branch.area if branch else ""
    return {
        "id": call.id,
        "name": f"{patron.first_name} {patron.last_name}".strip() if patron else "",
        "phone": phones.readable(patron.phone, area) if patron else "",
        "dial": phones.dialled(patron.phone, area) if patron else "",
        "state": call.state,
        "why": "" if call.why == "no_mail" else reason(call.why),
        "tries": call.tries,
        "last_result": call.last_result,
        "lines": call_lines(letter, language) if letter else [],
        "notices": [notice.id for notice in still_true(call, picture)],
        "created_at": call.created_at.isoformat(),
        "next_try_at": call.next_try_at.isoformat(),
    }


def letter_of(
    session: Session, call: PhoneCall, picture: Picture, now: datetime, state: str = "owed"
) -> Letter | None:
    """All that this call, or the letter in its place, has to tell; None where nothing is left."""
    notices = still_true(call, picture, state)
    if not notices or call.patron_id is None:
        return None
    group = Group(
        patron_id=call.patron_id,
        branch=picture.branches[call.branch_id],
        channel="phone",
        letter="message",
        notices=tuple(notices),
        facts_at=now,
    )
    return letters.write(group, picture, letters.readers(session, [call.patron_id]), now)


def _to_say(session: Session, call: PhoneCall) -> set[int]:
    assert call.patron_id is not None
    picture = pictures.take(session, {call.patron_id})
    return {notice.id for notice in still_true(call, picture)}


def still_true(call: PhoneCall, picture: Picture, state: str = "owed") -> list[Told]:
    """The notices of this call, in this state, that would be told rightly now."""
    return [
        notice
        for subject, notices in picture.notices.items()
        for notice in notices
        if notice.call_id == call.id
        and notice.state == state
        and (owed := picture.owed(subject))
        and owed.is_met_by(notice)
    ]


def _end(
    session: Session, call: PhoneCall, now: datetime, outcome: str, /, **values: object
) -> None:
    """Close the call and its notices; the kept days of what is ready count from today."""
    assert call.patron_id is not None
    picture = pictures.take(session, {call.patron_id})
    letter = letter_of(session, call, picture, now)
    call.state = outcome if letter else "withdrawn"
    if letter is None:
        return
    notices: Sequence[Told] = still_true(call, picture)
    for notice in notices:
        says = {
            "says": picture.truth(notice.subject_id),
            "until": letters.last_day(notice, letter, picture),
            "details": picture.details(notice.subject_id),
        }
        session.execute(update(Notice).where(Notice.id == notice.id).values(**values, **says))
    if outcome == "told":
        remembering.note_call(session, [notice.id for notice in notices])
