"""In which bay of today’s floor a copy belongs, by what the bays begin with. Pure."""

from bisect import bisect_right
from collections import defaultdict

from rayon.shelves.floor import FloorRows, by_id


class InBays:
    """The beginnings of a floor. A document stands in the bay that began last before it."""

    def __init__(self, rows: FloorRows) -> None:
        bays = by_id(rows.bays)
        self._begins: defaultdict[int, list[tuple[str, str]]] = defaultdict(list)
        for start in rows.starts:
            begins = (start["sort_key"], bays[start["bay_id"]]["label"])
            self._begins[start["location_id"]].append(begins)
        for known in self._begins.values():
            known.sort()

    def bay(self, location_id: int, sort_key: str) -> str:
        """The label of the bay; "" where nobody has surveyed that far."""
        known = self._begins.get(location_id, [])
        before = bisect_right(known, sort_key, key=lambda one: one[0])
        return known[before - 1][1] if before else ""
