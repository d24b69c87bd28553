"""From rows to plans: the calendar of one branch as values. Pure."""

from collections import defaultdict
from datetime import date
from typing import Protocol

from rayon.holds.action import Row
from rayon.rounds.visits import Break, Changed, Plan, Stop


class Rows(Protocol):
    """Whoever has rows: the state of a batch, or what was read for a page."""

    def where(self, table: str, **values: object) -> list[Row]:
        """Rows whose columns have these values."""


def plans_of(rows: Rows, branch: int) -> list[Plan]:
    """The neighbourhoods of a branch to which the cart comes, by name."""
    stops: defaultdict[str, list[Row]] = defaultdict(list)
    changes: defaultdict[str, dict[date, Changed]] = defaultdict(dict)
    for row in rows.where("round_stop", branch_id=branch, removed_at=None):
        stops[row["neighbourhood_id"]].append(row)
    for row in rows.where("visit_change", branch_id=branch, taken_back_at=None):
        changes[row["neighbourhood_id"]][row["day"]] = _changed(row)
    known = rows.where("neighbourhood", branch_id=branch, ended_at=None)
    return [
        _plan(row, stops[row["id"]], changes[row["id"]])
        for row in sorted(known, key=lambda row: (row["name"], row["id"]))
    ]


def breaks_of(rows: Rows, branch: int) -> tuple[Break, ...]:
    """The school breaks that count at a branch, in their order."""
    known = rows.where("school_break", branch_id=branch, replaced_at=None)
    breaks = (Break(row["first_day"], row["last_day"], row["name"]) for row in known)
    return tuple(sorted(breaks, key=lambda one: (one.first, one.last, one.name)))


def _plan(row: Row, stops: list[Row], changes: dict[date, Changed]) -> Plan:
    return Plan(
        id=row["id"],
        code=row["code"],
        name=row["name"],
        bike=row["bike"],
        first_day=row["first_day"],
        rule=row["rule"],
        in_breaks=row["in_breaks"],
        stops=tuple(_stop(one) for one in sorted(stops, key=lambda one: one["begins"])),
        changed_at=row["changed_at"],
        changes=changes,
    )


def _stop(row: Row) -> Stop:
    return Stop(
        id=row["id"],
        code=row["code"],
        place=row["place"],
        begins=row["begins"],
        ends=row["ends"],
        rain_place=row["rain_place"],
    )


def _changed(row: Row) -> Changed:
    return Changed(
        to_day=row["to_day"],
        later=row["later"],
        because=row["because"],
        rain=row["rain"],
        version=row["version"],
        changed_at=row["changed_at"],
    )
