"""Long work in short transactions, with room for phones between them."""

import time
from collections.abc import Callable
from typing import TypeVar

from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from rayon.catalogue.files.one_at_a_time import keep
from rayon.database import writing, writing_engine

Result = TypeVar("Result")

#: Seconds. SQLite asks for its lock again every tenth of a second: a shorter gap may be missed.
_PAUSE = 0.12
_PAUSE_EVERY = 0.4
#: A step that held the lock for longer is followed by smaller ones, a shorter by larger ones.
_LONG, _SHORT = 1.5, 0.5
LARGEST_STEP = 100_000
_SMALLEST_STEP = 1_000
_TRIES = 20


class Turns:
    """The write transactions of one import, and how many rows the next one may take.

    ``longest``: seconds for which one of them held the write lock.
    """

    def __init__(self, run: str) -> None:
        self.run = run
        self.rows = 10_000
        self.longest = 0.0
        self._paused_at = time.monotonic()

    def take(self, work: Callable[[Session], Result]) -> Result:
        """Run ``work`` in one transaction; again when the database was locked by others."""
        for tries_left in reversed(range(_TRIES)):
            try:
                return self._once(work)
            except OperationalError:
                if not tries_left:
                    raise
        raise AssertionError

    def _once(self, work: Callable[[Session], Result]) -> Result:
        with writing() as session:
            keep(session, self.run)
            began = time.monotonic()
            result = work(session)
        self._note(time.monotonic() - began)
        return result

    def _note(self, held: float) -> None:
        self.longest = max(self.longest, held)
        if held > _LONG:
            self.rows = max(_SMALLEST_STEP, self.rows // 2)
        elif held < _SHORT:
            self.rows = min(LARGEST_STEP, self.rows * 2)
        self.let_others_write()

    def let_others_write(self) -> None:
        """Leave the database alone for a moment, if that was some time ago."""
        if writing_engine().dialect.name != "sqlite":
            return
        if time.monotonic() - self._paused_at >= _PAUSE_EVERY:
            time.sleep(_PAUSE)
            self._paused_at = time.monotonic()
