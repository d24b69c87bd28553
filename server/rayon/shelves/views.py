"""The floor as a phone keeps it: one file that never changes, named by its hash."""

import hashlib
import json
from datetime import date
from typing import Any

from sqlalchemy import Connection

from rayon.shelves.floor import Drawn, drawn, floor_rows
from rayon.shelves.layout import Box, Point, Storey

Row = dict[str, Any]
#: Room around what stands on a floor, in metres.
MARGIN = 1.5


def floor_file(connection: Connection, branch_id: int, day: date) -> tuple[str, bytes]:
    """The hash and the bytes. Lengths are metres, y runs down as on a screen."""
    floor = drawn(floor_rows(connection, branch_id, day))
    body = json.dumps(floor_view(floor), ensure_ascii=False, separators=(",", ":")).encode()
    return hashlib.sha256(body).hexdigest()[:32], body


def floor_view(floor: Drawn) -> Row:
    """Floors with their ranges, bays and passages, and the ways one walks."""
    storeys = [_storey_view(storey, floor) for storey in floor.storeys]
    return {
        "v": 1,
        "floors": storeys,
        "start": floor.streets.walkways.start if floor.streets else None,
        "ways": _ways(floor),
    }


def _storey_view(storey: Storey, floor: Drawn) -> Row:
    name, rows = storey.row["name"], floor.rows
    top = _top(storey, floor)
    here = storey.row["id"]
    passages = [row for row in rows.passages if here in (row["floor_id"], row["to_floor_id"])]
    cart = rows.cart if rows.cart and rows.cart["floor_id"] == here else None
    return {
        "name": name,
        "level": storey.row["level"],
        "size": _size(storey, floor),
        "ranges": [[one.row["label"], *_box(one.box, top)] for one in storey.ranges],
        "bays": [
            {
                "label": face.bay["label"],
                "kind": face.bay["kind"],
                "range": _range_of(face.bay, storey),
                "side": face.bay["side"],
                "position": face.bay["position"],
                "shelves": face.bay["shelves"],
                "theme": face.bay["theme"],
                "facing": face.bay["facing"],
                "height": face.bay["height"],
                "until": face.bay["ends_on"].isoformat() if face.bay["ends_on"] else None,
                "box": _box(face.box, top),
            }
            for face in sorted(storey.faces, key=lambda one: str(one.bay["label"]))
        ],
        "passages": [
            [row["kind"], row["label"], *_point(Point(row["x"], row["y"]), top)] for row in passages
        ],
        "cart": _point(Point(cart["x"], cart["y"]), top) if cart else None,
    }


def _ways(floor: Drawn) -> list[Row]:
    """Each way with its two ends; of one that leads to another floor, both floors."""
    streets = floor.streets
    if streets is None:
        return []
    names = {storey.row["id"]: storey.row["name"] for storey in floor.storeys}
    tops = {storey.row["id"]: _top(storey, floor) for storey in floor.storeys}
    ends = {
        junction: [names[on], *_point(at, tops[on])]
        for junction, (on, at) in streets.points.items()
    }
    return [
        {
            "id": way.id,
            "from": way.begins,
            "to": way.ends,
            "metres": way.metres,
            "ends": [ends[way.begins], ends[way.ends]],
        }
        for way in streets.walkways.ways
    ]


def _corners(storey: Storey, floor: Drawn) -> tuple[Point, Point]:
    """The lower left and the upper right of all that is drawn on a floor."""
    boxes = [one.box for one in storey.ranges] + [face.box for face in storey.faces]
    points = [Point(box.x, box.y) for box in boxes]
    points += [Point(box.x + box.width, box.y + box.height) for box in boxes]
    if floor.streets:
        points += [at for on, at in floor.streets.points.values() if on == storey.row["id"]]
    rows = [*floor.rows.passages, *([floor.rows.cart] if floor.rows.cart else [])]
    here = storey.row["id"]
    points += [
        Point(row["x"], row["y"])
        for row in rows
        if here in (row["floor_id"], row.get("to_floor_id"))
    ]
    points = points or [Point(0.0, 0.0)]
    return (
        Point(min(point.x for point in points) - MARGIN, min(point.y for point in points) - MARGIN),
        Point(max(point.x for point in points) + MARGIN, max(point.y for point in points) + MARGIN),
    )


def _top(storey: Storey, floor: Drawn) -> Point:
    """The upper left corner, from which a screen counts."""
    low, high = _corners(storey, floor)
    return Point(low.x, high.y)


def _size(storey: Storey, floor: Drawn) -> list[float]:
    low, high = _corners(storey, floor)
    return [round(high.x - low.x, 1), round(high.y - low.y, 1)]


def _box(box: Box, top: Point) -> list[float]:
    x, y = _point(Point(box.x, box.y + box.height), top)
    return [x, y, round(box.width, 2), round(box.height, 2)]


def _point(point: Point, top: Point) -> list[float]:
    return [round(point.x - top.x, 2), round(top.y - point.y, 2)]


def _range_of(bay: Row, storey: Storey) -> str:
    return next((one.row["label"] for one in storey.ranges if one.row["id"] == bay["range_id"]), "")
