"""The morning's files, brought in by people who have no shell."""

from base64 import b64encode
from typing import Any

import pytest
from apiflask import APIFlask

from tests.builders import a_copy, a_hold, a_patron, a_title, row, troubles
from tests.phones import Phone

HEADER = "card;record;pickup"
CARD = "24242000000011"


@pytest.fixture
def candide(app: APIFlask, canal: int) -> int:
    """A title with two copies, and Amina who may ask for it."""
    title = a_title(app, "Candide", record="11")
    a_copy(app, canal, title, "30001")
    a_copy(app, canal, title, "30002")
    a_patron(app, card=CARD)
    return title


def send(desk: Phone, kind: str, *lines: str, check: bool = False, **more: Any):
    content = b64encode("\n".join(lines).encode()).decode()
    return desk.post("/api/ils/files", {"kind": kind, "content": content, "check": check, **more})


def test_chloe_checks_a_file_and_brings_it_in(candide: int, desk: Phone) -> None:
    lines = (HEADER, f"{CARD};11;CANAL", "2999;11;CANAL")
    checked = send(desk, "holds", *lines, check=True).get_json()
    assert (checked["counts"]["placed"], checked["rejected"]) == (1, 1)
    assert checked["problems"][0]["field"] == "card"
    assert desk.get("/api/ils/files").get_json()["imports"]["holds"] is None
    assert send(desk, "holds", *lines).get_json()["counts"]["placed"] == 1
    run = desk.get("/api/ils/files").get_json()["imports"]["holds"]
    assert (run["rows"], run["rejected"]) == (2, 1)


def test_each_kind_of_file_has_its_age(candide: int, desk: Phone, phone: Phone) -> None:
    send(desk, "status", "barcode,status", "30001,on loan")
    send(desk, "loans", "barcode,card,time", f"30001,{CARD},2026-11-22 12:00")
    send(desk, "patrons", "card,first_name", f"{CARD},Amina")
    known = phone.get("/api/ils/imports").get_json()["imports"]
    assert {kind for kind, run in known.items() if run} == {"status", "loans", "patrons"}


def test_a_large_file_is_no_problem(candide: int, desk: Phone) -> None:
    lines = [f"{number},available" for number in range(200_000)]
    answer = send(desk, "status", "barcode,status", *lines, check=True)
    assert answer.status_code == 200, answer.text
    assert len(answer.get_json()["problems"]) == 100


def test_a_file_of_something_else_is_refused_in_words(candide: int, desk: Phone) -> None:
    answer = send(desk, "status", "who,what", "Amina,Candide")
    assert (answer.status_code, answer.get_json()["code"]) == (422, "file_refused")
    assert "who" in answer.get_json()["message"]


@pytest.mark.parametrize(
    "body",
    [
        {"kind": "holds", "content": "§§§", "check": True},
        {"kind": "gossip", "content": "", "check": True},
        {"kind": "holds", "check": True},
        {},
    ],
)
def test_a_bad_body_is_no_fault_of_the_server(desk: Phone, body: dict[str, Any]) -> None:
    assert desk.post("/api/ils/files", body).status_code == 422


def test_pickers_bring_nothing_in(phone: Phone) -> None:
    assert send(phone, "status", "barcode,status", "30001,missing").status_code == 403


def test_sol_cancels_what_vanished_at_one_button(
    app: APIFlask, candide: int, desk: Phone, office: Phone
) -> None:
    send(desk, "holds", HEADER, f"{CARD};11;CANAL", f"{CARD};11;CANAL")
    send(desk, "holds", HEADER, f"{CARD};11;CANAL")
    asked = office.get("/api/ils/files").get_json()["vanished"]
    assert [hold["title"] for hold in asked["holds"]] == ["Candide"]
    assert desk.post(f"/api/ils/vanished/{asked['id']}/cancel").status_code == 403
    answer = office.post(f"/api/ils/vanished/{asked['id']}/cancel")
    assert answer.get_json() == {"cancelled": 1}
    assert row(app, "hold", asked["holds"][0]["id"])["status"] == "cancelled"
    assert office.get("/api/ils/files").get_json()["vanished"] is None
    assert office.post(f"/api/ils/vanished/{asked['id']}/cancel").status_code == 404


def test_what_sol_keeps_is_not_asked_about_the_next_morning(
    app: APIFlask, candide: int, desk: Phone, office: Phone
) -> None:
    send(desk, "holds", HEADER, f"{CARD};11;CANAL", f"{CARD};11;CANAL")
    send(desk, "holds", HEADER, f"{CARD};11;CANAL")
    asked = office.get("/api/ils/files").get_json()["vanished"]
    office.post(f"/api/trouble/{asked['id']}/resolve", {"choice": "keep"})
    send(desk, "holds", HEADER, f"{CARD};11;CANAL")
    assert troubles(app) == []
    assert row(app, "hold", asked["holds"][0]["id"])["status"] == "open"


def test_a_file_that_misses_many_holds_is_believed_when_somebody_says_so(
    app: APIFlask, canal: int, candide: int, desk: Phone
) -> None:
    for _each in range(4):
        a_hold(app, canal, candide, source="csv")
    answer = send(desk, "holds", HEADER, f"{CARD};11;CANAL")
    assert (answer.status_code, answer.get_json()["code"]) == (409, "many_vanished")
    answer = send(desk, "holds", HEADER, f"{CARD};11;CANAL", many_vanished=True)
    assert answer.get_json()["counts"]["vanished"] == 4


def test_the_board_says_how_old_files_are_and_what_is_to_be_keyed(
    candide: int, desk: Phone, office: Phone
) -> None:
    before = office.get("/api/board").headers["ETag"]
    send(desk, "status", "barcode,status", "30001,on loan")
    board = office.get("/api/board")
    assert board.headers["ETag"] != before
    assert board.get_json()["imports"]["status"]["rows"] == 1
    assert board.get_json()["to_key"]["to_trap"] == 0
