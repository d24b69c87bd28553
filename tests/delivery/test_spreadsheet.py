"""What the billing service sees when it opens the statement in a French spreadsheet."""

import subprocess
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.delivery.test_riding import sums
from tests.tools import need_program

pytestmark = pytest.mark.soak

#: Semicolons, double quotes, UTF-8, from the first line, and numbers as the French write them.
FRENCH_CSV = "CSV:59,34,76,1,,1036"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"


def test_the_sums_are_numbers_and_nothing_is_a_formula(app, afternoon, tmp_path):
    for account in ("FAC-0001", "=2+3", "@SUM(A1)"):
        parcel = afternoon.loaded(afternoon.order(account=account))
        afternoon.bike.do("deliver_parcel", parcel, {"to": "patron"})
    text = afternoon.desk.get("/api/delivery/sums/statement.csv?month=2026-11").data
    rows = opened(text, tmp_path)
    kept = [cells for cells in rows if cells and cells[0][1] == "colis"]
    assert sum(float(cells[5][0]) for cells in kept) == sum(c for _k, c, _a in sums(app)) / 100
    assert len(kept) == 3


def opened(text: bytes, folder: Path) -> list[list[tuple[str, str]]]:
    """The rows as LibreOffice reads them: for each cell its number ("" for text) and its text."""
    office = need_program("soffice", "libreoffice-calc-nogui")
    (folder / "statement.csv").write_bytes(text)
    command = [office, "--headless", f"-env:UserInstallation={(folder / 'office').as_uri()}"]
    command += [f"--infilter={FRENCH_CSV}", "--convert-to", "fods", "--outdir", str(folder)]
    subprocess.run([*command, str(folder / "statement.csv")], check=True, capture_output=True)
    rows = ElementTree.parse(folder / "statement.fods").iter(f"{TABLE}table-row")
    return [[cell for one in row.iter(f"{TABLE}table-cell") for cell in _read(one)] for row in rows]


def _read(cell: ElementTree.Element) -> list[tuple[str, str]]:
    assert f"{TABLE}formula" not in cell.attrib, cell.attrib
    seen = (cell.get(f"{OFFICE}value", ""), "".join(cell.itertext()).strip())
    # A run of empty cells is written once.
    return [seen] * min(int(cell.get(f"{TABLE}number-columns-repeated", "1")), 10)
