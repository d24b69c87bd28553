"""Sol sets where the bike cart comes, moves a visit, calls one off, and brings school breaks in."""

import pytest

from tests.people import a_branch, a_person
from tests.phones import a_phone
from tests.rounds.conftest import TUESDAY, a_round, a_stop, an_id, begin


def days(seen) -> list[tuple[str, str]]:
    return [(visit["day"], visit["state"]) for visit in seen["visits"]]


def visit(office, quai: str, day: str, deed: str, **said):
    return office.post(f"/api/rounds/neighbourhoods/{quai}/visits/{day}/{deed}", said)


def test_what_sol_sees_of_a_new_neighbourhood(office):
    seen = begin(office)
    (quai,) = seen["neighbourhoods"]
    assert (quai["name"], quai["bike"], quai["in_breaks"]) == ("Quai des Mariniers", "1", False)
    assert [stop["place"] for stop in quai["stops"]] == ["Place Voltaire", "Écluse"]
    assert quai["stops"][0]["rain_place"] == "sous la halle"
    assert days(seen)[:3] == [
        ("2026-12-02", "planned"),
        ("2026-12-16", "planned"),
        ("2026-12-30", "planned"),
    ]
    first = seen["visits"][0]
    assert (first["begins"], first["ends"], first["name"]) == ("16:10", "18:00", quai["name"])


def test_changing_it_keeps_the_address_of_a_stop(office, quai):
    before = office.get("/api/rounds").get_json()["neighbourhoods"][0]["stops"]
    moved = [a_stop("Place Voltaire", "10:00", "11:00"), a_stop("École", "11:30", "12:00")]
    seen = begin(office, name="quai", rule="FREQ=MONTHLY;BYDAY=1SA", stops=moved)
    after = seen["neighbourhoods"][0]["stops"]
    assert [stop["place"] for stop in after] == ["Place Voltaire", "École"]
    assert after[0]["page"] == before[0]["page"]
    assert days(seen)[0] == ("2026-12-05", "planned")


def test_a_stop_taken_away_may_come_back(office, quai):
    begin(office, stops=[a_stop("Écluse", "17:15", "18:00")])
    seen = begin(office)
    assert len(seen["neighbourhoods"][0]["stops"]) == 2


def test_a_visit_moves_and_comes_back(office, quai):
    seen = visit(office, quai, "2026-12-02", "move", to_day="2026-12-03", because=" Foire ")
    first = seen.get_json()["visits"][0]
    assert (first["planned"], first["day"], first["state"]) == (
        "2026-12-02",
        "2026-12-03",
        "moved",
    )
    assert first["because"] == "Foire"
    seen = visit(office, quai, "2026-12-02", "move", to_day="2026-12-02", later=30)
    assert seen.get_json()["visits"][0]["begins"] == "16:40"
    seen = visit(office, quai, "2026-12-02", "keep")
    assert days(seen.get_json())[0] == ("2026-12-02", "planned")
    assert seen.get_json()["visits"][0]["begins"] == "16:10"


def test_a_visit_is_called_off(office, quai):
    seen = visit(office, quai, "2026-12-02", "cancel", because="Neige")
    assert days(seen.get_json())[0] == ("2026-12-02", "cancelled")
    assert visit(office, quai, "2026-12-02", "cancel").status_code == 200


REFUSED = [
    ("2026-12-03", "cancel", {}, "no_visit_then"),
    ("2026-12-02", "move", {"to_day": "2026-11-23"}, "day_is_over"),
    ("2026-12-02", "move", {"to_day": "2027-03-01"}, "moved_too_far"),
    ("2026-12-03", "move", {"to_day": "2026-12-04"}, "no_visit_then"),
]


@pytest.mark.parametrize(("day", "deed", "said", "code"), REFUSED)
def test_what_cannot_be_said_of_a_visit(office, quai, day, deed, said, code):
    answer = visit(office, quai, day, deed, **said)
    assert (answer.status_code, answer.get_json()["code"]) == (409, code)


def test_a_visit_that_is_over_stays_as_it_was(office, sol, quai, clock):
    visit(office, quai, "2026-12-02", "cancel")
    clock.set(TUESDAY.replace(month=12, day=3))
    office.sign_in(sol)
    for deed, said in (("cancel", {}), ("keep", {}), ("move", {"to_day": "2026-12-04"})):
        answer = visit(office, quai, "2026-12-02", deed, **said)
        assert answer.get_json()["code"] == "visit_is_over", deed


def test_one_bike_is_refused_in_two_places(office, quai):
    path = f"/api/rounds/neighbourhoods/{an_id('basse')}"
    basse = a_round(name="Basse", stops=[a_stop("Rue Basse", "17:45", "18:30")])
    answer = office.post(path, basse)
    assert (answer.status_code, answer.get_json()["code"]) == (409, "bike_in_two_places")
    message = answer.get_json()["message"]
    assert "2 décembre 2026" in message
    assert "Écluse (Quai des Mariniers)" in message and "Rue Basse (Basse)" in message
    assert office.post(path, {**basse, "bike": "2"}).status_code == 200
    assert office.post(path, {**basse, "first_day": "2026-12-09"}).status_code == 200


def test_a_visit_is_not_moved_to_where_the_bike_is_elsewhere(office, quai):
    begin(office, "basse", first_day="2026-12-09", stops=[a_stop("Rue Basse", "17:45", "18:30")])
    answer = visit(office, quai, "2026-12-02", "move", to_day="2026-12-09")
    assert answer.get_json()["code"] == "bike_in_two_places"
    assert (
        visit(office, quai, "2026-12-02", "move", to_day="2026-12-09", later=-180).status_code
        == 200
    )
    # Nor does it come back where another was put meanwhile.
    visit(office, quai, "2026-12-02", "cancel")
    answer = visit(office, an_id("basse"), "2026-12-09", "move", to_day="2026-12-02")
    assert answer.status_code == 200
    answer = visit(office, quai, "2026-12-02", "keep")
    assert answer.get_json()["code"] == "bike_in_two_places"


def test_the_cart_comes_no_more(office, quai):
    path = f"/api/rounds/neighbourhoods/{quai}"
    seen = office.post(f"{path}/end").get_json()
    assert (seen["neighbourhoods"], seen["visits"]) == ([], [])
    assert office.post(f"{path}/end").status_code == 200
    assert office.post(path, a_round()).get_json()["code"] == "neighbourhood_has_ended"
    assert visit(office, quai, "2026-12-02", "cancel").get_json()["code"] == "unknown_neighbourhood"


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "1999-12-31", "tomorrow"])
@pytest.mark.parametrize("deed", ["cancel", "keep"])
def test_a_day_that_no_calendar_has_is_refused_in_words(office, quai, day, deed):
    answer = visit(office, quai, day, deed)
    assert answer.status_code == 404
    assert answer.get_json()["code"] == "no_visit_then"


BAD = [
    {"rule": "FREQ=SECONDLY"},
    {"first_day": "yesterday"},
    {"first_day": "1026-01-01"},
    {"stops": []},
    {"stops": [a_stop("Mairie", "18:00", "17:00")]},
    {"stops": [a_stop("Mairie", "16:00", "17:00"), a_stop("Gare", "16:30", "17:30")]},
    {"stops": [a_stop("Mairie", "16:00", "17:00"), a_stop("Mairie", "17:30", "18:30")]},
    {"stops": [{**a_stop("Mairie", "16:00", "17:00"), "id": "7"}]},
    {"stops": [{**a_stop("Mairie", "16:00", "17:00"), "tent": True}]},
    {"name": ""},
    {"name": "x" * 81},
    {"name": "nul\x00"},
    {"wheels": 3},
]


@pytest.mark.parametrize("said", BAD)
def test_what_cannot_be_is_refused_in_words(office, said):
    answer = office.post(f"/api/rounds/neighbourhoods/{an_id('quai')}", a_round(**said))
    assert 400 <= answer.status_code < 500, answer.text
    assert answer.get_json()["message"]
    assert office.get("/api/rounds").get_json()["neighbourhoods"] == []


def test_another_branch_is_left_alone(app, office, quai):
    mairie = a_branch(app, "MAIRIE")
    noor = a_phone(app, mairie, a_person(app, mairie, "Noor", "supervisor"))
    assert noor.get("/api/rounds").get_json()["neighbourhoods"] == []
    answer = noor.post(f"/api/rounds/neighbourhoods/{quai}", a_round())
    assert answer.get_json()["code"] == "not_allowed"
    answer = noor.post(f"/api/rounds/neighbourhoods/{an_id('hers')}", a_round())
    assert answer.get_json()["code"] == "unknown_stop"
    assert visit(noor, quai, "2026-12-02", "cancel").status_code == 409


def test_who_may(app, canal, ines, office, desk, phone, quai):
    cart = a_phone(app, canal, ines)
    for who in (cart, desk, office):
        assert who.get("/api/rounds").status_code == 200
    assert phone.get("/api/rounds").status_code == 403
    for who in (desk, phone):
        assert visit(who, quai, "2026-12-02", "cancel").status_code == 403
    assert visit(cart, quai, "2026-12-02", "cancel").status_code == 200
    assert cart.post(f"/api/rounds/neighbourhoods/{quai}", a_round()).status_code == 403
