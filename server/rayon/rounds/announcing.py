"""What subscribers are owed: each visit once on the day before, and what changed about it since.

As with holds, what was told is compared with what is true. ``says`` of a notice is the truth it
told: day, hour and place in twelve signs, or "off".
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import and_, exists, select
from sqlalchemy.orm import Session, aliased

from rayon import clock
from rayon.catalogue.branches import BranchFacts, all_of
from rayon.database import insert_or, reading, table_of, writing
from rayon.holds.action import Row, line_id
from rayon.notices.models import Notice
from rayon.notices.owing import write_down_all
from rayon.rounds.models import Announcement, Subscription
from rayon.rounds.reading import CartCalendar, calendar_of
from rayon.rounds.visits import Stop, Visit, visit_of, visits

OFF = "off"
SAID = ("told", "ambiguous")
ANNOUNCEMENT = table_of(Announcement)
#: Written down in one transaction.
AT_ONCE = 500
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Halt:
    """One visit at one stop, as it stands now; ``says`` names it to compare."""

    visit: Visit
    stop: Stop
    ends_at: datetime

    @property
    def is_elsewhere(self) -> bool:
        """Whether it halts where it goes when it rains."""
        return self.visit.place(self.stop) != self.stop.place

    @property
    def says(self) -> str:
        """The truth about it in twelve signs."""
        if not self.visit.takes_place:
            return OFF
        begins, ends = self.visit.hours(self.stop)
        where = f"{ends.isoformat()} {self.visit.place(self.stop)}"
        return f"{begins:%m%d%H%M}{hashlib.sha256(where.encode()).hexdigest()[:4]}"


def bring_up_to_date(now: datetime) -> int:
    """Owe what is to be told by ``now``; how many notices were written."""
    with reading() as session:
        known = [calendar_of(session, branch) for branch in _with_subscribers(session)]
        new = [one for cart in known for one in _to_announce(session, cart, now)]
        changed = [one for cart in known for one in _to_put_right(session, cart, now)]
    if not new and not changed:
        return 0
    with writing() as session:
        _announce(session, new[:AT_ONCE], now)
        write_down_all(session, [_owed(*one, now) for one in changed[:AT_ONCE]])
    return len(new) + len(changed)


def halt_of(cart: CartCalendar, stop_id: str, planned: date) -> Halt | None:
    """A visit at a stop; None where neither the rule nor the stop has it any more."""
    for plan in cart.plans:
        for stop in plan.stops:
            if stop.id == stop_id and (visit := visit_of(plan, cart.off, planned)):
                return Halt(visit, stop, visit.instants(stop, cart.branch.time_zone)[1])
    return None


def _with_subscribers(session: Session) -> list[BranchFacts]:
    branches = all_of(session)
    named = session.scalars(select(Subscription.branch_id).distinct())
    return [branches[branch_id] for branch_id in sorted(named)]


def _to_announce(session: Session, cart: CartCalendar, now: datetime) -> Iterator[tuple[Halt, str]]:
    """Visits that are to be told by now, with each subscriber who has not been told."""
    for halt in _halts(cart, now):
        told = exists().where(
            Announcement.subscription_id == Subscription.id,
            Announcement.planned == halt.visit.planned,
        )
        waiting = select(Subscription.id).where(
            Subscription.stop_id == halt.stop.id, Subscription.confirmed_at.is_not(None), ~told
        )
        for subscription_id in session.scalars(waiting.order_by(Subscription.id).limit(AT_ONCE)):
            yield halt, subscription_id


def _halts(cart: CartCalendar, now: datetime) -> Iterator[Halt]:
    """Today's halts that are not over, and from the hour of announcement on those of tomorrow."""
    wall = clock.local(now, cart.branch.time_zone)
    is_hour = wall.time() >= cart.branch.settings.cart_announced_at
    last = wall.date() + ONE_DAY if is_hour else wall.date()
    for plan in cart.plans:
        for visit in visits(plan, cart.off, wall.date(), last):
            for stop in plan.stops if visit.takes_place else ():
                ends_at = visit.instants(stop, cart.branch.time_zone)[1]
                if ends_at > now:
                    yield Halt(visit, stop, ends_at)


def _to_put_right(
    session: Session, cart: CartCalendar, now: datetime
) -> Iterator[tuple[str, int, str, int]]:
    """Announcements that say what is true no more, while it can still matter."""
    live = (Announcement.branch_id == cart.branch.id, Announcement.ends_at > now)
    pairs = select(Announcement.stop_id, Announcement.planned).where(*live).distinct()
    for stop_id, planned in session.execute(pairs).all():
        halt = halt_of(cart, stop_id, planned)
        true = halt.says if halt else OFF
        newer = aliased(Notice)
        overtaken = exists().where(
            newer.subject_kind == "visit",
            newer.subject_id == Notice.subject_id,
            newer.generation > Notice.generation,
            newer.state != "withdrawn",
        )
        wrong = (
            select(Announcement.id, Notice.branch_id, Notice.channel, Notice.generation)
            .join(
                Notice, and_(Notice.subject_kind == "visit", Notice.subject_id == Announcement.id)
            )
            .where(*live, Announcement.stop_id == stop_id, Announcement.planned == planned)
            .where(Notice.state.in_(SAID), Notice.says != true, ~overtaken)
        )
        for row in session.execute(wrong.order_by(Announcement.id).limit(AT_ONCE)):
            yield row[0], row[1], row[2], row[3] + 1


def _announce(session: Session, new: list[tuple[Halt, str]], now: datetime) -> None:
    named = {subscription_id for _halt, subscription_id in new}
    query = select(Subscription).where(Subscription.id.in_(named))
    known = {subscription.id: subscription for subscription in session.scalars(query)}
    made = [
        _announcement(known[subscription_id], halt, now)
        for halt, subscription_id in new
        if subscription_id in known
    ]
    if made:
        session.execute(insert_or(session, ANNOUNCEMENT).on_conflict_do_nothing(), made)
    owed = [
        _owed(one["id"], one["branch_id"], known[one["subscription_id"]].channel, 1, now)
        for one in made
    ]
    write_down_all(session, owed)


def _announcement(subscription: Subscription, halt: Halt, now: datetime) -> Row:
    planned = halt.visit.planned
    return {
        "id": line_id("announcement", subscription.id, planned.isoformat()),
        "branch_id": subscription.branch_id,
        "stop_id": subscription.stop_id,
        "subscription_id": subscription.id,
        "planned": planned,
        "ends_at": halt.ends_at,
        "made_at": now,
    }


def _owed(
    announcement_id: str, branch_id: int, channel: str, generation: int, now: datetime
) -> Row:
    """The first generation announces, the others say what has changed."""
    return {
        "subject_kind": "visit",
        "subject_id": announcement_id,
        "kind": "announced" if generation == 1 else "changed",
        "generation": generation,
        "channel": channel,
        "why": "to_call" if channel == "phone" else "",
        "patron_id": None,
        "branch_id": branch_id,
        "says": "",
        "due_at": now,
        "created_at": now,
    }
