"""Branches with their settings and their pick-up calendar, as values."""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from sqlalchemy import Connection, column, exists, select, table
from sqlalchemy.orm import Session

from rayon.catalogue.calendar import PickupCalendar, Week
from rayon.catalogue.models import Branch, Closure
from rayon.catalogue.settings import BranchSettings
from rayon.database import table_of
from rayon.prepared import Prepared

Row = dict[str, Any]


@dataclass(frozen=True)
class ClosureFacts:
    """Days on which, against its habit, a branch hands nothing over, and why."""

    first: date
    last: date
    because: str


#: In the order of their days, by branch.
Closures = dict[int, tuple[ClosureFacts, ...]]


@dataclass(frozen=True)
class BranchFacts:
    """What the rules need to know of a branch."""

    id: int
    code: str
    name: str
    language: str
    time_zone: str
    address: str
    phone: str
    email: str
    settings: BranchSettings
    calendar: PickupCalendar
    closures: tuple[ClosureFacts, ...] = ()
    has_hold_shelf: bool = False

    @property
    def area(self) -> str:
        """Where it is, as far as holidays and telephone numbers go: "FR", "FR-MQ"."""
        return self.calendar.holidays_of

    @property
    def ready_when(self) -> str:
        """From when on a document may be announced: once there are slots, when it is in one."""
        asked = self.settings.ready_when
        return "shelved" if self.has_hold_shelf and asked == "walk_finished" else asked


def all_of(connection: Connection | Session) -> dict[int, BranchFacts]:
    """Every branch of the library, by id."""
    rows, closures = BRANCHES.rows(connection), CLOSURES.rows(connection)
    last = _LAST[-1]
    if (last.rows, last.closures) != (rows, closures):
        last = _Last(rows, closures, _facts(rows, _by_branch(closures)))
        _LAST.append(last)
    return dict(last.facts)


# Slots belong to a later step of the work, which this one must not import.
SLOT = table("slot", column("branch_id"), column("removed_at"))
HAS_SLOTS = exists().where(SLOT.c.branch_id == Branch.id, SLOT.c.removed_at.is_(None))
BRANCHES = Prepared(lambda _among: select(table_of(Branch), HAS_SLOTS.label("has_hold_shelf")))
CLOSURES = Prepared(
    lambda _among: (
        select(table_of(Closure))
        .where(Closure.taken_back_at.is_(None))
        .order_by(Closure.first_day, Closure.id)
    )
)


@dataclass(frozen=True)
class _Last:
    """What the facts were made from when they were last asked for."""

    rows: list[Row]
    closures: list[Row]
    facts: dict[int, BranchFacts]


#: Branches hardly ever change and are asked for with every batch: the same rows are read once.
_LAST = deque([_Last([], [], {})], maxlen=1)


def _facts(rows: list[Row], closures: Closures) -> dict[int, BranchFacts]:
    return {
        row["id"]: BranchFacts(
            id=row["id"],
            code=row["code"],
            name=row["name"],
            language=row["language"],
            time_zone=row["time_zone"],
            address=row["address"],
            phone=row["phone"],
            email=row["email"],
            settings=BranchSettings.model_validate(row["settings"]),
            calendar=PickupCalendar(
                row["time_zone"],
                week_of(row["pickup_week"]),
                row["holidays_of"],
                tuple((one.first, one.last) for one in closures.get(row["id"], ())),
            ),
            closures=closures.get(row["id"], ()),
            has_hold_shelf=bool(row["has_hold_shelf"]),
        )
        for row in rows
    }


def week_of(spans: Iterable[tuple[int, str, str]]) -> Week:
    """The hours of each weekday, as a branch keeps them (see ``Branch.pickup_week``)."""
    week: Week = {}
    for weekday, opens, closes in sorted(spans):
        span = (time.fromisoformat(opens), time.fromisoformat(closes))
        week[weekday] = (*week.get(weekday, ()), span)
    return week


def _by_branch(closures: list[Row]) -> Closures:
    by_branch: Closures = {}
    for row in closures:
        known = by_branch.get(row["branch_id"], ())
        closure = ClosureFacts(row["first_day"], row["last_day"], row["because"])
        by_branch[row["branch_id"]] = (*known, closure)
    return by_branch
