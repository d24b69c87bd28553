"""The morning at a glance, and cheap to ask for."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.builders import a_copy, a_hold, a_title, a_walk, pick_of
from tests.people import a_branch, a_person
from tests.phones import ADDRESS, a_phone


@pytest.fixture(autouse=True)
def tuesday(clock):
    clock.set(datetime(2026, 11, 24, 8, 0, tzinfo=UTC))


@pytest.fixture
def three_books(app, canal):
    holds = []
    for n in range(3):
        title = a_title(app, f"Tome {n}")
        a_copy(app, canal, title, f"C-{n}")
        holds.append(a_hold(app, canal, title))
    return holds, a_walk(app, canal, *holds)


def board(office):
    return office.get("/api/board").get_json()


def test_holds_and_walks_are_counted(app, phone, office, three_books):
    holds, walk = three_books
    phone.do("claim_walk", walk)
    phone.do("report_found", pick_of(app, holds[0]), {"barcode": "C-0", "how": "camera"})
    phone.do("report_not_found", pick_of(app, holds[1]))
    seen = board(office)
    assert {status: n for status, n in seen["holds"].items() if n} == {
        "on_walk": 1,
        "found": 1,
        "searching": 1,
    }
    (line,) = seen["walks"]
    assert (line["total"], line["done"], line["found"], line["missing"]) == (3, 2, 1, 1)
    assert line["claimed_by"]["name"] == "Ada"
    (missing,) = seen["missing"]
    assert (missing["title"], missing["location"], missing["looks"]) == ("Tome 1", "Romans", 1)


def test_a_board_of_work_and_not_of_people(phone, office, three_books):
    _, walk = three_books
    phone.do("claim_walk", walk)
    phone.do("finish_walk", walk)
    (line,) = board(office)["walks"]
    assert (line["status"], line["claimed_by"]) == ("finished", None)


def test_what_was_closed_yesterday_is_not_counted_today(office, clock, sol, three_books):
    holds, _ = three_books
    office.do("cancel_hold", holds[0])
    assert board(office)["holds"]["cancelled"] == 1
    clock.move(timedelta(days=1))
    office.sign_in(sol)
    assert board(office)["holds"]["cancelled"] == 0


def test_nothing_new_costs_nothing(phone, office, three_books):
    _, walk = three_books
    first = office.get("/api/board")
    again = _ask_again(office, first)
    assert (again.status_code, again.data) == (304, b"")
    phone.do("claim_walk", walk)
    assert _ask_again(office, first).status_code == 200


def test_what_happens_elsewhere_costs_nothing_here(app, office, three_books):
    first = office.get("/api/board")
    station = a_branch(app, "GARE")
    walk = a_walk(app, station, a_hold(app, station, a_title(app, "Ailleurs")))
    phone = a_phone(app, station, a_person(app, station, "Ben", "picker"))
    assert phone.do("claim_walk", walk)["outcome"] == "applied"
    assert _ask_again(office, first).status_code == 304


def test_a_board_of_yesterday_is_not_shown_again(office, clock, sol, three_books):
    first = office.get("/api/board")
    clock.move(timedelta(days=1))
    office.sign_in(sol)
    assert _ask_again(office, first).status_code == 200


def test_every_phone_of_the_branch(app, canal, ben, phone, office, three_books):
    a_phone(app, canal, ben)
    named = {device["name"] for device in board(office)["devices"]}
    assert named == {"Phone of Ada", "Phone of Ben", "Phone of Sol"}


def test_what_a_phone_has_not_sent_is_seen_at_the_next_look_and_grows_older(phone, office, clock):
    first = office.get("/api/board")
    phone.unsent = '{"actions": 3, "seconds": 900}'
    phone.push()
    assert _ask_again(office, first).status_code == 200
    clock.move(timedelta(minutes=20))
    seen = board(office)
    # What waits stands above those that were heard of later.
    (ada, sol) = seen["devices"]
    assert (ada["name"], ada["unsent"], sol["unsent"]) == ("Phone of Ada", 3, None)
    age = datetime.fromisoformat(seen["at"]) - datetime.fromisoformat(ada["unsent_since"])
    assert age // timedelta(minutes=1) == 35


def _ask_again(office, first):
    tag = {"If-None-Match": first.headers["ETag"]}
    return office.client.get("/api/board", base_url=ADDRESS, headers=tag)


def test_a_selection_that_was_not_found_has_words_and_one_count(app, canal, phone, office):
    wishes = {"kind": "album", "age": "3-5", "number": 2, "wishes": "des ours"}
    selection = a_hold(app, canal, wants="selection", selection=wishes)
    a_walk(app, canal, selection)
    phone.do("report_not_found", pick_of(app, selection))
    seen = board(office)
    (line,) = seen["missing"]
    assert (line["title"], line["selection"]) == ("", {**wishes, "kind": "Album"})
    assert seen["holds"]["searching"] == 1


def test_what_was_found_and_is_not_usable_says_so(app, phone, office, three_books):
    holds, walk = three_books
    phone.do("claim_walk", walk)
    phone.do("report_not_found", pick_of(app, holds[0]))
    phone.do("report_unusable", pick_of(app, holds[1]), {"reason": "damaged"})
    unusable = {line["title"]: line["unusable"] for line in board(office)["missing"]}
    assert unusable == {"Tome 0": False, "Tome 1": True}


def test_what_is_looked_for_here_for_another_branch_is_counted_where_it_is_listed(
    app, canal, phone, office
):
    elsewhere = a_branch(app, "GARE")
    title = a_title(app, "Dune")
    a_copy(app, canal, title, "C-9")
    hold = a_hold(app, elsewhere, title)
    a_walk(app, canal, hold)
    phone.do("report_not_found", pick_of(app, hold))
    seen = board(office)
    assert (len(seen["missing"]), seen["holds"]["searching"]) == (1, 1)
    assert office.get("/api/team/morning").get_json()["left_over"]["searching"] == 1
