"""Branches with their settings and their pick-up calendar, as values."""

from dataclasses import dataclass
from datetime import time

from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from rayon.catalogue.calendar import PickupCalendar
from rayon.catalogue.models import Branch, PickupHours
from rayon.catalogue.settings import BranchSettings
from rayon.database import table_of


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


def all_of(connection: Connection | Session) -> dict[int, BranchFacts]:
    """Every branch of the library, by id."""
    branch = table_of(Branch)
    hours = _hours(connection)
    return {
        row.id: BranchFacts(
            id=row.id,
            code=row.code,
            name=row.name,
            language=row.language,
            time_zone=row.time_zone,
            address=row.address,
            phone=row.phone,
            email=row.email,
            settings=BranchSettings.model_validate(row.settings),
            calendar=PickupCalendar(row.time_zone, hours.get(row.id, {}), row.holidays_of),
        )
        for row in connection.execute(select(branch))
    }


def _hours(connection: Connection | Session) -> dict[int, dict[int, tuple[time, time]]]:
    """First opening and last closing of each weekday, by branch."""
    table = table_of(PickupHours)
    spans: dict[int, dict[int, tuple[time, time]]] = {}
    for row in connection.execute(select(table).order_by(table.c.id)):
        days = spans.setdefault(row.branch_id, {})
        opens, closes = days.get(row.weekday, (row.opens, row.closes))
        days[row.weekday] = (min(opens, row.opens), max(closes, row.closes))
    return spans
