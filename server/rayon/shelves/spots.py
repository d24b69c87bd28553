"""Where copies stand: the bay, the shelf, left, middle or right, and the way that passes it."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Engine,
    FromClause,
    and_,
    or_,
    select,
)

from rayon import clock
from rayon.catalogue.models import Item
from rayon.database import table_of
from rayon.shelves.floor import Drawn, by_id, drawn, floor_rows
from rayon.shelves.locating import Shelving
from rayon.shelves.models import Bay
from rayon.shelves.running import Part, running_bays

Row = dict[str, Any]


class BranchSpots:
    """The spots of one branch, each location counted once."""

    def __init__(self, connection: Connection, floor: Drawn) -> None:
        self.floor = floor
        self._connection = connection
        self._bays = by_id(floor.rows.bays)
        self._floors = by_id(floor.rows.floors)
        self._ranges = by_id(floor.rows.ranges)
        self._shelvings: dict[int, _Section] = {}

    def of(self, copy: Row) -> Row | None:
        """Where this copy is to be looked for; None where nobody surveyed its location.

        A copy on a table, or seen in the wrong bay, stands there (``away``).
        """
        if bay := self._bays.get(copy["place_ref"]):
            return self._in_bay(bay) | {"away": True}
        section = self._section(copy["location_id"])
        return self._in_section(section, copy["sort_key"]) if section.parts else None

    def _in_section(self, section: "_Section", key: str) -> Row | None:
        spot = section.shelving.spot(bisect_left(section.keys, key))
        if spot is None:
            return None
        part = section.parts[spot.bay]
        place = self._in_bay(part.row)
        # The order inside a bin is nobody's promise.
        if part.row["kind"] == "bin":
            return place | {"doubt": spot.doubt}
        return place | {
            "shelf": spot.shelf + part.above,
            "third": spot.third,
            "doubt": spot.doubt,
        }

    def _in_bay(self, bay: Row) -> Row:
        streets = self.floor.streets
        on_way = streets.bays.get(bay["id"]) if streets else None
        of_range = self._ranges.get(bay["range_id"])
        return {
            "bay": bay["label"],
            "kind": bay["kind"],
            "floor": self._floors[bay["floor_id"]]["name"],
            "range": of_range["label"] if of_range else "",
            "side": bay["side"],
            "shelves": bay["shelves"],
            "shelf": None,
            "third": None,
            "doubt": None,
            "theme": bay["theme"],
            "facing": bay["facing"],
            "height": bay["height"],
            "away": False,
            "way": on_way.way if on_way else None,
            "at": on_way.at if on_way else None,
        }

    def _section(self, location_id: int) -> "_Section":
        if location_id not in self._shelvings:
            rows = self.floor.rows
            parts = running_bays(rows.bays, rows.starts, location_id)
            self._shelvings[location_id] = _section(self._connection, location_id, parts)
        return self._shelvings[location_id]


class _Section:
    """One location: the keys of what stands there, and its bays."""

    def __init__(self, keys: list[str], parts: list[Part]) -> None:
        self.keys = keys
        self.parts = {part.bay.id: part for part in parts}
        self.shelving = Shelving(keys, [part.bay for part in parts])


#: Sections of so many copies are worth keeping for a while: each answer to a phone needs them.
WORTH_KEEPING = 3_000
#: What is lent or brought back meanwhile moves a spot by a document or two.
KEPT_FOR = timedelta(minutes=2)
_kept: WeakKeyDictionary[Engine, dict[int, tuple[datetime, _Section]]] = WeakKeyDictionary()


def _section(connection: Connection, location_id: int, parts: list[Part]) -> _Section:
    """The section as it is now; a large one as it was a moment ago, if its bays are the same."""
    sections, now = _kept.setdefault(connection.engine, {}), clock.now()
    since, section = sections.get(location_id, (now - KEPT_FOR, None))
    if section and now - since < KEPT_FOR and list(section.parts.values()) == parts:
        return section
    fresh = _Section(_keys_on_shelf(connection, location_id) if parts else [], parts)
    if len(fresh.keys) >= WORTH_KEEPING:
        sections[location_id] = (now, fresh)
    return fresh


def spots_of(
    connection: Connection, copies: Iterable[Row], days: dict[int, date]
) -> dict[int, Row | None]:
    """Spots by id of the copy. ``days``: today, by branch."""
    by_branch: defaultdict[int, list[Row]] = defaultdict(list)
    for copy in copies:
        by_branch[copy["branch_id"]].append(copy)
    found: dict[int, Row | None] = {}
    for branch_id, some in by_branch.items():
        floor = drawn(floor_rows(connection, branch_id, days[branch_id]))
        spots = BranchSpots(connection, floor)
        found |= {copy["id"]: spots.of(copy) for copy in some}
    return found


#: The library's own system knows nothing that would keep such a copy from its shelf.
IN_PLACE = ("available", "reference", "not_for_loan")


def expected_here(
    copies: FromClause | None = None, today: date | BindParameter[date] | None = None
) -> ColumnElement[bool]:
    """Copies that should stand in their location now: neither lent nor seen elsewhere.

    What stood on a table is at home again once the table has gone.
    """
    item = table_of(Item).c if copies is None else copies.c
    bay = table_of(Bay).c
    day = clock.now().date() if today is None else today
    standing = select(bay.id).where(bay.ends_on.is_(None) | (bay.ends_on >= day))
    is_elsewhere = (item.place_ref != "") & item.place_ref.in_(standing)
    at_home = (item.place_kind == "shelf") & ~is_elsewhere
    return and_(at_home, or_(*(item.status == status for status in IN_PLACE)))


def _keys_on_shelf(connection: Connection, location_id: int) -> list[str]:
    """The keys of what should stand in this location, in shelf order."""
    item = table_of(Item).c
    query = (
        select(item.sort_key)
        .where(item.location_id == location_id, expected_here())
        .order_by(item.sort_key)
    )
    return list(connection.execute(query).scalars())
