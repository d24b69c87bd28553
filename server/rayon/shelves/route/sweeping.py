"""In which order junctions are closed, so that few are open at the same time.

One sweeps over the floor: always the open junction with the fewest open neighbours, the oldest
first, so that each aisle is met in the same way as the one before it. Where that gets too wide,
another sweep begins elsewhere, far from the end of the walk.
"""

from collections import deque
from collections.abc import Sequence, Set

#: A sweep over two blocks, one behind the other, has three open junctions.
FIRST_WIDTH = 3


def closing_order(neighbours: Sequence[Set[int]], last: int) -> list[tuple[int, int]]:
    """Each junction but ``last``, and how many are open beside it when it is closed."""
    distances = _steps_from(last, neighbours)
    beside = [set(near) for near in neighbours]
    open_ones = set(range(len(beside))) - {last}
    order: list[tuple[int, int]] = []
    sweep: dict[int, None] = {}
    width = FIRST_WIDTH
    while open_ones:
        junction = min(sweep, key=lambda one: len(beside[one]), default=None)
        if junction is None or len(beside[junction]) > width:
            junction = min(open_ones, key=lambda one: (len(beside[one]), -distances[one]))
            if len(beside[junction]) > width:
                width += 1
                continue
            sweep.clear()
        order.append((junction, len(beside[junction])))
        open_ones.discard(junction)
        sweep.pop(junction, None)
        for near in sorted(_close(junction, beside), key=distances.__getitem__):
            if near != last:
                sweep.setdefault(near)
    return order


def _close(junction: int, beside: list[set[int]]) -> set[int]:
    """Its neighbours become neighbours of one another."""
    around = beside[junction]
    for near in around:
        beside[near] |= around
        beside[near] -= {near, junction}
    return around


def _steps_from(start: int, neighbours: Sequence[Set[int]]) -> list[int]:
    steps = [0] * len(neighbours)
    seen, waiting = {start}, deque([start])
    while waiting:
        junction = waiting.popleft()
        for near in neighbours[junction]:
            if near not in seen:
                seen.add(near)
                steps[near] = steps[junction] + 1
                waiting.append(near)
    return steps
