"""Every phone of Canal can fetch where things stand there; nobody else's phone can."""

import gzip
import json
from datetime import timedelta

from apiflask import APIFlask
from sqlalchemy import update

from rayon import clock
from rayon.catalogue.models import Item
from rayon.database import table_of, writing
from rayon.shelves.index import build_indexes
from tests.builders import a_copy, a_location, a_title
from tests.people import a_branch
from tests.phones import Phone, a_phone
from tests.shelves.floors import a_floor, begins


def head_of(body: bytes) -> dict[str, object]:
    length = int.from_bytes(body[4:8], "little")
    head: dict[str, object] = json.loads(body[8 : 8 + length])
    return head


def files(phone: Phone) -> dict[int, str]:
    answer = phone.get("/api/shelves").get_json()
    return {row["location"]: row["file"] for row in answer["files"]}


def build(app: APIFlask) -> int:
    with app.app_context():
        return build_indexes(clock.now())


def test_a_phone_fetches_the_index_of_a_location(app, canal, phone):
    novels = novels_of(app, canal)
    assert build(app) > 0
    answer = phone.get(f"/api/shelves/{files(phone)[novels]}")
    assert answer.headers["Content-Encoding"] == "gzip"
    assert "immutable" in answer.headers["Cache-Control"]
    body = gzip.decompress(answer.data)
    head = head_of(body)
    assert (head["location"], head["count"]) == (novels, 3)
    assert b'"bay":"A-01"' in body and b'"bay":"A-02"' in body


def test_another_branch_is_told_nothing_of_it(app, canal, phone, ben):
    novels = novels_of(app, canal)
    build(app)
    strangers = a_phone(app, a_branch(app, "GARE"))
    assert files(strangers) == {}
    assert strangers.get(f"/api/shelves/{files(phone)[novels]}").status_code == 404


def test_a_new_bay_makes_a_new_file_and_a_loan_waits(app, canal, phone, clock):
    novels = novels_of(app, canal)
    build(app)
    first = files(phone)[novels]
    assert build(app) == 0

    lend(app, "C-1")
    clock.move(timedelta(minutes=5))
    assert build(app) == 0
    clock.move(timedelta(hours=6))
    assert build(app) == 1
    second = files(phone)[novels]
    assert second != first

    a_floor(app, canal, {"bay": "A-03", "position": 3, "starts": [begins(1, novels, "R ZOL")]})
    clock.move(timedelta(minutes=5))
    assert build(app) == 1
    assert files(phone)[novels] != second
    assert phone.get(f"/api/shelves/{second}").status_code == 404


def novels_of(app: APIFlask, branch: int) -> int:
    """Three novels and two surveyed bays; the location they stand in."""
    novels, title = a_location(app, branch), a_title(app)
    for number, label in enumerate(("R BAL", "R HUG", "R ZOL")):
        a_copy(app, branch, title, f"C-{number}", novels, call_number=label)
    a_floor(
        app,
        branch,
        {"bay": "A-01", "position": 1, "starts": [begins(1, novels, "R BAL")]},
        {"bay": "A-02", "position": 2, "starts": [begins(1, novels, "R HUG")]},
    )
    return novels


def lend(app: APIFlask, barcode: str) -> None:
    item = table_of(Item)
    change = update(item).where(item.c.barcode == barcode)
    with app.app_context(), writing() as session:
        session.execute(change.values(status="on_loan", version=item.c.version + 1))
