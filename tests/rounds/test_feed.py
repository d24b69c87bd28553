"""The calendar feed, read by a library that had no part in writing it."""

from datetime import UTC, datetime

import pytest
from ical.calendar_stream import IcsCalendarStream

from tests.rounds.conftest import a_stop, begin
from tests.rounds.test_school_breaks import bring


def feed_of(client, seen):
    answer = client.get(seen["neighbourhoods"][0]["feed"])
    assert answer.status_code == 200
    assert answer.content_type == "text/calendar; charset=utf-8"
    return answer


def read(text: str):
    return IcsCalendarStream.calendar_from_ics(text)


def test_two_stops_of_a_year_in_utc(client, office):
    answer = feed_of(client, begin(office))
    calendar = read(answer.text)
    assert calendar.method == "PUBLISH"
    events = sorted(calendar.events, key=lambda event: event.dtstart)
    # 26 Wednesdays but 14 July.
    assert len(events) == 2 * 25
    first = events[0]
    assert first.dtstart == datetime(2026, 12, 2, 15, 10, tzinfo=UTC)
    assert first.dtend == datetime(2026, 12, 2, 16, 0, tzinfo=UTC)
    assert first.summary == "Biblio-vélo – Médiathèque du Canal"
    assert first.location == "Place Voltaire"
    assert first.description == "En cas de pluie\u00a0: sous la halle"
    assert first.status == "CONFIRMED"
    assert str(first.url).endswith(
        office.get("/api/rounds").get_json()["neighbourhoods"][0]["stops"][0]["page"]
    )
    # In summer ten past four is an hour earlier in UTC.
    assert {event.dtstart.hour for event in events if event.location == "Place Voltaire"} == {
        14,
        15,
    }
    assert len({event.uid for event in events}) == len(events)


def test_a_calendar_that_has_the_visit_hears_that_it_is_called_off(client, office, quai):
    seen = office.get("/api/rounds").get_json()
    before = {event.uid: event for event in read(feed_of(client, seen).text).events}
    path = f"/api/rounds/neighbourhoods/{quai}/visits/2026-12-02"
    office.post(f"{path}/cancel", {"because": "Neige"})
    after = {event.uid: event for event in read(feed_of(client, seen).text).events}
    assert after.keys() == before.keys()
    (voltaire, _ecluse) = changed = [one for one in after.values() if one.status == "CANCELLED"]
    assert all(one.sequence > before[one.uid].sequence for one in changed)
    assert voltaire.description.splitlines()[:2] == ["Ce passage est annulé.", "Neige"]
    office.post(f"{path}/move", {"to_day": "2026-12-03"})
    moved = {event.uid: event for event in read(feed_of(client, seen).text).events}
    assert moved[voltaire.uid].dtstart == datetime(2026, 12, 3, 15, 10, tzinfo=UTC)
    assert moved[voltaire.uid].sequence > voltaire.sequence


def test_no_visits_on_holidays_and_in_breaks(client, office, quai):
    seen = bring(office).get_json()
    days = {event.dtstart.date().isoformat() for event in read(feed_of(client, seen).text).events}
    assert "2026-12-16" in days
    assert "2026-12-30" not in days


def test_hostile_names_stay_inside_their_lines(client, office):
    place = "Place; rouge, \\n\r\nEND:VCALENDAR " + "très " * 16
    seen = begin(office, stops=[a_stop(place[:120], "16:00", "17:00")])
    answer = feed_of(client, seen)
    assert all(len(line) <= 75 for line in answer.data.split(b"\r\n"))
    locations = {event.location for event in read(answer.text).events}
    assert len(locations) == 1
    assert locations.pop().startswith("Place; rouge, \\n")


def test_a_calendar_that_knows_it_all_is_told_so(client, office):
    answer = feed_of(client, begin(office))
    again = client.get(answer.request.path, headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("code", ["nowhere", "%00", "%ED", "x" * 300])
def test_no_such_feed(client, code):
    answer = client.get(f"/p/cart/{code}.ics")
    assert answer.status_code == 404
    assert "<h1>" in answer.text
