"""18,397 rows of what Toulouse borrowed most: French call numbers, drifting columns, debris."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from apiflask import APIFlask
from sqlalchemy import func, select

from rayon.catalogue.files.checking import Options
from rayon.catalogue.files.items import Import, import_items
from rayon.catalogue.files.mapping import load_mapping
from rayon.catalogue.files.places import Creating
from rayon.catalogue.files.problems import FileRefused
from rayon.catalogue.files.storing import Counted
from rayon.catalogue.models import Item, Title
from rayon.database import reading

ROWS = 18_397
#: The one row that the library itself exported without a title.
UNTITLED = "row 2165, title: The title is missing."
KINDS = {"imprimes": "livre", "cds": "cd", "films": "dvd"}
#: Codes of branches; the field after one of them is the call number.
BRANCHES = {"CABANIS", "EMP", "CYP", "PRA", "COL", "MGM", "FAB", "EXU", "PERIGORD"}
HEADER = ["barcode", "titre", "auteur", "éditeur", "site", "localisation", "cote", "type"]


def rows_of(folder: Path) -> Iterator[list[str]]:
    """The rows of the three files as one table, with barcodes of our own."""
    number = 0
    for name, kind in KINDS.items():
        path = folder / "toulouse" / f"toulouse_{name}.csv"
        with path.open(encoding="utf-8-sig", newline="") as file:
            for cells in list(csv.reader(file, delimiter=";"))[1:]:
                number += 1
                yield _row(number, cells, kind)


def _row(number: int, cells: list[str], kind: str) -> list[str]:
    # A title with a semicolon pushes its neighbours to the right.
    at = next((n for n in range(4, len(cells) - 1) if cells[n] in BRANCHES), 6)
    author, publisher = cells[3], cells[at - 2] if cells[at - 2] != "-" else cells[4]
    where = ("CABANIS", kind.upper(), cells[at + 1])
    return [f"TLS{number:06d}", cells[2], author, publisher, *where, kind]


@pytest.fixture
def toulouse(shared_data: Path, tmp_path: Path) -> Path:
    path = tmp_path / "toulouse.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows([HEADER, *rows_of(shared_data)])
    return path


def bring_in(path: Path, *, repair: bool = False) -> Import:
    options = Options(creating=Creating(True, True), repair_accents=repair)
    return import_items(path, load_mapping("csv"), options)


def test_every_row_comes_in_or_says_why_not(library: APIFlask, toulouse: Path) -> None:
    done = bring_in(toulouse)
    assert done.checked.records == ROWS
    assert done.checked.copies + len(done.problems) == ROWS
    assert [str(problem) for problem in done.problems] == [UNTITLED]
    with reading() as session:
        assert session.scalar(select(func.count()).select_from(Item)) == ROWS - 1


def test_a_second_import_changes_nothing(library: APIFlask, toulouse: Path) -> None:
    bring_in(toulouse)
    again = bring_in(toulouse)
    assert again.items == Counted(0, 0, ROWS - 1)
    assert again.titles and (again.titles.new, again.titles.changed) == (0, 0)


def test_its_debris_is_seen_and_can_be_repaired(library: APIFlask, toulouse: Path) -> None:
    first = bring_in(toulouse)
    damage = first.checked.damage
    assert damage.is_likely
    assert damage.damaged > 2_000
    repaired = bring_in(toulouse, repair=True)
    assert repaired.checked.damage.damaged == 0
    with reading() as session:
        titles = set(session.scalars(select(Title.title)))
    assert "La vie de rêve" in titles
    assert not any("âe" in title for title in titles)


def test_a_file_cut_in_the_middle_changes_nothing(library: APIFlask, toulouse: Path) -> None:
    content = toulouse.read_bytes()
    middle = content.index(b";", len(content) // 2)
    toulouse.write_bytes(content[: middle + 1])
    with pytest.raises(FileRefused):
        bring_in(toulouse)
    with reading() as session:
        assert session.scalar(select(func.count()).select_from(Item)) == 0
