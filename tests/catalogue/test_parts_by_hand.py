"""A number of parts that a person counted is not counted again by a file."""

from pathlib import Path

from apiflask import APIFlask
from sqlalchemy import select

from rayon.catalogue.files.checking import Options
from rayon.catalogue.files.items import import_items
from rayon.catalogue.files.mapping import load_mapping
from rayon.catalogue.files.storing import Counted
from rayon.catalogue.models import Item
from rayon.database import reading
from tests.catalogue.library_files import csv_file

HEADER = "barcode;title;branch;location;call_number;parts;status"
FILM = "F1;Le château ambulant;CANAL;ROM;F MIY;2 DVD;"


def the_film() -> tuple[int, str, str]:
    with reading() as session:
        row = session.execute(select(Item.parts, Item.parts_note, Item.status)).one()
    return row.parts, row.parts_note, row.status


def bring_in(folder: Path, line: str) -> Counted | None:
    return import_items(csv_file(folder, [line], HEADER), load_mapping("csv"), Options()).items


def test_a_file_says_how_many_parts_there_are(library: APIFlask, tmp_path: Path) -> None:
    bring_in(tmp_path, FILM)
    assert the_film() == (2, "2 DVD", "available")
    bring_in(tmp_path, FILM.replace("2 DVD", "3 DVD"))
    assert the_film() == (3, "3 DVD", "available")


def test_what_was_typed_once_stays(library: APIFlask, tmp_path: Path) -> None:
    bring_in(tmp_path, FILM)
    command = ["items", "parts", "F1", "3", "--note", "2 DVD + livret"]
    assert library.test_cli_runner().invoke(args=command).exit_code == 0
    assert bring_in(tmp_path, FILM) == Counted(0, 0, 1)
    assert bring_in(tmp_path, FILM + "en prêt") == Counted(0, 1, 0)
    assert the_film() == (3, "2 DVD + livret", "on_loan")


def test_an_unknown_barcode_is_said_so(library: APIFlask) -> None:
    result = library.test_cli_runner().invoke(args=["items", "parts", "NOBODY", "2"])
    assert result.exit_code == 1
    assert "NOBODY" in result.output
