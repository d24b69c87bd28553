"""How well Rayon says where a document stands, in simulated rooms filled from real lists.

``python -m tests.bench.locate`` prints tables and ends with 1 where a figure is missed.
"""

import random
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import mean, median

import click

from rayon.call_numbers import key
from rayon.shelves.locating import Bay, Shelving
from tests.bench.index_speed import print_index_speed
from tests.bench.learning import print_learning
from tests.bench.real_labels import toulouse, virginia

SEEDS = 20
SHELVES = 6
SHELF_MM = 900
FILL = (0.60, 0.95)
MEDIAN_MM, SIGMA = 20, 0.5
ON_LOAN = 0.30
MISPLACED = 0.01
RIGHT_BAY, RIGHT_SHELF, RIGHT_SHELF_SURVEYED = 0.97, 0.75, 0.95


@dataclass
class Room:
    """``keys`` of all copies; ``shelves`` hold the numbers of those that stand there."""

    keys: list[str]
    shelves: list[list[int]] = field(default_factory=list)
    misplaced: set[int] = field(default_factory=set)

    def bays(self, *, each_shelf: bool) -> list[Bay]:
        """What a survey reads: the first document of each bay, or of each shelf."""
        firsts = [self.keys[shelf[0]] if shelf else None for shelf in self.shelves]
        return [
            Bay(
                str(start),
                SHELVES,
                firsts[start],
                tuple(firsts[start : start + SHELVES]) if each_shelf else (),
            )
            for start in range(0, len(firsts), SHELVES)
        ]


def furnish(keys: Sequence[str], chance: random.Random) -> Room:
    """Copies of one call number stand in no order; the empty shelves of the last bay stay empty."""
    ordered = sorted((key, chance.random()) for key in keys)
    room = Room([key for key, _ in ordered])
    standing = [place for place in range(len(ordered)) if chance.random() >= ON_LOAN]
    room.misplaced = {place for place in standing if chance.random() < MISPLACED}
    free = 0.0
    for place in standing:
        if place in room.misplaced:
            continue
        thick = chance.lognormvariate(0, SIGMA) * MEDIAN_MM
        if thick > free:
            room.shelves.append([])
            free = SHELF_MM * chance.uniform(*FILL)
        free -= thick
        room.shelves[-1].append(place)
    for place in sorted(room.misplaced):
        shelf = chance.choice(room.shelves)
        shelf.insert(chance.randrange(len(shelf) + 1), place)
    room.shelves += [[] for _ in range(-len(room.shelves) % SHELVES)]
    return room


@dataclass
class Score:
    bay: float
    shelf: float
    within_doubt: float
    errors: list[int]


def score(room: Room, *, each_shelf: bool) -> Score:
    """How often the bay and the shelf are right, and by how many documents the spot is off."""
    bays = room.bays(each_shelf=each_shelf)
    shelving = Shelving(room.keys, bays)
    right_bay = right_shelf = count = within = 0
    errors = []
    for number, shelf in enumerate(room.shelves):
        for place, copy in enumerate(shelf):
            if copy in room.misplaced:
                continue
            count += 1
            spot = shelving.spot(copy)
            if spot is None:
                raise AssertionError("A room with bays has a spot for everything.")
            said = int(spot.bay) + spot.shelf - 1
            right_bay += said // SHELVES == number // SHELVES
            right_shelf += said == number
            errors.append(abs(_off(room, shelving, copy, number, place)))
            within += errors[-1] <= spot.doubt
    return Score(right_bay / count, right_shelf / count, within / count, errors)


def _off(room: Room, shelving: Shelving, copy: int, shelf: int, place: int) -> int:
    """Documents between the spot that was told and the document, over the edges of shelves."""
    said = shelving.position(copy)
    number = min(int(said), len(room.shelves) - 1)
    there = sum(map(len, room.shelves[:number])) + (said - number) * len(room.shelves[number])
    return round(there - sum(map(len, room.shelves[:shelf])) - place)


def main() -> None:
    lists = {
        "Toulouse, fr": [key("fr", label) for label in toulouse()],
        "Virginia, lc": [key("lc", label) for label in virginia()],
    }
    failed = False
    click.echo(f"{SEEDS} rooms each; min / median / max of the rooms\n")
    for name, keys in lists.items():
        rooms = [furnish(keys, random.Random(seed)) for seed in range(SEEDS)]
        click.echo(f"{name}: {len(keys)} copies, {len(rooms[0].shelves) // SHELVES} bays")
        by_bay = [score(room, each_shelf=False) for room in rooms]
        by_shelf = [score(room, each_shelf=True) for room in rooms]
        failed |= not _print("first of each bay", by_bay, RIGHT_SHELF)
        failed |= not _print("first of each shelf", by_shelf, RIGHT_SHELF_SURVEYED)
    print_learning()
    print_index_speed()
    sys.exit(failed)


def _print(survey: str, scores: list[Score], right_shelf: float) -> bool:
    bays, shelves = [score.bay for score in scores], [score.shelf for score in scores]
    within = [score.within_doubt for score in scores]
    errors = [error for score in scores for error in score.errors]
    click.echo(
        f"  {survey:20} bay {_three(bays)}  shelf {_three(shelves)} (mean {mean(shelves):.1%})  "
        f"off by {median(errors)} documents  within its doubt {_three(within)}"
    )
    return median(bays) >= RIGHT_BAY and median(shelves) >= right_shelf


def _three(values: Sequence[float]) -> str:
    return f"{min(values):.1%} / {median(values):.1%} / {max(values):.1%}"


if __name__ == "__main__":
    main()
