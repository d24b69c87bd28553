"""Letters on paper: patrons who were called three times in vain are written to."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import exists, func, select, update
from sqlalchemy.orm import Session

from rayon.catalogue.models import Patron
from rayon.database import reading, writing
from rayon.errors import Refusal
from rayon.holds.lifecycle import OPEN_STATUSES
from rayon.holds.models import Hold
from rayon.notices import letters, remembering
from rayon.notices import picture as pictures
from rayon.notices.channels.phone_list import letter_of, still_true
from rayon.notices.letters import Letter
from rayon.notices.models import Notice, PhoneCall
from rayon.notices.picture import Picture

TO_WRITE = "to_write"


def list_letters(branch_id: int) -> list[dict[str, Any]]:
    """The letters to print, oldest first: id, name, card_end (to look the address up with, which
    Rayon does not know), created_at, notices (what the letter tells). Only what is true is told.
    """
    with reading() as session:
        calls = session.scalars(_to_write(branch_id)).all()
        patrons = {call.patron_id for call in calls if call.patron_id is not None}
        picture = pictures.take(session, patrons)
        listed = [_listed(session, call, picture) for call in calls]
    return [one for one in listed if one["notices"]]


def letter_to_print(call_id: str, branch_id: int, now: datetime) -> tuple[Letter, str]:
    """What the letter says, and the name on its envelope. Raises Refusal ``unknown_letter`` (404)
    where there is none, or nothing in it is true any more.
    """
    with reading() as session:
        call = _letter_call(session, call_id, branch_id)
        picture = pictures.take(session, {call.patron_id or 0})
        letter = _letter(session, call, picture, now)
        return letter, _name(session, call)


def record_posted(call_id: str, branch_id: int, heard: Sequence[int], now: datetime) -> None:
    """The letter is in the post: its patron is told, and the kept days count from today.

    ``heard``: the notices that the printed letter tells. Raises Refusal ``unknown_letter`` (404)
    or, when it would tell something else by now, ``letter_has_changed`` (409).
    """
    with writing() as session:
        call = _letter_call(session, call_id, branch_id, lock=True)
        picture = pictures.take(session, {call.patron_id or 0})
        letter = _letter(session, call, picture, now)
        notices = still_true(call, picture, "failed")
        if set(heard) != {notice.id for notice in notices}:
            raise Refusal("letter_has_changed")
        for notice in notices:
            told = {
                "state": "told",
                "told_at": now,
                "why": "",
                "says": picture.truth(notice.subject_id),
                "until": letters.last_day(notice, letter, picture),
            }
            session.execute(update(Notice).where(Notice.id == notice.id).values(**told))
        call.state, call.last_result = "by_letter", "posted"
        remembering.note_call(session, [notice.id for notice in notices])


def letters_to_write(session: Session, branch_id: int) -> int:
    """How many letters are to be printed, of documents that are not over."""
    alive = Hold.status.in_((*OPEN_STATUSES, "unfilled"))
    tells = exists().where(Notice.call_id == PhoneCall.id, Notice.subject_id == Hold.id, alive)
    waiting = _to_write(branch_id).where(tells).subquery()
    return int(session.scalar(select(func.count()).select_from(waiting)) or 0)


def _to_write(branch_id: int) -> Any:
    return (
        select(PhoneCall)
        .where(PhoneCall.branch_id == branch_id, PhoneCall.state == TO_WRITE)
        .order_by(PhoneCall.created_at, PhoneCall.id)
    )


def _letter_call(
    session: Session, call_id: str, branch_id: int, *, lock: bool = False
) -> PhoneCall:
    call = session.get(PhoneCall, call_id, with_for_update=lock or None)
    is_there = call is not None and call.branch_id == branch_id and call.state == TO_WRITE
    if call is None or not is_there or call.patron_id is None:
        raise Refusal("unknown_letter", status=404)
    return call


def _letter(session: Session, call: PhoneCall, picture: Picture, now: datetime) -> Letter:
    letter = letter_of(session, call, picture, now, "failed")
    if letter is None:
        raise Refusal("unknown_letter", status=404)
    # Nobody has heard of an earlier day: the days of a letter count from its own date.
    calendar, kept = letter.branch.calendar, letter.branch.settings.kept_days
    return replace(letter, until=calendar.nth_day_after(calendar.local_day(now), kept))


def _listed(session: Session, call: PhoneCall, picture: Picture) -> dict[str, Any]:
    patron = session.get(Patron, call.patron_id)
    return {
        "id": call.id,
        "name": _name(session, call),
        "card_end": patron.card[-4:] if patron else "",
        "created_at": call.created_at.isoformat(),
        "notices": [notice.id for notice in still_true(call, picture, "failed")],
    }


def _name(session: Session, call: PhoneCall) -> str:
    patron = session.get(Patron, call.patron_id)
    return f"{patron.first_name} {patron.last_name}".strip() if patron else ""
