"""Interchangeable copies counted together: same record, same volume or issue, same kind."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from rayon.catalogue.availability import on_shelf
from rayon.catalogue.models import Item
from rayon.database import table_of

ITEM = table_of(Item)
#: What the library's own system says of copies that somebody may borrow, now or later.
LENDABLE = ("available", "on_loan", "in_transit")


@dataclass
class Counted:
    """The copies of one group at one branch; ``due_on``: when the first of those lent is back."""

    on_shelf: int = 0
    on_loan: int = 0
    elsewhere: int = 0
    due_on: date | None = None


@dataclass
class Group:
    """Copies that are as good as each other, by branch; those that nobody may borrow left out."""

    title_id: int
    volume: str
    kind: str
    branches: dict[int, Counted] = field(default_factory=dict)

    @property
    def on_shelf(self) -> int:
        """Copies that stand on a shelf, at any branch."""
        return sum(counted.on_shelf for counted in self.branches.values())

    @property
    def due_on(self) -> date | None:
        """When the first of the copies that are lent is back."""
        return min((c.due_on for c in self.branches.values() if c.due_on), default=None)


def groups_of(connection: Connection, title_ids: Collection[int]) -> dict[int, list[Group]]:
    """The groups of these titles, volumes in reading order; empty where nothing can be lent."""
    rows = connection.execute(
        select(ITEM).where(ITEM.c.title_id.in_(title_ids)).order_by(ITEM.c.id)
    ).mappings()
    groups: dict[tuple[int, str, str], Group] = {}
    for row in rows:
        if row["status"] not in LENDABLE or row["unusable"] or row["place_kind"] == "missing":
            continue
        key = (row["title_id"], row["volume"], row["kind"])
        group = groups.setdefault(key, Group(*key))
        _count(group.branches.setdefault(row["branch_id"], Counted()), dict(row))
    found: dict[int, list[Group]] = {title: [] for title in title_ids}
    for group in sorted(groups.values(), key=_reading_order):
        found[group.title_id].append(group)
    return found


def _count(counted: Counted, item: dict[str, Any]) -> None:
    if on_shelf(item):
        counted.on_shelf += 1
    elif item["status"] == "on_loan":
        counted.on_loan += 1
        counted.due_on = min(filter(None, (counted.due_on, item["due_on"])), default=None)
    else:
        counted.elsewhere += 1


def _reading_order(group: Group) -> tuple[int, str, str]:
    """Volume 2 before volume 10."""
    digits = "".join(sign if sign.isdecimal() else " " for sign in group.volume).split()
    return (int(digits[0][:9]) if digits else 0, group.volume, group.kind)
