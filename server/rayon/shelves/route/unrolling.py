"""From how often each way is passed to a walk: in which order one comes by what is wanted."""

from collections.abc import Iterable

from rayon.shelves.route.net import Net, Stretch
from rayon.shelves.route.passing import FROM_BEGINNING, FROM_BOTH, FROM_END, ONCE, TWICE, Passing

TIMES = {ONCE: 1, TWICE: 2}


def spots_in_order(net: Net, chosen: Iterable[Passing]) -> list[int]:
    """The numbers of the spots as one comes by them, walking from ``here`` to ``home``."""
    legs: list[Stretch] = []
    at: list[list[int]] = [[] for _ in range(net.size)]
    detours: list[list[int]] = [[] for _ in range(net.size)]
    for passing in chosen:
        stretch = net.stretches[passing.way]
        for _ in range(TIMES.get(passing.does, 0)):
            at[stretch.begins].append(len(legs))
            at[stretch.ends].append(len(legs))
            legs.append(stretch)
        if passing.does in (FROM_BEGINNING, FROM_BOTH):
            detours[stretch.begins] += _onwards(stretch, passing.low)
        if passing.does in (FROM_END, FROM_BOTH):
            detours[stretch.ends] += _backwards(stretch, passing.high)
    order: list[int] = []
    junction = net.here
    order += detours[junction]
    for leg, reached in _trail(net.here, legs, at):
        stretch = legs[leg]
        order += _backwards(stretch, 0) if reached == stretch.begins else _onwards(stretch)
        order += detours[reached]
    return list(dict.fromkeys(order))


def _onwards(stretch: Stretch, up_to: float = float("inf")) -> list[int]:
    return [spot for at, spot in stretch.wanted if at <= up_to]


def _backwards(stretch: Stretch, down_to: float) -> list[int]:
    """From the end of the way; what stands at one place keeps its order."""
    falling = sorted(stretch.wanted, key=lambda wanted: -wanted[0])
    return [spot for at, spot in falling if at >= down_to]


def _trail(start: int, legs: list[Stretch], at: list[list[int]]) -> list[tuple[int, int]]:
    """Every leg once, without a break (Hierholzer): the leg and the junction it leads to."""
    used = [False] * len(legs)
    open_ends: list[tuple[int, int]] = [(-1, start)]
    trail: list[tuple[int, int]] = []
    while open_ends:
        junction = open_ends[-1][1]
        while at[junction] and used[at[junction][-1]]:
            at[junction].pop()
        if at[junction]:
            leg = at[junction].pop()
            used[leg] = True
            stretch = legs[leg]
            open_ends.append((leg, stretch.begins + stretch.ends - junction))
        else:
            trail.append(open_ends.pop())
    trail.reverse()
    return trail[1:]
