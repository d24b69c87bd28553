"""Where every copy is, according to the library's own system, each morning."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from apiflask import APIFlask
from sqlalchemy import select

from rayon.catalogue.files.problems import FileRefused
from rayon.catalogue.import_runs import latest_imports
from rayon.catalogue.models import Item
from rayon.database import reading
from rayon.ils.hold_import import import_holds
from rayon.ils.status_import import import_status
from rayon.sync.models import Change
from tests.ils.deeds import do, find, put_on_walk
from tests.ils.holds_library import AMINA, holds, holds_file
from tests.moving_clock import MovingClock

HEADER = "barcode,status,due,returned_at"


def copy(barcode: str) -> Item:
    with reading() as session:
        found = session.scalars(select(Item).where(Item.barcode == barcode)).one()
        session.expunge(found)
    return found


def status_of(folder: Path, *lines: str, header: str = HEADER):
    return import_status(holds_file(folder, header, *lines))


def test_status_due_date_and_last_return_come_in(library: APIFlask, tmp_path: Path) -> None:
    done = status_of(
        tmp_path,
        "30001,on loan until 2026-12-01,,",
        "30002,Available,,2026-11-21 17:40",
        "30011,en transit,,",
        "30012,Exclu du prêt,,",
        "30021,missing,,",
    )
    assert (done.rows, done.changed, done.problems) == (5, 5, [])
    assert (copy("30001").status, copy("30001").due_on) == ("on_loan", date(2026, 12, 1))
    assert copy("30002").returned_at == datetime(2026, 11, 21, 16, 40, tzinfo=UTC)
    others = [copy(barcode).status for barcode in ("30011", "30012", "30021")]
    assert others == ["in_transit", "not_for_loan", "missing"]


def test_french_columns_and_dates(library: APIFlask, tmp_path: Path) -> None:
    header = "Code-barres;Statut;Date de retour prévue;Dernier retour"
    status_of(tmp_path, "30001;En prêt;01/12/2026;20/11/2026 18h05", header=header)
    assert copy("30001").due_on == date(2026, 12, 1)
    assert copy("30001").returned_at == datetime(2026, 11, 20, 17, 5, tzinfo=UTC)


def test_the_same_file_twice_changes_nothing(library: APIFlask, tmp_path: Path) -> None:
    lines = ("30001,on loan,2026-12-01,", "30002,available,,2026-11-21T17:40:00+01:00")
    status_of(tmp_path, *lines)
    again = status_of(tmp_path, *lines)
    assert (again.changed, again.same) == (0, 2)


def test_a_dry_run_changes_nothing(library: APIFlask, tmp_path: Path) -> None:
    path = holds_file(tmp_path, HEADER, "30001,missing,,")
    assert import_status(path, dry_run=True).changed == 1
    assert copy("30001").status == "available"


def test_what_rayon_has_in_hand_is_left_alone(library: APIFlask, tmp_path: Path) -> None:
    import_holds(holds_file(tmp_path, "card;record;pickup", f"{AMINA};11;CANAL"))
    find(holds()[0], "30001")
    done = status_of(tmp_path, "30001,missing,,", "30002,missing,,")
    assert (done.held, done.changed) == (1, 1)
    assert (copy("30001").status, copy("30001").place_kind) == ("available", "walk")


def test_a_new_return_ends_a_loan_that_rayon_knew(library: APIFlask, tmp_path: Path) -> None:
    import_holds(holds_file(tmp_path, "card;record;pickup", f"{AMINA};11;CANAL"))
    find(holds()[0], "30001")
    do("record_loan", holds()[0].id, barcode="30001", at="2026-11-22T10:00:00+01:00")
    assert (copy("30001").status, copy("30001").place_kind) == ("on_loan", "patron")
    status_of(tmp_path, "30001,available,,")
    assert copy("30001").place_kind == "patron", "the other system may not have heard of the loan"
    status_of(tmp_path, "30001,available,,2026-12-05 09:00")
    assert copy("30001").place_kind == "shelf"


def test_bad_rows_are_listed_and_the_others_come_in(library: APIFlask, tmp_path: Path) -> None:
    done = status_of(
        tmp_path,
        "99999,available,,",
        "3.9E+13,available,,",
        "30001,on the moon,,",
        "30001,on loan,tomorrow,",
        "30001,on loan,,yesterday",
        "30002,missing,,",
        "30002,available,,",
    )
    assert [problem.field for problem in done.problems] == [
        "barcode", "status", "due", "returned_at", "barcode", "barcode",
    ]  # fmt: skip
    assert "99999" in done.problems[-1].reason
    assert (done.changed, copy("30002").status) == (1, "missing")


@pytest.mark.parametrize("header", ["barcode,due", "barcode,status,shoe size", "who,what"])
def test_a_file_of_something_else_is_refused(
    library: APIFlask, tmp_path: Path, header: str
) -> None:
    with pytest.raises(FileRefused, match=r"[Cc]olumns"):
        status_of(tmp_path, "30001,available,x", header=header)
    with pytest.raises(FileRefused, match="No row"):
        status_of(tmp_path, "1,available,,")


def test_its_age_is_kept(library: APIFlask, tmp_path: Path, clock: MovingClock) -> None:
    clock.set(datetime(2026, 11, 24, 6, 40, tzinfo=UTC))
    status_of(tmp_path, "30001,missing,,", "99999,missing,,")
    with reading() as session:
        known = latest_imports(session.connection(), copy("30001").branch_id)
    status = known["status"]
    assert status and status["at"].startswith("2026-11-24T06:40")
    assert (status["rows"], status["rejected"]) == (2, 1)
    assert known["loans"] is None


def test_phones_hear_of_a_copy_they_are_on_the_way_to(library: APIFlask, tmp_path: Path) -> None:
    import_holds(holds_file(tmp_path, "card;record;pickup", f"{AMINA};11;CANAL"))
    pick = put_on_walk(holds()[0], copy("30001").id)
    assert _change_of(pick) < _change_after(tmp_path, pick)


def _change_after(folder: Path, pick: str) -> int:
    status_of(folder, "30001,available,,2026-11-21 17:40")
    return _change_of(pick)


def _change_of(pick: str) -> int:
    with reading() as session:
        return session.scalars(select(Change.number).where(Change.subject_id == pick)).one()
