"""What needs a person: each line with its words, its buttons, and who ended it."""

import pytest

from rayon import clock
from rayon.database import writing
from rayon.ids import new_id
from rayon.sync.models import Trouble
from tests.builders import a_copy, a_hold, a_title, a_walk, pick_of, row, the_trouble, troubles


@pytest.fixture
def strange_label(app, canal, phone):
    """Ada scanned a label that nobody knows."""
    phone.do("report_seen", payload={"barcode": "X-9"})
    return the_trouble(app)["id"]


def resolve(office, line, choice="done"):
    return office.post(f"/api/trouble/{line}/resolve", {"choice": choice})


def test_a_line_is_ended_by_the_supervisor_who_did_it(app, office, strange_label):
    assert resolve(office, strange_label).get_json() == {"outcome": "applied"}
    line = row(app, "trouble", strange_label)
    assert (line["closed_by"], line["resolution"]) == (office.by, "done")
    assert troubles(app) == []


def test_ending_it_twice_does_no_harm(office, strange_label):
    resolve(office, strange_label)
    assert resolve(office, strange_label).get_json() == {"outcome": "superseded"}


def test_only_the_buttons_of_the_line(office, strange_label):
    answer = resolve(office, strange_label, "here")
    assert (answer.status_code, answer.get_json()["code"]) == (422, "bad_field")


def test_a_line_that_does_not_exist(office):
    answer = resolve(office, "01900000-0000-7000-8000-000000000000")
    assert (answer.status_code, answer.get_json()["code"]) == (404, "unknown_trouble")


def test_the_second_copy_goes_back(app, canal, phone, office):
    title = a_title(app)
    copies = [a_copy(app, canal, title, f"C-{n}") for n in (1, 2)]
    hold = a_hold(app, canal, title)
    a_walk(app, canal, hold)
    for barcode in ("C-1", "C-2"):
        phone.do("report_found", pick_of(app, hold), {"barcode": barcode, "how": "camera"})
    assert resolve(office, the_trouble(app)["id"], "reshelved").status_code == 200
    assert [row(app, "item", copy)["hold_id"] for copy in copies] == [hold, None]


def test_the_board_says_it_in_words(app, canal, office, strange_label):
    (line,) = office.get("/api/board").get_json()["trouble"]
    assert line["id"] == strange_label
    assert line["choices"] == ["done"]
    assert line["text"]
    assert line["facts"] == {"barcode": "X-9"}


def test_the_same_label_seen_twice_is_one_line_with_both_times(app, phone, office, strange_label):
    phone.do("report_seen", payload={"barcode": "X-9"})
    phone.do("report_seen", payload={"barcode": "X-10"})
    (twice, once) = office.get("/api/trouble").get_json()["open"]
    assert (twice["id"], len(twice["again"]), once["again"]) == (strange_label, 1, [])
    assert twice["again"][0]["who"] == {"name": "Ada"}
    again = [line["id"] for line in twice["again"]]
    answer = office.post(f"/api/trouble/{twice['id']}/resolve", {"choice": "done", "again": again})
    assert answer.get_json() == {"outcome": "applied"}
    assert troubles(app) == ["unknown_barcode"], "the other label is nobody’s twin"


def test_an_unknown_label_says_what_was_looked_for_and_on_which_walk(app, canal, phone, office):
    holds = [a_hold(app, canal, a_title(app, title)) for title in ("Dune", "Nana")]
    a_walk(app, canal, *holds, name="Romans")
    for hold in holds:
        phone.do("report_found", pick_of(app, hold), {"barcode": "X-9", "how": "scanner"})
    seen = office.get("/api/board").get_json()["trouble"]
    assert [(one["facts"]["wanted"], one["facts"]["walk"]) for one in seen] == [
        ("Dune", "Romans"),
        ("Nana", "Romans"),
    ]


def test_nothing_is_ended_where_one_of_several_cannot_be(app, office, strange_label):
    nobodys = "01900000-0000-7000-8000-000000000000"
    body = {"choice": "done", "again": [nobodys]}
    assert office.post(f"/api/trouble/{strange_label}/resolve", body).status_code == 404
    assert troubles(app) == ["unknown_barcode"]


def test_all_lines_are_counted_also_those_beyond_the_end_of_the_list(app, canal, office):
    twins = [{"barcode": "X-9"}] * 2
    with app.app_context(), writing() as session:
        for facts in [*twins, *({"barcode": f"Y-{n}"} for n in range(203))]:
            line = {"id": new_id(), "branch_id": canal, "kind": "unknown_barcode", "facts": facts}
            session.add(Trouble(**line, opened_at=clock.now()))
    assert len(office.get("/api/trouble").get_json()["open"]) == 199
    assert office.get("/api/team/closing").get_json()["left_over"]["trouble"] == 204


def test_the_volume_is_named_and_the_hold_is_planned(app, canal, phone, office):
    title = a_title(app, "Hana no machi")
    for volume in ("10", "2"):
        a_copy(app, canal, title, f"H-{volume}", volume=volume)
    hold = a_hold(app, canal, title)
    phone.post("/api/walks/plan", {"pickers": 1})
    (line,) = office.get("/api/trouble").get_json()["open"]
    assert line["volumes"] == ["2", "10"]
    answer = office.post(
        f"/api/trouble/{line['id']}/resolve", {"choice": "name_volume", "volume": "3"}
    )
    assert (answer.status_code, answer.get_json()["code"]) == (422, "bad_field")
    assert troubles(app) == ["to_be_specified"]
    office.post(f"/api/trouble/{line['id']}/resolve", {"choice": "name_volume", "volume": "2"})
    assert troubles(app) == []
    (ended,) = office.get("/api/trouble").get_json()["history"]
    assert (ended["resolution"], ended["facts"]["volume"]) == ("name_volume", "2")
    phone.post("/api/walks/plan", {"pickers": 1})
    assert row(app, "hold", hold)["status"] == "on_walk"
    assert row(app, "pick", pick_of(app, hold))["item_id"] is not None
