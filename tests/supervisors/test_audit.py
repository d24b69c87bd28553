"""Who changed how the library works is told, and never who scanned what when."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.builders import a_copy, a_hold, a_title, a_walk, log_of, pick_of, the_trouble
from tests.people import a_branch, a_person
from tests.phones import a_phone


@pytest.fixture(autouse=True)
def tuesday(clock):
    clock.set(datetime(2026, 11, 24, 8, 0, tzinfo=UTC))


def audit(phone, query=""):
    return phone.get(f"/api/audit{query}").get_json()


def close(office, because="grève"):
    assert office.post("/api/pickup-days/closed-today", {"because": because}).status_code == 200


def test_a_decision_says_what_who_and_when(office):
    close(office)
    (line,) = audit(office)["lines"]
    assert (line["name"], line["who"]) == ("close_days", {"name": "Sol"})
    assert line["at"].startswith("2026-11-24T08:00")


def test_after_thirty_days_it_says_a_role(office, sol, clock):
    close(office)
    clock.move(timedelta(days=31))
    office.sign_in(sol)
    assert audit(office)["lines"][0]["who"] == {"role": "supervisor"}


def test_changed_rules_are_named(app, canal, max_, office):
    admin = a_phone(app, canal, max_)
    body = {"about": {"name": "Canal"}, "settings": {"holds_per_patron": 6}}
    answer = admin.post("/api/branch-settings", body)
    assert answer.status_code == 200, answer.text
    assert audit(office)["lines"][0]["changed"] == ["holds_per_patron", "name"]


def test_which_answer_was_given_is_told(app, canal, phone, office):
    title = a_title(app)
    a_copy(app, canal, title, "C-1")
    hold = a_hold(app, canal, title)
    walk = a_walk(app, canal, hold)
    pick = pick_of(app, hold)
    phone.do("claim_walk", walk)
    phone.do("report_found", pick, {"barcode": "C-1", "how": "camera"})
    phone.do("report_not_found", pick)
    line = the_trouble(app)["id"]
    office.post(f"/api/trouble/{line}/resolve", {"choice": "not_here"})
    settled, decided = audit(office)["lines"]
    assert (settled["name"], settled["answer"]) == ("resolve_trouble", "not_here")
    assert settled["about"] == "Deux personnes, deux avis\u00a0: trouvé et non trouvé."
    assert (decided["name"], decided["answer"], decided["about"]) == (
        "settle_dispute",
        "not_here",
        "",
    )


def test_nobody_reads_when_a_picker_scanned_what(app, canal, phone, office):
    title = a_title(app)
    a_copy(app, canal, title, "C-1")
    hold = a_hold(app, canal, title)
    walk = a_walk(app, canal, hold)
    phone.do("claim_walk", walk)
    phone.do("report_found", pick_of(app, hold), {"barcode": "C-1", "how": "camera"})
    office.do("cancel_hold", hold)
    assert audit(office) == {"lines": [], "more": False}


def test_other_branches_have_their_own(app, office):
    close(office)
    station = a_branch(app, "GARE")
    elsewhere = a_phone(app, station, a_person(app, station, "Sia", "supervisor"))
    assert audit(elsewhere)["lines"] == []


def test_further_back(office, clock):
    close(office)
    at = audit(office)["lines"][0]["at"].replace("+", "%2B")
    assert audit(office, f"?before={at}")["lines"] == []
    assert office.get("/api/audit?before=yesterday").status_code == 422


def test_an_instant_at_the_edge_of_the_calendar_is_refused_in_words(office):
    answer = office.get("/api/audit?before=0001-01-01T00:00:00%2B14:00")
    assert (answer.status_code, answer.get_json()["code"]) == (422, "bad_field")


def test_who_changed_a_colleague_or_a_phone_is_told_and_never_to_what(app, canal, max_, ada, phone):
    admin = a_phone(app, canal, max_)
    new = {"name": "Lou", "pin": "135790", "roles": ["picker"]}
    for path, body in (
        ("people", new),
        ("people/pin", {"person": ada.id, "pin": "864202"}),
        ("people/roles", {"person": ada.id, "roles": ["desk"]}),
        ("people/remove", {"person": ada.id}),
        ("devices/codes", {}),
        (f"devices/{phone.device}/revoke", {}),
    ):
        assert admin.post(f"/api/{path}", body).status_code < 300, path
    told = [(line["name"], *line["changed"], line["who"]["name"]) for line in audit(admin)["lines"]]
    team = [("note_team", what, "Max") for what in ("taken_on", "pin", "roles", "let_go")]
    phones = [("note_phone", what, "Max") for what in ("code", "shut_out")]
    assert told == [*team, *phones][::-1]
    assert "864202" not in str(log_of(app))
