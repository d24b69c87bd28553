"""Late, or in the rain: said in the street, perhaps without a network, and told within a minute."""

import pytest

from tests.phones import Phone, a_phone
from tests.rounds.conftest import an_id, begin

AMINA = "amina@example.org"
TODAY = "2026-12-02T15:00"


@pytest.fixture
def street(app, canal, ines, readers) -> Phone:
    """Inès is on her way; Amina was told of the visit yesterday."""
    readers.subscribe(AMINA)
    readers.at("2026-12-01T17:00")
    readers.at(TODAY)
    readers.letters()
    return a_phone(app, canal, ines)


def say(street, canal, name: str, **said) -> dict:
    payload = {"branch": canal, "day": "2026-12-02", **said}
    return street.do(name, an_id("quai"), payload)


def test_ten_minutes_late(street, canal, readers):
    assert say(street, canal, "report_late", later=10)["outcome"] == "applied"
    readers.work()
    (letter,) = readers.letters(AMINA)
    assert "de 16\u00a0h\u00a020 à 17\u00a0h\u00a010" in letter.text
    taken = street.post("/api/street").get_json()
    assert (taken["later"], taken["stops"][0]["begins"]) == (10, "16:20")
    assert say(street, canal, "report_late", later=0)["outcome"] == "applied"
    readers.work()
    assert "de 16\u00a0h\u00a010 à 17\u00a0h" in readers.letters(AMINA)[0].text


def test_it_rains_and_the_cart_halts_elsewhere(street, canal, readers):
    assert say(street, canal, "report_rain", rain=True)["outcome"] == "applied"
    readers.work()
    (letter,) = readers.letters(AMINA)
    assert "sous la halle" in letter.text and "Il pleut" in letter.text
    assert "Il pleut\u00a0: cette fois" in readers.visitor().get(readers.page).text
    assert say(street, canal, "report_late", later=10)["outcome"] == "applied"
    readers.work()
    (letter,) = readers.letters(AMINA)
    assert "sous la halle" in letter.text and "16\u00a0h\u00a020" in letter.text


def test_where_rain_changes_nothing_nobody_is_told(office, street, canal, readers):
    ecluse = begin(office)["neighbourhoods"][0]["stops"][1]["page"]
    readers.subscribe("ben@example.org", ecluse)
    readers.work()
    readers.letters()
    say(street, canal, "report_rain", rain=True)
    readers.work()
    assert [one.recipients for one in readers.letters()] == [[AMINA]]


def test_heard_when_the_visit_is_over_it_is_told_to_nobody(street, canal, ines, readers):
    late = street.record(
        "report_late", an_id("quai"), {"branch": canal, "day": "2026-12-02", "later": 10}
    )
    readers.at("2026-12-03T09:00")
    (judged,) = street.push(late)["outcomes"]
    assert (judged["outcome"], judged["why"]["code"]) == ("superseded", "visit_is_over")
    readers.work()
    assert readers.letters() == []


def test_late_is_late_whatever_the_calendar_says(office, street, canal):
    """The same bike is awaited elsewhere: the screen of the calendar would refuse that."""
    stops = [{"id": an_id("Nord"), "place": "Nord", "begins": "18:05", "ends": "19:00"}]
    begin(office, "nord", stops=stops)
    moved = {"to_day": "2026-12-02", "later": 10}
    path = f"/api/rounds/neighbourhoods/{an_id('quai')}/visits/2026-12-02/move"
    assert office.post(path, moved).status_code == 409
    assert say(street, canal, "report_late", later=10)["outcome"] == "applied"


def test_a_visit_that_was_called_off_is_not_late(office, street, canal):
    office.post(f"/api/rounds/neighbourhoods/{an_id('quai')}/visits/2026-12-02/cancel", {})
    assert say(street, canal, "report_late", later=10)["why"]["code"] == "no_visit_then"
    assert say(street, canal + 1, "report_rain", rain=True)["outcome"] == "refused"
