"""School breaks as the ministry offers them for each zone."""

import pytest

from tests.rounds.conftest import a_stop, an_id, begin

ZONE_C = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//education.gouv.fr//Calendrier scolaire//FR
BEGIN:VEVENT
UID:1
DTSTART;VALUE=DATE:20260831
SUMMARY:Prérentrée des enseignants
END:VEVENT
BEGIN:VEVENT
UID:2
DTSTART;VALUE=DATE:20260901
DTEND;VALUE=DATE:20260902
SUMMARY:Rentrée scolaire des élèves
END:VEVENT
BEGIN:VEVENT
UID:3
DTSTART;VALUE=DATE:20261219
DTEND;VALUE=DATE:20270104
SUMMARY:Vacances de
  Noël - Zone C
END:VEVENT
BEGIN:VEVENT
UID:4
DTSTART:20270205T230000Z
DTEND:20270221T230000Z
SUMMARY:Vacances d’hiver - Zone C
END:VEVENT
BEGIN:VEVENT
UID:5
DTSTART;VALUE=DATE:20270703
SUMMARY:Début des vacances d’été
END:VEVENT
END:VCALENDAR
"""


def bring(office, text: str = ZONE_C):
    return office.post("/api/rounds/school-breaks", {"text": text.replace("\n", "\r\n")})


def test_the_cart_stays_at_home_in_the_breaks(office, quai):
    seen = bring(office).get_json()
    assert [(one["first"], one["last"], one["name"]) for one in seen["breaks"]] == [
        ("2026-12-19", "2027-01-03", "Vacances de Noël - Zone C"),
        ("2027-02-05", "2027-02-20", "Vacances d’hiver - Zone C"),
    ]
    assert seen["left_out"] == [
        "Prérentrée des enseignants",
        "Rentrée scolaire des élèves",
        "Début des vacances d’été",
    ]
    states = {visit["day"]: visit["state"] for visit in seen["visits"]}
    assert (states["2026-12-16"], states["2026-12-30"]) == ("planned", "break")
    assert states["2027-02-10"] == "break"


def test_the_next_file_takes_the_place_of_the_last(office, quai):
    bring(office)
    seen = bring(office, ZONE_C.replace("20261219", "20261226")).get_json()
    assert [one["first"] for one in seen["breaks"]] == ["2026-12-26", "2027-02-05"]


def test_a_file_is_refused_that_puts_one_bike_in_two_places(office, quai):
    bring(office)
    begin(
        office,
        "basse",
        first_day="2026-12-30",
        rule="FREQ=WEEKLY;UNTIL=20261230",
        in_breaks=True,
        stops=[a_stop("Rue Basse", "17:45", "18:30")],
    )
    answer = bring(office, ZONE_C.replace("20270104", "20261228"))
    assert answer.get_json()["code"] == "bike_in_two_places"
    seen = office.get("/api/rounds").get_json()
    assert seen["breaks"][0]["last"] == "2027-01-03"


def test_a_visit_may_take_place_in_spite_of_a_break(office, quai):
    bring(office)
    path = f"/api/rounds/neighbourhoods/{quai}/visits/2026-12-30/move"
    seen = office.post(path, {"to_day": "2026-12-30"}).get_json()
    states = {visit["day"]: visit["state"] for visit in seen["visits"]}
    assert states["2026-12-30"] == "moved"


NO_CALENDARS = [
    "hello",
    "BEGIN:VCALENDAR\nEND:VCALENDAR\n",
    "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20261219\n",
    "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:nonsense\nDTEND:20269999\nEND:VEVENT\nEND:VCALENDAR\n",
    "END:VCALENDAR\n",
    "\x1b\x07" * 100,
    "BEGIN:VCALENDAR\n" + "BEGIN:VEVENT\n" * 2000,
    ZONE_C.replace("DTEND", "DUE"),
    ZONE_C.replace("DTSTART;VALUE=DATE:2026", "DTSTART;VALUE=DATE:1926"),
]


@pytest.mark.parametrize("text", NO_CALENDARS)
def test_what_is_no_calendar_of_breaks_is_refused_in_words(office, quai, text):
    answer = bring(office, text)
    if answer.status_code == 200:
        assert [one["name"] for one in answer.get_json()["breaks"]]
        return
    assert answer.status_code == 422, answer.text
    assert answer.get_json()["code"] in ("no_calendar_file", "no_breaks_in_file")


def test_only_a_supervisor_brings_breaks_in(desk):
    assert bring(desk).status_code == 403


def test_the_id_of_nobody(office):
    answer = office.post(f"/api/rounds/neighbourhoods/{an_id('nobody')}/end")
    assert answer.get_json()["code"] == "unknown_neighbourhood"
