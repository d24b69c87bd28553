"""Items from CSV: every encoding, every separator, and rows that are not what they seem."""

from pathlib import Path

import pytest
from apiflask import APIFlask
from sqlalchemy import select, update

from rayon.catalogue.files.checking import Options
from rayon.catalogue.files.items import Import, import_items
from rayon.catalogue.files.mapping import load_mapping
from rayon.catalogue.files.places import Creating
from rayon.catalogue.files.problems import FileRefused, Problem, write_report
from rayon.catalogue.files.storing import Counted
from rayon.catalogue.models import Branch, Item, Location, Title
from rayon.database import reading, writing
from tests.catalogue.library_files import HEADER, csv_file, reasons, rows

LENIENT = Options(most_rejected=0.99)


def bring_in(path: Path, options: Options = LENIENT) -> Import:
    return import_items(path, load_mapping("csv"), options)


def the_copy(barcode: str) -> Item:
    with reading() as session:
        item = session.scalars(select(Item).where(Item.barcode == barcode)).one()
        session.expunge_all()
    return item


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_any_encoding_and_separator_is_read(
    library: APIFlask, tmp_path: Path, encoding: str, separator: str
) -> None:
    header = "Code-barres;Titre;Auteur;Site;Localisation;Cote"
    lines = "30001;L’été à Sète;Lévêque;CANAL;ROM;R LEV\r\n30002;Œuvres;Zola;CANAL;ROM;R ZOL\r\n"
    content = f"{header}\r\n{lines}".replace(";", separator).encode(encoding)
    done = bring_in(csv_file(tmp_path, content))
    assert (done.problems, done.checked.copies) == ([], 2)
    with reading() as session:
        assert set(session.scalars(select(Title.title))) == {"L’été à Sète", "Œuvres"}


def test_the_same_file_twice_is_the_same_as_once(library: APIFlask, tmp_path: Path) -> None:
    path = csv_file(tmp_path, rows(30))
    first, second = bring_in(path), bring_in(path)
    assert (first.items, second.items) == (Counted(30, 0, 0), Counted(0, 0, 30))


def test_a_changed_row_changes_one_copy(library: APIFlask, tmp_path: Path) -> None:
    lines = rows(3)
    bring_in(csv_file(tmp_path, lines))
    lines[1] = lines[1].replace("disponible", "en prêt")
    done = bring_in(csv_file(tmp_path, lines))
    assert (done.titles, done.items) == (Counted(0, 0, 3), Counted(0, 1, 2))
    assert (the_copy("30000002").status, the_copy("30000002").version) == ("on_loan", 2)


def test_a_copy_that_came_back_says_since_when(library: APIFlask, tmp_path: Path) -> None:
    lent = [row.replace("disponible", "en prêt") for row in rows(1)]
    bring_in(csv_file(tmp_path, lent))
    assert the_copy("30000001").returned_at is None
    bring_in(csv_file(tmp_path, rows(1)))
    assert the_copy("30000001").returned_at is not None


def test_a_copy_in_our_hands_is_not_moved_by_an_import(library: APIFlask, tmp_path: Path) -> None:
    bring_in(csv_file(tmp_path, rows(2)))
    with writing() as session:
        session.execute(
            update(Item).where(Item.barcode == "30000001").values(place_kind="walk", place_ref="w1")
        )
    moved = [row.replace("CANAL;ROM;R ZOL", "ANNEXE;SF;SF ZOL").replace("disponible", "en prêt")
             for row in rows(2)]  # fmt: skip
    bring_in(csv_file(tmp_path, moved), Options(creating=Creating(True, True)))
    held, other = the_copy("30000001"), the_copy("30000002")
    assert (held.place_kind, held.place_ref, held.call_number) == ("walk", "w1", "R ZOL 1")
    assert held.status == "on_loan"
    assert held.branch_id == held.place_branch_id
    assert (other.call_number, other.place_kind) == ("SF ZOL 2", "shelf")
    with reading() as session:
        assert session.get_one(Branch, other.place_branch_id).code == "ANNEXE"


REJECTED = {
    "3.9E+13;9;Titre;;CANAL;ROM;R ZOL;": "spreadsheet",
    "3,9E+13;9;Titre;;CANAL;ROM;R ZOL;": "spreadsheet",
    ";9;Titre;;CANAL;ROM;R ZOL;": "barcode is missing",
    "30 001;9;Titre;;CANAL;ROM;R ZOL;": "not a barcode",
    "٣٠٠٠١;9;Titre;;CANAL;ROM;R ZOL;": "not a barcode",
    f"{'3' * 33};9;Titre;;CANAL;ROM;R ZOL;": "not a barcode",
    "39999;9;;;CANAL;ROM;R ZOL;": "title is missing",
    "39999;9;Titre;;;ROM;R ZOL;": "branch is missing",
    "39999;9;Titre;;CANAL;ROM;R ZOL;chez le relieur": "not in the mapping",
    f"39999;9;Titre;;CANAL;ROM;{'R' * 200};": "too long",
    "39999;9;Titre;CANAL": "Cells: 4 instead of 8",
    "39999;9;Titre;;CANAL;ROM;R ZOL;;;;": "Cells: 11 instead of 8",
    "39999;9;Ti\0tre;;CANAL;ROM;R ZOL;": "NUL",
    "30000001;9;Titre;;CANAL;ROM;R ZOL;": "met before",
    HEADER: "header comes again",
}


@pytest.mark.parametrize(("line", "reason"), REJECTED.items(), ids=REJECTED.values())
def test_a_bad_row_is_listed_with_its_reason(
    library: APIFlask, tmp_path: Path, line: str, reason: str
) -> None:
    good = rows(2)
    done = bring_in(csv_file(tmp_path, [good[0], line, good[1]]))
    assert done.checked.copies == 2
    assert len(done.problems) == 1
    assert done.problems[0].place == "row 3"
    assert reason in reasons(done.problems)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n\n",
        b"barcode;title\n1;2\n",
        b"barcode;code-barres;title;call_number\n1;2;3;4\n",
        (HEADER + "\n" + "\n".join(rows(3))[:-20]).encode(),
        (HEADER + '\n3000;1;"never closed;x;CANAL;ROM;R;\n' + "x;" * 90_000).encode(),
        (";".join(f"c{n}" for n in range(100_000)) + "\n").encode(),
    ],
    ids=["empty", "blank", "no cote", "a column twice", "cut", "open quotation", "too wide"],
)
def test_a_file_that_is_not_whole_changes_nothing(
    library: APIFlask, tmp_path: Path, content: bytes
) -> None:
    with pytest.raises(FileRefused):
        bring_in(csv_file(tmp_path, content))
    with reading() as session:
        assert session.scalars(select(Item)).all() == []


def test_a_dry_run_checks_everything_and_changes_nothing(library: APIFlask, tmp_path: Path) -> None:
    path = csv_file(tmp_path, [row.replace("ROM", "NEUF") for row in rows(4)])
    options = Options(creating=Creating(locations=True), dry_run=True)
    done = bring_in(path, options)
    assert [(spot.location, spot.is_new, spot.items) for spot in done.spots] == [("NEUF", True, 4)]
    with reading() as session:
        assert session.scalars(select(Location.code)).all() == ["ROM"]
        assert session.scalars(select(Title)).all() == []


def test_rows_without_a_record_number_share_a_title(library: APIFlask, tmp_path: Path) -> None:
    lines = ["1;;Candide;Voltaire;CANAL;ROM;R VOL;", "2;;CANDIDE;Voltaire;CANAL;ROM;R VOL;"]
    bring_in(csv_file(tmp_path, lines))
    assert the_copy("1").title_id == the_copy("2").title_id


def test_a_report_holds_no_formula(tmp_path: Path) -> None:
    path = tmp_path / "report.csv"
    problems = [Problem("row 2", "barcode", start + "cmd|' /C calc'!A0") for start in "=+-@\t＝"]
    write_report(path, problems)
    cells = [line.split(",")[2] for line in path.read_text("utf-8-sig").splitlines()[1:]]
    assert all(cell.lstrip('"').startswith("'") for cell in cells)
