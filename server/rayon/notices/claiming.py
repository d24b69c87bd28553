"""Take what may leave: in one transaction the truth is looked at again and the lease begins."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import structlog
from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.orm import Session

from rayon.catalogue.returned_mail import comes_back
from rayon.config import Settings
from rayon.database import insert_or, table_of, writing
from rayon.faults import crash_point
from rayon.holds.models import Hold
from rayon.ids import new_id
from rayon.notices import groups, in_brief, letters, outcomes
from rayon.notices import picture as pictures
from rayon.notices.channels import phone_list
from rayon.notices.channels.addresses import is_usable
from rayon.notices.due import Group
from rayon.notices.letters import Addressed, Letter, Readers
from rayon.notices.models import Message, Notice
from rayon.notices.picture import Picture
from rayon.notices.reasons import MAIL_RETURNED, NOT_WRITTEN
from rayon.notices.rides import PARCEL

log = structlog.get_logger()

MESSAGE, NOTICE = table_of(Message), table_of(Notice)
#: One transaction takes no more than this many messages.
AT_ONCE = 50
#: A letter that could not be written is tried again; whoever can mend it is told meanwhile.
MENDED_AFTER = timedelta(minutes=15)
#: Longer than the slowest server may take over one message, every verb at its limit.
LEASE = timedelta(minutes=6)


@dataclass(frozen=True)
class Claimed:
    """A message that this process alone may send, as long as its lease holds."""

    message_id: str
    lease: str
    lease_until: datetime
    letter: Addressed


def claim(now: datetime, settings: Settings) -> tuple[list[Claimed], int]:
    """What to send now, at most 50, and how many groups go another way: by mail, or by voice."""
    chosen = groups.look(now, settings)[:AT_ONCE]
    if not chosen:
        return [], 0
    crash_point("notices.looked")
    with writing() as session:
        free = _lock(session, chosen)
        picture = pictures.take(session, patrons={group.patron_id for group in chosen})
        still = [
            group
            for group in groups.leaving(picture, now, settings)
            if free.issuperset(notice.id for notice in group.notices)
        ]
        readers = letters.readers(session, {group.patron_id for group in still})
        taken = [_take(session, group, picture, readers, now) for group in still]
        crash_point("notices.claiming")
    crash_point("notices.claimed")
    claimed = [one for one in taken if one is not None]
    return claimed, len(taken) - len(claimed)


def _lock(session: Session, chosen: list[Group]) -> set[int]:
    """Notices that nobody else is taking; their holds and parcels cannot change until we have
    committed.
    """
    ids = [notice.id for group in chosen for notice in group.notices]
    subjects = {notice.subject_id for group in chosen for notice in group.notices}
    free = session.scalars(
        select(Notice.id)
        .where(Notice.id.in_(ids), Notice.state == "owed")
        .with_for_update(skip_locked=True)
    ).all()
    session.execute(
        select(Hold.id).where(Hold.id.in_(subjects)).order_by(Hold.id).with_for_update(read=True)
    )
    parcels = select(PARCEL.c.id).where(PARCEL.c.delivery_id.in_(subjects))
    session.execute(parcels.order_by(PARCEL.c.id).with_for_update(read=True))
    return set(free)


def _take(
    session: Session, group: Group, picture: Picture, readers: Readers, now: datetime
) -> Claimed | None:
    if group.channel == "phone":
        phone_list.put_on_list(session, group, now)
        return None
    letter = _letter(group, picture, readers, now)
    if letter is None:
        put_off = update(NOTICE).where(NOTICE.c.id.in_([notice.id for notice in group.notices]))
        session.execute(put_off.values(why=NOT_WRITTEN, due_at=now + MENDED_AFTER))
        return None
    if why := _why_not(group, letter, readers):
        outcomes.tell_otherwise(session, [notice.id for notice in group.notices], why, now)
        return None
    claimed = Claimed(_message_id(session, group), new_id(), now + LEASE, letter)
    begin(session, claimed, group.patron_id, now)
    _mark_notices(session, claimed.message_id, letter, group, picture)
    return claimed


def _letter(group: Group, picture: Picture, readers: Readers, now: datetime) -> Letter | None:
    """None where what stands about one patron breaks it: nobody else has to wait for that."""
    try:
        letter = letters.write(group, picture, readers, now)
        browser = readers.browsers.get(group.patron_id) if group.channel == "push" else None
        return replace(letter, push=in_brief.push_of(group, letter, browser)) if browser else letter
    except Exception:
        log.exception("a letter could not be written", notices=[one.id for one in group.notices])
        return None


def _why_not(group: Group, letter: Letter, readers: Readers) -> str:
    """Why this channel cannot reach the patron; "" when it can."""
    if group.channel == "push":
        return "" if letter.push else outcomes.MAILED_INSTEAD
    patron = readers.patrons[group.patron_id]
    if patron.no_mail or not letter.email:
        return "no_mail"
    if comes_back(letter.email, patron.returned_mail):
        return MAIL_RETURNED
    return "" if is_usable(letter.email) else "bad_address"


def _message_id(session: Session, group: Group) -> str:
    """The message being tried again, which takes in all others of the group; else a new one."""
    known = sorted({notice.message_id for notice in group.notices if notice.message_id})
    if not known:
        return new_id()
    session.execute(
        update(Message).where(Message.id.in_(known[1:])).values(state="withdrawn", next_try_at=None)
    )
    return known[0]


def begin(session: Session, claimed: Claimed, patron_id: int | None, now: datetime) -> None:
    """Write down that this message is being sent, by whoever holds its lease."""
    row = _begun(claimed, patron_id, now)
    again = ("language", "state", "phase", "lease", "lease_until", "next_try_at")
    changed = {name: row[name] for name in again} | {"attempts": MESSAGE.c.attempts + 1}
    statement = insert_or(session, MESSAGE).values(**row)
    session.execute(statement.on_conflict_do_update(index_elements=[MESSAGE.c.id], set_=changed))


def begin_all(session: Session, claimed: Sequence[Claimed], now: datetime) -> None:
    """The same for messages to no patron, none of which was tried before."""
    if claimed:
        session.execute(insert(MESSAGE), [_begun(one, None, now) for one in claimed])


def _begun(claimed: Claimed, patron_id: int | None, now: datetime) -> dict[str, Any]:
    return {
        "id": claimed.message_id,
        "channel": "email" if claimed.letter.push is None else "push",
        "patron_id": patron_id,
        "branch_id": claimed.letter.branch.id,
        "language": claimed.letter.language,
        "state": "sending",
        "phase": "",
        "lease": claimed.lease,
        "lease_until": claimed.lease_until,
        "next_try_at": None,
        "attempts": 1,
        "first_try_at": now,
        "answer": "",
    }


def _mark_notices(
    session: Session, message_id: str, letter: Letter, group: Group, picture: Picture
) -> None:
    """What each notice says, for what is ready the day that the mail names, and the details."""
    rows = [
        {
            "notice": notice.id,
            "truth": picture.truth(notice.subject_id),
            "last_day": letters.last_day(notice, letter, picture),
            "particulars": picture.details(notice.subject_id),
        }
        for notice in group.notices
    ]
    statement = (
        update(NOTICE)
        .where(NOTICE.c.id == bindparam("notice"))
        .values(
            state="sending",
            why="",
            message_id=message_id,
            says=bindparam("truth"),
            until=bindparam("last_day"),
            details=bindparam("particulars"),
        )
    )
    session.connection().execute(statement, rows)
