"""A branch on foot: its aisles, cross-aisles, stairs and lifts as one graph. Pure.

Ranges that stand side by side are one block: aisles between two cross-aisles. Blocks of one floor
are joined corner to corner, floors by their passages.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import combinations, pairwise
from typing import Any

from rayon.shelves.layout import CROSS, Face, Point, Storey
from rayon.shelves.route.graph import Walkways, Way

Row = dict[str, Any]
#: Faces this near to each other look into the same aisle.
_SAME_AISLE = 0.8
#: Aisles further apart than this belong to different blocks.
_SAME_BLOCK = 4.5
#: What a floor is worth in metres when nobody said where its stairs are.
UNKNOWN_STAIRS = 30.0


@dataclass(frozen=True, slots=True)
class OnWay:
    """In front of a bay: so many metres from where the way begins."""

    way: str
    at: float


@dataclass
class Streets:
    """The graph as it is drawn: with the place of each junction and the lines of each way."""

    walkways: Walkways
    points: dict[str, tuple[str, Point]]
    lines: dict[str, tuple[Point, Point]]
    bays: dict[str, OnWay]


@dataclass
class _Aisle:
    """A line between ranges; ``across`` is its x when it is upright, else its y."""

    is_upright: bool
    across: float
    low: float
    high: float
    faces: list[Face]

    def end(self, at: float) -> Point:
        return Point(self.across, at) if self.is_upright else Point(at, self.across)


@dataclass
class _Drawing:
    points: dict[str, tuple[str, Point]] = field(default_factory=dict)
    ways: list[Way] = field(default_factory=list)
    bays: dict[str, OnWay] = field(default_factory=dict)

    def junction(self, floor: str, point: Point) -> str:
        name = f"j{len(self.points)}"
        self.points[name] = (floor, point)
        return name

    def way(self, kind: str, begins: str, ends: str, metres: float) -> Way:
        way = Way(f"{kind}{len(self.ways)}", begins, ends, round(metres, 1))
        self.ways.append(way)
        return way

    def nearest(self, floor: str, point: Point) -> tuple[str, float]:
        """The junction of this floor that is nearest, and how far it is."""
        here = [(_steps(at, point), name) for name, (on, at) in self.points.items() if on == floor]
        metres, name = min(here)
        return name, metres


def streets_of(
    storeys: Sequence[Storey], passages: Iterable[Row], cart: Row | None
) -> Streets | None:
    """The graph of a branch; None where no bay stands anywhere."""
    drawing = _Drawing()
    drawn = [storey for storey in storeys if storey.faces]
    if not drawn:
        return None
    for storey in drawn:
        _draw(drawing, storey)
    start = _start(drawing, drawn, cart)
    _climb(drawing, drawn, passages, start)
    lines = {way.id: (drawing.points[way.begins][1], drawing.points[way.ends][1])
             for way in drawing.ways}  # fmt: skip
    walkways = Walkways(tuple(drawing.points), tuple(drawing.ways), start)
    return Streets(walkways, drawing.points, lines, drawing.bays)


def _draw(drawing: _Drawing, storey: Storey) -> None:
    floor = storey.row["id"]
    blocks = [_draw_block(drawing, floor, block) for block in _blocks(_aisles(storey))]
    for one, other in combinations(blocks, 2):
        metres, a, b = min(
            (_steps(drawing.points[a][1], drawing.points[b][1]), a, b) for a in one for b in other
        )
        drawing.way("c", a, b, metres)
    for face in storey.faces:
        if not face.bay["range_id"]:
            _place_alone(drawing, floor, face)


def _aisles(storey: Storey) -> list[_Aisle]:
    upright = {one.row["id"]: one.is_upright for one in storey.ranges}
    sides: defaultdict[tuple[str, str], list[Face]] = defaultdict(list)
    for face in storey.faces:
        if face.bay["range_id"]:
            sides[face.bay["range_id"], face.bay["side"]].append(face)
    aisles: list[_Aisle] = []
    for (range_id, _side), faces in sides.items():
        _join(aisles, _before(faces, upright[range_id]))
    return aisles


def _before(faces: list[Face], is_upright: bool) -> _Aisle:
    """The line in front of one side of a range."""
    halves = [face.bay["width"] / 2 for face in faces]
    ats = [face.before.y if is_upright else face.before.x for face in faces]
    across = faces[0].before.x if is_upright else faces[0].before.y
    low = min(at - half for at, half in zip(ats, halves, strict=True))
    high = max(at + half for at, half in zip(ats, halves, strict=True))
    return _Aisle(is_upright, across, low, high, faces)


def _join(aisles: list[_Aisle], side: _Aisle) -> None:
    """Two sides that look at each other share one aisle."""
    for aisle in aisles:
        is_near = abs(aisle.across - side.across) <= _SAME_AISLE
        overlap = side.low < aisle.high and aisle.low < side.high
        if aisle.is_upright == side.is_upright and is_near and overlap:
            aisle.low, aisle.high = min(aisle.low, side.low), max(aisle.high, side.high)
            aisle.faces += side.faces
            return
    aisles.append(side)


def _blocks(aisles: list[_Aisle]) -> list[list[_Aisle]]:
    """Aisles side by side, each block from left to right."""
    blocks: list[list[_Aisle]] = []
    for aisle in sorted(aisles, key=lambda one: (one.is_upright, one.across, one.low)):
        for block in blocks:
            last = block[-1]
            overlap = aisle.low < last.high and last.low < aisle.high
            is_beside = 0 < aisle.across - last.across <= _SAME_BLOCK
            if last.is_upright == aisle.is_upright and overlap and is_beside:
                block.append(aisle)
                break
        else:
            blocks.append([aisle])
    return blocks


def _draw_block(drawing: _Drawing, floor: str, block: list[_Aisle]) -> list[str]:
    """The aisles of a block between its two cross-aisles; its corners."""
    low = min(aisle.low for aisle in block) - CROSS
    high = max(aisle.high for aisle in block) + CROSS
    ends = []
    for aisle in block:
        front = drawing.junction(floor, aisle.end(low))
        back = drawing.junction(floor, aisle.end(high))
        way = drawing.way("a", front, back, high - low)
        ends.append((front, back))
        for face in aisle.faces:
            at = face.before.y if aisle.is_upright else face.before.x
            drawing.bays[face.bay["id"]] = OnWay(way.id, round(at - low, 1))
    for (one, other), apart in zip(pairwise(ends), pairwise(block), strict=True):
        for a, b in zip(one, other, strict=True):
            drawing.way("c", a, b, apart[1].across - apart[0].across)
    return [*ends[0], *ends[-1]]


def _place_alone(drawing: _Drawing, floor: str, face: Face) -> None:
    """A table, a trolley: beside the way that passes nearest, else at the end of one of its own."""
    passing = [
        (gap, at, way.id)
        for way in drawing.ways
        if drawing.points[way.begins][0] == floor
        for gap, at in [_beside(drawing, way, face.before)]
    ]
    if passing:
        _gap, at, way_id = min(passing)
        drawing.bays[face.bay["id"]] = OnWay(way_id, at)
        return
    end = drawing.junction(floor, face.before)
    begin = drawing.junction(floor, Point(face.before.x + 1, face.before.y))
    drawing.bays[face.bay["id"]] = OnWay(drawing.way("a", begin, end, 1.0).id, 1.0)


def _beside(drawing: _Drawing, way: Way, point: Point) -> tuple[float, float]:
    """How far a point is from a way, and how far along it."""
    a, b = drawing.points[way.begins][1], drawing.points[way.ends][1]
    length = (b.x - a.x) ** 2 + (b.y - a.y) ** 2
    part = ((point.x - a.x) * (b.x - a.x) + (point.y - a.y) * (b.y - a.y)) / length if length else 0
    part = min(max(part, 0.0), 1.0)
    foot = Point(a.x + part * (b.x - a.x), a.y + part * (b.y - a.y))
    return _steps(foot, point), round(part * way.metres, 1)


def _start(drawing: _Drawing, drawn: Sequence[Storey], cart: Row | None) -> str:
    """The junction nearest to the cart; nobody said where it stands: the front of the entrance."""
    floors = {storey.row["id"]: storey for storey in drawn}
    if cart and cart["floor_id"] in floors:
        return drawing.nearest(cart["floor_id"], Point(cart["x"], cart["y"]))[0]
    entrance = min(drawn, key=lambda storey: abs(storey.row["level"]))
    return next(name for name, (on, _at) in drawing.points.items() if on == entrance.row["id"])


def _climb(drawing: _Drawing, drawn: Sequence[Storey], passages: Iterable[Row], start: str) -> None:
    floors = {storey.row["id"] for storey in drawn}
    for passage in passages:
        if {passage["floor_id"], passage["to_floor_id"]} <= floors:
            foot = Point(passage["x"], passage["y"])
            below, to_it = drawing.nearest(passage["floor_id"], foot)
            above, from_it = drawing.nearest(passage["to_floor_id"], foot)
            drawing.way("p", below, above, to_it + passage["metres"] + from_it)
    reached = Walkways(tuple(drawing.points), tuple(drawing.ways), start).reached()
    for storey in drawn:
        here = [name for name, (on, _at) in drawing.points.items() if on == storey.row["id"]]
        if not reached & set(here):
            drawing.way("p", start, here[0], UNKNOWN_STAIRS)


def _steps(one: Point, other: Point) -> float:
    """People walk along ranges, not through them."""
    return abs(one.x - other.x) + abs(one.y - other.y)
