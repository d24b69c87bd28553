"""The second half of an import: what was put aside goes into the catalogue, step by step.

Every step is a transaction that also writes down how far it got: an apply that was broken off
goes on there, and doing a step twice is the same as doing it once.
"""

from collections.abc import Callable
from dataclasses import asdict
from functools import partial
from typing import Any

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from rayon import clock
from rayon.catalogue import search_index
from rayon.catalogue.files.imports import CatalogueImport, note, the_import
from rayon.catalogue.files.places import Creating, make_places, spots_of
from rayon.catalogue.files.problems import FileRefused
from rayon.catalogue.files.staging import StagedItem, StagedTitle
from rayon.catalogue.files.standing import write_keys
from rayon.catalogue.files.steps import count, steps
from rayon.catalogue.files.storing import Counted, Step, store_items, store_titles
from rayon.catalogue.files.turns import Turns
from rayon.database import reading, table_of

TITLES, ITEMS = table_of(StagedTitle), table_of(StagedItem)
#: The parts of the work, in order.
PHASES = ("keys", "titles", "items", "words")
Store = Callable[[Session, Step], Counted]
Tick = Callable[[int, int], None]


def apply(run: str, turns: Turns, tick: Tick = lambda _done, _total: None) -> CatalogueImport:
    """Bring a checked import into the catalogue, from where it was left; the finished import.

    ``tick`` hears rows done and rows to do. Raises FileRefused when what was checked is gone.
    """
    _Applying(the_import(run), turns, tick).work()
    return the_import(run)


class _Applying:
    def __init__(self, row: CatalogueImport, turns: Turns, tick: Tick) -> None:
        self.run, self.told, self.turns, self.tick = row.id, row.told, turns, tick
        self.phase, self.cursor = row.phase, row.cursor
        self.titles, self.items = count(row.id, TITLES), count(row.id, ITEMS)
        if self.items != row.found["copies"]:
            raise FileRefused(
                _("What was checked is not there any more. Choose the file and check it again.")
            )
        self.done = row.done if row.phase in PHASES else 0
        self.total = 2 * self.items + 2 * self.titles
        self.counted: dict[str, Counted] = {
            what: Counted(**numbers) for what, numbers in row.counted.items()
        }

    def work(self) -> None:
        if self.phase not in PHASES:
            self._begin("keys")
        if self.phase == "keys":
            self._make_keys()
            self._begin("titles")
        if self.phase == "titles":
            self._store(TITLES, "titles", store_titles)
            self._begin("items")
        if self.phase == "items":
            self._store(ITEMS, "items", _store_items_now)
            self._begin("words")
        search_index.reindex(tick=self._words_made)
        self.turns.take(lambda session: note(session, self.run, done=self.total, cursor=""))

    def _begin(self, phase: str) -> None:
        self.phase, self.cursor = phase, ""
        self.turns.take(self._note)

    def _make_keys(self) -> None:
        creating = Creating(self.told["create_branches"], self.told["create_locations"])
        with reading() as session:
            spots = spots_of(session, self.run, creating)
        names = self.told["location_names"]
        self.turns.take(lambda session: make_places(session, spots, names))
        write_keys(self.run, spots, self.turns, self._keys_made)

    def _keys_made(self, rows: int) -> None:
        self._forward(rows)
        self.turns.take(self._note)

    def _store(self, table: Any, what: str, store: Store) -> None:
        for after, upper in steps(self.run, table, self.turns, self.cursor):
            step = Step(self.run, self.told["source"], after, upper)
            so_far = self.counted.get(what, Counted())
            self.turns.take(partial(self._store_step, step, what, store, so_far))
            self.tick(self.done, self.total)

    def _store_step(
        self, step: Step, what: str, store: Store, so_far: Counted, session: Session
    ) -> None:
        self.counted[what] = so_far + store(session, step)
        self.cursor = step.upper
        self.done = self._done_before(what) + sum(asdict(self.counted[what]).values())
        self._note(session)

    def _done_before(self, what: str) -> int:
        return self.items + (self.titles if what == "items" else 0)

    def _words_made(self, titles: int) -> None:
        self._forward(titles)
        self.turns.take(self._note)

    def _forward(self, rows: int) -> None:
        self.done = min(self.total, self.done + rows)
        self.tick(self.done, self.total)

    def _note(self, session: Session) -> None:
        counted = {what: asdict(numbers) for what, numbers in self.counted.items()}
        progress = {"done": self.done, "total": self.total, "counted": counted}
        note(session, self.run, phase=self.phase, cursor=self.cursor, tries=0, **progress)


def _store_items_now(session: Session, step: Step) -> Counted:
    return store_items(session, step, clock.now())
