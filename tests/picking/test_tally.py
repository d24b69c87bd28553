"""One walk, counted on the board, on the morning's screen and on a phone: the same figures."""

import json
from pathlib import Path

import pytest

from tests.builders import a_copy, a_hold, a_selection, a_title, a_walk, pick_of, the_server_does

SAMPLE = json.loads((Path(__file__).parents[1] / "samples/walk-tally.json").read_text())


@pytest.fixture
def walked(app, canal, phone):
    """Ada found one, chose two for Lou, missed one, broke one, and did not come to the fifth."""
    titles = [a_title(app, f"Tome {n}") for n in range(5)]
    for n, title in enumerate(titles):
        a_copy(app, canal, title, f"C-{n}")
    found, missing, broken, untouched, unwanted = (a_hold(app, canal, title) for title in titles)
    of_lou = a_selection(app, canal)
    walk = a_walk(app, canal, found, of_lou, missing, broken, untouched, unwanted)
    for n in range(2):
        a_copy(app, canal, a_title(app, f"Album {n}"), f"A-{n}", kind="album")
    phone.do("claim_walk", walk)
    phone.do("report_found", pick_of(app, found), {"barcode": "C-0", "how": "scanner"})
    for barcode in ("A-0", "A-1"):
        phone.do("choose_item", pick_of(app, of_lou), {"barcode": barcode, "how": "scanner"})
    phone.do("report_found", pick_of(app, of_lou), {"barcode": "A-1", "how": "scanner"})
    phone.do("report_not_found", pick_of(app, missing))
    phone.do("report_unusable", pick_of(app, broken), {"reason": "damaged"})
    the_server_does(app, "cancel_hold", unwanted)
    phone.do("finish_walk", walk)
    return walk


def counts(line):
    return {name: line[name] for name in SAMPLE["counts"]}


def test_board_and_morning_and_phone_count_alike(walked, office, phone):
    (on_board,) = office.get("/api/board").get_json()["walks"]
    (in_morning,) = phone.get("/api/team/morning").get_json()["walks"]
    assert (counts(on_board), counts(in_morning)) == (SAMPLE["counts"], SAMPLE["counts"])
    phone.cursor = 0
    told = phone.push()["changes"]
    assert [c["data"]["picks"] for c in told if c["kind"] == "walk"] == [SAMPLE["counts"]["total"]]
    # What it counts from these is in pwa/src/picking/tally.test.ts.
    statuses = [c["data"]["status"] for c in told if c["kind"] == "pick"]
    assert sorted(statuses) == sorted(SAMPLE["statuses"])
