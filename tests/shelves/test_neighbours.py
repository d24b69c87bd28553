"""The labels on both sides of the one that Ada looks for."""

from apiflask import APIFlask

from rayon.database import reading
from rayon.shelves.neighbours import neighbours_of
from tests.builders import a_copy, a_location, a_title
from tests.shelves.floors import a_floor, a_table


def a_shelf(app: APIFlask, canal: int, *labels: str, **last: str) -> list[int]:
    """Copies in one location, in this order; ``last`` is said of the last one."""
    novels = a_location(app, canal)
    copies = []
    for number, label in enumerate(labels):
        more = last if number == len(labels) - 1 else {}
        title = a_title(app, f"Title of {label}")
        copies.append(a_copy(app, canal, title, f"C-{number}", novels, call_number=label, **more))
    return copies


def labels_beside(app: APIFlask, copy: int) -> tuple[str | None, str | None]:
    with app.app_context(), reading() as session:
        found = neighbours_of(session.connection(), [copy])[copy]
    sides = [found[side] and found[side]["call_number"] for side in ("before", "after")]
    return sides[0], sides[1]


def test_the_next_labels_stand_on_both_sides(app, canal):
    copies = a_shelf(app, canal, "R BAL", "R CAM", "R CAM", "R DUM")
    assert labels_beside(app, copies[1]) == ("R BAL", "R DUM")


def test_at_the_ends_there_is_nothing(app, canal):
    copies = a_shelf(app, canal, "R BAL", "R CAM")
    assert labels_beside(app, copies[0]) == (None, "R CAM")
    assert labels_beside(app, copies[1]) == ("R BAL", None)


def test_a_copy_on_loan_is_no_neighbour(app, canal):
    copies = a_shelf(app, canal, "R BAL", "R CAM", "R DUM", status="on_loan")
    assert labels_beside(app, copies[1]) == ("R BAL", None)


def test_another_location_is_not_beside(app, canal):
    (alone,) = a_shelf(app, canal, "R CAM")
    title, comics = a_title(app), a_location(app, canal, "BD")
    a_copy(app, canal, title, "BD-1", comics, call_number="R DUM")
    assert labels_beside(app, alone) == (None, None)


def test_what_stood_on_a_table_that_has_gone_is_at_home_again(app, canal, phone, office):
    copies = a_shelf(app, canal, "R BAL", "R CAM")
    a_floor(app, canal, a_table())
    phone.do("put_on_bay", "", {"bay": "TABLE-1", "barcode": "C-1"})
    assert labels_beside(app, copies[0]) == (None, None)
    assert office.do("remove_bay", "", {"bay": "TABLE-1"})["outcome"] == "applied"
    assert labels_beside(app, copies[0]) == (None, "R CAM")
