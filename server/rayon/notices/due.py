"""When a patron's message may leave, and if not yet, why not. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from rayon import clock
from rayon.catalogue.branches import BranchFacts
from rayon.notices.reasons import NOT_WRITTEN
from rayon.notices.reconcile import Told

#: Nobody is woken by a library: mail leaves between these hours of the branch's day.
SENDING_HOURS = (time(8), time(20))


@dataclass(frozen=True)
class Group:
    """What one message will say: one patron, one pick-up branch, one channel.

    ``letter``: message, or what leaves by itself: correction, new_date, reminder, expired, and all
    that is told of a delivery.
    ``facts_at``: the newest fact it tells.
    """

    patron_id: int
    branch: BranchFacts
    channel: str
    letter: str
    notices: tuple[Told, ...]
    facts_at: datetime

    @property
    def apart(self) -> bool:
        """Whether it waits for nothing else that this patron will be told."""
        return self.letter != "message"


def why_it_waits(group: Group, now: datetime, *, walk_open: bool, has_sender: bool) -> str:
    """The code of the reason, or "" when it may leave now.

    ``walk_open``: an unfinished walk still holds a pick of this patron.
    """
    wall = clock.local(now, group.branch.time_zone).time()
    broken = any(notice.why == NOT_WRITTEN for notice in group.notices)
    if now < _settled_at(group):
        return NOT_WRITTEN if broken else "settling"
    if walk_open and not group.apart and wall < group.branch.settings.notify_by:
        return "walk_open"
    if _calls_to_the_door(group) and group.branch.calendar.is_closed(_day(group, now)):
        return "closed_today"
    if group.channel == "phone":
        return ""
    can_leave = has_sender or group.channel == "push"
    return _why_mail_waits(group.notices, now, wall, has_sender=can_leave)


def _calls_to_the_door(group: Group) -> bool:
    return any(notice.kind in ("ready", "reminder") for notice in group.notices)


def _day(group: Group, now: datetime) -> date:
    return group.branch.calendar.local_day(now)


def _settled_at(group: Group) -> datetime:
    settle = timedelta(minutes=group.branch.settings.settle_minutes)
    return max(group.facts_at + settle, *(notice.due_at for notice in group.notices))


def _why_mail_waits(notices: Sequence[Told], now: datetime, wall: time, *, has_sender: bool) -> str:
    if not SENDING_HOURS[0] <= wall < SENDING_HOURS[1]:
        return "quiet_hours"
    if not has_sender:
        return "no_sender"
    if any(notice.next_try_at and notice.next_try_at > now for notice in notices):
        broken = any(notice.why == NOT_WRITTEN for notice in notices)
        return NOT_WRITTEN if broken else "retry"
    return ""
