"""What a walk ought to lead to, worked out from the plan and from what was done, in the test."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

NEWEST_WALK = "SELECT id FROM walk ORDER BY id DESC LIMIT 1"
PLAN = """
    SELECT pick.hold_id AS hold, hold.patron_id AS patron, item.barcode, item.parts,
           title.title || CASE hold.volume WHEN '' THEN '' ELSE ', ' || hold.volume END AS title,
           hold.pickup_branch_id = walk.branch_id AS is_for_here,
           (SELECT second_stop FROM location WHERE location.id = item.location_id)
             LIKE '%"' || item.kind || '"%' AS has_two_stops,
           (SELECT group_concat(other.barcode) FROM item AS other
             WHERE hold.wants = 'title' AND other.title_id = item.title_id
               AND other.branch_id = item.branch_id AND other.volume = item.volume
               AND other.kind = item.kind AND other.unusable = ''
               AND other.id <> item.id) AS others
      FROM pick JOIN walk ON walk.id = pick.walk_id JOIN hold ON hold.id = pick.hold_id
      JOIN item ON item.id = pick.item_id JOIN title ON title.id = item.title_id
     WHERE walk.id = ? ORDER BY pick.position
"""


@dataclass(frozen=True)
class Line:
    """One document to fetch; ``others``: barcodes of copies that do as well, between commas."""

    hold: str
    patron: int
    barcode: str
    parts: int
    title: str
    is_for_here: bool
    has_two_stops: bool
    others: str | None

    @property
    def copies(self) -> set[str]:
        """Every barcode that will do."""
        return {self.barcode, *(self.others or self.barcode).split(",")}


@dataclass
class Ledger:
    """What was done with each hold that was walked: ``found`` or ``missing``, or nothing yet."""

    lines: dict[str, Line] = field(default_factory=dict)
    found: set[str] = field(default_factory=set)
    missing: set[str] = field(default_factory=set)

    def add_plan(self, database: Path, walk: str = "") -> list[Line]:
        """The lines of this walk, or of the one planned last, in the order of the shelves."""
        with sql(database) as connection:
            walk = walk or connection.execute(NEWEST_WALK).fetchone()["id"]
            lines = [Line(**row) for row in connection.execute(PLAN, (walk,))]
        self.lines |= {line.hold: line for line in lines}
        return lines

    def titles_of(self, holds: set[str]) -> dict[int, list[str]]:
        """By patron: the titles of these holds that are collected here."""
        titles: defaultdict[int, list[str]] = defaultdict(list)
        for line in (self.lines[hold] for hold in holds):
            if line.is_for_here:
                titles[line.patron].append(line.title)
        return {patron: sorted(theirs) for patron, theirs in titles.items()}


@contextmanager
def sql(database: Path) -> Iterator[sqlite3.Connection]:
    """The database itself, without the app between."""
    connection = sqlite3.connect(database)
    connection.row_factory = lambda cursor, row: dict(
        zip((column[0] for column in cursor.description), row, strict=True)
    )
    try:
        yield connection
    finally:
        connection.close()
