"""How fast the edge of a bay should believe a find: docs/decisions/0034."""

import random
from bisect import bisect_right
from collections.abc import Callable
from statistics import mean

import click

BAYS, DOCUMENTS, SHELVES = 35, 264, 6
FINDS, SEEDS = 1000, 12
PUT_BACK_WRONG = 0.01
MOVED = (0, 10, 30)
Pending = dict[tuple[int, bool], int]
#: Edge, where the find would put it, number of the edge, what is pending -> the edge from now on.
Rule = Callable[[float, int, int, Pending], float]


def within(documents: float) -> Rule:
    """At once and wholly, but not further than this."""
    return lambda edge, to, _number, _pending: to if abs(to - edge) <= documents else edge


def two_agree(edge: float, to: int, number: int, pending: Pending) -> float:
    """Wait for a second find on the same side; believe the nearer one."""
    first = pending.pop((number, to > edge), None)
    if first is None:
        pending[number, to > edge] = to
        return edge
    return min(first, to, key=lambda place: abs(place - edge))


RULES: dict[str, Rule] = {
    "never": within(0),
    "at once, wholly": within(DOCUMENTS * BAYS),
    "at once, half the way": lambda edge, to, _number, _pending: (edge + to) / 2,
    "when two finds agree": two_agree,
    "at once, wholly, within half a shelf": within(DOCUMENTS / SHELVES / 2),
    "at once, wholly, within a shelf": within(DOCUMENTS / SHELVES),
}


def right_bays(rule: Rule, moved: float, seed: int) -> float:
    """The part of all documents that are looked for in their bay after the finds."""
    chance = random.Random(seed)
    surveyed = [float(number * DOCUMENTS) for number in range(BAYS)]
    true = [
        edge + round(chance.gauss(0, moved)) * (number > 0 and chance.random() < 0.5)
        for number, edge in enumerate(surveyed)
    ]
    pending: Pending = {}
    for _ in range(FINDS):
        rank = chance.randrange(BAYS * DOCUMENTS)
        seen = bisect_right(true, rank) - 1
        if chance.random() < PUT_BACK_WRONG:
            seen = min(max(seen + chance.choice((-1, 1)), 0), BAYS - 1)
        said = bisect_right(surveyed, rank) - 1
        if abs(said - seen) == 1:
            number, to = max(said, seen), rank + 1 if seen < said else rank
            surveyed[number] = rule(surveyed[number], to, number, pending)
    ranks = range(BAYS * DOCUMENTS)
    return mean(bisect_right(true, rank) == bisect_right(surveyed, rank) for rank in ranks)


def print_learning() -> None:
    """Print the table of the decision."""
    click.echo(f"\nRight bay after {FINDS} finds, edges moved by 0 / 10 / 30 documents")
    for name, rule in RULES.items():
        parts = [mean(right_bays(rule, moved, seed) for seed in range(SEEDS)) for moved in MOVED]
        click.echo(f"  {name:38}" + " / ".join(f"{part:.1%}" for part in parts))
