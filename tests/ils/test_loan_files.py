"""Loans that the library's own system made close what waits for their patron."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from apiflask import APIFlask

from rayon.catalogue.files.problems import FileRefused
from rayon.database import one_view
from rayon.ils.hold_import import import_holds
from rayon.ils.loan_import import import_loans
from rayon.sync.rebuild import differences
from tests.builders import row
from tests.ils.deeds import do, find, put_on_walk, tasks
from tests.ils.holds_library import AMINA, GEORGE, holds, holds_file
from tests.moving_clock import MovingClock

HEADER = "barcode,card,time"
NOON = "2026-11-22 12:00"


@pytest.fixture
def found(library: APIFlask, tmp_path: Path, clock: MovingClock) -> str:
    """Ada found Candide (30001) for Amina, on the 22nd at nine."""
    clock.set(datetime(2026, 11, 22, 8, tzinfo=UTC))
    import_holds(holds_file(tmp_path, "card;record;pickup", f"{AMINA};11;CANAL"))
    find(holds()[0], "30001")
    return holds()[0].id


def loans(folder: Path, *lines: str, **options: str):
    return import_loans(holds_file(folder, HEADER, *lines), **options)


def test_what_amina_took_is_handed_over(found: str, tmp_path: Path) -> None:
    done = loans(tmp_path, f"30001,{AMINA},{NOON}", f"30021,{GEORGE},{NOON}")
    assert (done.closed, done.other, done.problems) == (1, 1, [])
    assert holds()[0].status == "handed_over"
    assert tasks("to_trap") == [], "the other system knows: nothing is left to key"
    assert loans(tmp_path, f"30001,{AMINA},{NOON}").other == 1


def test_a_loan_to_somebody_else_is_listed_without_a_name(found: str, tmp_path: Path) -> None:
    done = loans(tmp_path, f"30001,{GEORGE},{NOON}")
    assert [problem.field for problem in done.problems] == ["card"]
    assert AMINA not in str(done.problems)
    assert holds()[0].status == "found"


def test_a_loan_from_before_it_was_found_closes_nothing(found: str, tmp_path: Path) -> None:
    assert loans(tmp_path, f"30001,{AMINA},2026-11-20 12:00").other == 1
    assert holds()[0].status == "found"


def test_what_amina_took_from_the_shelf_herself_is_looked_for_no_more(
    library: APIFlask, tmp_path: Path, clock: MovingClock
) -> None:
    clock.set(datetime(2026, 11, 22, 8, tzinfo=UTC))
    import_holds(holds_file(tmp_path, "card;record;pickup", f"{AMINA};11;CANAL"))
    pick = put_on_walk(holds()[0], None)
    done = loans(tmp_path, f"30001,{GEORGE},{NOON}")
    assert (done.closed, done.other, holds()[0].status) == (0, 1, "on_walk")
    assert loans(tmp_path, f"30001,{AMINA},2026-11-20 12:00").other == 1, "lent before she asked"
    assert loans(tmp_path, f"30001,{AMINA},{NOON}").closed == 1
    assert holds()[0].status == "handed_over"
    assert row(library, "pick", pick)["status"] == "withdrawn"
    assert tasks("to_trap") == []
    with one_view() as connection:
        assert differences(connection) == []
    assert loans(tmp_path, f"30001,{AMINA},{NOON}").other == 1


def test_a_selection_is_over_when_its_last_document_is_taken(
    library: APIFlask, tmp_path: Path
) -> None:
    header = "card;wants;number;pickup"
    import_holds(holds_file(tmp_path, header, f"{AMINA};selection;2;CANAL"))
    hold = holds()[0]
    pick = _choose(hold, "30001", "30002")
    assert do("report_found", pick, barcode="30002", how="scanner").outcome == "applied"
    loans(tmp_path, f"30001,{AMINA},2030-01-01 12:00")
    assert holds()[0].status == "found"
    loans(tmp_path, f"30002,{AMINA},2030-01-01 12:00")
    assert holds()[0].status == "handed_over"


def _choose(hold, *barcodes: str) -> str:
    pick = put_on_walk(hold, None)
    for barcode in barcodes:
        assert do("choose_item", pick, barcode=barcode, how="scanner").outcome == "applied"
    return pick


@pytest.mark.parametrize(
    ("line", "field"),
    [
        (f"3.9E+13,{AMINA},{NOON}", "barcode"),
        (f"30001,,{NOON}", "card"),
        (f"30001,2.4E+13,{NOON}", "card"),
        (f"30001,{AMINA},", "time"),
        (f"30001,{AMINA},noon", "time"),
    ],
)
def test_a_bad_row_is_listed(found: str, tmp_path: Path, line: str, field: str) -> None:
    done = loans(tmp_path, line, f"30021,{GEORGE},{NOON}")
    assert [(one.place, one.field) for one in done.problems] == [("row 2", field)]


def test_a_file_for_a_branch_nobody_knows(found: str, tmp_path: Path) -> None:
    with pytest.raises(FileRefused):
        loans(tmp_path, branch="NOWHERE")
