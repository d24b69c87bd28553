"""Max takes colleagues on and lets them go; he cannot become somebody who counts elsewhere."""

import pytest

from rayon import clock
from rayon.database import reading, writing
from rayon.sentences import sentence
from rayon.staff.models import Staff, StaffRole
from rayon.supervisors.bringing_up import bring_up
from rayon.sync.perform import perform_all
from tests.builders import a_copy, a_hold, a_title, a_walk, pick_of
from tests.people import PIN, a_branch, a_person
from tests.phones import a_phone

ZOE = {"name": " Zoé ", "language": "fr", "pin": "135791", "roles": ["picker", "desk"]}


@pytest.fixture
def max_at_work(app, canal):
    return a_phone(app, canal, a_person(app, canal, "Max", "admin"))


def names(phone) -> dict[str, list[str]]:
    return {one["name"]: one["roles"] for one in phone.get("/api/people").get_json()["people"]}


def number_of(phone, name: str) -> int:
    people = phone.get("/api/people").get_json()["people"]
    return next(one["id"] for one in people if one["name"] == name)


def everywhere(app, name: str, role: str) -> int:
    with app.app_context(), writing() as session:
        staff = Staff(name=name, pin_hash="-")
        session.add(staff)
        session.flush()
        session.add(StaffRole(staff_id=staff.id, role=role, branch_id=None))
        return staff.id


def test_a_colleague_is_taken_on_and_signs_in(app, canal, max_at_work):
    assert max_at_work.post("/api/people", ZOE).status_code == 200
    assert names(max_at_work) == {"Max": ["admin"], "Zoé": ["desk", "picker"]}
    zoe = number_of(max_at_work, "Zoé")
    assert max_at_work.post("/api/sign-in", {"staff": zoe, "pin": "135791"}).status_code == 200


def test_new_digits_end_the_shift_of_the_old_ones(app, canal, max_at_work):
    lea = a_person(app, canal, "Léa", "picker")
    phone = a_phone(app, canal, lea)
    assert (
        max_at_work.post("/api/people/pin", {"person": lea.id, "pin": "246802"}).status_code == 200
    )
    assert phone.get("/api/me").status_code == 401
    assert phone.post("/api/sign-in", {"staff": lea.id, "pin": PIN}).status_code == 403
    assert phone.post("/api/sign-in", {"staff": lea.id, "pin": "246802"}).status_code == 200


def test_roles_change_here_and_stay_elsewhere(app, canal, max_at_work):
    lea = a_person(app, canal, "Léa", "picker")
    everywhere_admin(app, max_at_work)
    annexe = a_branch(app, "ANNEXE")
    with app.app_context(), writing() as session:
        session.add(StaffRole(staff_id=lea.id, role="desk", branch_id=annexe))
    max_at_work.post("/api/people/roles", {"person": lea.id, "roles": ["courier", "courier"]})
    assert names(max_at_work)["Léa"] == ["courier"]
    with app.app_context(), reading() as session:
        kept = session.query(StaffRole).filter_by(staff_id=lea.id, branch_id=annexe).all()
        assert [one.role for one in kept] == ["desk"]


def everywhere_admin(app, phone) -> None:
    number = number_of(phone, "Max")
    with app.app_context(), writing() as session:
        session.add(StaffRole(staff_id=number, role="admin", branch_id=None))


def test_who_is_let_go_is_out_at_once(app, canal, max_at_work):
    lea = a_person(app, canal, "Léa", "picker")
    phone = a_phone(app, canal, lea)
    assert max_at_work.post("/api/people/remove", {"person": lea.id}).status_code == 200
    assert phone.get("/api/me").status_code == 401
    assert "Léa" not in names(max_at_work)
    again = max_at_work.post("/api/people/remove", {"person": lea.id})
    assert (again.status_code, again.get_json()["code"]) == (404, "unknown_colleague")


def test_what_was_recorded_before_is_for_a_supervisor_to_settle(app, canal, max_at_work, office):
    ada = a_person(app, canal, "Ada", "picker")
    phone = a_phone(app, canal, ada)
    title = a_title(app, "Dune")
    a_copy(app, canal, title, "D-1")
    hold = a_hold(app, canal, title)
    a_walk(app, canal, hold)
    found = phone.record("report_found", pick_of(app, hold), {"barcode": "D-1", "how": "camera"})
    assert max_at_work.post("/api/people/remove", {"person": ada.id}).status_code == 200
    (outcome,) = phone.push(found)["outcomes"]
    assert (outcome["outcome"], outcome["why"]["code"]) == ("refused", "no_role_any_more")
    with app.app_context():
        assert bring_up(clock.now(), perform_all) == 1
    (line,) = office.get("/api/trouble").get_json()["open"]
    assert (line["kind"], line["who"]) == ("not_done", {"name": "Ada"})
    assert (line["facts"]["did"], line["facts"]["barcode"]) == ("report_found", "D-1")
    with app.test_request_context(headers={"Accept-Language": "en"}):
        said = sentence(line["facts"]["why"], {})
    assert "no role at the library any more" in said


def test_the_last_admin_stays(app, canal, max_at_work):
    number = number_of(max_at_work, "Max")
    for path, body in (("remove", {}), ("roles", {"roles": ["picker"]})):
        answer = max_at_work.post(f"/api/people/{path}", {"person": number, **body})
        assert (answer.status_code, answer.get_json()["code"]) == (409, "last_admin")
    assert names(max_at_work) == {"Max": ["admin"]}


@pytest.mark.parametrize("path", ["pin", "roles", "remove"])
def test_nobody_becomes_the_admin_of_the_whole_network(app, canal, max_at_work, path):
    chief = everywhere(app, "Inès", "admin")
    body = {"pin": {"pin": "111111"}, "roles": {"roles": []}, "remove": {}}[path]
    answer = max_at_work.post(f"/api/people/{path}", {"person": chief, **body})
    assert (answer.status_code, answer.get_json()["code"]) == (403, "works_elsewhere")


@pytest.mark.parametrize(
    "body",
    [
        {**ZOE, "pin": "12345"},
        {**ZOE, "pin": "12345a"},
        {**ZOE, "name": "  "},
        {**ZOE, "roles": []},
        {**ZOE, "roles": ["king"]},
        {**ZOE, "branch": 2},
    ],
)
def test_nonsense_takes_nobody_on(max_at_work, body):
    assert max_at_work.post("/api/people", body).status_code == 422
    assert list(names(max_at_work)) == ["Max"]


def test_a_supervisor_does_not_choose_colleagues(office):
    assert office.get("/api/people").status_code == 403
    assert office.post("/api/people", ZOE).status_code == 403
