"""Where everything stands on the plan: ranges, faces of bays, and the lines one walks on. Pure.

Metres, x to the right, y up. A range without a place of its own stands beside the one before it.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

Row = dict[str, Any]

DEPTH = 0.3
#: From the middle of a range to the middle of the aisle beside it.
REACH = 1.0
#: From one range to the next that nobody measured.
PITCH = 2.0
#: Between the end of a range and the middle of the cross-aisle.
CROSS = 0.8
WIDTH = 0.9
#: A table, a trolley: wide and deep.
TABLE = (1.2, 0.8)

#: Heading -> one metre along the range, and one metre to the right of who walks along it.
_ALONG = {0: (0, 1), 90: (1, 0), 180: (0, -1), 270: (-1, 0)}
_RIGHT = {0: (1, 0), 90: (0, -1), 180: (-1, 0), 270: (0, 1)}


class Point(NamedTuple):
    """A place on a floor, in metres."""

    x: float
    y: float


class Box(NamedTuple):
    """A rectangle: its lower left corner and its size."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Face:
    """One bay on the plan. ``before``: the point in the aisle in front of it."""

    bay: Row
    box: Box
    before: Point


@dataclass(frozen=True, slots=True)
class LaidRange:
    """A range on the plan. ``is_upright``: it runs up and down the plan."""

    row: Row
    box: Box
    is_upright: bool


@dataclass(frozen=True, slots=True)
class Storey:
    """One floor with all that stands on it."""

    row: Row
    ranges: list[LaidRange]
    faces: list[Face]


def lay_out(
    floors: Sequence[Row], ranges: Sequence[Row], bays: Sequence[Row], start: Row | None
) -> list[Storey]:
    """Every floor, the lowest first."""
    of_floor: defaultdict[str, list[Row]] = defaultdict(list)
    for bay in bays:
        of_floor[bay["floor_id"]].append(bay)
    ordered = sorted(floors, key=lambda floor: (floor["level"], floor["name"]))
    return [
        _storey(
            floor,
            [row for row in ranges if row["floor_id"] == floor["id"]],
            of_floor[floor["id"]],
            Point(start["x"], start["y"]) if start and start["floor_id"] == floor["id"] else None,
        )
        for floor in ordered
    ]


def _storey(floor: Row, ranges: list[Row], bays: list[Row], cart: Point | None) -> Storey:
    laid, faces = [], []
    next_x = 0.0
    for row in sorted(ranges, key=lambda one: (one["position"], one["label"])):
        mine = _along(bay for bay in bays if bay["range_id"] == row["id"])
        corner = Point(row["x"], row["y"]) if row["x"] is not None else Point(next_x, 0.0)
        length = max((offset + bay["width"] for bay, offset in mine), default=WIDTH)
        laid.append(LaidRange(row, _range_box(row, corner, length), row["heading"] in (0, 180)))
        faces += [_face(row, corner, bay, offset) for bay, offset in mine]
        next_x = max(next_x, corner.x + PITCH)
    alone = sorted((bay for bay in bays if not bay["range_id"]), key=lambda bay: str(bay["label"]))
    faces += [_table(bay, nth, cart) for nth, bay in enumerate(alone)]
    return Storey(floor, laid, faces)


def _along(bays: Iterable[Row]) -> list[tuple[Row, float]]:
    """The bays of a range in order, with metres from its start to each.

    One that nobody surveyed is as wide as usual.
    """
    placed: list[tuple[Row, float]] = []
    side, reached, end = "", 0, 0.0
    for bay in sorted(bays, key=lambda one: (one["side"], one["position"], one["label"])):
        if bay["side"] != side:
            side, reached, end = bay["side"], 0, 0.0
        offset = end + WIDTH * max(bay["position"] - reached - 1, 0)
        placed.append((bay, offset))
        reached, end = bay["position"], offset + bay["width"]
    return placed


def _range_box(row: Row, corner: Point, length: float) -> Box:
    return _box(row["heading"], corner, (0.0, length), (-DEPTH, DEPTH))


def _face(row: Row, corner: Point, bay: Row, offset: float) -> Face:
    heading = row["heading"]
    side = 1 if bay["side"] == "right" else -1
    across = (0.0, DEPTH) if side == 1 else (-DEPTH, 0.0)
    box = _box(heading, corner, (offset, offset + bay["width"]), across)
    return Face(bay, box, _point(heading, corner, offset + bay["width"] / 2, side * REACH))


def _table(bay: Row, nth: int, cart: Point | None) -> Face:
    """It stands where it was said to, else in a row beside the cart."""
    width, height = TABLE
    beside = cart or Point(-PITCH - 1, 0.0)
    middle = (
        Point(bay["x"], bay["y"])
        if bay["x"] is not None
        else Point(beside.x, beside.y - 1.2 * (nth + 1))
    )
    return Face(bay, Box(middle.x - width / 2, middle.y - height / 2, width, height), middle)


def _point(heading: int, corner: Point, along: float, right: float) -> Point:
    ax, ay = _ALONG[heading]
    rx, ry = _RIGHT[heading]
    return Point(corner.x + ax * along + rx * right, corner.y + ay * along + ry * right)


def _box(
    heading: int, corner: Point, along: tuple[float, float], across: tuple[float, float]
) -> Box:
    one = _point(heading, corner, along[0], across[0])
    other = _point(heading, corner, along[1], across[1])
    left, below = min(one.x, other.x), min(one.y, other.y)
    return Box(left, below, abs(one.x - other.x), abs(one.y - other.y))
