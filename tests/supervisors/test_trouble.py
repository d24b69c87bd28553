"""What needs a person: each line with its words, its buttons, and who ended it."""

import pytest

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
