"""Which half walks are kept where there is no time for all of them."""

import heapq
from dataclasses import dataclass, field

from rayon.shelves.route.half_walks import Half, Halves
from rayon.shelves.route.states import States
from rayon.shelves.route.stopwatch import Stopwatch

#: No table is cut down to less.
FEWEST = 6


@dataclass(slots=True)
class Trace:
    """Follows a walk that is known, and notes the state after each sum."""

    states: list[int] = field(default_factory=list)

    def keep(self, halves: Halves) -> Halves:
        """There is only one."""
        self.states.extend(halves.table)
        return halves


class Promising:
    """The shortest few, where each loose piece counts ``loose`` metres, and those of ``trace``.

    ``few`` is for a start: it falls as soon as the sums, of which there will be about ``work``,
    take longer than there is time for. A ``trace`` is empty before any walk is known.
    """

    def __init__(
        self,
        few: int,
        loose: float,
        trace: list[int],
        work: int,
        states: States,
        watch: Stopwatch,
    ) -> None:
        self.has_cut = False
        self._few, self._loose, self._trace, self._work = few, loose, trace, work
        self._pieces, self._watch = states.pieces, watch
        self._given, self._sums = max(watch.left(), 1.0), 0

    def keep(self, halves: Halves) -> Halves:
        """At least the half walk that is known, if any is."""
        known = self._trace[self._sums : self._sums + 1]
        self._sums += 1
        if len(halves.table) <= FEWEST:
            return halves
        few = self._affordable()
        if len(halves.table) <= few:
            return halves
        self.has_cut = True
        kept = heapq.nsmallest(few, halves.table.items(), key=self._promise)
        return Halves(halves.open, dict(kept) | {one: halves.table[one] for one in known})

    def _affordable(self) -> int:
        time = max(0.0, self._watch.left()) / self._given
        work = max(0.001, 1.001 - self._sums / self._work)
        return max(FEWEST, int(self._few * min(1.0, time / work)))

    def _promise(self, each: tuple[int, Half]) -> float:
        return each[1][0] + self._loose * self._pieces[each[0]]
