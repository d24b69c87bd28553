"""Copies as places on the walkways of their branch."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection

from rayon.shelves.floor import drawn, floor_rows
from rayon.shelves.route.graph import Spot, Walkways
from rayon.shelves.spots import BranchSpots

Row = dict[str, Any]


@dataclass(frozen=True)
class OnFoot:
    """``places``: way, and metres along it, by the id of the copy."""

    walkways: Walkways
    places: dict[int, tuple[str, float]]

    def spots(self, copies: Iterable[tuple[str, int]]) -> list[Spot]:
        """The spots of those whose place is known; ``copies``: a name for each, and its id."""
        return [Spot(name, *self.places[copy]) for name, copy in copies if copy in self.places]


def on_foot(
    connection: Connection, branch_id: int, day: date, copies: Iterable[Row]
) -> OnFoot | None:
    """None where nobody has surveyed the floor."""
    floor = drawn(floor_rows(connection, branch_id, day))
    if floor.streets is None:
        return None
    spots = BranchSpots(connection, floor)
    metres = {way.id: way.metres for way in floor.streets.walkways.ways}
    places: dict[int, tuple[str, float]] = {}
    for copy in copies:
        spot = spots.of(copy)
        if spot and spot["way"]:
            # A bay may jut out over the end of its aisle.
            at = min(max(0.0, spot["at"]), metres[spot["way"]])
            places[copy["id"]] = (spot["way"], at)
    return OnFoot(floor.streets.walkways, places)
