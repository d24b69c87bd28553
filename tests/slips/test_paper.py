"""Everything that is printed, by Chromium, drawn at 203 dots to the inch, and scanned back."""

from html import unescape

import pytest

from rayon.slips.names import short_name
from rayon.slips.scan_sheet import AN_ISBN
from tests.builders import (
    a_copy,
    a_hold,
    a_location,
    a_patron,
    a_slot,
    a_title,
    a_walk,
    pick_of,
    the_server_does,
)
from tests.people import a_branch
from tests.shelves.floors import a_floor, begins
from tests.slips.printing import codes_on, printed, size_in_mm

pytestmark = pytest.mark.browser

LONG = "Œuvres complètes, ou l’art d’être grand-père et autres poèmes " * 8
HARD_NAMES = [
    {"first_name": "Élodie", "last_name": "Œuvrard", "card": "29999000000017"},
    {"first_name": "Jean", "last_name": "d’Ormesson-O’Brien", "card": "29999000000025"},
    {"first_name": "", "last_name": "Nguyễn Thị", "card": "29999000000033"},
    {"first_name": "Zoé", "last_name": "Bo", "alias": "Chouette 12", "card": "29999000000041"},
]
NAMES = ["ŒUVR É.", "DORM J.", "NGUY", "Chouette 12"]


@pytest.fixture
def found(app, canal, phone) -> list[str]:
    """Four documents in Ada's cart, each for a patron whose name is hard to print."""
    holds = []
    for number, values in enumerate(HARD_NAMES):
        title = a_title(app, LONG if number % 2 else "L’Œuvre au noir")
        a_copy(app, canal, title, f"3424200000{number:04}", call_number="R YOU")
        patron = a_patron(app, phone="0612345678", email="x@example.org", **values)
        holds.append(a_hold(app, canal, title, patron=patron))
    walk = a_walk(app, canal, *holds)
    for number, hold in enumerate(holds):
        seen = {"barcode": f"3424200000{number:04}", "how": "scanner"}
        assert the_server_does(app, "report_found", pick_of(app, hold), seen).outcome == "applied"
    the_server_does(app, "close_walk", walk)
    return holds


@pytest.mark.parametrize(("paper", "size"), [("roll", (80, 100)), ("a6", (105, 148))])
def test_hold_slips(app, desk, page, found, paper, size):
    sheets = printed(page, desk, f"/api/paper/hold-slips?paper={paper}")
    assert [size_in_mm(sheet) for sheet in sheets] == [size] * 4, "one page each"
    assert [codes_on(sheet) for sheet in sheets] == [[f"3424200000{n:04}"] for n in range(4)]


def test_hold_slips_say_no_more_of_a_patron_than_they_must(desk, found):
    text = unescape(desk.get("/api/paper/hold-slips").text)
    assert all(name in text for name in NAMES)
    for secret in ("Élodie", "Ormesson", "Nguyễn", "0612345678", "29999", "example.org"):
        assert secret not in text
    assert "L’Œuvre au noir" not in text, "others may read it"
    assert "5 jours de retrait à partir de l’avis" in text


def test_hold_slips_say_until_when(app, desk, found):
    told = {"kind": "ready", "until": "2026-12-01"}
    the_server_does(app, "record_told", found[0], told)
    text = unescape(desk.get(f"/api/paper/hold-slips?hold={found[0]}").text)
    assert "jusqu’au mardi 1er décembre, 18\xa0h" in text
    assert text.count('class="slip"') == 1


@pytest.mark.parametrize("paper", ["roll", "a6"])
def test_transit_slips(app, canal, phone, page, paper):
    annexe = a_branch(app, "ANX", name="Bibliothèque de l’Œuvre-aux-Tilleuls-sous-Bois")
    title = a_title(app, LONG)
    a_copy(app, canal, title, "34242000077777")
    hold = a_hold(app, annexe, title, picking_branch=canal)
    a_walk(app, canal, hold)
    seen = {"barcode": "34242000077777", "how": "scanner"}
    the_server_does(app, "report_found", pick_of(app, hold), seen)
    (sheet,) = printed(page, phone, f"/api/paper/transit-slips?paper={paper}")
    assert codes_on(sheet) == ["34242000077777"]
    text = unescape(phone.get("/api/paper/transit-slips").text)
    assert "Bibliothèque de l’Œuvre-aux-Tilleuls-sous-Bois" in text


@pytest.mark.parametrize("paper", ["roll", "a6"])
def test_pick_slips(app, canal, phone, page, paper):
    title = a_title(app, LONG, author="Hugo, Victor" * 9)
    a_copy(app, canal, title, "C-1", call_number="843.914 YOU MEM T. 12")
    walk = a_walk(app, canal, a_hold(app, canal, title))
    (sheet,) = printed(page, phone, f"/api/walks/{walk}/slips?paper={paper}")
    assert codes_on(sheet) == ["C-1"]


SHEETS = [("14", 14), ("21", 21), ("24", 24)]


@pytest.mark.parametrize(("sheet", "labels"), SHEETS)
def test_slot_labels(app, canal, desk, page, sheet, labels):
    for number in range(labels + 1):
        a_slot(app, canal, f"A{number:02}", position=number)
    sheets = printed(page, desk, f"/api/paper/slot-labels?sheet={sheet}")
    assert [size_in_mm(one) for one in sheets] == [(210, 297)] * 2
    read = [codes_on(one) for one in sheets]
    assert read == [[f"SLOT:A{n:02}" for n in range(labels)], [f"SLOT:A{labels:02}"]]


def test_the_first_labels_of_a_sheet_are_skipped(app, canal, desk, page):
    for number in range(3):
        a_slot(app, canal, f"A{number}", position=number)
    sheets = printed(page, desk, "/api/paper/slot-labels?sheet=21&skip=20")
    assert [codes_on(one) for one in sheets] == [["SLOT:A0"], ["SLOT:A1", "SLOT:A2"]]


def test_a_printer_that_is_off_is_corrected(app, canal, desk, page):
    a_slot(app, canal, "A1")
    (straight,) = printed(page, desk, "/api/paper/slot-labels")
    (moved,) = printed(page, desk, "/api/paper/slot-labels?x=3&y=2.5")
    assert top_left(moved) - top_left(straight) == pytest.approx(complex(24, 20), abs=2)


def top_left(sheet) -> complex:
    """Where the first ink is, in dots."""
    left, top, _right, _bottom = sheet.convert("L").point(lambda dot: 255 * (dot < 128)).getbbox()
    return complex(left, top)


@pytest.mark.parametrize(("sheet", "labels"), SHEETS)
def test_bay_labels_and_long_ones_become_squares(app, canal, office, page, sheet, labels):
    romans = a_location(app, canal)
    names = ["B-1", "TABLE-1", "W" * 24]
    a_floor(
        app, canal, *({"bay": name, "starts": [begins(1, romans, "R <CAM>")]} for name in names)
    )
    (drawn,) = printed(page, office, f"/api/paper/bay-labels?sheet={sheet}")
    assert sorted(codes_on(drawn)) == sorted(f"BAY:{name}" for name in names)


def test_the_scan_sheet_has_every_kind_of_code(app, canal, phone, page):
    a_copy(app, canal, a_title(app), "34242000012345")
    a_slot(app, canal, "A1")
    a_floor(app, canal, {"bay": "B-1", "starts": [begins(1, a_location(app, canal), "R CAM")]})
    (sheet,) = printed(page, phone, "/api/paper/scan-sheet")
    assert sorted(codes_on(sheet)) == sorted(
        [
            *["34242000012345"] * 2,
            "A34242000012345A",
            "39999999999995",
            AN_ISBN,
            "29999999999999",
            "BAY:B-1",
            "SLOT:A1",
            "PICKUP:7K2M9QXA",
        ]
    )


def test_walks_and_lists_on_paper_are_read_at_203_dots_too(app, canal, phone, page):
    title = a_title(app, LONG)
    a_copy(app, canal, title, "34242000055555", call_number="R HUG")
    walk = a_walk(app, canal, a_hold(app, canal, title))
    (sheet,) = printed(page, phone, f"/api/walks/{walk}/paper")
    assert codes_on(sheet) == ["34242000055555"]


@pytest.mark.parametrize(
    "path",
    [
        "hold-slips?paper=a4",
        "hold-slips?hold=x",
        "slot-labels?sheet=22",
        "slot-labels?skip=24",
        "slot-labels?x=11",
        "slot-labels?x=nan",
        "bay-labels?mood=1",
    ],
)
def test_what_cannot_be_printed_is_refused(office, path):
    assert office.get(f"/api/paper/{path}").status_code == 422


def test_a_picker_prints_no_names(phone):
    assert phone.get("/api/paper/hold-slips").status_code == 403


SHORT = {
    ("Victor", "Hugo", ""): "HUGO V.",
    ("Élodie", "Œuvrard", ""): "ŒUVR É.",
    ("Jean", "d’Ormesson", ""): "DORM J.",
    ("Bo", "Li", ""): "LI B.",
    ("", "", ""): "",
    ("Zoé", "Bo", "  la  Chouette "): "la Chouette",
    ("-", "12", ""): "",
}


@pytest.mark.parametrize(("given", "shown"), SHORT.items())
def test_four_letters_and_an_initial(given, shown):
    assert short_name(*given) == shown


def test_a_scan_sheet_has_the_kinds_of_bars_that_the_barcode_can_be_drawn_in(app, canal, desk):
    a_copy(app, canal, a_title(app), "C-œuvre 1")
    sheet = desk.get("/api/paper/scan-sheet")
    assert sheet.status_code == 200
    assert "Code 39" not in sheet.text
