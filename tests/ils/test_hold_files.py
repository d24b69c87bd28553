"""Holds in the documented CSV columns."""

from pathlib import Path

import pytest
from apiflask import APIFlask
from sqlalchemy import select

from rayon.catalogue.files.problems import FileRefused
from rayon.database import reading
from rayon.holds.models import HoldEvent
from rayon.ils.hold_import import HoldOptions, import_holds
from rayon.sync.models import ActionRow
from tests.ils.holds_library import AMINA, GEORGE, barcode_of, holds, holds_file, record_of

HEADER = (
    "reference;card;record;barcode;isbn;volume;kind;pickup;fulfilment;asked_at;wants;"
    "number;age;wishes"
)


def test_every_kind_of_hold_comes_in(library: APIFlask, tmp_path: Path) -> None:
    path = holds_file(
        tmp_path,
        HEADER,
        f"1;{AMINA};11;;;;;CANAL;;2026-11-22T07:00:00+01:00;;;;",
        f"2;{AMINA};;30012;;;;CANAL;livraison;2026-11-22T07:01:00+01:00;exemplaire;;;",
        f"3;{GEORGE};;;2-07-036822-X;;;ANX;;2026-11-22T07:02:00+01:00;;;;",
        f"4;{GEORGE};12;;;2;;ANX;;2026-11-22T07:03:00+01:00;titre;;;",
        f"5;{GEORGE};;;;;album;ANX;;2026-11-22T07:04:00+01:00;sélection;5;3-5;Des ours",
    )
    done = import_holds(path)
    assert (done.placed, done.problems) == (5, [])
    first, item, by_isbn, volume, selection = holds()
    assert (record_of(first.title_id), first.fulfilment) == ("11", "pickup")
    assert (barcode_of(item.item_id), item.volume, item.fulfilment) == ("30012", "2", "delivery")
    assert record_of(by_isbn.title_id) == "11"
    assert volume.volume == "2"
    assert selection.selection == {"kind": "album", "age": "3-5", "number": 5, "wishes": "Des ours"}


def test_holds_pass_through_the_one_door(library: APIFlask, tmp_path: Path) -> None:
    import_holds(holds_file(tmp_path, HEADER, f"1;{AMINA};11;;;;;CANAL;;;;;;"))
    with reading() as session:
        action = session.scalars(select(ActionRow)).one()
        event = session.scalars(select(HoldEvent)).one()
    assert (action.name, action.outcome) == ("place_hold", "applied")
    assert (event.before, event.after) == (None, "open")
    assert AMINA not in str(action.payload)


def test_a_known_reference_is_left_as_it_is(library: APIFlask, tmp_path: Path) -> None:
    path = holds_file(tmp_path, HEADER, f"1;{AMINA};11;;;;;CANAL;;;;;;")
    assert import_holds(path).placed == 1
    again = import_holds(path)
    assert (again.placed, again.known) == (0, 1)


def test_rows_without_a_date_or_reference_are_known_again(
    library: APIFlask, tmp_path: Path
) -> None:
    path = holds_file(tmp_path, "card;record;pickup", f"{AMINA};11;CANAL", f"{GEORGE};11;CANAL")
    assert (import_holds(path).placed, import_holds(path).known) == (2, 2)


def test_a_dry_run_counts_and_places_nothing(library: APIFlask, tmp_path: Path) -> None:
    path = holds_file(tmp_path, "card;record", f"{AMINA};11")
    assert import_holds(path, HoldOptions(branch="CANAL", dry_run=True)).placed == 1
    assert holds() == []


@pytest.mark.parametrize(
    ("line", "field"),
    [
        (f"9;{AMINA};99;;;;;CANAL;;;;;;", "record"),
        (f"9;{AMINA};;;;;;CANAL;;;;;;", "record"),
        (f"9;{AMINA};;;9782070413119;;;CANAL;;;;;;", "isbn"),
        (f"9;{AMINA};11;;;;;CANAL;pigeon;;;;;", "fulfilment"),
        (f"9;{AMINA};11;;;;;CANAL;;;wish;;;", "wants"),
        (f"9;{AMINA};11;;;;;CANAL;;;item;;;", "barcode"),
        (f"9;{AMINA};;;;;;CANAL;;;selection;0;;", "number"),
        (f"9;{AMINA};;;;;;CANAL;;;selection;99999999999;;", "number"),
        (f"9;{AMINA};11;;;;spaceship;CANAL;;;;;;", "kind"),
        ("9;;11;;;;;CANAL;;;;;;", "card"),
        ("9;2999;11;;;;;CANAL;;;;;;", "card"),
        (f"1;{AMINA};11;;;;;CANAL;;;;;;", "reference"),
    ],
)
def test_a_bad_row_is_listed(library: APIFlask, tmp_path: Path, line: str, field: str) -> None:
    good = f"1;{AMINA};13;;;;;CANAL;;;;;;"
    done = import_holds(holds_file(tmp_path, HEADER, good, line))
    assert done.placed == 1
    assert [(problem.place, problem.field) for problem in done.problems] == [("row 3", field)]


def test_a_file_that_leads_to_no_hold_is_refused(library: APIFlask, tmp_path: Path) -> None:
    with pytest.raises(FileRefused):
        import_holds(holds_file(tmp_path, HEADER, "1;2999;11;;;;;CANAL;;;;;;"))


def test_columns_that_mean_nothing_say_what_was_expected(library: APIFlask, tmp_path: Path) -> None:
    with pytest.raises(FileRefused, match="carte"):
        import_holds(holds_file(tmp_path, "who;what", "Amina;Candide"))


def test_the_command_reports_what_it_did(library: APIFlask, tmp_path: Path) -> None:
    path = holds_file(tmp_path, "card;record", f"{AMINA};11", "2999;11")
    words = ["import", "holds", str(path), "--branch", "CANAL"]
    result = library.test_cli_runner().invoke(args=words)
    assert result.exit_code == 0, result.output
    assert len(holds()) == 1
