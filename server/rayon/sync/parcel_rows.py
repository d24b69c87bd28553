"""The parcels that a batch names, with all that is judged together with them."""

from typing import Any

from sqlalchemy import Connection, or_, select

from rayon.database import table_of
from rayon.delivery.actions.money import month_of
from rayon.delivery.models import BillingMonth, Door, Parcel, SumDue, Weighing
from rayon.holds.action import Row

Needs = dict[str, set[Any]]
Rows = dict[Any, Row]
PARCEL, SUM, MONTH, DOOR = map(table_of, (Parcel, SumDue, BillingMonth, Door))
WEIGHING = table_of(Weighing)
KINDS = ("parcel", "parcel_number", "whole_delivery", "sum_due", "weighing", "month", "door")


def load_parcels(connection: Connection, needs: Needs) -> dict[str, Rows]:
    """Parcels by id, number and delivery, their sums and closed months; names what else is needed:
    the deliveries of these parcels with their doors and holds, what was in them when they ended,
    and what a person was asked about them.
    """
    if not any(needs[kind] for kind in KINDS):
        return {}
    by_delivery = PARCEL.c.delivery_id.in_(needs["whole_delivery"])
    named = (PARCEL.c.id.in_(needs["parcel"]), PARCEL.c.number.in_(needs["parcel_number"]))
    parcels = _rows(connection, PARCEL, or_(by_delivery, *named))
    needs["whole_delivery"] |= {row["delivery_id"] for row in parcels.values()}
    needs["delivery"] |= needs["whole_delivery"]
    needs["door"] |= needs["whole_delivery"]
    carried = [pair for row in parcels.values() for pair in row["carried"]]
    needs["item"] |= {item_id for item_id, _hold_id in carried}
    held = {hold_id for _item_id, hold_id in carried if hold_id}
    needs["hold"] |= held
    needs["keyed"] |= held
    needs["asked_about"] |= parcels.keys()
    sums = _rows(connection, SUM, SUM.c.id.in_(needs["sum_due"]))
    of_parcels = {*parcels, *(row["parcel_id"] for row in sums.values())}
    sums |= _rows(connection, SUM, SUM.c.parcel_id.in_(of_parcels))
    months = {*needs["month"], *(row["month"] for row in sums.values())}
    months |= {month_of(row["day"]) for row in parcels.values()}
    return {
        "parcel": parcels,
        "sum_due": sums,
        "billing_month": _rows(connection, MONTH, MONTH.c.month.in_(months)),
        "weighing": _rows(connection, WEIGHING, WEIGHING.c.id.in_(needs["weighing"])),
        "door": _rows(connection, DOOR, DOOR.c.id.in_(needs["door"])),
    }


def _rows(connection: Connection, table: Any, which: Any) -> Rows:
    rows = connection.execute(select(table).where(which)).mappings()
    return {row["id"]: dict(row) for row in rows}
