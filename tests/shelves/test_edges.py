"""Ada finds a novel in the neighbouring bay; the edge between the two moves."""

from apiflask import APIFlask

from tests.builders import a_copy, a_location, a_title
from tests.people import Person
from tests.phones import Phone, a_phone
from tests.shelves.floors import a_floor, begins, rows_of, spot_of


def novels(app: APIFlask, canal: int) -> None:
    """Sixty novels in two bays of one shelf, the second surveyed to begin with R-030."""
    romans, title = a_location(app, canal), a_title(app)
    for number in range(60):
        label = f"R-{number:03}"
        a_copy(app, canal, title, label, romans, call_number=label)
    bays = [("A-01", 1, "R-000"), ("A-02", 2, "R-030")]
    a_floor(
        app,
        canal,
        *(
            {"bay": bay, "position": n, "shelves": 1, "starts": [begins(1, romans, first)]}
            for bay, n, first in bays
        ),
    )


def move(phone: Phone, first: str, bay: str = "A-02") -> tuple[str, str | None]:
    answer = phone.do("move_bay_start", "", {"bay": bay, "barcode": first})
    return answer["outcome"], answer["why"] and answer["why"]["code"]


def test_the_edge_moves_at_once(app: APIFlask, canal: int, phone: Phone) -> None:
    novels(app, canal)
    assert bay_of(app, "R-025") == "A-01"
    assert move(phone, "R-025") == ("applied", None)
    assert (bay_of(app, "R-024"), bay_of(app, "R-025")) == ("A-01", "A-02")


def test_a_second_find_moves_it_again(app: APIFlask, canal: int, phone: Phone) -> None:
    novels(app, canal)
    move(phone, "R-025")
    move(phone, "R-033")
    assert (bay_of(app, "R-032"), bay_of(app, "R-033")) == ("A-01", "A-02")
    assert len(rows_of(app, "bay_start")) == 2


def test_a_bay_that_begins_with_another_location_by_now_keeps_its_start(
    app: APIFlask, canal: int, phone: Phone
) -> None:
    novels(app, canal)
    a_copy(app, canal, a_title(app), "BD-1", a_location(app, canal, "BD"), call_number="BD")
    assert move(phone, "BD-1") == ("superseded", "surveyed_anew")


def test_what_is_not_known_moves_nothing(app: APIFlask, canal: int, phone: Phone) -> None:
    novels(app, canal)
    assert move(phone, "R-999") == ("refused", "unknown_barcode")
    assert move(phone, "R-025", "Z-99") == ("refused", "unknown_bay")
    assert bay_of(app, "R-030") == "A-02"


def test_karim_rides_and_moves_no_edge(app: APIFlask, canal: int, karim: Person) -> None:
    novels(app, canal)
    assert move(a_phone(app, canal, karim), "R-025")[0] == "refused"
    assert bay_of(app, "R-025") == "A-01"


def bay_of(app: APIFlask, barcode: str) -> str | None:
    spot = spot_of(app, barcode)
    return spot and spot["bay"]
