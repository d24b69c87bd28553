"""The same holds again every morning: nothing is walked twice, nothing is cancelled in silence."""

from datetime import timedelta
from pathlib import Path

import pytest
from apiflask import APIFlask

from rayon.ils.hold_import import HoldOptions, import_holds
from rayon.ils.vanished import ManyVanished
from tests.ils.deeds import asked_about, do, find, put_on_walk, tasks, vanished_line
from tests.ils.holds_library import AMINA, GEORGE, holds, holds_file
from tests.moving_clock import MovingClock

UNDATED = "card;record;pickup"
CANDIDE, MANGA, FILM = "11", "12", "13"


def asks(card: str, record: str) -> str:
    return f"{card};{record};CANAL"


def morning(folder: Path, *lines: str, many: bool = False) -> tuple[int, int, int]:
    """A morning's file: holds placed, known already, vanished."""
    options = HoldOptions(many_vanished=many, branch="CANAL")
    done = import_holds(holds_file(folder, UNDATED, *lines), options)
    assert done.problems == []
    return done.placed, done.known, done.vanished


def statuses() -> list[str]:
    return sorted(hold.status for hold in holds())


def test_what_ada_found_is_known_and_not_walked_again(library: APIFlask, tmp_path: Path) -> None:
    assert morning(tmp_path, asks(AMINA, CANDIDE), asks(GEORGE, CANDIDE)) == (2, 0, 0)
    find(holds()[0], "30001")
    assert morning(tmp_path, asks(AMINA, CANDIDE), asks(GEORGE, CANDIDE)) == (0, 2, 0)
    assert statuses() == ["found", "open"]


def test_what_was_found_may_leave_the_file(library: APIFlask, tmp_path: Path) -> None:
    morning(tmp_path, asks(AMINA, CANDIDE), asks(GEORGE, CANDIDE))
    amina = next(hold for hold in holds() if hold.patron_id == 1)
    find(amina, "30001")
    assert morning(tmp_path, asks(GEORGE, CANDIDE)) == (0, 1, 0)
    assert asked_about() == []


def test_a_second_hold_of_the_same_patron_is_told_from_the_first(
    library: APIFlask, tmp_path: Path
) -> None:
    morning(tmp_path, asks(AMINA, CANDIDE), asks(AMINA, CANDIDE))
    first, _second = holds()
    find(first, "30001")
    assert morning(tmp_path, asks(AMINA, CANDIDE)) == (0, 1, 0)
    assert asked_about() == [], "the one row that is left is the hold that is still open"
    assert morning(tmp_path, *[asks(AMINA, CANDIDE)] * 3) == (1, 2, 0)
    assert len(holds()) == 3


def test_george_who_had_it_last_week_may_ask_for_it_again(
    library: APIFlask, tmp_path: Path, clock: MovingClock
) -> None:
    morning(tmp_path, asks(GEORGE, CANDIDE))
    find(holds()[0], "30001")
    do("record_loan", holds()[0].id, barcode="30001", at="2026-11-22T10:00:00+01:00")
    clock.move(timedelta(days=1))
    assert morning(tmp_path, asks(GEORGE, CANDIDE)) == (0, 1, 0), "not keyed in yet"
    clock.move(timedelta(days=6))
    assert morning(tmp_path, asks(GEORGE, CANDIDE)) == (1, 0, 0)


def test_vanished_holds_are_asked_about_and_go_at_one_button(
    library: APIFlask, tmp_path: Path
) -> None:
    morning(tmp_path, asks(AMINA, CANDIDE), asks(GEORGE, CANDIDE), asks(GEORGE, FILM))
    amina = next(hold for hold in holds() if hold.patron_id == 1)
    assert morning(tmp_path, asks(GEORGE, CANDIDE), asks(GEORGE, FILM)) == (0, 2, 1)
    assert asked_about() == [{amina.id}]
    assert statuses() == ["open", "open", "open"]
    assert do("cancel_vanished", vanished_line()).facts == {"count": 1}
    assert statuses() == ["cancelled", "open", "open"]
    assert next(h for h in holds() if h.id == amina.id).closed_because == "ils"
    assert asked_about() == []


def test_a_hold_found_after_the_question_is_not_cancelled(
    library: APIFlask, tmp_path: Path
) -> None:
    morning(tmp_path, asks(AMINA, CANDIDE), asks(GEORGE, FILM))
    amina = next(hold for hold in holds() if hold.patron_id == 1)
    morning(tmp_path, asks(GEORGE, FILM))
    find(amina, "30001")
    assert do("cancel_vanished", vanished_line()).facts == {"count": 0}
    assert statuses() == ["found", "open"]


def test_a_hold_that_comes_back_is_wanted_again(library: APIFlask, tmp_path: Path) -> None:
    morning(tmp_path, asks(AMINA, CANDIDE), asks(GEORGE, FILM))
    morning(tmp_path, asks(GEORGE, FILM))
    assert morning(tmp_path, asks(AMINA, CANDIDE), asks(GEORGE, FILM)) == (0, 2, 0)
    assert asked_about() == [], "the question is withdrawn"
    morning(tmp_path, asks(GEORGE, FILM))
    do("cancel_vanished", vanished_line())
    done = import_holds(holds_file(tmp_path, UNDATED, asks(AMINA, CANDIDE), asks(GEORGE, FILM)))
    assert (done.placed, done.known, done.wanted_again) == (0, 1, 1)
    assert statuses() == ["open", "open"]


def test_what_is_wanted_again_is_looked_for_afresh(library: APIFlask, tmp_path: Path) -> None:
    morning(tmp_path, asks(AMINA, CANDIDE), asks(GEORGE, FILM))
    amina = next(hold for hold in holds() if hold.patron_id == 1)
    do("report_not_found", put_on_walk(amina, 1))
    morning(tmp_path, asks(GEORGE, FILM))
    do("cancel_vanished", vanished_line())
    morning(tmp_path, asks(AMINA, CANDIDE), asks(GEORGE, FILM))
    (again,) = [hold for hold in holds() if hold.id == amina.id]
    assert (again.status, again.looks, again.search_until) == ("open", 0, None)


def test_a_file_that_misses_many_holds_is_not_believed(library: APIFlask, tmp_path: Path) -> None:
    everything = [asks(card, record) for card in (AMINA, GEORGE) for record in (CANDIDE, FILM)]
    morning(tmp_path, *everything)
    with pytest.raises(ManyVanished, match="3 of 4"):
        morning(tmp_path, everything[0], asks(AMINA, MANGA))
    assert (len(holds()), asked_about()) == (4, [])
    assert morning(tmp_path, everything[0], asks(AMINA, MANGA), many=True) == (1, 1, 3)
    assert len(asked_about()[0]) == 3


def test_the_list_of_another_branch_says_nothing_of_this_one(
    library: APIFlask, tmp_path: Path
) -> None:
    morning(tmp_path, asks(AMINA, CANDIDE))
    done = import_holds(holds_file(tmp_path, UNDATED, f"{GEORGE};13;ANX"))
    assert (done.placed, done.vanished) == (1, 0)


def test_limits_are_told_and_nobody_is_refused(library: APIFlask, tmp_path: Path) -> None:
    header = "card;kind;wants;number;pickup;wishes"
    lines = [f"{AMINA};dvd;selection;{number};CANAL;{number}" for number in (2, 2, 5)]
    done = import_holds(holds_file(tmp_path, header, *lines))
    assert (done.placed, done.problems) == (3, [])
    assert [warning.place for warning in done.warnings] == ["row 3", "row 4"]
    assert "DVD" in done.warnings[0].reason
    assert "8 documents" in done.warnings[1].reason
    assert AMINA not in str(done.warnings)


def test_searching_and_unfilled_holds_are_known(library: APIFlask, tmp_path: Path) -> None:
    morning(tmp_path, asks(AMINA, FILM))
    do("give_up", holds()[0].id, because="no_copy")
    assert morning(tmp_path, asks(AMINA, FILM)) == (0, 1, 0)
    assert (statuses(), tasks("to_mark_missing")) == (["unfilled"], [])
