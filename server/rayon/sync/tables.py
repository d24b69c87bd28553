"""The tables that actions read and write, by the short names that handlers use."""

from sqlalchemy import Table

from rayon.catalogue.models import Branch, Closure, Item, Location, Patron, ShelfCheck
from rayon.database import table_of
from rayon.delivery.models import BillingMonth, Delivery, Parcel, SumDue, Weighing
from rayon.hold_shelf.models import Slot
from rayon.holds.models import Hold
from rayon.ils.models import IlsTask
from rayon.notices.models import Wording
from rayon.picking.models import Pick, Walk
from rayon.rounds.models import (
    CartRound,
    CartWish,
    Neighbourhood,
    RoundStop,
    SchoolBreak,
    VisitChange,
)
from rayon.shelves.models import Bay, BayStart, CartStart, Floor, Passage, ShelfRange
from rayon.sync.models import Trouble

#: In the order in which rows are written: one refers only to tables before its own. Nothing is
#: locked row by row; one batch is judged at a time (see ``log.take_turn``).
TABLES: dict[str, Table] = {
    # Patrons who register in the street; all others are the library system's own.
    "newcomer": table_of(Patron),
    "slot": table_of(Slot),
    "delivery": table_of(Delivery),
    "parcel": table_of(Parcel),
    "weighing": table_of(Weighing),
    "sum_due": table_of(SumDue),
    "billing_month": table_of(BillingMonth),
    "walk": table_of(Walk),
    "hold": table_of(Hold),
    "pick": table_of(Pick),
    "item": table_of(Item),
    "trouble": table_of(Trouble),
    "ils_task": table_of(IlsTask),
    "shelf_check": table_of(ShelfCheck),
    "branch": table_of(Branch),
    "closure": table_of(Closure),
    "wording": table_of(Wording),
    "neighbourhood": table_of(Neighbourhood),
    "round_stop": table_of(RoundStop),
    "visit_change": table_of(VisitChange),
    "cart_round": table_of(CartRound),
    "cart_wish": table_of(CartWish),
    "school_break": table_of(SchoolBreak),
    "location": table_of(Location),
    "floor": table_of(Floor),
    "shelf_range": table_of(ShelfRange),
    "bay": table_of(Bay),
    "bay_start": table_of(BayStart),
    "passage": table_of(Passage),
    "cart_start": table_of(CartStart),
}
#: What a branch's floor is made of; a change of any of them is news about the whole floor.
FLOOR_TABLES = ("location", "floor", "shelf_range", "bay", "bay_start", "passage", "cart_start")
#: What a phone is told of its branch: the rules that it works by, and the signs beside its labels.
BRANCH_TABLES = ("branch", "location")
