"""What was done with each hold over several days, and what its patron ought to have heard of it."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from tests.journeys.ledger import Ledger, sql

#: Looks after which a document counts as not found; fewer end with the next day.
LOOKS = 2
TITLES = """
    SELECT hold.id, hold.patron_id AS patron, title.title
      FROM hold JOIN title ON title.id = hold.title_id
"""


@dataclass
class Book(Ledger):
    """A ledger of several mornings. ``today`` is set by whoever keeps it.

    ``unusable``: those of ``missing`` that were met and could not be given; ``told``: holds whose
    patron has heard how they ended.
    """

    today: date = date.min
    unusable: set[str] = field(default_factory=set)
    cancelled: set[str] = field(default_factory=set)
    told: set[str] = field(default_factory=set)
    looks: Counter[str] = field(default_factory=Counter)
    missed_first: dict[str, date] = field(default_factory=dict)

    def note_found(self, hold: str) -> None:
        """Somebody has it in the hand."""
        self.found.add(hold)
        self.missing.discard(hold)
        self.unusable.discard(hold)

    def note_missing(self, hold: str) -> None:
        """Somebody looked, and it was not there."""
        self.missing.add(hold)
        self.unusable.discard(hold)
        self.looks[hold] += 1
        self.missed_first.setdefault(hold, self.today)

    def note_unusable(self, hold: str) -> None:
        """Somebody had it in the hand, and it cannot be given."""
        self.note_missing(hold)
        self.unusable.add(hold)

    def note_cancelled(self, holds: set[str]) -> None:
        """Nobody wants them any more."""
        self.cancelled |= holds
        self.missing -= holds
        self.unusable -= holds

    def note_wanted_again(self, holds: set[str]) -> None:
        """They are looked for as if for the first time."""
        self.cancelled -= holds
        for hold in holds:
            self.looks[hold] = 0
            del self.missed_first[hold]

    def decided(self, *, is_evening: bool) -> set[str]:
        """Holds whose patrons must hear today how they ended, and have not yet."""
        yesterday = self.today - timedelta(days=1)
        over = {
            hold
            for hold in self.missing
            if self.looks[hold] >= LOOKS or (is_evening and self.missed_first[hold] <= yesterday)
        }
        return (self.found | over) - self.told

    def news(self, database: Path, holds: set[str]) -> dict[int, list[str]]:
        """By patron: the titles of these holds."""
        titles: defaultdict[int, list[str]] = defaultdict(list)
        with sql(database) as connection:
            for row in connection.execute(TITLES):
                if row["id"] in holds:
                    titles[row["patron"]].append(row["title"])
        return {patron: sorted(theirs) for patron, theirs in titles.items()}
