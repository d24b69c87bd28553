"""The morning: who has pressed "plan" gets walks, and sees what could not be put on one."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.builders import (
    a_copy,
    a_hold,
    a_location,
    a_patron,
    a_selection,
    a_title,
    row,
    the_trouble,
    troubles,
)
from tests.people import a_branch, a_person
from tests.phones import a_phone
from tests.shelves.floors import FLOOR, a_floor, begins

TUESDAY = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def tuesday(clock):
    clock.set(TUESDAY)


def plan(phone, pickers=1):
    answer = phone.post("/api/walks/plan", {"pickers": pickers})
    assert answer.status_code == 201, answer.text
    return answer.get_json()


def shelf(app, branch, *names):
    return [a_location(app, branch, name, order) for order, name in enumerate(names, start=1)]


def wanted_book(app, branch, barcode, location=None, **values):
    title = a_title(app, barcode)
    a_copy(app, branch, title, barcode, location)
    return a_hold(app, branch, title, **values)


def picks_of(phone, walk):
    changes = phone.push()["changes"]
    of_walk = [c["data"] for c in changes if c["kind"] == "pick" and c["data"]["walk"] == walk]
    return sorted(of_walk, key=lambda pick: pick["position"])


def test_two_people_two_walks_named_after_their_sections(app, canal, phone):
    romans, bd = shelf(app, canal, "Romans", "BD")
    for n in range(4):
        wanted_book(app, canal, f"C-{n}", romans if n < 2 else bd)
    made = plan(phone, 2)
    assert [(walk["name"], walk["picks"]) for walk in made["walks"]] == [("Romans", 2), ("BD", 2)]
    assert made["left_over"] == 0
    assert plan(phone, 2)["walks"] == []


def test_a_walk_through_two_sections_says_both(app, canal, phone):
    for barcode, location in zip("AB", shelf(app, canal, "Romans", "BD"), strict=True):
        wanted_book(app, canal, barcode, location)
    assert [walk["name"] for walk in plan(phone)["walks"]] == ["Romans → BD"]


def test_a_walk_of_selections_alone(app, canal, phone):
    a_selection(app, canal)
    assert [walk["name"] for walk in plan(phone)["walks"]] == ["Sélections"]


def test_a_phone_gets_the_picks_with_every_copy_and_no_patron(app, canal, phone):
    title = a_title(app, "L’Étranger", author="Albert Camus")
    a_copy(app, canal, title, "C-2", call_number="R CAM 2")
    a_copy(app, canal, title, "C-1", call_number="R CAM 1")
    a_hold(app, canal, title, patron=a_patron(app, last_name="Durand"))
    (walk,) = plan(phone)["walks"]
    (pick,) = picks_of(phone, walk["id"])
    assert pick["target"]["barcode"] == "C-1"
    assert [copy["barcode"] for copy in pick["copies"]] == ["C-1", "C-2"]
    assert pick["title"]["author"] == "Albert Camus"
    assert pick["hold"]["slip"] == 1
    assert "Durand" not in str(pick)


def test_one_copy_and_two_patrons(app, canal, phone):
    title = a_title(app)
    a_copy(app, canal, title, "C-1")
    first = a_hold(app, canal, title, asked_at="2026-11-20T10:00:00Z")
    second = a_hold(app, canal, title, asked_at="2026-11-21T10:00:00Z")
    made = plan(phone)
    assert made["left_over"] == 1
    assert [row(app, "hold", hold)["status"] for hold in (first, second)] == ["on_walk", "open"]
    assert (the_trouble(app)["kind"], the_trouble(app)["subject_id"]) == (
        "hold_without_copy",
        second,
    )


def test_no_second_walk_for_the_copy_that_is_being_fetched(app, canal, phone):
    title = a_title(app)
    a_copy(app, canal, title, "C-1")
    a_hold(app, canal, title)
    plan(phone)
    late = a_hold(app, canal, title)
    assert plan(phone)["walks"] == []
    assert row(app, "hold", late)["status"] == "open"


def test_the_trouble_list_says_it_once_a_day(app, canal, clock, phone):
    a_hold(app, canal, a_title(app))
    plan(phone)
    plan(phone)
    assert troubles(app) == ["hold_without_copy"]
    clock.move(timedelta(days=1))
    phone.post("/api/sign-in", {"staff": phone.by, "pin": "246810"})
    plan(phone)
    assert troubles(app) == ["hold_without_copy"] * 2


def test_a_volume_has_to_be_named(app, canal, phone):
    title = a_title(app, "À la recherche du temps perdu")
    a_copy(app, canal, title, "P-1", volume="1")
    a_hold(app, canal, title)
    assert plan(phone) == {"walks": [], "left_over": 1}
    assert troubles(app) == ["to_be_specified"]


def test_a_colleague_looks_again_at_once_the_same_person_after_two_hours(
    app, canal, clock, phone, ben
):
    hold = wanted_book(app, canal, "C-1")
    (walk,) = plan(phone)["walks"]
    (pick,) = picks_of(phone, walk["id"])
    phone.do("report_not_found", pick["id"])
    assert plan(phone)["walks"] == []
    assert len(plan(a_phone(app, canal, ben))["walks"]) == 1
    assert row(app, "hold", hold)["status"] == "on_walk"


def test_the_same_pair_of_eyes_may_look_again_after_two_hours(app, canal, clock, phone):
    wanted_book(app, canal, "C-1")
    (walk,) = plan(phone)["walks"]
    (pick,) = picks_of(phone, walk["id"])
    phone.do("report_not_found", pick["id"])
    clock.move(timedelta(hours=1, minutes=59))
    assert plan(phone)["walks"] == []
    clock.move(timedelta(minutes=1))
    assert len(plan(phone)["walks"]) == 1


def test_after_two_looks_nobody_is_sent_again(app, canal, phone, ben):
    wanted_book(app, canal, "C-1")
    bens = a_phone(app, canal, ben)
    for somebody in (phone, bens):
        (walk,) = plan(somebody)["walks"]
        (pick,) = picks_of(somebody, walk["id"])
        somebody.do("report_not_found", pick["id"])
    assert plan(phone)["walks"] == []


def test_the_other_branch_fetches_what_only_stands_there(app, canal, phone):
    gare = a_branch(app, "GARE", name="Médiathèque de la Gare")
    theirs = a_phone(app, gare, a_person(app, gare, "Yann", "picker"))
    title = a_title(app)
    a_copy(app, gare, title, "G-1")
    hold = a_hold(app, canal, title)
    assert plan(phone) == {"walks": [], "left_over": 0}
    (walk,) = plan(theirs)["walks"]
    (pick,) = picks_of(theirs, walk["id"])
    assert pick["hold"]["pickup_branch"]["code"] == "CANAL"
    theirs.do("report_found", pick["id"], {"barcode": "G-1", "how": "camera"})
    assert row(app, "hold", hold)["status"] == "found"
    assert row(app, "item", pick["target"]["item"])["place_branch_id"] == gare


def test_one_slip_for_all_that_lou_asked_for(app, canal, phone):
    lou, max_ = a_patron(app), a_patron(app)
    holds = [
        wanted_book(app, canal, f"C-{n}", patron=who) for n, who in enumerate((lou, max_, lou))
    ]
    plan(phone)
    slips = [row(app, "hold", hold)["slip"] for hold in holds]
    assert slips == [1, 2, 1]


def test_how_many_pickers(phone):
    for pickers in (0, 21, "two", None, 1.5):
        answer = phone.post("/api/walks/plan", {"pickers": pickers})
        assert (answer.status_code, answer.get_json()["code"]) == (422, "bad_field")


def test_over_a_surveyed_floor_the_walk_begins_where_the_cart_stands(app, canal, phone):
    (romans,) = shelf(app, canal, "Romans")
    bays = [
        {"bay": f"A-{n}", "position": n, "shelves": 1, "starts": [begins(1, romans, f"C-{n}")]}
        for n in (1, 2, 3, 4)
    ]
    a_floor(app, canal, *bays, cart={"floor": FLOOR, "x": 0, "y": 50})
    for n in (1, 2, 3, 4):
        title = a_title(app, f"Tome {n}")
        a_copy(app, canal, title, f"C-{n}", romans, call_number=f"C-{n}")
        a_hold(app, canal, title)
    (walk,) = plan(phone)["walks"]
    found = [pick["target"]["barcode"] for pick in picks_of(phone, walk["id"])]
    assert found == ["C-4", "C-3", "C-2", "C-1"]


def test_how_many_documents_wait_is_what_a_plan_would_fetch(app, canal, phone):
    wanted_book(app, canal, "C-1")
    a_selection(app, canal)
    a_hold(app, canal, a_title(app, "On no shelf"))
    assert phone.get("/api/walks/waiting").get_json() == {"waiting": 2, "later": 0}
    plan(phone)
    assert phone.get("/api/walks/waiting").get_json() == {"waiting": 0, "later": 0}


def test_what_ada_did_not_find_waits_for_ben_at_once_and_for_her_later(app, canal, clock, phone):
    wanted_book(app, canal, "C-1")
    (walk,) = plan(phone)["walks"]
    (pick,) = picks_of(phone, walk["id"])
    phone.do("claim_walk", walk["id"])
    phone.do("report_not_found", pick["id"])
    phone.do("finish_walk", walk["id"])
    bens = a_phone(app, canal, a_person(app, canal, "Ben", "picker"))
    assert phone.get("/api/walks/waiting").get_json() == {"waiting": 0, "later": 1}
    assert bens.get("/api/walks/waiting").get_json() == {"waiting": 1, "later": 0}
    clock.move(timedelta(hours=3))
    assert phone.get("/api/walks/waiting").get_json() == {"waiting": 1, "later": 0}
