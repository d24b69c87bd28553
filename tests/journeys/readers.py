"""Sixty readers of one library, what they ask for, and the two files that say so."""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from rayon.demo import numbers
from tests.journeys.house import House
from tests.journeys.ledger import sql

HERE, THERE = "CANAL", "TILLEULS"
READERS = 60
#: Who asks for how many documents, over and over: 2.4 each.
HOW_MANY = (1, 2, 2, 1, 3, 2, 1, 8, 2, 2)
#: Every ninth document stands at the other branch only.
FROM_THERE = 9
FAMILY = (0, 1, 2)
BY_VOICE = range(5, READERS, 9)
#: Their documents are asked for on the telephone; the rest is in the library's own list.
BY_TELEPHONE = (43, 44, 45)
NAMES = (
    ("Zoé", "Lœuillet"), ("Anaïs", "D’Alembert"), ("Noé", "Le Bris"), ("Maïwenn", "L’Hôpital"),
    ("Jean-Loup", "Œuvrard"), ("Inès", "de La Tour"), ("Raphaël", "Ça-Ira"), ("Élise", "N’Diaye"),
)  # fmt: skip
PATRON = ("card", "first_name", "last_name", "email", "phone", "language")
HOLD = ("reference", "card", "barcode", "asked_at")
#: The only copy of a title that nobody else has, short enough for a line of a mail.
WANTED = """
    SELECT title.id, title.title, min(item.barcode) AS barcode
      FROM title JOIN item ON item.title_id = title.id
     WHERE title.title IN (SELECT title FROM title GROUP BY title HAVING count(*) = 1)
       AND length(title.title) < 90 AND title.title NOT LIKE '%"%'
     GROUP BY title.id
    HAVING count(*) = 1 AND max(item.status) = 'available' AND max(item.parts) = 1
       AND max(item.volume) = ''
       AND max(item.branch_id) = (SELECT id FROM branch WHERE code = ?)
     ORDER BY title.id * 7919 % 10007 LIMIT ?
"""


@dataclass(frozen=True)
class Document:
    """What one reader wants: the only copy of a title. ``branch``: where it stands."""

    title: str
    title_id: int
    barcode: str
    branch: str


@dataclass(frozen=True)
class Reader:
    """One patron; those of a family share a mail address, some have only a telephone."""

    number: int
    documents: tuple[Document, ...] = field(compare=False)

    @property
    def card(self) -> str:
        return numbers.card(9000 + self.number)

    @property
    def first_name(self) -> str:
        return f"{NAMES[self.number % len(NAMES)][0]}{'' if self.number < 8 else self.number}"

    @property
    def last_name(self) -> str:
        return f"{NAMES[self.number % len(NAMES)][1]} {self.number}"

    @property
    def email(self) -> str:
        if self.number in BY_VOICE:
            return ""
        name = "famille" if self.number in FAMILY else f"usager{self.number}"
        return f"{name}@usagers.example"

    @property
    def names_titles(self) -> bool:
        """Whether a mail may say what they read: not where others read it, too."""
        return self.number not in FAMILY


def readers(house: House) -> list[Reader]:
    """All of them, each with documents of their own out of the catalogue."""
    counts = [HOW_MANY[number % len(HOW_MANY)] for number in range(READERS)]
    # One more: what is asked for in the middle of the week.
    shelves = {branch: _wanted(house.database, branch, sum(counts) + 1) for branch in (HERE, THERE)}
    taken = 0
    found = []
    for number, count in enumerate(counts):
        branches = (THERE if n % FROM_THERE == 4 else HERE for n in range(taken, taken + count))
        found.append(Reader(number, tuple(shelves[branch].pop() for branch in branches)))
        taken += count
    return found


def one_more(house: House, known: Iterable[Reader]) -> Document:
    """A document that none of them has asked for."""
    taken = {one.barcode for reader in known for one in reader.documents}
    some = _wanted(house.database, HERE, len(taken) + 1)
    return next(one for one in some if one.barcode not in taken)


def bring_in(house: House, known: Sequence[Reader]) -> None:
    """The library's own system names its patrons, and exports what they asked for."""
    patrons = _write(house.data / "patrons.csv", PATRON, map(_patron, known))
    house.server.run("import", "patrons", str(patrons), "--branch", HERE)
    written = [one for one in known if one.number not in BY_TELEPHONE]
    holds = _write(house.data / "holds.csv", HOLD, (row for one in written for row in _holds(one)))
    house.server.run("import", "holds", str(holds), "--branch", HERE, "--mapping", "csv")


def _wanted(database: Path, branch: str, count: int) -> list[Document]:
    with sql(database) as connection:
        rows = connection.execute(WANTED, (branch, count)).fetchall()
    return [Document(row["title"], row["id"], row["barcode"], branch) for row in rows]


def _patron(reader: Reader) -> Sequence[str]:
    phone = f"+3363998{reader.number:04d}"
    return (reader.card, reader.first_name, reader.last_name, reader.email, phone, "fr")


def _holds(reader: Reader) -> Iterable[Sequence[str]]:
    for number, one in enumerate(reader.documents):
        yield (f"{reader.number}/{number}", reader.card, one.barcode, "2026-11-23")


def _write(path: Path, header: Sequence[str], rows: Iterable[Sequence[str]]) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([header, *rows])
    return path
