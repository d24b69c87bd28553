"""What the phone takes into the street: today's stops, who is expected, which card may borrow.

First names and an initial of those who are expected, cards by their keyed hash alone; all of it is
good for one shift.
"""

from collections import defaultdict
from datetime import date, timedelta
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from rayon import clock
from rayon.catalogue.availability import would_do
from rayon.catalogue.branches import BranchFacts
from rayon.catalogue.models import ON_THE_BIKE, Item, Patron, Title
from rayon.database import table_of
from rayon.hold_shelf.keyed import Keyed
from rayon.holds.models import Hold
from rayon.holds.sources import CART
from rayon.rounds.carrying import Cart, line_views
from rayon.rounds.reading import CartCalendar
from rayon.rounds.visits import Visit, visits

Row = dict[str, Any]
HOLD, ITEM, PATRON, TITLE = map(table_of, (Hold, Item, Patron, Title))
#: How far ahead a visit is looked for on which a loan may be due.
SIGHT = timedelta(days=200)


def street_view(session: Session, known: CartCalendar, cart: Cart, keyed: Keyed) -> Row:
    """All of it."""
    branch, visit = known.branch, cart.visit
    names = _names(session, [line.hold["patron_id"] for line in cart.lines if line.is_reserved])
    views = line_views(session, cart.lines)
    return {
        "round": cart.round_id,
        "at": clock.now().isoformat(),
        "neighbourhood": visit.plan.id,
        "name": visit.plan.name,
        "branch": branch.id,
        "planned": visit.planned.isoformat(),
        "day": visit.day.isoformat(),
        "later": visit.later,
        "rain": visit.rain,
        "limit": branch.settings.cart_grams,
        "due": due_on(known, visit).isoformat(),
        "stops": [
            {
                "id": stop.id,
                "place": stop.place,
                "rain_place": stop.rain_place,
                "begins": f"{visit.hours(stop)[0]:%H:%M}",
                "ends": f"{visit.hours(stop)[1]:%H:%M}",
            }
            for stop in visit.plan.stops
        ],
        "documents": [
            {
                **view,
                "who": names.get(line.hold["patron_id"], ""),
                "card_of": line.hold["patron_id"],
            }
            for view, line in zip(views, cart.lines, strict=True)
            if line.where != "home"
        ],
        "on_cart": _others_on(session, cart),
        "first_loans": branch.settings.cart_first_loans,
        "key": keyed.as_text(),
        "cards": _cards(session, branch, keyed),
        "waited": _waited(session),
    }


def due_on(known: CartCalendar, visit: Visit) -> date:
    """When what is lent today is due: on the first visit after the usual time."""
    usual = visit.day + timedelta(days=known.branch.settings.cart_loan_days)
    coming = visits(visit.plan, known.off, usual, usual + SIGHT)
    return next((one.day for one in coming if one.takes_place), usual)


def _names(session: Session, patrons: list[int | None]) -> dict[int | None, str]:
    """First name and initial."""
    rows = session.execute(
        select(PATRON.c.id, PATRON.c.first_name, PATRON.c.last_name).where(PATRON.c.id.in_(patrons))
    )
    return {row.id: _short(row.first_name, row.last_name) for row in rows}


def _short(first: str, last: str) -> str:
    initial = f"{last[0]}." if last else ""
    return " ".join(part for part in (first, initial) if part)


def _others_on(session: Session, cart: Cart) -> list[Row]:
    """What came back onto the cart on the way, whoever it serves."""
    named = {line.hold["id"] for line in cart.lines}
    rows = session.execute(
        select(ITEM.c.barcode, ITEM.c.hold_id, TITLE.c.title)
        .join_from(ITEM, TITLE, ITEM.c.title_id == TITLE.c.id)
        .where(ON_THE_BIKE, ITEM.c.place_ref == cart.round_id)
        .order_by(ITEM.c.id)
    ).mappings()
    return [
        {"barcode": row["barcode"], "title": row["title"], "aside": row["hold_id"] is not None}
        for row in rows
        if row["hold_id"] not in named
    ]


def _cards(session: Session, branch: BranchFacts, keyed: Keyed) -> dict[str, Row]:
    """Whose card it is by a number that is no card, whether it is blocked, and what is left."""
    today = branch.calendar.local_day(clock.now())
    rows = session.execute(
        select(PATRON.c.id, PATRON.c.card, PATRON.c.blocked_until, PATRON.c.loans_left).where(
            or_(PATRON.c.branch_id == branch.id, PATRON.c.branch_id.is_(None))
        )
    )
    usual = branch.settings.cart_loans
    return {
        keyed.hash_of("card", row.card): {
            "who": row.id,
            "blocked": row.blocked_until is not None and today <= row.blocked_until,
            "left": usual if row.loans_left is None else row.loans_left,
        }
        for row in rows
    }


def _waited(session: Session) -> list[str]:
    """The barcodes that somebody waits for, should they come back."""
    waiting: defaultdict[int, list[Row]] = defaultdict(list)
    query = select(HOLD).where(
        HOLD.c.status.in_(("open", "searching")),
        HOLD.c.source != CART,
        HOLD.c.wants != "selection",
        HOLD.c.title_id.is_not(None),
    )
    for row in session.execute(query).mappings():
        waiting[row["title_id"]].append(dict(row))
    copies = session.execute(
        select(ITEM).where(
            ITEM.c.title_id.in_(waiting.keys()), ITEM.c.hold_id.is_(None), ITEM.c.unusable == ""
        )
    ).mappings()
    return [
        copy["barcode"]
        for copy in map(dict, copies)
        if any(would_do(copy, hold) for hold in waiting[copy["title_id"]])
    ]
