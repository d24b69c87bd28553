"""A branch sees and changes its own things only, in whatever batch they are named."""

import pytest

from rayon.database import writing
from rayon.staff.models import Staff
from tests.builders import a_copy, a_hold, a_title, a_walk, pick_of, row, the_trouble
from tests.people import a_branch, a_person
from tests.phones import a_phone


@pytest.fixture
def gare(app):
    return a_branch(app, "GARE", name="Médiathèque de la Gare")


@pytest.fixture
def yann(app, gare):
    """Everything at the Gare, nothing at the Canal."""
    person = a_person(app, gare, "Yann", "picker", "desk", "supervisor", "admin")
    return a_phone(app, gare, person)


def test_a_pick_of_another_branch_is_refused_inside_a_batch(app, gare, yann, morning):
    title = a_title(app)
    a_copy(app, gare, title, "G-1")
    own = a_hold(app, gare, title)
    a_walk(app, gare, own)
    answer = yann.push(
        yann.record("report_found", pick_of(app, own), {"barcode": "G-1", "how": "camera"}),
        yann.record("report_found", morning.picks[0], {"barcode": "C-0", "how": "camera"}),
        yann.record("report_not_found", morning.picks[1]),
        yann.record("claim_walk", morning.walk),
        yann.record("cancel_hold", morning.holds[2]),
    )
    outcomes = [(one["outcome"], (one["why"] or {}).get("code")) for one in answer["outcomes"]]
    refused, set_aside = ("refused", "not_allowed"), ("quarantined", "not_allowed")
    assert outcomes == [("applied", None), refused, refused, refused, set_aside]
    assert row(app, "hold", morning.holds[0])["status"] == "on_walk"
    assert row(app, "walk", morning.walk)["status"] == "planned"


def test_what_the_canal_did_is_not_undone_at_the_gare(app, phone, yann, morning):
    done = phone.do("report_not_found", morning.picks[0])
    assert yann.do("undo", done["id"])["why"]["code"] == "not_allowed"
    assert row(app, "hold", morning.holds[0])["status"] == "searching"


def test_a_phone_hears_of_its_own_branch_only(yann, morning):
    news = yann.push()["changes"]
    assert [change["kind"] for change in news] == ["branch", "floor"]
    assert news[0]["data"]["code"] == "GARE"


def test_the_office_of_another_branch_finds_nothing(app, phone, yann, morning):
    phone.do("report_found", morning.picks[0], {"barcode": "X-1", "how": "camera"})
    line = the_trouble(app)["id"]
    for path, body in (
        (f"/api/walks/{morning.walk}/close", {}),
        (f"/api/walks/{morning.walk}/reassign", {"to": None}),
        (f"/api/trouble/{line}/resolve", {"choice": "done"}),
        (f"/api/devices/{phone.device}/revoke", {}),
    ):
        assert yann.post(path, body).status_code == 404, path
    assert yann.get(f"/api/walks/{morning.walk}/paper").status_code == 404
    board = yann.get("/api/board").get_json()
    assert (board["walks"], board["trouble"], board["missing"]) == ([], [], [])
    assert sum(board["holds"].values()) == 0
    assert [device["id"] for device in board["devices"]] == [yann.device]


def test_another_phone_cannot_use_a_stolen_shift(app, canal, phone, morning, ben):
    bens = a_phone(app, canal, ben)
    stolen = {**bens.record("look_later", morning.picks[0]), "by": phone.by, "shift": phone.shift}
    assert bens.push(stolen)["outcomes"][0]["why"]["code"] == "unknown_shift"


def test_an_action_counts_for_who_did_it_and_not_for_who_is_signed_in_now(
    app, canal, phone, karim, morning
):
    before = phone.record("report_not_found", morning.picks[0])
    phone.sign_in(karim)
    mine = phone.record("report_not_found", morning.picks[1])
    answer = phone.push(before, mine)["outcomes"]
    assert [one["outcome"] for one in answer] == ["applied", "refused"]


def test_who_works_here_no_more_does_nothing_more(app, canal, phone, ada, morning):
    with app.app_context(), writing() as session:
        session.get_one(Staff, ada.id).active = False
    said = phone.do("look_later", morning.picks[0])
    assert (said["outcome"], said["why"]["code"]) == ("refused", "no_role_any_more")
