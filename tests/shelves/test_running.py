"""In which order the documents of a location run along its bays."""

from typing import Any

from rayon.shelves.running import running_bays

Row = dict[str, Any]
ROMANS, POLARS = 1, 2


def a_bay(label: str, position: int, side: str = "left", **values: Any) -> Row:
    where = {"range_id": "A", "side": side, "position": position, "shelves": 6, "kind": "bay"}
    return {"id": label, "label": label, **where, **values}


def begins(bay: str, key: str, shelf: int = 1, location: int = ROMANS) -> Row:
    return {"bay_id": bay, "shelf": shelf, "sort_key": key, "location_id": location}


def order(bays: list[Row], starts: list[Row], location: int = ROMANS) -> list[str]:
    return [part.bay.id for part in running_bays(bays, starts, location)]


def test_a_face_is_read_from_the_end_that_its_call_numbers_tell():
    bays = [a_bay(f"L{n}", n) for n in (1, 2, 3)] + [a_bay(f"R{n}", n, "right") for n in (1, 2, 3)]
    keys = {"L1": "A", "L2": "C", "L3": "E", "R3": "G", "R2": "I", "R1": "K"}
    starts = [begins(bay, key) for bay, key in keys.items()]
    assert order(bays, starts) == ["L1", "L2", "L3", "R3", "R2", "R1"]


def test_a_bay_that_nobody_scanned_belongs_to_those_around_it():
    bays = [a_bay(f"L{n}", n) for n in (1, 2, 3)]
    assert order(bays, [begins("L1", "A"), begins("L3", "E")]) == ["L1", "L2", "L3"]


def test_one_misplaced_first_document_does_not_move_its_bay():
    bays = [a_bay(f"L{n}", n) for n in (1, 2, 3, 4)]
    keys = {"L1": "A", "L2": "Z", "L3": "E", "L4": "G"}
    starts = [begins(bay, key) for bay, key in keys.items()]
    assert order(bays, starts) == ["L1", "L2", "L3", "L4"]


def test_two_locations_share_a_bay():
    bays = [a_bay("L1", 1), a_bay("L2", 2)]
    starts = [begins("L1", "R"), begins("L1", "P", shelf=4, location=POLARS)]
    (romans,) = running_bays(bays[:1], starts, ROMANS)
    assert (romans.bay.shelves, romans.above) == (3, 0)
    polars = running_bays(bays, starts, POLARS)
    assert [(part.bay.id, part.bay.shelves, part.above) for part in polars] == [
        ("L1", 3, 3),
        ("L2", 6, 0),
    ]


def test_a_location_that_nobody_surveyed_has_no_bays():
    assert order([a_bay("L1", 1)], [begins("L1", "A")], location=POLARS) == []
