"""Carry out what reconcile says: write owed notices down, take untrue ones back."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, or_, select, update
from sqlalchemy.orm import Session

from rayon.catalogue.models import Patron
from rayon.database import insert_or, reading, table_of, writing
from rayon.faults import crash_point
from rayon.holds.models import Hold
from rayon.notices import picture as pictures
from rayon.notices import remembering
from rayon.notices.models import OF_THE_CART, Message, Notice, PatronPush, PhoneCall
from rayon.notices.picture import Picture
from rayon.notices.reconcile import Owed, to_withdraw, to_write
from rayon.notices.rides import DELIVERY
from rayon.notices.truth import Standing


def bring_up_to_date(now: datetime) -> int:
    """Owe what is not told yet, withdraw what is no longer true; how many notices changed.

    The rules are asked again when a notice leaves, so that it does no harm if a hold changes
    between the reading and the writing here.
    """
    remembering.recall_met()
    with reading() as session:
        picture = pictures.take(session)
        write, withdraw = _differences(picture)
        orphans = session.scalars(select(Notice.id).where(_orphaned(picture))).all()
    withdraw += orphans
    if not write and not withdraw:
        return 0
    crash_point("notices.compared")
    with writing() as session:
        _withdraw(session, withdraw)
        told_before = remembering.recall(session, [subject for subject, _ in write])
        write = [one for one in write if one[0] not in told_before]
        _write(session, picture, write, now)
    crash_point("notices.owed")
    return len(write) + len(withdraw)


def _differences(picture: Picture) -> tuple[list[tuple[str, Owed]], list[int]]:
    write, withdraw = [], []
    for subject in sorted(picture.subjects):
        owed, notices = picture.owed(subject), picture.notices.get(subject, [])
        withdraw += to_withdraw(owed, notices)
        if missing := to_write(owed, notices):
            write.append((subject, missing))
    return write, withdraw


def _orphaned(picture: Picture) -> ColumnElement[bool]:
    """Owed, but the branch left it to its own system, or the patron is forgotten."""
    forgotten = exists().where(Hold.id == Notice.subject_id, Hold.patron_id.is_(None))
    unnamed = exists().where(DELIVERY.c.id == Notice.subject_id, DELIVERY.c.patron_id.is_(None))
    not_ours = Notice.branch_id.not_in(picture.branches.keys())
    patrons = Notice.subject_kind.not_in(OF_THE_CART)
    return and_(Notice.state == "owed", patrons, or_(forgotten, unnamed, not_ours))


def _withdraw(session: Session, ids: list[int]) -> None:
    if not ids:
        return
    taken_back = update(Notice).where(Notice.id.in_(ids), Notice.state == "owed")
    apart = {"call_id": None, "message_id": None}
    # Sent again after all, but perhaps told the first time: what stops being true is corrected.
    perhaps_told = taken_back.where(Notice.told_at.is_not(None))
    session.execute(perhaps_told.values(state="ambiguous", why="no_answer", **apart))
    session.execute(taken_back.values(state="withdrawn", why="", **apart))
    drop_empty(session)


def drop_empty(session: Session) -> None:
    """Withdraw messages and calls that have nothing left to say."""
    left = exists().where(Notice.message_id == Message.id)
    session.execute(
        update(Message).where(Message.state == "retry", ~left).values(state="withdrawn")
    )
    to_say = exists().where(Notice.call_id == PhoneCall.id)
    session.execute(
        update(PhoneCall).where(PhoneCall.state == "to_call", ~to_say).values(state="withdrawn")
    )


def _write(
    session: Session, picture: Picture, write: list[tuple[str, Owed]], now: datetime
) -> None:
    patrons = {picture.subjects[subject].patron_id for subject, _ in write}
    by_mail, by_push = _reached_by_mail(session, patrons), _told_by_push(session, patrons)
    for subject, owed in write:
        standing = picture.subjects[subject]
        channel = _channel(
            owed,
            by_mail=standing.patron_id in by_mail,
            by_push=standing.patron_id in by_push and subject not in picture.rides,
        )
        # Contradictions, closures and an outcome taken back do not touch the subject's own clock:
        # it settles from now on.
        is_disputed = isinstance(standing, Standing) and standing.disputed
        is_taken_back = (owed.kind, owed.says) == ("put_right", "riding")
        settles_now = is_disputed or is_taken_back or owed.kind == "new_date"
        fact_at = now if settles_now else standing.fact_at
        branch = picture.branches[standing.branch_id]
        write_down(
            session,
            subject_kind="delivery" if subject in picture.rides else "hold",
            subject=subject,
            patron_id=standing.patron_id,
            branch_id=branch.id,
            kind=owed.kind,
            generation=owed.generation,
            channel=channel,
            says=owed.says,
            now=now,
            due_at=fact_at + timedelta(minutes=branch.settings.settle_minutes),
        )


def _channel(owed: Owed, *, by_mail: bool, by_push: bool) -> str:
    """As it was told before, else as its patron can be told; behind a browser is a mailbox."""
    if owed.channel == "phone" or owed.instead:
        return owed.channel
    if by_push and not (by_mail and owed.channel == "email"):
        return "push"
    return "email" if by_mail or owed.channel else "phone"


def write_down(
    session: Session,
    *,
    subject_kind: str,
    subject: str,
    patron_id: int | None,
    branch_id: int,
    kind: str,
    generation: int,
    channel: str,
    says: str,
    now: datetime,
    due_at: datetime,
) -> None:
    """Owe one notice; one that was withdrawn is owed again, any other row stays as it is."""
    row = {
        "subject_kind": subject_kind,
        "subject_id": subject,
        "kind": kind,
        "generation": generation,
        "channel": channel,
        "patron_id": patron_id,
        "branch_id": branch_id,
        "says": says,
        "due_at": due_at,
        "created_at": now,
    }
    write_down_all(session, [row])


def write_down_all(session: Session, rows: list[dict[str, Any]]) -> None:
    """The same for many; each has every column that is known of a new notice."""
    if not rows:
        return
    statement = insert_or(session, table_of(Notice))
    key = ("subject_kind", "subject_id", "kind", "generation", "channel")
    again = ("patron_id", "branch_id", "says", "due_at", "state", "why")
    session.execute(
        statement.on_conflict_do_update(
            index_elements=key,
            set_={name: statement.excluded[name] for name in again},
            where=Notice.state == "withdrawn",
        ),
        [{"why": "", **row, "state": "owed"} for row in rows],
    )


def _reached_by_mail(session: Session, patrons: set[int]) -> set[int]:
    query = select(Patron.id).where(
        Patron.id.in_(patrons), Patron.email != "", Patron.no_mail.is_(False)
    )
    return set(session.scalars(query))


def _told_by_push(session: Session, patrons: set[int]) -> set[int]:
    query = select(PatronPush.patron_id).where(PatronPush.patron_id.in_(patrons))
    return set(session.scalars(query))
