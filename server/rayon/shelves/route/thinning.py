"""Ways that nobody needs: nothing is wanted there, and round about it is no longer.

Corridors across an open floor are mostly such ways. Without them fewer junctions are open at a
time, and many a floor that looks entangled can be solved exactly.
"""

import heapq
from dataclasses import replace

from rayon.shelves.route.net import Net

Beside = list[dict[int, tuple[int, float]]]

#: Metres that are told from zero by rounding alone.
ROUNDING = 1e-9


def thinned(net: Net) -> Net:
    """The same net without them, the longest first to go; no shortest walk gets longer."""
    beside: Beside = [{} for _ in range(net.size)]
    for way, stretch in enumerate(net.stretches):
        beside[stretch.begins][way] = (stretch.ends, stretch.metres)
        beside[stretch.ends][way] = (stretch.begins, stretch.metres)
    empty = [way for way, stretch in enumerate(net.stretches) if not stretch.wanted]
    gone: set[int] = set()
    for way in sorted(empty, key=lambda one: -net.stretches[one].metres):
        stretch = net.stretches[way]
        if _is_reached(beside, way, stretch.begins, stretch.ends, stretch.metres + ROUNDING):
            gone.add(way)
            del beside[stretch.begins][way]
            beside[stretch.ends].pop(way, None)
    kept = [stretch for way, stretch in enumerate(net.stretches) if way not in gone]
    return replace(net, stretches=kept)


def _is_reached(beside: Beside, without: int, begin: int, end: int, metres: float) -> bool:
    """Whether one gets there on other ways within so many metres."""
    waiting, seen = [(0.0, begin)], set[int]()
    while waiting:
        so_far, junction = heapq.heappop(waiting)
        if junction == end:
            return True
        if junction in seen:
            continue
        seen.add(junction)
        for way, (near, step) in beside[junction].items():
            if way != without and near not in seen and so_far + step <= metres:
                heapq.heappush(waiting, (so_far + step, near))
    return False
