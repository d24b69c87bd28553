"""What the library's own system must hear: on a list until somebody has keyed it."""

from datetime import UTC, datetime
from typing import Any

import pytest
import zxingcpp
from apiflask import APIFlask
from sqlalchemy import update

from rayon import clock
from rayon.catalogue.models import Branch
from rayon.database import table_of, writing, writing_engine
from rayon.holds.action import Action, Payload, applied, move
from rayon.ils.owing import with_what_is_owed
from rayon.prepared import run_each
from rayon.sync import loading
from rayon.sync.writing import Ledger
from tests.builders import (
    a_copy,
    a_hold,
    a_patron,
    a_title,
    a_walk,
    pick_of,
    row,
    the_server_does,
)
from tests.ils.bars import picture_of
from tests.people import a_branch, a_person
from tests.phones import Phone, a_phone

Row = dict[str, Any]
#: On Chloé's paper, in French.
NOT_SHOWN = "Aucune carte n’a été présentée"
SCANNED = {"how": "scanner"}


@pytest.fixture
def hold(app: APIFlask, canal: int, phone: Phone) -> str:
    """Amina's hold for L'Étranger (30001), on Ada's walk."""
    title = a_title(app)
    a_copy(app, canal, title, "30001")
    hold = a_hold(app, canal, title, patron=a_patron(app, card="24242000000011"))
    phone.do("claim_walk", a_walk(app, canal, hold))
    return hold


def lines(desk: Phone, kind: str) -> list[Row]:
    answer = desk.get(f"/api/ils/lists/{kind}")
    assert answer.status_code == 200, answer.text
    return list(answer.get_json()["lines"])


def found(phone: Phone, app: APIFlask, hold: str) -> Row:
    return phone.do("report_found", pick_of(app, hold), {"barcode": "30001", **SCANNED})


def paper_of(desk: Phone) -> str:
    return desk.get("/api/ils/lists/loan/paper").text


def tick(desk: Phone, *tasks: Row, done: bool = True):
    return desk.post("/api/ils/ticks", {"tasks": [task["id"] for task in tasks], "done": done})


def test_what_ada_finds_is_to_be_trapped(
    app: APIFlask, hold: str, phone: Phone, desk: Phone
) -> None:
    found(phone, app, hold)
    (line,) = lines(desk, "to_trap")
    assert (line["barcode"], line["title"], line["card"]) == ("30001", "L’Étranger", None)
    assert desk.get("/api/ils/lists").get_json()["open"]["to_trap"] == 1


def test_the_bars_on_the_screen_can_be_scanned(
    app: APIFlask, hold: str, phone: Phone, desk: Phone
) -> None:
    found(phone, app, hold)
    (line,) = lines(desk, "to_trap")
    (read,) = zxingcpp.read_barcodes(picture_of(line["bars"]))
    assert read.text == "30001"


def test_what_is_taken_back_before_the_tick_leaves_the_list(
    app: APIFlask, hold: str, phone: Phone, desk: Phone
) -> None:
    undo = phone.do("undo", found(phone, app, hold)["id"])
    assert lines(desk, "to_trap") == []
    phone.do("undo", undo["id"])
    assert len(lines(desk, "to_trap")) == 1


def test_what_is_ticked_is_gone_and_can_be_put_back(
    app: APIFlask, hold: str, phone: Phone, desk: Phone
) -> None:
    found(phone, app, hold)
    (line,) = lines(desk, "to_trap")
    assert tick(desk, line).get_json() == {"ticked": 1}
    assert lines(desk, "to_trap") == []
    assert tick(desk, line, done=False).status_code == 200
    assert lines(desk, "to_trap") == [line]


def test_a_line_that_stopped_being_true_is_not_ticked_in_silence(
    app: APIFlask, hold: str, phone: Phone, desk: Phone
) -> None:
    report = found(phone, app, hold)
    (line,) = lines(desk, "to_trap")
    phone.do("undo", report["id"])
    assert tick(desk, line).get_json() == {"ticked": 0}
    assert lines(desk, "to_trap") == []
    assert row(app, "ils_task", line["id"])["done_at"] is None


def test_a_hold_asked_for_by_telephone_is_unknown_to_the_ils(
    app: APIFlask, canal: int, phone: Phone, desk: Phone
) -> None:
    title = a_title(app)
    a_copy(app, canal, title, "30001")
    hold = a_hold(app, canal, title, source="phone")
    a_walk(app, canal, hold)
    assert found(phone, app, hold)["outcome"] == "applied"
    assert lines(desk, "to_trap") == []


def test_a_copy_nobody_found_is_to_be_marked_missing_until_it_turns_up(
    app: APIFlask, hold: str, phone: Phone, desk: Phone
) -> None:
    phone.do("report_not_found", pick_of(app, hold))
    assert lines(desk, "to_mark_missing") == [], "the search goes on"
    the_server_does(app, "give_up", hold)
    assert [line["barcode"] for line in lines(desk, "to_mark_missing")] == ["30001"]
    phone.do("report_seen", "", {"barcode": "30001"})
    assert lines(desk, "to_mark_missing") == []


def test_a_cancelled_hold_need_not_be_trapped(
    app: APIFlask, hold: str, phone: Phone, desk: Phone
) -> None:
    found(phone, app, hold)
    the_server_does(app, "cancel_hold", hold)
    assert lines(desk, "to_trap") == []


def test_lists_belong_to_their_branch(app: APIFlask, hold: str, phone: Phone, desk: Phone) -> None:
    found(phone, app, hold)
    (line,) = lines(desk, "to_trap")
    annexe = a_branch(app, "ANX")
    theirs = a_phone(app, annexe, a_person(app, annexe, "Noé", "desk"))
    assert lines(theirs, "to_trap") == []
    assert tick(theirs, line).status_code == 409
    assert len(lines(desk, "to_trap")) == 1


def test_pickers_see_no_list(phone: Phone) -> None:
    assert phone.get("/api/ils/lists/to_trap").status_code == 403


def test_a_list_nobody_has_heard_of(desk: Phone) -> None:
    assert desk.get("/api/ils/lists/shopping").status_code == 404
    assert tick(desk, {"id": "01a20244-e836-7d00-967b-cd31528c4d47"}).status_code == 404


def test_a_list_as_paper_and_as_a_file(app: APIFlask, hold: str, phone: Phone, desk: Phone) -> None:
    found(phone, app, hold)
    paper = desk.get("/api/ils/lists/to_trap/paper")
    assert "30001" in paper.text and "data:image/svg+xml" in paper.text
    file = desk.get("/api/ils/lists/to_trap/file")
    assert file.text == "30001\r\n"
    assert "to_trap.txt" in file.headers["Content-Disposition"]


def test_paper_says_when_it_was_printed_by_the_clock_on_the_wall(app, canal, chloe, clock):
    clock.set(datetime(2026, 11, 24, 15, 5, tzinfo=UTC))
    paper = a_phone(app, canal, chloe).get("/api/ils/lists/to_trap/paper")
    assert "24 nov. 2026, 16\u00a0h\u00a005" in paper.text


def test_loans_made_in_rayon_are_a_koha_file(
    app: APIFlask, canal: int, hold: str, phone: Phone, desk: Phone
) -> None:
    _lends(app, canal)
    found(phone, app, hold)
    _hand_over(app, hold)
    (line,) = lines(desk, "loan")
    assert line["card"] == "24242000000011"
    head, loan = desk.get("/api/ils/lists/loan/file").text.splitlines()
    assert head.startswith("Version=1.0\t")
    assert loan.split("\t")[1:] == ["issue", "24242000000011", "30001"]
    assert "24242000000011" in desk.get("/api/ils/lists/loan/paper").text
    assert "no-store" in desk.get("/api/ils/lists/loan").headers["Cache-Control"]


def test_a_loan_on_a_card_that_nobody_showed_says_so(
    app: APIFlask, canal: int, hold: str, phone: Phone, desk: Phone
) -> None:
    _lends(app, canal)
    found(phone, app, hold)
    _hand_over(app, hold)
    (line,) = lines(desk, "loan")
    assert (line["card"], line["is_card_shown"]) == ("24242000000011", False)
    assert NOT_SHOWN in paper_of(desk)


def test_george_who_comes_for_amina_borrows_on_his_own_card(
    app: APIFlask, canal: int, hold: str, phone: Phone, desk: Phone
) -> None:
    _lends(app, canal)
    found(phone, app, hold)
    _hand_over(app, hold, card_of=a_patron(app, card="24242000000029"))
    (line,) = lines(desk, "loan")
    assert (line["card"], line["is_card_shown"]) == ("24242000000029", True)
    assert "24242000000029\t30001" in desk.get("/api/ils/lists/loan/file").text
    assert NOT_SHOWN not in paper_of(desk)


def _lends(app: APIFlask, branch: int) -> None:
    """From now on, loans are made in Rayon at this branch."""
    with app.app_context(), writing() as session:
        table = table_of(Branch)
        session.execute(
            update(table).where(table.c.id == branch).values(settings={"loans_in": "rayon"})
        )


class HandOver(Payload):
    """What the desk says: whose card was shown."""

    card_of: int | None


def _hand_over(app: APIFlask, hold: str, card_of: int | None = None) -> None:
    """At the desk: what the step that hands over will decide."""
    with app.app_context(), writing_engine().begin() as connection:
        state = loading.load(connection, {"hold": {hold}, "patron": {card_of} - {None}}, {})
        action = Action("0" * 36, "hand_over", hold, HandOver(card_of=card_of), clock.now())
        wanted = state.get("hold", hold)
        assert wanted
        decision = with_what_is_owed(action, applied(move(action, wanted, "hand_over")), state)
        ledger = Ledger(state)
        ledger.enter(action.id, decision)
        run_each(connection, ledger.ready(connection))
