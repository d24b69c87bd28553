"""What the long run is made of: one line for each kind of schedule."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import partial

from tests.faults.browser.laboratory import browser_laboratory
from tests.faults.laboratory import laboratory
from tests.faults.mailing import post_room
from tests.faults.real.laboratory import real_laboratory
from tests.faults.running import Playing


@dataclass(frozen=True)
class Part:
    """``laboratory`` opens what its schedules share; seeds 0 to ``count`` are played in it.

    One process plays ``at_once`` seeds, then writes down what came of them: so much is lost when
    the run is stopped. ``workers`` processes at a time.
    """

    name: str
    title: str
    count: int
    laboratory: Callable[[], AbstractContextManager[Playing]]
    at_once: int = 25
    workers: int = 2


#: Real mornings that one process plays.
REAL = 10
#: Visits for which one walk always has documents enough.
VISITS = 10
on_sqlite, on_postgresql = (partial(real_laboratory, kind) for kind in ("sqlite", "postgresql"))

PARTS = (
    Part("simulation", "Simulated mornings (SQLite in memory)", 10_000, laboratory),
    Part("sqlite", "Real processes (SQLite)", 300, on_sqlite, REAL),
    Part("postgresql", "Real processes (PostgreSQL)", 150, on_postgresql, REAL),
    Part("browser", "A real Chromium", 300, browser_laboratory, VISITS),
    # 70 notices each: 10,000 and more.
    Part("mail", "Notices, mail server bad at every verb", 145, post_room),
)


def part_of(name: str) -> Part:
    """The part of this name."""
    return next(part for part in PARTS if part.name == name)
