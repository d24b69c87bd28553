"""Reads, in one transaction, all that the rules need: holds as they stand, and what was told."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import cache, cached_property
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Select,
    and_,
    bindparam,
    column,
    exists,
    or_,
    select,
    table,
)
from sqlalchemy.orm import Session

from rayon import clock
from rayon.catalogue import branches as branch_facts
from rayon.catalogue.branches import BranchFacts
from rayon.catalogue.models import Item
from rayon.catalogue.shelf_known import shelf_is_known
from rayon.database import Instant, table_of
from rayon.holds.lifecycle import CLOSED_STATUSES, OPEN_STATUSES
from rayon.holds.models import Hold
from rayon.notices import rides
from rayon.notices.models import Message, Notice
from rayon.notices.reconcile import BY_MAIL_ONLY, Kept, Owed, Told, what_is_owed
from rayon.notices.rides import Ride, what_is_true_of
from rayon.notices.truth import Place, Standing, Truth, what_is_true

# Walks belong to a later step of the work, which this one must not import.
WALK = table("walk", column("id"), column("status"), column("finished_at", Instant()))
PICK = table("pick", column("walk_id"), column("hold_id"), column("status"))
#: The notices of a hold, in questions about holds. Made once: this is asked at every round.
OF_HOLD = table_of(Notice).alias("of_hold")

Whose = tuple[int | None, int]
Given = dict[str, Any]
#: On the eve of the last pick-up day, from this hour on, patrons are reminded of it.
REMIND_FROM = time(9)


@dataclass(frozen=True)
class Picture:
    """Branches where Rayon tells patrons; how each hold and each delivery stands, and what was
    told of it.

    ``waited_for``: (patron, pick-up branch) pairs whose documents are still on somebody's walk, or
    were just looked for a last time in vain. ``reminding``: branches that know what waits on their
    hold shelf, and may remind of it. ``at``: when the picture was taken.
    """

    branches: dict[int, BranchFacts]
    standings: dict[str, Standing]
    rides: dict[str, Ride]
    notices: dict[str, list[Told]]
    waited_for: frozenset[Whose]
    reminding: frozenset[int]
    at: datetime

    @cached_property
    def subjects(self) -> dict[str, Standing | Ride]:
        """All that something may be told of, by id."""
        return {**self.standings, **self.rides}

    def truth(self, subject: str) -> Truth:
        """What is true of this hold or delivery; what is not in the picture is over."""
        if ride := self.rides.get(subject):
            today = self.branches[ride.branch_id].calendar.local_day(self.at)
            return what_is_true_of(ride, today)
        standing = self.standings.get(subject)
        if standing is None:
            return "over"
        return what_is_true(standing, self.branches[standing.branch_id].ready_when)

    def details(self, subject: str) -> str:
        """What else is said of a delivery together with its truth."""
        ride = self.rides.get(subject)
        return ride.details(self.truth(subject)) if ride else ""

    def owed(self, subject: str) -> Owed | None:
        """The notice that its patron must have had."""
        notices, truth = self.notices.get(subject, []), self.truth(subject)
        if self._was_told_elsewhere(subject):
            return None
        owed = what_is_owed(truth, notices, self._kept(subject), self.details(subject))
        ride = self.rides.get(subject)
        is_only_mailed = owed is not None and owed.kind in BY_MAIL_ONLY
        return None if ride and is_only_mailed and not ride.by_mail else owed

    def _was_told_elsewhere(self, subject: str) -> bool:
        """Whether it came about while the library's own system still sent the notices."""
        about = self.subjects.get(subject)
        since = self.branches[about.branch_id].settings.notices_since if about else None
        return about is not None and since is not None and about.true_since < since

    def _kept(self, hold_id: str) -> Kept:
        standing = self.standings.get(hold_id)
        if standing is None or standing.ready_until is None:
            return Kept()
        return Kept(standing.ready_until, self._remind_if_said_before(standing))

    def _remind_if_said_before(self, standing: Standing) -> datetime | None:
        """The midnight before the eve of the last day, between that eve and the last closing."""
        until, branch = standing.ready_until, self.branches[standing.branch_id]
        if until is None or branch.id not in self.reminding:
            return None
        eve = until - timedelta(days=1)
        wall = clock.local(self.at, branch.time_zone)
        if wall.replace(tzinfo=None) < datetime.combine(eve, REMIND_FROM):
            return None
        if branch.calendar.is_over(until, self.at):
            return None
        return datetime.combine(eve, time(), tzinfo=wall.tzinfo)


def take(session: Session, patrons: Collection[int] | None = None) -> Picture:
    """The picture of all that may be owed; with ``patrons``, of every hold of theirs."""
    branches = {
        branch.id: branch
        for branch in branch_facts.all_of(session).values()
        if branch.settings.notices_by == "rayon"
    }
    now = clock.now()
    taken = rides.take(session, branches.keys(), patrons, now)
    questions = _questions(patrons is not None)
    given = {"branches": list(branches), "patrons": list(patrons or ())}
    return Picture(
        branches=branches,
        standings=_standings(session, questions, given),
        rides=taken,
        notices=_by_subject(session, questions.notices, given) | _of_rides(session, taken.keys()),
        waited_for=_on_walks(session, branches) | _almost_given_up(session, branches),
        reminding=_reminding(session, branches, now),
        at=now,
    )


@dataclass(frozen=True)
class _Questions:
    """What is asked about holds; ``branches`` and ``patrons`` are lists that are given later."""

    holds: Select[*tuple[Any, ...]]
    places: Select[*tuple[Any, ...]]
    notices: Select[Notice, datetime | None]


@cache
def _questions(of_patrons: bool) -> _Questions:
    """Written once: they are asked at every round, and writing them costs more than asking."""
    wanted = _wanted(of_patrons)
    place = select(Item.hold_id, Item.place_kind, Item.place_branch_id)
    told = select(Notice, Message.next_try_at).join(
        Hold, and_(Notice.subject_kind == "hold", Notice.subject_id == Hold.id)
    )
    return _Questions(
        holds=_hold_columns().outerjoin(WALK, WALK.c.id == Hold.walk_id).where(wanted),
        places=place.join(Hold, Hold.id == Item.hold_id).where(wanted),
        notices=told.outerjoin(Message, Message.id == Notice.message_id).where(wanted),
    )


def _wanted(of_patrons: bool) -> ColumnElement[bool]:
    branches: BindParameter[int] = bindparam("branches", expanding=True)
    ours = and_(Hold.patron_id.is_not(None), Hold.pickup_branch_id.in_(branches))
    if of_patrons:
        theirs = Hold.patron_id.in_(bindparam("patrons", expanding=True))
        live = Hold.status.in_((*OPEN_STATUSES, "unfilled"))
        return and_(ours, theirs, or_(live, _has_notice("owed")))
    to_tell = Hold.status.in_(("found", "on_hold_shelf", "unfilled"))
    told = and_(Hold.status.not_in(CLOSED_STATUSES), _has_notice("told", "ambiguous"))
    over = and_(Hold.status == "expired", _has_notice("told", "ambiguous"), ~_has_expired())
    return and_(ours, or_(to_tell, told, over, _has_notice("owed", "sending")))


def _has_notice(*states: str) -> ColumnElement[bool]:
    return exists().where(
        OF_HOLD.c.subject_kind == "hold",
        OF_HOLD.c.subject_id == Hold.id,
        OF_HOLD.c.state.in_(states),
    )


def _has_expired() -> ColumnElement[bool]:
    """Whether it was written down that this hold expired."""
    return exists().where(
        OF_HOLD.c.subject_kind == "hold",
        OF_HOLD.c.subject_id == Hold.id,
        OF_HOLD.c.kind == "expired",
        # Taken back with what it told of, it is owed again when that comes true again.
        OF_HOLD.c.state != "withdrawn",
    )


def _reminding(session: Session, branches: dict[int, BranchFacts], now: datetime) -> frozenset[int]:
    return frozenset(
        branch.id for branch in branches.values() if shelf_is_known(session, branch, now)
    )


def _standings(session: Session, questions: _Questions, given: Given) -> dict[str, Standing]:
    places: defaultdict[str, list[Place]] = defaultdict(list)
    for hold_id, kind, branch_id in session.execute(questions.places, given):
        places[str(hold_id)].append(Place(kind, branch_id))
    return {
        row.hold_id: Standing(**row._mapping, places=tuple(places[row.hold_id]))
        for row in session.execute(questions.holds, given)
    }


def _hold_columns() -> Select[*tuple[Any, ...]]:
    return select(
        Hold.id.label("hold_id"),
        Hold.patron_id,
        Hold.pickup_branch_id.label("branch_id"),
        Hold.fulfilment,
        Hold.status,
        Hold.disputed,
        Hold.closed_because,
        Hold.fact_at,
        Hold.ready_until,
        and_(WALK.c.id.is_not(None), WALK.c.status != "finished").label("walk_open"),
        WALK.c.finished_at.label("walk_ended_at"),
    ).select_from(Hold)


def _of_rides(session: Session, ids: Collection[str]) -> dict[str, list[Told]]:
    return _by_subject(session, _told_of_rides(), {"ids": list(ids)}) if ids else {}


@cache
def _told_of_rides() -> Select[Notice, datetime | None]:
    ids: BindParameter[str] = bindparam("ids", expanding=True)
    return (
        select(Notice, Message.next_try_at)
        .outerjoin(Message, Message.id == Notice.message_id)
        .where(Notice.subject_kind == "delivery", Notice.subject_id.in_(ids))
    )


def _by_subject(
    session: Session, question: Select[Notice, datetime | None], given: Given
) -> dict[str, list[Told]]:
    notices: defaultdict[str, list[Told]] = defaultdict(list)
    for notice, next_try_at in session.execute(question, given):
        notices[notice.subject_id].append(_told(notice, next_try_at))
    return dict(notices)


def _told(notice: Notice, next_try_at: Any) -> Told:
    assert notice.patron_id is not None
    return Told(
        id=notice.id,
        subject_id=notice.subject_id,
        patron_id=notice.patron_id,
        branch_id=notice.branch_id,
        kind=notice.kind,
        generation=notice.generation,
        channel=notice.channel,
        state=notice.state,
        why=notice.why,
        says=notice.says,
        due_at=notice.due_at,
        until=notice.until,
        details=notice.details,
        told_at=notice.told_at,
        message_id=notice.message_id,
        call_id=notice.call_id,
        next_try_at=next_try_at,
    )


def _on_walks(session: Session, branches: dict[int, BranchFacts]) -> frozenset[Whose]:
    """Still looked for, or found and ready as soon as its walk is finished."""
    return frozenset(
        (patron, branch)
        for patron, branch, status in session.execute(_still_on_a_walk())
        if status != "found" or _is_ready_with_its_walk(branches.get(branch))
    )


def _is_ready_with_its_walk(branch: BranchFacts | None) -> bool:
    return branch is not None and branch.ready_when == "walk_finished"


@cache
def _still_on_a_walk() -> Select[int | None, int, str]:
    return (
        select(Hold.patron_id, Hold.pickup_branch_id, PICK.c.status)
        .join(PICK, PICK.c.hold_id == Hold.id)
        .join(WALK, WALK.c.id == PICK.c.walk_id)
        .where(
            PICK.c.status.in_(("open", "later", "found")),
            WALK.c.status != "finished",
            Hold.patron_id.is_not(None),
        )
        .distinct()
    )


def _almost_given_up(session: Session, branches: dict[int, BranchFacts]) -> frozenset[Whose]:
    """Nobody will look again: as soon as it cannot be undone any more, one message says all."""
    return frozenset(
        (patron, branch)
        for patron, branch, looks in session.execute(_searched_for())
        if branch in branches and looks >= branches[branch].settings.looks
    )


@cache
def _searched_for() -> Select[int | None, int, int]:
    return select(Hold.patron_id, Hold.pickup_branch_id, Hold.looks).where(
        Hold.status == "searching", Hold.disputed.is_(False), Hold.patron_id.is_not(None)
    )
