"""Bay labels on A4, scanned back as a phone would scan them."""

import base64
import re

import pytest
import zxingcpp

from tests.builders import a_location
from tests.shelves.floors import a_floor, begins
from tests.slips.printing import drawn


def scanned(page: str) -> list[str]:
    pictures = re.findall(r'src="data:image/svg\+xml;base64,([^"]+)"', page)
    read = [zxingcpp.read_barcodes(drawn(base64.b64decode(one))) for one in pictures]
    return [one.text for (one,) in read]


def test_labels_for_bays_that_nobody_surveyed_yet(office):
    answer = office.get("/api/floor/labels?prefix=ROM&to=7")
    assert answer.status_code == 200
    assert scanned(answer.text) == [f"BAY:ROM-{number}" for number in range(1, 8)]


def test_labels_of_the_bays_there_are_say_what_they_begin_with(app, canal, office):
    romans = a_location(app, canal)
    a_floor(app, canal, {"bay": "B-1", "starts": [begins(1, romans, "R <CAM>")]})
    page = office.get("/api/floor/labels").text
    assert scanned(page) == ["BAY:B-1"]
    assert "R &lt;CAM&gt;" in page


def test_the_longest_label_is_still_one_code(office):
    answer = office.get(f"/api/floor/labels?prefix={'W' * 24}&to=99")
    assert scanned(answer.text)[-1] == f"BAY:{'W' * 24}-99"


@pytest.mark.parametrize("asked", ["prefix=<b>", "to=0", "to=x", "prefix=rom", "mood=1"])
def test_what_cannot_be_printed_is_refused(office, asked):
    assert office.get(f"/api/floor/labels?{asked}").status_code == 422
