"""The bays of one location in the order in which its documents run along them. Pure."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median_low
from typing import Any

from rayon.shelves.locating import Bay

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Part:
    """The part of a bay that belongs to the location: ``above`` shelves of it do not."""

    row: Row
    bay: Bay
    above: int


def running_bays(bays: Sequence[Row], starts: Sequence[Row], location_id: int) -> list[Part]:
    """What was surveyed in this location, and the bays between that nobody scanned.

    A face of a range is read from either end; which, its call numbers tell.
    """
    begins: defaultdict[str, list[Row]] = defaultdict(list)
    for start in sorted(starts, key=lambda one: one["shelf"]):
        begins[start["bay_id"]].append(start)
    parts = {
        bay["id"]: part
        for bay in bays
        if (part := _part(bay, begins.get(bay["id"], []), location_id))
    }
    faces: defaultdict[tuple[str, str], list[Row]] = defaultdict(list)
    for bay in bays:
        faces[bay["range_id"] or bay["id"], bay["side"]].append(bay)
    runs = [list(_run(face, parts, begins)) for face in faces.values()]
    return [part for run in sorted(filter(None, runs), key=_middle_key) for part in run]


def _part(bay: Row, starts: list[Row], location_id: int) -> Part | None:
    """The shelves from its first document to that of the next location."""
    mine = next((start for start in starts if start["location_id"] == location_id), None)
    if mine is None:
        return None
    is_first = mine is starts[0]
    top = 1 if is_first else mine["shelf"]
    others = [one["shelf"] for one in starts if one["location_id"] != location_id]
    end = min([shelf for shelf in others if shelf > mine["shelf"]] + [bay["shelves"] + 1])
    keys = {one["shelf"]: one["sort_key"] for one in starts if one["location_id"] == location_id}
    firsts = tuple(keys.get(shelf) for shelf in range(top, end))
    known = Bay(bay["id"], end - top, firsts[0] if firsts else None, firsts)
    return Part(bay, known, top - 1) if firsts else None


def _run(face: list[Row], parts: dict[str, Part], begins: dict[str, list[Row]]) -> Iterator[Part]:
    """The parts of one face in reading order, with unknown bays where they stand between."""
    ordered = sorted(face, key=lambda bay: (bay["position"], bay["label"]))
    if _runs_backwards([parts[bay["id"]] for bay in ordered if bay["id"] in parts]):
        ordered.reverse()
    inside = False
    for bay in ordered:
        if bay["id"] in parts:
            inside = True
            yield parts[bay["id"]]
        elif begins.get(bay["id"]) or bay["kind"] != "bay":
            inside = False
        elif inside:
            yield Part(bay, Bay(bay["id"], bay["shelves"]), 0)


def _runs_backwards(parts: list[Part]) -> bool:
    keys = [key for part in parts if (key := _first_key(part))]
    falls = sum(one > other for one, other in pairwise(keys))
    rises = sum(one < other for one, other in pairwise(keys))
    return falls > rises


def _middle_key(run: list[Part]) -> str:
    return median_low([key for part in run if (key := _first_key(part))] or [""])


def _first_key(part: Part) -> str | None:
    return next((key for key in part.bay.shelf_first_keys if key), part.bay.first_key)
