"""A plan becomes aisles, cross-aisles and stairs that one can walk."""

from typing import Any

from rayon.shelves.layout import lay_out
from rayon.shelves.route.graph import Spot, check_spots
from rayon.shelves.walkways import UNKNOWN_STAIRS, Streets, streets_of

Row = dict[str, Any]


def a_floor(name: str = "RdC", level: int = 0) -> Row:
    return {"id": name, "name": name, "level": level}


def a_range(label: str, position: int, floor: str = "RdC", **values: Any) -> Row:
    where = {"x": None, "y": None, "heading": 0, **values}
    return {"id": label, "label": label, "floor_id": floor, "position": position, **where}


def bays(in_range: str, side: str, count: int = 5, floor: str = "RdC") -> list[Row]:
    return [
        {
            "id": f"{in_range}-{side}-{nth}",
            "label": f"{in_range}-{side}-{nth}",
            "floor_id": floor,
            "range_id": in_range,
            "side": side,
            "position": nth,
            "width": 0.9,
            "x": None,
            "y": None,
            "kind": "bay",
        }
        for nth in range(1, count + 1)
    ]


def streets(floors, ranges, bays, passages=(), cart=None) -> Streets:
    made = streets_of(lay_out(floors, ranges, bays, cart), passages, cart)
    assert made is not None
    made.walkways.check()
    spots = [Spot(bay, on.way, on.at) for bay, on in made.bays.items()]
    check_spots(made.walkways, spots)
    return made


def test_without_bays_there_is_nothing_to_walk():
    assert streets_of(lay_out([a_floor()], [], [], None), [], None) is None


def test_both_faces_of_an_aisle_are_on_one_way():
    made = streets(
        [a_floor()], [a_range("A", 1), a_range("B", 2)], bays("A", "right") + bays("B", "left")
    )
    assert made.bays["A-right-3"] == made.bays["B-left-3"]


def test_ranges_side_by_side_are_one_block_between_two_cross_aisles():
    ranges = [a_range(label, nth) for nth, label in enumerate("ABC")]
    shelves = [bay for label in "ABC" for side in ("left", "right") for bay in bays(label, side)]
    made = streets([a_floor()], ranges, shelves)
    aisles = [way for way in made.walkways.ways if way.id.startswith("a")]
    crossing = [way for way in made.walkways.ways if way.id.startswith("c")]
    assert (len(aisles), len(crossing)) == (4, 6)
    # Five bays of 90 cm, and the way out of the aisle at both ends.
    assert {way.metres for way in aisles} == {6.1}
    assert {way.metres for way in crossing} == {2.0}


def test_sections_far_apart_can_be_walked_to():
    ranges = [a_range("A", 1, x=0, y=0), a_range("B", 2, x=30, y=12, heading=90)]
    made = streets([a_floor()], ranges, bays("A", "right") + bays("B", "left"))
    assert len([way for way in made.walkways.ways if way.id.startswith("c")]) == 1


def test_stairs_cost_what_they_are_worth():
    floors = [a_floor(), a_floor("1er", 1)]
    ranges = [a_range("A", 1), a_range("B", 1, floor="1er")]
    shelves = bays("A", "right") + bays("B", "right", floor="1er")
    stairs = {"floor_id": "RdC", "to_floor_id": "1er", "x": 1.0, "y": -0.8, "metres": 12.0}
    made = streets(floors, ranges, shelves, [stairs])
    (climb,) = [way for way in made.walkways.ways if way.id.startswith("p")]
    assert climb.metres == 12.0


def test_a_floor_whose_stairs_nobody_named_is_reached_all_the_same():
    floors = [a_floor(), a_floor("1er", 1)]
    ranges = [a_range("A", 1), a_range("B", 1, floor="1er")]
    shelves = bays("A", "right") + bays("B", "right", floor="1er")
    made = streets(floors, ranges, shelves)
    (climb,) = [way for way in made.walkways.ways if way.id.startswith("p")]
    assert climb.metres == UNKNOWN_STAIRS


def test_walks_begin_at_the_cart():
    cart = {"floor_id": "RdC", "x": 3.0, "y": 9.0}
    ranges = [a_range("A", 1), a_range("B", 2)]
    made = streets([a_floor()], ranges, bays("A", "right") + bays("B", "right"), cart=cart)
    assert made.points[made.walkways.start][1].y > 4


def test_a_table_stands_beside_the_way_that_passes_nearest():
    table = {**bays("A", "left", 1)[0], "id": "T", "range_id": None, "x": 1.2, "y": 2.0}
    made = streets([a_floor()], [a_range("A", 1)], [*bays("A", "right"), table])
    assert made.bays["T"].way == made.bays["A-right-1"].way


def test_a_table_alone_on_its_floor_can_be_walked_to():
    table = {**bays("A", "left", 1)[0], "id": "T", "range_id": None, "x": 1.2, "y": 2.0}
    assert streets([a_floor()], [], [table]).bays["T"].at == 1.0
