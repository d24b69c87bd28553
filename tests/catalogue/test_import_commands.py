"""What the person at the keyboard reads."""

from pathlib import Path

from apiflask import APIFlask
from click.testing import Result
from sqlalchemy import select

from rayon.catalogue.models import Item, Patron
from rayon.database import reading
from tests.catalogue.library_files import csv_file, rows


def run(app: APIFlask, *words: str | Path) -> Result:
    return app.test_cli_runner().invoke(args=[str(word) for word in words])


def test_items_come_in_and_every_rejection_is_in_the_report(
    library: APIFlask, tmp_path: Path
) -> None:
    path = csv_file(tmp_path, [*rows(9), "3.9E+13;9;Titre;;CANAL;ROM;R ZOL;"])
    report = tmp_path / "report.csv"
    result = run(library, "import", "items", path, "--report", report)
    assert result.exit_code == 0, result.output
    assert "3.9E+13" in report.read_text("utf-8-sig")
    with reading() as session:
        assert len(session.scalars(select(Item)).all()) == 9


def test_a_refused_file_ends_with_a_sentence_and_no_traceback(
    library: APIFlask, tmp_path: Path
) -> None:
    result = run(library, "import", "items", csv_file(tmp_path, ["1;2"], "a;b"))
    assert result.exit_code == 1
    assert "barcode" in result.output
    assert "Traceback" not in result.output


def test_marc_without_a_mapping_asks_for_one(library: APIFlask, tmp_path: Path) -> None:
    path = tmp_path / "items.mrc"
    path.write_bytes(b"x")
    result = run(library, "import", "items", path)
    assert result.exit_code == 1
    assert "koha-952" in result.output


def test_a_mapping_of_ones_own_is_a_small_file(library: APIFlask, tmp_path: Path) -> None:
    mapping = tmp_path / "ours.toml"
    mapping.write_text(
        'format = "csv"\nsource = "ours"\n[branches]\n"Le Canal" = "CANAL"\n'
        '[columns]\nbarcode = ["CB"]\ntitle = []\ncall_number = []\nbranch = ["Où"]\n'
        "location = []\n",
        encoding="utf-8",
    )
    path = csv_file(tmp_path, ["1;Candide;Le Canal;ROM;R VOL"], "CB;title;Où;location;call_number")
    result = run(library, "import", "items", path, "--mapping", mapping)
    assert result.exit_code == 0, result.output


def test_a_mapping_with_a_mistake_says_where(library: APIFlask, tmp_path: Path) -> None:
    mapping = tmp_path / "ours.toml"
    mapping.write_text('format = "csv"\nsource = "ours"\ncolums = {}\n')
    result = run(library, "import", "items", csv_file(tmp_path, rows(1)), "--mapping", mapping)
    assert result.exit_code == 1
    assert "colum" in result.output


def test_patrons_come_in(library: APIFlask, tmp_path: Path) -> None:
    path = csv_file(tmp_path, ["2001;Amina"], "card;first_name")
    result = run(library, "import", "patrons", path, "--branch", "CANAL")
    assert result.exit_code == 0, result.output
    with reading() as session:
        assert session.scalars(select(Patron.branch_id)).one() == 1


def test_keys_can_be_made_again(library: APIFlask, tmp_path: Path) -> None:
    run(library, "import", "items", csv_file(tmp_path, rows(3)))
    result = run(library, "call-numbers", "rekey", "--all")
    assert result.exit_code == 0, result.output
