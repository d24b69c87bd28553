"""Branches with their settings and their pick-up calendar, as values."""

from collections import deque
from dataclasses import dataclass
from datetime import time
from typing import Any

from sqlalchemy import Connection, column, exists, select, table
from sqlalchemy.orm import Session

from rayon.catalogue.calendar import PickupCalendar
from rayon.catalogue.models import Branch, PickupHours
from rayon.catalogue.settings import BranchSettings
from rayon.database import table_of
from rayon.prepared import Prepared

Row = dict[str, Any]
#: First opening and last closing, by weekday (Monday is 0).
Spans = dict[int, tuple[time, time]]


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
    has_hold_shelf: bool = False

    @property
    def ready_when(self) -> str:
        """From when on a document may be announced: once there are slots, when it is in one."""
        asked = self.settings.ready_when
        return "shelved" if self.has_hold_shelf and asked == "walk_finished" else asked


def all_of(connection: Connection | Session) -> dict[int, BranchFacts]:
    """Every branch of the library, by id."""
    rows, hours = BRANCHES.rows(connection), HOURS.rows(connection)
    last = _LAST[-1]
    if (last.rows, last.hours) != (rows, hours):
        last = _Last(rows, hours, _facts(rows, _spans(hours)))
        _LAST.append(last)
    return dict(last.facts)


# Slots belong to a later step of the work, which this one must not import.
SLOT = table("slot", column("branch_id"), column("removed_at"))
HAS_SLOTS = exists().where(SLOT.c.branch_id == Branch.id, SLOT.c.removed_at.is_(None))
BRANCHES = Prepared(lambda _among: select(table_of(Branch), HAS_SLOTS.label("has_hold_shelf")))
HOURS = Prepared(lambda _among: select(table_of(PickupHours)).order_by(PickupHours.id))


@dataclass(frozen=True)
class _Last:
    """What the facts were made from when they were last asked for."""

    rows: list[Row]
    hours: list[Row]
    facts: dict[int, BranchFacts]


#: Branches hardly ever change and are asked for with every batch: the same rows are read once.
_LAST = deque([_Last([], [], {})], maxlen=1)


def _facts(rows: list[Row], spans: dict[int, Spans]) -> dict[int, BranchFacts]:
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
            calendar=PickupCalendar(row["time_zone"], spans.get(row["id"], {}), row["holidays_of"]),
            has_hold_shelf=bool(row["has_hold_shelf"]),
        )
        for row in rows
    }


def _spans(hours: list[Row]) -> dict[int, Spans]:
    """First opening and last closing of each weekday, by branch."""
    spans: dict[int, Spans] = {}
    for row in hours:
        days = spans.setdefault(row["branch_id"], {})
        opens, closes = days.get(row["weekday"], (row["opens"], row["closes"]))
        days[row["weekday"]] = (min(opens, row["opens"]), max(closes, row["closes"]))
    return spans
