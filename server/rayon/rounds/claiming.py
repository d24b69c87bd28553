"""Take what may leave to subscribers of the bike cart: the truth is looked at again, the lease
begins. What happens then, and to mails of unknown fate, is as with every other notice.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any, TypeVar

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from rayon import clock
from rayon.catalogue.branches import BranchFacts, all_of
from rayon.catalogue.models import Patron
from rayon.config import Settings
from rayon.database import reading, writing
from rayon.faults import crash_point
from rayon.ids import new_id
from rayon.notices.channels.sender_address import sender_address
from rayon.notices.claiming import AT_ONCE, LEASE, Claimed, begin, begin_all
from rayon.notices.due import SENDING_HOURS
from rayon.notices.models import OF_THE_CART, Message, Notice
from rayon.notices.wordings import OwnWords
from rayon.rounds import letters
from rayon.rounds.announcing import OFF, SAID, Halt, halt_of
from rayon.rounds.letters import CartLetter
from rayon.rounds.models import Announcement, CartRequest, RoundStop, Subscription
from rayon.rounds.reading import CartCalendar, calendar_of

Known = TypeVar("Known", Announcement, Subscription, RoundStop, CartRequest, Patron)


def claim(now: datetime, settings: Settings) -> list[Claimed]:
    """Mails to send now, at most as many as one transaction takes."""
    with reading() as session:
        due = _due(session, now, settings)
    if not due:
        return []
    crash_point("rounds.looked")
    with writing() as session:
        free = session.scalars(
            select(Notice)
            .where(Notice.id.in_(due), Notice.state == "owed")
            .order_by(Notice.id)
            .with_for_update(skip_locked=True)
        ).all()
        taken = Desk(session, free, now).take(free)
    crash_point("rounds.claimed")
    return taken


def _due(session: Session, now: datetime, settings: Settings) -> list[int]:
    """Owed, not waiting for another try, from branches that may write at this hour."""
    awake = [branch for branch in all_of(session).values() if _is_awake(branch, now)]
    writing = [branch.id for branch in awake if sender_address(branch, settings)]
    # Who is called is on a list: see ``calling.py``.
    by_mail = and_(Notice.channel == "email", Notice.branch_id.in_(writing))
    waits = or_(Message.next_try_at.is_(None), Message.next_try_at <= now)
    owed = (
        select(Notice.id)
        .outerjoin(Message, Message.id == Notice.message_id)
        .where(Notice.state == "owed", Notice.subject_kind.in_(OF_THE_CART))
        .where(Notice.branch_id.in_([branch.id for branch in awake]))
        .where(or_(Notice.channel == "push", by_mail))
        .where(waits, Notice.due_at <= now)
    )
    return list(session.scalars(owed.order_by(Notice.due_at, Notice.id).limit(AT_ONCE)))


def _is_awake(branch: BranchFacts, now: datetime) -> bool:
    first, last = SENDING_HOURS
    return first <= clock.local(now, branch.time_zone).time() < last


class Desk:
    """Writes the letters of one transaction; everything is read once for all of them."""

    def __init__(self, session: Session, notices: Sequence[Notice], now: datetime) -> None:
        self.session, self.now = session, now
        self.branches = all_of(session)
        self.carts: dict[int, CartCalendar] = {}
        self.halts: dict[tuple[str, date], Halt | None] = {}
        subjects = [notice.subject_id for notice in notices]
        self.announcements = _by_id(session, Announcement, subjects)
        named = [one.subscription_id for one in self.announcements.values()]
        self.subscriptions = _by_id(session, Subscription, [*subjects, *named])
        self.requests = _by_id(session, CartRequest, subjects)
        askers = [one.patron_id for one in self.requests.values()]
        self.patrons = _by_id(session, Patron, askers)
        self.stops = _by_id(session, RoundStop, [one.stop_id for one in self._of_stops()])
        self.said = _said(session, subjects)
        self.own_words = OwnWords(session)

    def take(self, notices: Sequence[Notice]) -> list[Claimed]:
        """The mails of these notices; one of which nothing is left to say is withdrawn."""
        taken = []
        for notice in notices:
            letter = self._in_own_words(self._letter(notice))
            if letter is None:
                # Sent again after all, but perhaps told the first time.
                notice.state = "ambiguous" if notice.told_at else "withdrawn"
                continue
            is_new = notice.message_id is None
            notice.state, notice.why = "sending", ""
            notice.message_id = notice.message_id or new_id()
            claimed = Claimed(notice.message_id, new_id(), self.now + LEASE, letter)
            taken.append((claimed, is_new))
        # A notice names its message, which has to be there first.
        with self.session.no_autoflush:
            begin_all(self.session, [one for one, is_new in taken if is_new], self.now)
            for claimed in (one for one, is_new in taken if not is_new):
                begin(self.session, claimed, None, self.now)
        return [one for one, _is_new in taken]

    def _letter(self, notice: Notice) -> CartLetter | None:
        match notice.subject_kind:
            case "visit":
                return self._of_visit(notice)
            case "request":
                return self._to_agree(notice)
        return self._link(notice)

    def _to_agree(self, notice: Notice) -> CartLetter | None:
        request = self.requests.get(notice.subject_id)
        patron = self.patrons.get(request.patron_id or 0) if request else None
        if request is None or patron is None or request.state != "mailed":
            return None
        branch, stop = self.branches[request.branch_id], self.stops[request.stop_id]
        return letters.to_agree(branch, stop, request, patron, self.now)

    def _in_own_words(self, letter: CartLetter | None) -> CartLetter | None:
        if letter is None:
            return None
        own = self.own_words.of(letter.branch.id, letter.wording, letter.language)
        return replace(letter, own_words=own)

    def _link(self, notice: Notice) -> CartLetter | None:
        subscription = self.subscriptions.get(notice.subject_id)
        if subscription is None or subscription.email is None:
            return None
        stop = self.stops[subscription.stop_id]
        return letters.to_confirm(self.branches[stop.branch_id], stop, subscription, self.now)

    def _of_visit(self, notice: Notice) -> CartLetter | None:
        letter = self.letter_of(notice)
        if letter is not None:
            notice.says = letter.says
            self.follow(notice, letter)
        return letter

    def follow(self, notice: Notice, letter: CartLetter) -> None:
        """What is told of a visit that moved is put right until it ends on its new day."""
        if letter.halt and letter.halt.visit.takes_place:
            self.announcements[notice.subject_id].ends_at = letter.halt.ends_at

    def is_over(self, notice: Notice) -> bool:
        """Whether it cannot matter any more: the visit has ended, or whoever was told has left."""
        announcement = self.announcements.get(notice.subject_id)
        if announcement is None or announcement.subscription_id not in self.subscriptions:
            return True
        halt = self._halt(announcement)
        return max(announcement.ends_at, halt.ends_at if halt else announcement.ends_at) <= self.now

    def letter_of(self, notice: Notice) -> CartLetter | None:
        """What is to be told of a visit now, if anything is; nothing is changed."""
        announcement = self.announcements.get(notice.subject_id)
        subscription = announcement and self.subscriptions.get(announcement.subscription_id)
        if announcement is None or not subscription or self.is_over(notice):
            return None
        halt = self._halt(announcement)
        true, said = halt.says if halt else OFF, self.said.get(notice.subject_id)
        if true == said or (true == OFF and said is None):
            return None
        return letters.of_visit(
            self.branches[notice.branch_id],
            self.stops[announcement.stop_id],
            subscription,
            announcement.planned,
            halt,
            self.now,
            is_first=said is None,
        )

    def _halt(self, announcement: Announcement) -> Halt | None:
        key, branch_id = (announcement.stop_id, announcement.planned), announcement.branch_id
        if branch_id not in self.carts:
            self.carts[branch_id] = calendar_of(self.session, self.branches[branch_id])
        if key not in self.halts:
            self.halts[key] = halt_of(self.carts[branch_id], *key)
        return self.halts[key]

    def _of_stops(self) -> Iterator[Announcement | Subscription | CartRequest]:
        yield from self.announcements.values()
        yield from self.subscriptions.values()
        yield from self.requests.values()


def _by_id(session: Session, model: type[Known], ids: Sequence[Any]) -> dict[Any, Known]:
    found = session.scalars(select(model).where(model.id.in_(set(ids))))
    return {one.id: one for one in found}


def _said(session: Session, subjects: Sequence[str]) -> dict[str, str]:
    """What each subscriber has heard of the visit last, or may have."""
    heard = (
        select(Notice.subject_id, Notice.says)
        .where(Notice.subject_kind == "visit", Notice.subject_id.in_(subjects))
        .where(Notice.state.in_(SAID))
        .order_by(Notice.generation)
    )
    return {row.subject_id: row.says for row in session.execute(heard)}
