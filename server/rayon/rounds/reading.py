"""Reads the bike cart's calendar of a branch from the database."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from rayon.catalogue.branches import BranchFacts
from rayon.database import table_of
from rayon.holds.action import Row
from rayon.rounds.models import Neighbourhood, RoundStop, SchoolBreak, VisitChange
from rayon.rounds.plans import breaks_of, plans_of
from rayon.rounds.visits import DaysOff, Plan

MODELS = (Neighbourhood, RoundStop, VisitChange, SchoolBreak)
TABLES = {table.name: table for table in map(table_of, MODELS)}


@dataclass(frozen=True)
class CartCalendar:
    """Where the cart of a branch comes, and when it stays at home."""

    branch: BranchFacts
    plans: list[Plan]
    off: DaysOff


def calendar_of(session: Session, branch: BranchFacts) -> CartCalendar:
    """The whole calendar of one branch."""
    rows = _Rows(session)
    off = DaysOff(branch.calendar, breaks_of(rows, branch.id))
    return CartCalendar(branch, plans_of(rows, branch.id), off)


@dataclass(frozen=True)
class _Rows:
    session: Session

    def where(self, table: str, **values: object) -> list[Row]:
        query = select(TABLES[table]).filter_by(**values)
        return [dict(row) for row in self.session.execute(query).mappings()]
