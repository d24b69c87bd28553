"""The addresses of the town: in from the Base Adresse Nationale, found by what is typed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from rayon.call_numbers.folding import fold
from rayon.catalogue.files.csv_rows import Row, open_sheet, require
from rayon.catalogue.files.problems import FileRefused, Problem
from rayon.database import table_of, writing
from rayon.delivery.models import TownAddress

#: The file's own headers, as adresse.data.gouv.fr publishes it.
COLUMNS: dict[str, list[str]] = {
    "number": ["numero", "numéro"],
    "suffix": ["rep"],
    "street": ["nom_voie", "voie", "rue"],
    "postcode": ["code_postal"],
    "town": ["nom_commune", "commune", "ville"],
    "lon": ["longitude"],
    "lat": ["latitude"],
}
NEEDED = ("number", "street", "postcode", "town", "lon", "lat")
ADDRESS = table_of(TownAddress)
BATCH = 1_000
MOST_SHOWN = 8
#: Of those that fit, so many are looked at to find the closest.
MOST_READ = 400
_WORD = re.compile(r"[0-9A-Za-z]+")
_POSTCODE = re.compile(r"[0-9A-Za-z -]{3,12}")


@dataclass
class AddressImport:
    """What came of a file of addresses."""

    count: int = 0
    problems: list[Problem] = field(default_factory=list)


def import_addresses(path: Path, *, dry_run: bool = False) -> AddressImport:
    """Take the file's addresses in the place of those known before; one transaction.

    Raises FileRefused when a column is missing or no row can be used.
    """
    sheet = open_sheet(path, COLUMNS)
    require(sheet, COLUMNS, NEEDED)
    done = AddressImport()
    good = list(_good(sheet.rows(), done))
    if not good:
        first = "".join(f"\n{problem}" for problem in done.problems[:10])
        raise FileRefused(_("No row of the file can be used.") + first)
    done.count = len(good)
    if not dry_run:
        with writing() as session:
            session.execute(delete(ADDRESS))
            for at in range(0, len(good), BATCH):
                session.execute(insert(ADDRESS), good[at : at + BATCH])
    return done


def _good(rows: Iterator[Row | Problem], done: AddressImport) -> Iterator[dict[str, Any]]:
    seen: set[str] = set()
    for row in rows:
        address = row if isinstance(row, Problem) else _address(row)
        if isinstance(address, Problem):
            done.problems.append(address)
        elif address["words"] not in seen:
            # The file names an address once per entrance; one is enough.
            seen.add(address["words"])
            yield address


def _address(row: Row) -> dict[str, Any] | Problem:
    cells = row.cells
    number = " ".join(filter(None, (cells["number"], cells.get("suffix", ""))))[:16]
    if not cells["street"]:
        return Problem(row.place, "street", _("The street is missing."))
    if not _POSTCODE.fullmatch(cells["postcode"]):
        return Problem(row.place, "postcode", _("The postcode is not one."))
    lon, lat = _degrees(cells["lon"], 180), _degrees(cells["lat"], 90)
    if lon is None or lat is None:
        return Problem(row.place, "lon, lat", _("The position is not in degrees."))
    named = {
        "number": number,
        "street": cells["street"][:120],
        "postcode": cells["postcode"],
        "town": cells["town"][:80],
    }
    return {**named, "lon": lon, "lat": lat, "words": words_of(" ".join(named.values()))}


def _degrees(text: str, most: float) -> float | None:
    try:
        degrees = float(text.replace(",", "."))
    except ValueError:
        return None
    return degrees if abs(degrees) <= most else None


def words_of(text: str) -> str:
    """The folded words of an address, each after a space."""
    return "".join(f" {word}" for word in _WORD.findall(fold(text)))[:240]


def find_addresses(session: Session, text: str) -> tuple[list[TownAddress], bool]:
    """Addresses that have these words, or words that begin so; and whether there are more."""
    wanted = _WORD.findall(fold(text))
    if not wanted:
        return [], False
    fits = [TownAddress.words.like(f"% {word}%") for word in wanted]
    found = list(session.scalars(select(TownAddress).where(*fits).limit(MOST_READ)))
    whole = {*wanted}
    found.sort(key=lambda one: (-len(whole & {*one.words.split()}), one.street, _counted(one)))
    return found[:MOST_SHOWN], len(found) > MOST_SHOWN


def _counted(address: TownAddress) -> tuple[int, str]:
    """2 comes before 10, and 10 before 10 bis."""
    digits = re.match(r"\d+", address.number)
    return (int(digits[0]) if digits else 0, address.number)


def line_of(address: TownAddress) -> str:
    """The line of an envelope: "12 bis Rue Voltaire"."""
    return f"{address.number} {address.street}".strip()


def is_in_town(session: Session, postcode: str) -> bool:
    """Whether the town's file has this postcode."""
    query = select(TownAddress.id).where(TownAddress.postcode == postcode).limit(1)
    return session.scalars(query).first() is not None


def has_any(session: Session) -> bool:
    """Whether the town's file was imported."""
    return session.scalars(select(TownAddress.id).limit(1)).first() is not None
