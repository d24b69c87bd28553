"""Take what may leave to subscribers of the bike cart: the truth is looked at again, the lease
begins. What happens then, and to mails of unknown fate, is as with every other notice.
"""

from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from rayon import clock
from rayon.catalogue.branches import BranchFacts, all_of
from rayon.config import Settings
from rayon.database import reading, writing
from rayon.faults import crash_point
from rayon.ids import new_id
from rayon.notices.channels.sender_address import sender_address
from rayon.notices.claiming import AT_ONCE, LEASE, Claimed, begin
from rayon.notices.due import SENDING_HOURS
from rayon.notices.models import OF_THE_CART, Message, Notice
from rayon.rounds import letters
from rayon.rounds.announcing import OFF, SAID, halt_of
from rayon.rounds.letters import CartLetter
from rayon.rounds.models import Announcement, RoundStop, Subscription
from rayon.rounds.reading import CartCalendar, calendar_of


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
        desk = _Desk(session, now)
        taken = [desk.take(notice) for notice in free]
    crash_point("rounds.claimed")
    return [one for one in taken if one is not None]


def _due(session: Session, now: datetime, settings: Settings) -> list[int]:
    """Owed, not waiting for another try, from branches that may write at this hour."""
    open_now = [
        branch.id
        for branch in all_of(session).values()
        if _is_awake(branch, now) and sender_address(branch, settings)
    ]
    waits = or_(Message.next_try_at.is_(None), Message.next_try_at <= now)
    owed = (
        select(Notice.id)
        .outerjoin(Message, Message.id == Notice.message_id)
        .where(Notice.state == "owed", Notice.subject_kind.in_(OF_THE_CART))
        .where(Notice.branch_id.in_(open_now), waits, Notice.due_at <= now)
    )
    return list(session.scalars(owed.order_by(Notice.due_at, Notice.id).limit(AT_ONCE)))


def _is_awake(branch: BranchFacts, now: datetime) -> bool:
    first, last = SENDING_HOURS
    return first <= clock.local(now, branch.time_zone).time() < last


class _Desk:
    """Writes the letters of one transaction; each calendar is read once."""

    def __init__(self, session: Session, now: datetime) -> None:
        self.session, self.now = session, now
        self.branches = all_of(session)
        self.carts: dict[int, CartCalendar] = {}

    def take(self, notice: Notice) -> Claimed | None:
        """The mail of a notice; None, and it is withdrawn, when nothing is left to say."""
        letter = self._of_visit(notice) if notice.subject_kind == "visit" else self._link(notice)
        if letter is None:
            # Sent again after all, but perhaps told the first time.
            notice.state = "ambiguous" if notice.told_at else "withdrawn"
            return None
        message_id = notice.message_id or new_id()
        claimed = Claimed(message_id, new_id(), self.now + LEASE, letter)
        begin(self.session, claimed, None, self.now)
        notice.state, notice.why, notice.message_id = "sending", "", message_id
        return claimed

    def _link(self, notice: Notice) -> CartLetter | None:
        subscription = self.session.get(Subscription, notice.subject_id)
        if subscription is None:
            return None
        stop = self.session.get_one(RoundStop, subscription.stop_id)
        return letters.to_confirm(self.branches[stop.branch_id], stop, subscription, self.now)

    def _of_visit(self, notice: Notice) -> CartLetter | None:
        announcement = self.session.get(Announcement, notice.subject_id)
        subscription = announcement and self.session.get(Subscription, announcement.subscription_id)
        if announcement is None or not subscription:
            return None
        halt = halt_of(self._cart(notice.branch_id), announcement.stop_id, announcement.planned)
        true, said = halt.says if halt else OFF, self._said_before(notice)
        is_over = max(announcement.ends_at, halt.ends_at if halt else announcement.ends_at)
        if true == said or (true == OFF and said is None) or is_over <= self.now:
            return None
        notice.says = true
        if halt and halt.visit.takes_place:
            announcement.ends_at = halt.ends_at
        return letters.of_visit(
            self.branches[notice.branch_id],
            self.session.get_one(RoundStop, announcement.stop_id),
            subscription,
            announcement.planned,
            halt,
            self.now,
            is_first=said is None,
        )

    def _said_before(self, notice: Notice) -> str | None:
        """What this subscriber has heard of the visit, or may have."""
        return self.session.scalars(
            select(Notice.says)
            .where(Notice.subject_kind == "visit", Notice.subject_id == notice.subject_id)
            .where(Notice.state.in_(SAID), Notice.id != notice.id)
            .order_by(Notice.generation.desc())
        ).first()

    def _cart(self, branch_id: int) -> CartCalendar:
        if branch_id not in self.carts:
            self.carts[branch_id] = calendar_of(self.session, self.branches[branch_id])
        return self.carts[branch_id]
