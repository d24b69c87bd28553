"""Max says how the shelves are ordered; copies, bays and walks follow."""

import re
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from rayon.call_numbers import key
from rayon.catalogue.gommettes import GOMMETTES
from rayon.catalogue.models import Item, Location
from rayon.database import reading
from rayon.shelves.index import build_indexes
from tests.builders import a_copy, a_location, a_title
from tests.people import a_branch, a_person
from tests.phones import a_phone

# The application names the blueprint as its module is named.
changing = sys.modules["rayon.supervisors.locations"]
ADDRESS = "/api/locations"
RULES = {"name": "Romans adultes", "scheme": "fr", "policy": {"runs": ["BD", ""]}, "hint": "Fond"}


@pytest.fixture
def max_at_work(app, canal):
    return a_phone(app, canal, a_person(app, canal, "Max", "admin"))


@pytest.fixture
def romans(app, canal):
    """Two novels and a comic among them."""
    location = a_location(app, canal, "Romans")
    title = a_title(app)
    for number, text in enumerate(("R ZOL", "BD PRA", "R CAM")):
        a_copy(app, canal, title, f"X-{number}", location, call_number=text)
    return location


def keys(app) -> dict[str, str]:
    with app.app_context(), reading() as session:
        return dict(session.execute(select(Item.call_number, Item.sort_key)).all())


def known(app, location: int) -> Location:
    with app.app_context(), reading() as session:
        found = session.get_one(Location, location)
        session.expunge(found)
        return found


def test_what_stands_where(max_at_work, romans):
    (line,) = max_at_work.get(ADDRESS).get_json()["locations"]
    assert (line["name"], line["copies"], line["bays"], line["bins"]) == ("Romans", 3, 0, [])


def test_another_order_holds_for_every_copy_at_once(app, max_at_work, romans):
    assert max_at_work.post(f"{ADDRESS}/{romans}", RULES).status_code == 200
    made = keys(app)
    assert sorted(made, key=made.__getitem__) == ["BD PRA", "R CAM", "R ZOL"]
    assert made["R CAM"] != key("fr", "R CAM")
    assert known(app, romans).policy == {"runs": ["BD", ""]}
    assert max_at_work.post(f"{ADDRESS}/{romans}", RULES).status_code == 200


def test_a_server_that_stopped_in_between_makes_the_keys_later(
    app, clock, max_at_work, romans, monkeypatch
):
    with app.app_context():
        build_indexes(clock.now())
    monkeypatch.setattr(changing, "order_anew", lambda _location: 0)
    before = keys(app)
    max_at_work.post(f"{ADDRESS}/{romans}", RULES)
    assert keys(app) == before
    clock.move(timedelta(minutes=3))
    with app.app_context():
        assert build_indexes(clock.now()) == 1
    assert keys(app) != before


def test_the_order_can_be_looked_at_before(app, max_at_work, romans):
    rules = {"scheme": "fr", "policy": {"runs": ["BD", ""]}}
    shown = max_at_work.post(f"{ADDRESS}/{romans}/preview", rules).get_json()
    assert shown["call_numbers"] == ["BD PRA", "R CAM", "R ZOL"]
    assert shown["looks_like"] == "fr"
    assert known(app, romans).policy == {}


def test_walks_pass_the_locations_in_the_order_that_was_set(app, canal, max_at_work, romans):
    comics = a_location(app, canal, "BD", walk_order=2)
    answer = max_at_work.post(f"{ADDRESS}/order", {"locations": [comics, romans]})
    assert [line["id"] for line in answer.get_json()["locations"]] == [comics, romans]
    for some in ([comics], [comics, comics], [comics, romans, 999]):
        assert max_at_work.post(f"{ADDRESS}/order", {"locations": some}).status_code == 404


@pytest.mark.parametrize(
    "change",
    [
        {"scheme": "alphabet"},
        {"name": ""},
        {"policy": {"runs": "BD"}},
        {"policy": {"free": True}},
        {"second_stop": {"kinds": [], "name": "Tiroir"}},
        {"colour": 3},
        {"walk_order": 1},
    ],
)
def test_nonsense_changes_nothing(app, max_at_work, romans, change):
    assert max_at_work.post(f"{ADDRESS}/{romans}", RULES | change).status_code == 422
    assert known(app, romans).name == "Romans"


def test_a_picture_that_is_not_drawn_is_refused_in_words(max_at_work, romans):
    answer = max_at_work.post(f"{ADDRESS}/{romans}", RULES | {"pictogram": "dragon"})
    assert (answer.status_code, answer.get_json()["code"]) == (404, "unknown_pictogram")


@pytest.mark.parametrize("colour", ["red", "#16a34a", ""])
def test_the_sticker_on_its_labels_reaches_the_phones(app, max_at_work, phone, romans, colour):
    phone.push()
    max_at_work.post(f"{ADDRESS}/{romans}", RULES | {"colour": "green"})
    max_at_work.post(f"{ADDRESS}/{romans}", RULES | {"colour": colour})
    (branch,) = [one["data"] for one in phone.push()["changes"] if one["kind"] == "branch"]
    assert [one["colour"] for one in branch["locations"]] == [colour]


def test_the_phone_draws_every_sticker():
    app = Path(__file__).resolve().parents[2] / "pwa/src/picking/gommette.ts"
    drawn = re.findall(r'^  (\w+): "#', app.read_text(encoding="utf-8"), re.MULTILINE)
    assert tuple(drawn) == GOMMETTES


def test_an_app_of_before_leaves_the_sticker_as_it_is(app, max_at_work, romans):
    max_at_work.post(f"{ADDRESS}/{romans}", RULES | {"colour": "green"})
    assert max_at_work.post(f"{ADDRESS}/{romans}", RULES | {"hint": "Ici"}).status_code == 200
    assert (known(app, romans).colour, known(app, romans).hint) == ("green", "Ici")


@pytest.mark.parametrize("colour", ["checked", "#16A34", "url(//evil)"])
def test_a_sticker_that_nobody_sells_is_refused_in_words(app, max_at_work, romans, colour):
    answer = max_at_work.post(f"{ADDRESS}/{romans}", RULES | {"colour": colour})
    assert (answer.status_code, answer.get_json()["code"]) == (404, "unknown_gommette")
    assert known(app, romans).colour == ""


def test_the_locations_of_another_branch_are_out_of_reach(app, max_at_work, romans):
    theirs = a_location(app, a_branch(app, "ANNEXE"), "Albums")
    assert max_at_work.post(f"{ADDRESS}/{theirs}", RULES).status_code == 404
    assert max_at_work.post(f"{ADDRESS}/{theirs}/preview", {"scheme": "fr"}).status_code == 404
    assert known(app, theirs).name == "Albums"


def test_a_supervisor_reads_and_does_not_change(office, romans):
    assert office.get(ADDRESS).status_code == 200
    assert office.post(f"{ADDRESS}/{romans}", RULES).status_code == 403


def test_a_number_that_no_location_can_have(max_at_work):
    answer = max_at_work.post(f"{ADDRESS}/{10**20 - 1}/preview", {"scheme": "fr"})
    assert (answer.status_code, answer.get_json()["code"]) == (404, "unknown_location")
