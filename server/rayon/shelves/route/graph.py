"""What a walk is planned on: junctions, the ways between them, and what stands along those ways.

A way is an aisle, a cross-aisle, a corridor, a flight of stairs or a lift; the last two are as
long as the metres one would gladly walk instead. A person may walk a way in both directions and
turn round anywhere on it.
"""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

#: A way of a thousand kilometres is a slip of the pen.
LONGEST_WAY = 1e6


class NoSuchWalk(ValueError):
    """The floor or the spots are not fit to be walked; the text says which, and why."""


@dataclass(frozen=True, slots=True)
class Way:
    """From one junction to another."""

    id: str
    begins: str
    ends: str
    metres: float


@dataclass(frozen=True, slots=True)
class Spot:
    """Where something is to be fetched: ``at`` metres from where the way begins."""

    id: str
    way: str
    at: float


@dataclass(frozen=True, slots=True)
class Walkways:
    """A branch on foot, all floors together. ``start``: where the cart stands, a junction."""

    junctions: Sequence[str]
    ways: Sequence[Way]
    start: str

    def check(self) -> None:
        """Raise ``NoSuchWalk`` unless every way has two known ends and a length."""
        _refuse_doubles("node", self.junctions)
        _refuse_doubles("edge", (way.id for way in self.ways))
        known = set(self.junctions)
        if self.start not in known:
            raise NoSuchWalk(f"the start {self.start!r} is not among the nodes")
        for way in self.ways:
            for junction in (way.begins, way.ends):
                if junction not in known:
                    raise NoSuchWalk(f"edge {way.id!r}: unknown node {junction!r}")
            if not 0 <= way.metres <= LONGEST_WAY:
                raise NoSuchWalk(f"edge {way.id!r}: {way.metres} is no length in metres")

    def reached(self) -> set[str]:
        """The junctions to which one can walk from the start."""
        beside: dict[str, list[str]] = {junction: [] for junction in self.junctions}
        for way in self.ways:
            beside[way.begins].append(way.ends)
            beside[way.ends].append(way.begins)
        seen, waiting = {self.start}, [self.start]
        while waiting:
            for junction in beside[waiting.pop()]:
                if junction not in seen:
                    seen.add(junction)
                    waiting.append(junction)
        return seen


def check_spots(walkways: Walkways, spots: Sequence[Spot]) -> None:
    """Raise ``NoSuchWalk`` unless every spot lies on a way that can be reached."""
    _refuse_doubles("pick", (spot.id for spot in spots))
    ways = {way.id: way for way in walkways.ways}
    reached = walkways.reached()
    for spot in spots:
        way = ways.get(spot.way)
        if way is None:
            raise NoSuchWalk(f"pick {spot.id!r}: unknown edge {spot.way!r}")
        if not math.isfinite(spot.at) or not 0 <= spot.at <= way.metres:
            raise NoSuchWalk(
                f"pick {spot.id!r}: {spot.at} m is not on edge {way.id!r} of {way.metres} m"
            )
        if way.begins not in reached:
            raise NoSuchWalk(f"pick {spot.id!r}: edge {way.id!r} cannot be reached from the start")


def _refuse_doubles(kind: str, ids: Iterable[str]) -> None:
    for name, times in Counter(ids).items():
        if times > 1:
            raise NoSuchWalk(f"{kind} {name!r} stands {times} times")
