"""The flyer for letterboxes: four on a sheet, and what a telephone reads on each of them."""

import re
from urllib.parse import urlsplit

import pytest

from tests.rounds.conftest import a_stop, begin
from tests.slips.printing import codes_on, printed, size_in_mm


def flyers_of(seen, number: int = 0) -> str:
    address: str = seen["neighbourhoods"][0]["stops"][number]["flyers"]
    return address


def words_of(office, path: str) -> str:
    answer = office.get(path)
    assert answer.status_code == 200, answer.text
    return re.sub(r"[ \n]+", " ", re.sub(r"<[^>]+>", " ", answer.text))


@pytest.mark.browser
def test_four_on_a_sheet_lead_to_the_page(office, page):
    seen = begin(office)
    (sheet,) = printed(page, office, flyers_of(seen))
    assert size_in_mm(sheet) == (210, 297)
    codes = codes_on(sheet)
    assert len(codes) == 4 and len(set(codes)) == 1
    stop = seen["neighbourhoods"][0]["stops"][0]
    assert urlsplit(codes[0]).path == stop["page"]
    assert office.client.get(stop["page"]).status_code == 200


def test_the_next_visit_with_its_hour(office, quai):
    path = flyers_of(begin(office))
    said = words_of(office, path)
    assert "mercredi 2 décembre 16\u00a0h\u00a010 – 17\u00a0h Place Voltaire" in said
    assert "En cas de pluie\u00a0: sous la halle" in said
    assert "Puis\u00a0: mercredi 16 décembre, mercredi 30 décembre, mercredi 13 janvier" in said
    office.post(f"/api/rounds/neighbourhoods/{quai}/visits/2026-12-02/cancel")
    assert "mercredi 16 décembre 16\u00a0h\u00a010" in words_of(office, path)


def test_in_the_other_language(office):
    said = words_of(office, f"{flyers_of(begin(office))}?language=en")
    assert "Wednesday 2 December 16:10 – 17:00 Place Voltaire" in said


def test_a_stop_without_visits_has_no_flyer(office):
    path = flyers_of(begin(office))
    begin(office, rule="FREQ=WEEKLY;UNTIL=20261202")
    assert "Puis" not in words_of(office, path)
    begin(office, stops=[a_stop("Écluse", "17:15", "18:00")])
    assert office.get(path).get_json()["code"] == "no_such_stop"


def test_a_hostile_place_is_only_text(office):
    path = flyers_of(begin(office, stops=[a_stop("<b>Ici</b>", "16:00", "17:00")]))
    assert "<b>" not in office.get(path).text


def test_who_prints(phone, desk, office):
    path = flyers_of(begin(office))
    assert desk.get(path).status_code == 200
    assert phone.get(path).status_code == 403
