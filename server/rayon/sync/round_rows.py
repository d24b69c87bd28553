"""The bike cart's calendar of the branches that a batch names, all of it."""

from typing import Any

from sqlalchemy import Connection, or_, select
from sqlalchemy.orm import Session

from rayon.database import table_of
from rayon.delivery.weighing import weights_of
from rayon.holds.action import Row
from rayon.rounds.models import (
    Neighbourhood,
    RoundStop,
    SchoolBreak,
    VisitChange,
)

Needs = dict[str, set[Any]]
Rows = dict[Any, Row]
NEIGHBOURHOOD, STOP, CHANGE, BREAK = map(
    table_of, (Neighbourhood, RoundStop, VisitChange, SchoolBreak)
)


def load_rounds(connection: Connection, needs: Needs) -> dict[str, Rows]:
    """Neighbourhoods, stops, changed visits and school breaks; neighbourhoods and stops by id as
    well, for what is named may belong to another branch.
    """
    if not (needs["rounds_of"] or needs["neighbourhood"]):
        return {}
    named = needs["rounds_of"]
    places = or_(
        NEIGHBOURHOOD.c.id.in_(needs["neighbourhood"]), NEIGHBOURHOOD.c.branch_id.in_(named)
    )
    halts = or_(STOP.c.id.in_(needs["round_stop"]), STOP.c.branch_id.in_(named))
    return {
        "neighbourhood": _rows(connection, NEIGHBOURHOOD, places),
        "round_stop": _rows(connection, STOP, halts),
        "visit_change": _rows(connection, CHANGE, CHANGE.c.branch_id.in_(named)),
        "school_break": _rows(connection, BREAK, BREAK.c.branch_id.in_(named)),
    }


def weights_in_grams(connection: Connection, items: Rows) -> Rows:
    """What each of these copies weighs, as well as we know."""
    with Session(connection) as session:
        known = weights_of(session, list(items))
    return {item: {"grams": weight.grams} for item, weight in known.items()}


def _rows(connection: Connection, table: Any, which: Any) -> Rows:
    rows = connection.execute(select(table).where(which)).mappings()
    return {row["id"]: dict(row) for row in rows}
