"""The bike cart's calendar of the branches that a batch names, all of it."""

from typing import Any

from sqlalchemy import Connection, func, or_, select, text
from sqlalchemy.orm import Session

from rayon.catalogue.models import Patron
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
PATRON = table_of(Patron)
SQLITE_COUNTED = text("SELECT seq FROM sqlite_sequence WHERE name = 'patron'")


def load_rounds(connection: Connection, needs: Needs) -> dict[str, Rows]:
    """Neighbourhoods, stops, changed visits and school breaks; neighbourhoods and stops by id as
    well, for what is named may belong to another branch; stops with their neighbourhoods.
    """
    if not (needs["rounds_of"] or needs["neighbourhood"] or needs["round_stop"]):
        return {}
    named = needs["rounds_of"]
    of_stops = select(STOP.c.neighbourhood_id).where(STOP.c.id.in_(needs["round_stop"]))
    places = or_(
        NEIGHBOURHOOD.c.id.in_(needs["neighbourhood"]),
        NEIGHBOURHOOD.c.id.in_(of_stops),
        NEIGHBOURHOOD.c.branch_id.in_(named),
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


def load_newcomers(connection: Connection, needs: Needs) -> Rows:
    """Patrons by the id under which they registered, or with one of these cards."""
    if not (needs["registered"] or needs["card"]):
        return {}
    by_card = PATRON.c.card.in_(needs["card"])
    return _rows(connection, PATRON, PATRON.c.registration.in_(needs["registered"]) | by_card)


def patron_numbers(connection: Connection, registrations: set[str]) -> Rows:
    """A row id for each that registers: whoever judges is alone (see ``log.take_turn``), but an
    import may add patrons meanwhile where the database counts by itself.
    """
    if not registrations:
        return {}
    if connection.dialect.name == "postgresql":
        counter = func.nextval(func.pg_get_serial_sequence("patron", "id"))
        numbers = [connection.execute(select(counter)).scalar_one() for _ in registrations]
    else:
        # What SQLite counts by itself: the largest there is may have been somebody who was erased.
        last = connection.scalar(SQLITE_COUNTED) or 0
        numbers = [last + number for number in range(1, len(registrations) + 1)]
    pairs = zip(sorted(registrations), numbers, strict=True)
    return {registration: {"id": number} for registration, number in pairs}


def _rows(connection: Connection, table: Any, which: Any) -> Rows:
    rows = connection.execute(select(table).where(which)).mappings()
    return {row["id"]: dict(row) for row in rows}
