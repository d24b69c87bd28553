"""Libraries to begin a morning in: the demo, and one made of a real catalogue by files."""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.journeys.house import House
from tests.journeys.ledger import sql

BRANCH = "ALDERMAN"
HOLDS = 40
READERS = 15
#: Titles that fit a line of a mail, one copy of each; first those of which another copy will do.
WANTED = """
    SELECT min(item.barcode) AS barcode, count(*) > 1 AS is_plural
      FROM title JOIN item ON item.title_id = title.id JOIN branch ON branch.id = item.branch_id
     WHERE branch.code = ? AND item.status = 'available' AND item.volume = ''
       AND length(title.title) < 90 AND title.title NOT LIKE '%"%'
     GROUP BY title.id ORDER BY is_plural DESC, title.record LIMIT ?
"""


@dataclass(frozen=True)
class Opening:
    """How a phone and a picker come in."""

    code: str
    name: str
    pin: str


def demo(house: House) -> Opening:
    """The invented library, without its hold shelf: what a walk brings in is ready."""
    house.server.run("demo", "load")
    with sql(house.database) as connection:
        connection.execute("UPDATE slot SET removed_at = '2026-01-01 00:00:00'")
        connection.commit()
    return Opening("CANAL-2468", "Ada", "111111")


def demo_without_holds(house: House) -> None:
    """The invented library on a morning on which nobody has asked for anything yet."""
    house.server.run("demo", "load")
    with sql(house.database) as connection:
        connection.execute("DELETE FROM hold_event")
        connection.execute("DELETE FROM hold")
        connection.commit()


def virginia(house: House, catalogue: Path) -> Opening:
    """2,000 real records, invented readers, and forty holds, all brought in as files."""
    run = house.server.run
    places = ("--create-branches", "--create-locations")
    run("import", "items", str(catalogue), "--mapping", "uva-999", *places)
    run("staff", "add", "Ada", "--role", "picker", "--branch", BRANCH, "--pin", "111111")
    patrons = _write(house.data / "patrons.csv", PATRON, map(_patron, range(READERS)))
    run("import", "patrons", str(patrons), "--branch", BRANCH)
    holds = _write(house.data / "holds.csv", HOLD, _holds(house.database))
    run("import", "holds", str(holds), "--branch", BRANCH, "--mapping", "csv")
    # Below the QR code: the code, and how long it lasts.
    said = run("devices", "enrol", "--branch", BRANCH).splitlines()[-1]
    return Opening(said.split()[0], "Ada", "111111")


PATRON = ("card", "first_name", "last_name", "email", "phone", "language")
HOLD = ("reference", "card", "barcode", "asked_at")


def _card(number: int) -> str:
    return f"9{number:07d}"


def _patron(number: int) -> Sequence[str]:
    """Every third reader has only a telephone."""
    mail = f"reader{number}@readers.example" if number % 3 else ""
    return (_card(number), "Reader", f"No. {number}", mail, f"+336399801{number:02d}", "fr")


def _holds(database: Path) -> Iterable[Sequence[str]]:
    with sql(database) as connection:
        wanted = connection.execute(WANTED, (BRANCH, HOLDS)).fetchall()
    assert len(wanted) == HOLDS
    for number, row in enumerate(wanted):
        yield (f"hold-{number}", _card(number % READERS), row["barcode"], "2026-11-23")


def _write(path: Path, header: Sequence[str], rows: Iterable[Sequence[str]]) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([header, *rows])
    return path
