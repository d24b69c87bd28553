"""Which holds become picks, at which copy each aims, and how they are cut into walks. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Set
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from rayon.catalogue.availability import on_shelf, would_do

Row = dict[str, Any]


@dataclass(frozen=True)
class Aim:
    """One hold and the copy to look for first (none for a selection)."""

    hold: Row
    item: Row | None


@dataclass(frozen=True)
class Piece:
    """What one person walks, in order. ``metres``: None where nobody surveyed the floor."""

    aims: list[Aim]
    metres: float | None = None


@dataclass
class Sorted:
    """What can be picked at a branch, and what cannot and why."""

    aims: list[Aim] = field(default_factory=list)
    without_copy: list[Row] = field(default_factory=list)
    to_specify: list[Row] = field(default_factory=list)


def sort_out(
    holds: Iterable[Row], items: Iterable[Row], branch_id: int, spoken_for: Set[int] = frozenset()
) -> Sorted:
    """Give each hold a copy of its own, those who asked first first; one copy serves one hold.

    ``spoken_for``: ids of copies that somebody is on the way to.
    """
    by_title: defaultdict[int, list[Row]] = defaultdict(list)
    for item in items:
        by_title[item["title_id"]].append(item)
    taken = set(spoken_for)
    result = Sorted()
    for hold in sorted(holds, key=lambda row: (row["asked_at"], row["id"])):
        _place(hold, by_title.get(hold["title_id"] or -1, []), taken, branch_id, result)
    return result


def _place(hold: Row, copies: list[Row], taken: set[int], branch_id: int, result: Sorted) -> None:
    if hold["wants"] == "selection":
        if hold["pickup_branch_id"] == branch_id:
            result.aims.append(Aim(hold, None))
        return
    if _needs_a_volume(hold, copies):
        if hold["pickup_branch_id"] == branch_id:
            result.to_specify.append(hold)
        return
    free = [c for c in copies if would_do(c, hold) and on_shelf(c) and c["id"] not in taken]
    where = _picking_branch(hold, free)
    if where is None and hold["pickup_branch_id"] == branch_id:
        result.without_copy.append(hold)
    if where != branch_id:
        return
    best = min((c for c in free if c["branch_id"] == branch_id), key=_nearest)
    taken.add(best["id"])
    result.aims.append(Aim(hold, best))


def _needs_a_volume(hold: Row, copies: list[Row]) -> bool:
    """The record comes in volumes and nobody said which."""
    return (
        hold["wants"] == "title"
        and not hold["volume"]
        and any(copy["volume"] for copy in copies)
        and not any(would_do(copy, hold) for copy in copies)
    )


def _picking_branch(hold: Row, free: list[Row]) -> int | None:
    """Where the import says; else where it will be collected; else wherever a copy stands."""
    branches = {copy["branch_id"] for copy in free}
    for wanted in (hold["picking_branch_id"], hold["pickup_branch_id"]):
        if wanted in branches:
            return int(wanted)
    return min(branches, default=None)


def _nearest(copy: Row) -> tuple[int, str, int]:
    return (copy["walk_order"], copy["sort_key"], copy["id"])


def in_walking_order(aims: Iterable[Aim]) -> list[Aim]:
    """By location, then by shelf; selections last, when the picker knows what is left to carry."""
    return sorted(aims, key=_walking_key)


def _walking_key(aim: Aim) -> tuple[bool, int, int, str, str]:
    if aim.item is None:
        return (True, 0, 0, "", aim.hold["id"])
    item = aim.item
    return (False, item["walk_order"], item["location_id"], item["sort_key"], aim.hold["id"])


def cut(aims: list[Aim], pickers: int) -> list[list[Aim]]:
    """Cut the ordered list into nearly equal walks, between two locations where that is near."""
    pickers = max(1, min(pickers, len(aims)))
    pieces, start = [], 0
    for number in range(pickers):
        left = len(aims) - start
        size = round(left / (pickers - number))
        end = len(aims) if number == pickers - 1 else _near_border(aims, start, start + size)
        pieces.append(aims[start:end])
        start = end
    return [piece for piece in pieces if piece]


def _near_border(aims: list[Aim], start: int, end: int) -> int:
    """Move a cut by at most a fifth of the walk if a location begins there."""
    slack = max(1, (end - start) // 5)
    for shift in range(slack + 1):
        for place in (end - shift, end + shift):
            if start < place < len(aims) and _location(aims[place]) != _location(aims[place - 1]):
                return place
    return end


def _location(aim: Aim) -> int | None:
    return aim.item["location_id"] if aim.item else None


def number_slips(aims: Iterable[Aim], used: dict[int, int], day: date) -> dict[str, int]:
    """Slip numbers by hold: one number per patron and day; ``used`` maps patrons to theirs."""
    slips: dict[str, int] = {}
    of_patron = dict(used)
    next_slip = max(used.values(), default=0) + 1
    for hold in (aim.hold for aim in aims):
        patron = hold["patron_id"]
        kept = hold["slip"] if hold["slip_day"] == day else of_patron.get(patron)
        if kept is None:
            kept, next_slip = next_slip, next_slip + 1
        slips[hold["id"]] = kept
        if patron is not None:
            of_patron[patron] = kept
    return slips
