"""What the long run is made of: one line for each kind of schedule."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass

from tests.faults.laboratory import laboratory
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


PARTS = (Part("simulation", "Simulated mornings (SQLite in memory)", 10_000, laboratory),)


def part_of(name: str) -> Part:
    """The part of this name."""
    return next(part for part in PARTS if part.name == name)
