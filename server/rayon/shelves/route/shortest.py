"""The shortest walk past what is to be fetched, and how long it is."""

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from rayon.shelves.route.distances import Distances
from rayon.shelves.route.graph import Spot, Walkways
from rayon.shelves.route.improving import best_passings
from rayon.shelves.route.net import net_of
from rayon.shelves.route.stopwatch import Stopwatch
from rayon.shelves.route.thinning import thinned
from rayon.shelves.route.unrolling import spots_in_order

#: The rest of the time is for what comes after: from ways to spots, and a look at the given order.
THINKING = 0.7


@dataclass(frozen=True, slots=True)
class Walk:
    """Ids of the spots in walking order. ``is_shortest``: proven, no walk is shorter."""

    order: list[str]
    metres: float
    ms: float
    is_shortest: bool


def shortest_walk(
    walkways: Walkways,
    spots: Sequence[Spot],
    *,
    ms: float = 50.0,
    turning: float = 0.0,
    here: Spot | None = None,
) -> Walk:
    """From the start (or from ``here``) past every spot to the start.

    ``ms``: how long to think, in processor time. ``turning``: so many metres must be saved by
    turning round inside an aisle; else one walks through. What cannot be told apart by walking
    keeps the order in which it is given, and the walk is never longer than that order.
    """
    watch = Stopwatch(ms * THINKING)
    with _nothing_collected():
        net = thinned(net_of(walkways, spots, here))
        found = best_passings(net, watch, turning)
        order = spots_in_order(net, found.chosen)
        metres = sum(passing.metres for passing in found.chosen)
        if not found.is_shortest:
            # A walk that is not the shortest may go round about between two spots.
            distances, given = Distances(net), list(range(len(spots)))
            metres = distances.length(order)
            if (length := distances.length(given, metres)) < metres:
                order, metres = given, length
        ms = watch.spent()
    return Walk([spots[index].id for index in order], metres, ms, found.is_shortest)


@contextmanager
def _nothing_collected() -> Iterator[None]:
    """Thousands of small tuples, and no circle among them: the collector only costs time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
