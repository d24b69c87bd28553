"""The library's own system: a Koha that is asked for things, and exports its lists as files."""

import csv
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from tests.catalogue.library_files import a_record, an_item, marc_file
from tests.journeys.house import House
from tests.journeys.ledger import sql

BRANCH = "ALDERMAN"
READERS = 200
INVENTED = 700
PATRON = ("card", "first_name", "last_name", "email", "phone", "language")
ENGLISH = (
    "Title", "Author", "Publication details", "Current library", "Home library", "Collection",
    "Shelving location", "Item type", "Call number", "Copy number", "Enumeration", "Barcode",
    "Patron", "Patron category", "Send to", "Date", "Notes",
)  # fmt: skip
FRENCH = (
    "Titre", "Auteur", "Détails de publication", "Site actuel", "Site de rattachement",
    "Collection", "Localisation", "Type de document", "Cote", "Numéro de copie", "Numérotation",
    "Code à barres", "Adhérent", "Catégorie d'adhérent", "Envoyer à", "Date", "Notes",
)  # fmt: skip
#: One copy of each title that fits a line of a mail.
WANTED = """
    SELECT title.record, title.title, min(item.barcode) AS barcode
      FROM title JOIN item ON item.title_id = title.id JOIN branch ON branch.id = item.branch_id
     WHERE branch.code = ? AND item.status = 'available' AND item.volume = ''
       AND length(title.title) < 90 AND title.title NOT LIKE '%"%'
     GROUP BY title.id ORDER BY title.record
"""
HELD = "SELECT hold.id, title.record FROM hold JOIN title ON title.id = hold.title_id"


@dataclass(frozen=True)
class Asked:
    """One hold as this system knows it; every seventh wants the very copy it names."""

    record: str
    title: str
    barcode: str
    card: str
    is_for_this_copy: bool
    day: date


@dataclass
class OwnSystem:
    """``queue``: the holds it has not seen fulfilled, in the order in which they were asked."""

    house: House
    chance: random.Random
    queue: list[Asked] = field(default_factory=list)
    _catalogue: list[dict[str, str]] = field(default_factory=list)
    _asked: int = 0

    def open(self) -> None:
        """Take the catalogue that stands in the database as its own, and sign readers up."""
        with sql(self.house.database) as connection:
            self._catalogue = connection.execute(WANTED, (BRANCH,)).fetchall()
        self.chance.shuffle(self._catalogue)
        path = _write(self.house.data / "patrons.csv", PATRON, map(_reader, range(READERS)))
        self.house.server.run("import", "patrons", str(path), "--branch", BRANCH)

    def ask(self, count: int, day: date) -> None:
        """So many readers want something that nobody has asked for yet."""
        for number in range(self._asked, self._asked + count):
            book, card = self._catalogue[number], _card(self.chance.randrange(READERS))
            self.queue.append(Asked(**book, card=card, is_for_this_copy=number % 7 == 0, day=day))
        self._asked += count

    def drop(self, holds: set[str]) -> list[Asked]:
        """Forget these holds of Rayon's, by id: keyed in or cancelled. What was forgotten."""
        records = {record for hold, record in self._held() if hold in holds}
        dropped = [asked for asked in self.queue if asked.record in records]
        self.queue = [asked for asked in self.queue if asked.record not in records]
        return dropped

    def barcode_and_card(self, holds: set[str]) -> list[tuple[str, str]]:
        """What each of these holds is to be lent as, and to whom."""
        with sql(self.house.database) as connection:
            rows = connection.execute(
                "SELECT item.hold_id, item.barcode, patron.card FROM item"
                " JOIN hold ON hold.id = item.hold_id JOIN patron ON patron.id = hold.patron_id"
            ).fetchall()
        return [(row["barcode"], row["card"]) for row in rows if row["hold_id"] in holds]

    def export_queue(self, name: str, header: Sequence[str]) -> Path:
        """Its page "Holds queue", as the file that its button makes."""
        return _write(self.house.data / name, header, map(_row, self.queue))

    def export_loans(self, lent: Iterable[tuple[str, str]], at: datetime) -> Path:
        """Who took what."""
        rows = [(barcode, card, f"{at:%Y-%m-%d %H:%M}") for barcode, card in lent]
        return _write(self.house.data / "loans.csv", ("barcode", "card", "time"), rows)

    def _held(self) -> list[tuple[str, str]]:
        with sql(self.house.database) as connection:
            return [(row["id"], row["record"]) for row in connection.execute(HELD)]


def invented_catalogue(folder: Path) -> Path:
    """A MARC file with a copy of each of its titles, and a second one of every third."""
    return marc_file(
        folder,
        *(
            a_record(
                f"u{number}",
                *(
                    an_item(f"X{number:05d}{copy}", f"PQ{number} .A{number % 97}", m=BRANCH)
                    for copy in range(1 + (number % 3 == 0))
                ),
                title=f"The history of number {number}",
            )
            for number in range(1, INVENTED + 1)
        ),
    )


def _card(number: int) -> str:
    return f"2{number:013d}"


def _reader(number: int) -> Sequence[str]:
    """Every fifth reader has only a telephone."""
    mail = f"reader{number}@readers.example" if number % 5 else ""
    return (_card(number), "Reader", f"No. {number}", mail, f"+3363998{number:04d}", "fr")


def _row(asked: Asked) -> Sequence[str]:
    copy = (
        f"Only item: {asked.barcode}"
        if asked.is_for_this_copy
        else f"{asked.barcode} or any available"
    )
    patron = f"Reader ({asked.card}) reader@readers.example"
    return (
        asked.title, "", "", BRANCH, BRANCH, "", "STACKS", "BK", "", "", "", copy, patron, "Adult",
        BRANCH, asked.day.isoformat(), "",
    )  # fmt: skip


def _write(path: Path, header: Sequence[str], rows: Iterable[Sequence[str]]) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([header, *rows])
    return path
