"""Floors as they are built, and lists of what is wanted on them, by a fixed seed.

A bay is 0.9 m wide; at both ends of an aisle there are 0.6 m to turn. Call numbers run up one
face of a range and down its other face, which looks into the next aisle. Three in ten requests
are for one of four aisles.
"""

import random
from dataclasses import dataclass, field
from itertools import pairwise, product

from rayon.shelves.route.graph import Spot, Walkways, Way

BAY, TURN = 0.9, 1.2


@dataclass(frozen=True)
class Wanted:
    """A spot, and where it stands in the lists that libraries print."""

    spot: Spot
    location: str
    call_number: tuple[int, ...]
    aisle: tuple[int, int]


@dataclass
class Floor:
    """``aisles``: way, location, column, row and number of bays."""

    name: str
    start: str = "cart"
    places: dict[str, tuple[float, float]] = field(default_factory=dict)
    ways: list[Way] = field(default_factory=list)
    aisles: list[tuple[Way, str, int, int, int]] = field(default_factory=list)

    @property
    def walkways(self) -> Walkways:
        return Walkways(list(self.places), self.ways, self.start)

    @property
    def locations(self) -> list[str]:
        return sorted({location for _, location, *_ in self.aisles})

    def junction(self, name: str, x: float = 0, y: float = 0) -> str:
        self.places[name] = (x, y)
        return name

    def way(self, begins: str, ends: str, metres: float) -> Way:
        way = Way(f"w{len(self.ways)}", begins, ends, metres)
        self.ways.append(way)
        return way

    def block(self, name: str, x: float, y: float, aisles: int, bays: int, rows: int = 1,
              pitch: float = 1.5) -> list[list[str]]:  # fmt: skip
        """Parallel aisles between cross-aisles; the junctions, by column and row."""
        metres = bays * BAY + TURN
        grid = [
            [
                self.junction(f"{name}.{c}.{r}", x + c * pitch, y + r * metres)
                for r in range(rows + 1)
            ]
            for c in range(aisles)
        ]
        for column, row in product(range(aisles), range(rows)):
            way = self.way(grid[column][row], grid[column][row + 1], metres)
            self.aisles.append((way, name, column, row, bays))
        for one, other in pairwise(grid):
            for a, b in zip(one, other, strict=True):
                self.way(a, b, pitch)
        return grid

    def list_of(self, picks: int, seed: int) -> list[Wanted]:
        """What patrons asked for."""
        chance = random.Random(seed)
        popular = [chance.choice(self.aisles) for _ in range(4)]
        sizes = [bays for *_, bays in self.aisles]
        return [self._wanted(number, chance, popular, sizes) for number in range(picks)]

    def _wanted(self, number: int, chance: random.Random, popular: list, sizes: list) -> Wanted:
        is_popular = chance.random() < 0.3
        aisle = chance.choice(popular) if is_popular else chance.choices(self.aisles, sizes)[0]
        way, location, column, row, bays = aisle
        bay = chance.randrange(bays)
        # On the right, the front of a range; on the left, the back of the one before.
        is_front = chance.random() < 0.5
        running = (row, column, 0, bay) if is_front else (row, column - 1, 1, -bay)
        spot = Spot(f"p{number}", way.id, round(TURN / 2 + BAY * (bay + 0.5), 2))
        return Wanted(spot, location, running, (row, column))


def branch() -> Floor:
    """One block: 17 aisles of 8 bays."""
    floor = Floor("one block")
    grid = floor.block("all", 0, 0, aisles=17, bays=8)
    floor.start = grid[0][0]
    return floor


SECTIONS = (
    ("FIC", 0, 0, 9, 8),
    ("NF", 18, 0, 8, 8),
    ("BIO", 34, 0, 4, 6),
    ("DVD", 0, 13, 5, 5),
    ("JUV", 11, 13, 7, 6),
    ("LP", 25, 13, 4, 5),
    ("YA", 34, 12, 4, 6),
)


def public() -> Floor:
    """Seven sections scattered over one floor; corridors from corner to the nearest corners."""
    floor = Floor("public, 7 sections")
    corners: dict[str, list[str]] = {}
    for name, x, y, aisles, bays in SECTIONS:
        grid = floor.block(name, x, y, aisles, bays)
        corners[name] = [grid[0][0], grid[-1][0], grid[0][-1], grid[-1][-1]]
    cart = floor.junction("cart", 16, 10.5)
    joined: set[frozenset[str]] = set()
    for name, mine in corners.items():
        others = [corner for other in corners if other != name for corner in corners[other]]
        for corner in mine:
            nearest = sorted(others, key=lambda other: (_apart(floor, corner, other), other))[:2]
            for other in nearest:
                if frozenset((corner, other)) not in joined:
                    joined.add(frozenset((corner, other)))
                    floor.way(corner, other, _apart(floor, corner, other))
    for name in ("FIC", "NF", "DVD", "JUV"):
        corner = min(corners[name], key=lambda one: _apart(floor, one, cart))
        floor.way(cart, corner, _apart(floor, corner, cart))
    return floor


def research() -> Floor:
    """Three floors of two blocks, 24 aisles of 12 bays; stairs in one corner, a lift in another."""
    floor = Floor("research, 3 floors")
    below: tuple[str, str] | None = None
    for level in range(3):
        grid = floor.block(f"floor {level}", 0, 0, aisles=24, bays=12, rows=2, pitch=1.8)
        stairs, lift = floor.junction(f"stairs {level}"), floor.junction(f"lift {level}")
        floor.way(stairs, grid[0][0], 1.5)
        floor.way(lift, grid[-1][-1], 1.5)
        if below:
            floor.way(below[0], stairs, 12)
            floor.way(below[1], lift, 15)
        else:
            floor.way(floor.junction("cart"), grid[0][0], 2)
        below = (stairs, lift)
    return floor


def _apart(floor: Floor, one: str, other: str) -> float:
    (x, y), (u, v) = floor.places[one], floor.places[other]
    return round(abs(x - u) + abs(y - v), 2)
