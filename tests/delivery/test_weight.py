"""How heavy a document is, on worked examples.

6 x 9 inches on 60 lb paper (89 g/m²), 320 pages: 1.09 pounds of paper, a printed case 6 ounces:
Thomson-Shore, "Calculating Approximate Book Weight". A sheet of A4 at 80 g/m² weighs 5 g (ISO 536:
grammage is the mass of a square metre).
"""

import pytest

from rayon.delivery import weight
from rayon.delivery.weight import Described, Taught, Weight, by_pages, taught_by, total, weigh

NOVEL = Described("book", 320, "1 vol. (320 p.) ; 21 cm")


def test_the_printers_own_example_comes_out(monkeypatch):
    printed = weight.Paper(88.8, 0, 22.86, 15.24 / 22.86)
    monkeypatch.setitem(weight.PAPERS, "book", printed)
    assert by_pages(Described("book", 320)) == pytest.approx(1.09 * 453.6, rel=0.01)


def test_a_hard_cover_weighs_what_a_printer_says():
    # 6 x 9 inches: 6 ounces; 8½ x 11 inches: 10.4 ounces.
    for height, width, ounces in ((22.86, 15.24, 6), (27.94, 21.59, 10.4)):
        grams = 2 * weight.HARD * height * width / 10_000
        assert grams == pytest.approx(ounces * 28.35, rel=0.03)


def test_a_ream_of_a4_weighs_two_kilograms_and_a_half(monkeypatch):
    monkeypatch.setitem(weight.PAPERS, "book", weight.Paper(80, 0, 29.7, 21 / 29.7))
    assert by_pages(Described("book", 1000)) == pytest.approx(2495, abs=1)


@pytest.mark.parametrize(
    ("described", "grams"),
    [
        # 21 x 14.28 cm, 160 leaves at 80 g/m², two covers at 300 g/m²: 383.8 g + 18 g
        (NOVEL, 402),
        (Described("book", None, "320 pages ; 14,28 x 21 cm"), 402),
        (Described("book", None, "320 p. ; 210 x 142,8 mm"), 402),
        # 18 x 11.7 cm, 96 leaves at 75 g/m²
        (Described("manga", 192, "18 cm"), 164),
        # 30 x 22.8 cm, 24 leaves at 135 g/m², two boards at 2,400 g/m²
        (Described("comic", 48, "30 cm"), 550),
    ],
)
def test_leaves_times_area_times_paper_and_two_covers(described, grams):
    assert weigh(described, None, [], Taught()) == Weight(grams, round(grams * 0.25), "estimated")


def test_the_ladder_takes_the_best_step_there_is():
    assert weigh(NOVEL, 412, [390], Taught()) == Weight(412, 5, "weighed")
    assert weigh(NOVEL, None, [390, 410, 700], Taught()) == Weight(410, 20, "same_isbn")
    assert weigh(Described("book", 320), None, [], Taught()).doubt == 161
    assert weigh(Described("dvd"), None, [], Taught()) == Weight(120, 60, "default")
    assert weigh(Described("braille"), None, [], Taught()).step == "default"


@pytest.mark.parametrize("text", ["", "1 vol.", "999999 p. ; 0 cm", "; 400 cm", "p p p cm cm"])
def test_nonsense_in_a_catalogue_is_never_an_absurd_weight(text):
    assert 0 < weigh(Described("book", None, text), None, [], Taught()).grams < 20_000


def test_five_weighings_of_a_kind_correct_its_estimates():
    heavier = [(NOVEL, 442)] * 5
    assert weigh(NOVEL, None, [], taught_by(heavier)).grams == 442
    assert weigh(NOVEL, None, [], taught_by(heavier[:4])).grams == 402
    assert weigh(Described("manga", 192, "18 cm"), None, [], taught_by(heavier)).grams == 164


def test_a_slip_on_the_scale_does_not_teach_tons():
    assert weigh(NOVEL, None, [], taught_by([(NOVEL, 40_000)] * 9)).grams == 804


def test_doubts_add_up_in_full():
    assert total([Weight(400, 100, "estimated"), Weight(412, 5, "weighed")]) == (812, 105)
