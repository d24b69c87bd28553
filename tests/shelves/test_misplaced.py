"""Ada meets a document far from home: a line for Sol, and a word for whoever looks for it."""

import pytest

from tests.builders import a_copy, a_hold, a_location, a_title, a_walk, the_trouble, troubles
from tests.people import a_branch, a_person
from tests.phones import a_phone
from tests.shelves.floors import a_floor, a_table, spot_of

MET = {"barcode": "R-1", "seen": "B-2", "home": "B-1"}


@pytest.fixture
def title(app, canal):
    title = a_title(app)
    a_copy(app, canal, title, "R-1", a_location(app, canal))
    a_floor(app, canal, {"bay": "B-1"}, {"bay": "B-2", "position": 2})
    return title


def test_it_is_a_line_for_a_supervisor(app, title, phone, office):
    assert phone.do("report_misplaced", "", MET)["outcome"] == "applied"
    line = the_trouble(app)
    assert (line["kind"], line["facts"]) == ("misplaced", MET)
    shown = office.get("/api/board").get_json()["trouble"][0]
    assert (shown["facts"]["title"], shown["choices"]) == ("L’Étranger", ["reshelved", "done"])


def test_until_it_is_taken_home_it_is_looked_for_where_it_was_seen(app, title, phone, office):
    phone.do("report_misplaced", "", MET)
    assert spot_of(app, "R-1")["bay"] == "B-2"
    line = the_trouble(app)["id"]
    assert office.post(f"/api/trouble/{line}/resolve", {"choice": "reshelved"}).status_code == 200
    assert spot_of(app, "R-1") is None


def test_reported_twice_it_is_listed_once(app, title, phone):
    phone.do("report_misplaced", "", MET)
    assert phone.do("report_misplaced", "", MET)["why"]["code"] == "already_reported"
    assert troubles(app) == ["misplaced"]


def test_once_dealt_with_it_may_be_misplaced_again(app, title, phone, office):
    phone.do("report_misplaced", "", MET)
    office.post(f"/api/trouble/{the_trouble(app)['id']}/resolve", {"choice": "reshelved"})
    assert phone.do("report_misplaced", "", MET)["outcome"] == "applied"
    assert troubles(app) == ["misplaced"]


def test_misplaced_again_elsewhere_it_is_listed_where_it_was_met(app, title, phone, office):
    phone.do("report_misplaced", "", MET)
    office.post(f"/api/trouble/{the_trouble(app)['id']}/resolve", {"choice": "reshelved"})
    gare = a_branch(app, "GARE")
    his = a_phone(app, gare, a_person(app, gare, "Yann", "picker"))
    assert his.do("report_misplaced", "", {**MET, "seen": None})["outcome"] == "applied"
    assert the_trouble(app)["branch_id"] == gare


@pytest.mark.parametrize("reads", ["", "pick_state"])
def test_ben_who_walks_to_it_hears_where_it_stands(app, canal, title, phone, ben, reads):
    his = a_phone(app, canal, ben)
    his.reads = reads
    walk = a_walk(app, canal, a_hold(app, canal, title))
    his.do("claim_walk", walk)
    answer = phone.do("report_misplaced", "", MET)
    assert answer["why"]["code"] == "looked_for_now"
    assert "Ben" in answer["why"]["text"]
    (news,) = [one["data"] for one in his.push()["changes"] if one["kind"] == "pick"]
    assert (news["spot"]["bay"], news["spot"]["away"]) == ("B-2", True)


def test_what_was_looked_for_in_vain_wakes_its_hold(app, canal, title, phone):
    walk = a_walk(app, canal, a_hold(app, canal, title))
    pick = next(c["id"] for c in phone.push()["changes"] if c["kind"] == "pick")
    phone.do("report_not_found", pick)
    answer = phone.do("report_misplaced", "", {**MET, "walk": walk})
    assert answer["why"]["code"] == "wanted_after_all"
    assert troubles(app) == ["seen_by_chance"]


def test_it_stood_where_it_belongs_after_all(app, title, phone):
    met = phone.do("report_misplaced", "", MET)
    assert phone.do("undo", met["id"])["outcome"] == "applied"
    assert (troubles(app), spot_of(app, "R-1")) == ([], None)


def test_what_is_put_aside_is_not_misplaced(app, canal, title, phone):
    a_walk(app, canal, a_hold(app, canal, title))
    pick = next(c["id"] for c in phone.push()["changes"] if c["kind"] == "pick")
    phone.do("report_found", pick, {"barcode": "R-1", "how": "camera"})
    assert phone.do("report_misplaced", "", MET)["why"]["code"] == "serves_a_hold"


def test_a_barcode_nobody_knows_is_refused(title, phone):
    answer = phone.do("report_misplaced", "", {**MET, "barcode": "X-9"})
    assert answer["why"]["code"] == "unknown_barcode"


def test_karim_who_rides_reports_nothing(app, canal, title, karim):
    his = a_phone(app, canal, karim)
    assert his.do("report_misplaced", "", MET)["why"]["code"] == "not_allowed"


def test_taken_back_it_stands_where_it_was_seen_before(app, canal, title, phone):
    a_floor(app, canal, a_table())
    assert phone.do("put_on_bay", "", {"bay": "TABLE-1", "barcode": "R-1"})["outcome"] == "applied"
    met = phone.do("report_misplaced", "", MET)
    assert spot_of(app, "R-1")["bay"] == "B-2"
    assert phone.do("undo", met["id"])["outcome"] == "applied"
    assert spot_of(app, "R-1")["bay"] == "TABLE-1"
