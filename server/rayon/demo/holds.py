"""The holds of this morning: what 25 readers asked for since the last walk."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy import select

from rayon.catalogue.models import Branch, Item, Patron
from rayon.database import reading
from rayon.holds.action import Deed
from rayon.ids import new_id

SOURCE = "demo"
#: Branch -> documents wanted there by title alone; the particular ones below come on top.
PLAIN = {"CANAL": 24, "TILLEULS": 10, "ENGLISH": 8}
SINCE = timedelta(hours=13)

SELECTIONS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("CANAL", {"kind": "album", "age": "3-5", "number": 5, "wishes": "Des animaux, pas de loup"}),
    ("CANAL", {"kind": "comic", "age": "8-10", "number": 4, "wishes": "De l’aventure"}),
    (
        "TILLEULS",
        {"kind": "book", "age": "", "number": 3, "wishes": "Des romans qui se passent ici"},
    ),
    (
        "ENGLISH",
        {"kind": "book", "age": "", "number": 2, "wishes": "Something funny, not too long"},
    ),
)

Wish = dict[str, Any]


@dataclass(frozen=True)
class Shelves:
    """What can be asked for: copies that are in, by branch, and patrons by branch."""

    branches: dict[str, int]
    copies: dict[int, list[Item]]
    patrons: dict[int, list[int]]


def this_morning(chance: Random, now: datetime) -> list[Deed]:
    """60 deeds that place the holds, in the order in which they were asked."""
    shelves = _shelves()
    wishes = [*_plain(shelves, chance), *_particular(shelves, chance), *_selections(shelves)]
    ages = sorted((SINCE * chance.random() for _wish in wishes), reverse=True)
    readers = {branch: itertools.cycle(ids) for branch, ids in shelves.patrons.items()}
    return [
        Deed(
            "place_hold",
            new_id(),
            {
                "source": SOURCE,
                "reference": f"demo-{number}",
                "patron": next(readers[wish["pickup_branch"]]),
                "asked_at": (now - age).isoformat(),
                **wish,
            },
        )
        for number, (wish, age) in enumerate(zip(wishes, ages, strict=True), start=1)
    ]


def _plain(shelves: Shelves, chance: Random) -> Iterator[Wish]:
    for code, count in PLAIN.items():
        branch = shelves.branches[code]
        wanted = {copy.title_id: copy for copy in shelves.copies[branch] if not copy.volume}
        for title in chance.sample(sorted(wanted), count):
            yield {"wants": "title", "title": title, "pickup_branch": branch}


def _particular(shelves: Shelves, chance: Random) -> Iterator[Wish]:
    """One given copy, volumes said and unsaid, one title for two readers, other branches."""
    canal, tilleuls = shelves.branches["CANAL"], shelves.branches["TILLEULS"]
    here, there = shelves.copies[canal], shelves.copies[tilleuls]
    single = [copy for copy in here if not copy.volume]
    for copy in chance.sample(single, 2):
        yield {"wants": "item", "title": copy.title_id, "item": copy.id, "pickup_branch": canal}
    volumes = chance.sample([copy for copy in here if copy.volume], 5)
    for copy in volumes[:3]:
        yield {"title": copy.title_id, "volume": copy.volume, "pickup_branch": canal}
    for copy in volumes[3:]:
        yield {"title": copy.title_id, "pickup_branch": canal}
    for copy in chance.sample(single, 1) * 2:
        yield {"title": copy.title_id, "pickup_branch": canal}
    for title in chance.sample(sorted(_only_at(there, here)), 3):
        yield {"title": title, "pickup_branch": canal}
    for title in chance.sample(sorted(_only_at(here, there)), 2):
        yield {"title": title, "pickup_branch": tilleuls}


def _only_at(here: list[Item], elsewhere: list[Item]) -> set[int]:
    return {copy.title_id for copy in here if not copy.volume} - {c.title_id for c in elsewhere}


def _selections(shelves: Shelves) -> Iterator[Wish]:
    for code, selection in SELECTIONS:
        branch = shelves.branches[code]
        yield {"wants": "selection", "selection": selection, "pickup_branch": branch}


def _shelves() -> Shelves:
    with reading() as session:
        branches = {row.code: row.id for row in session.execute(select(Branch.code, Branch.id))}
        copies: dict[int, list[Item]] = {branch: [] for branch in branches.values()}
        for item in session.scalars(
            select(Item).where(Item.status == "available").order_by(Item.barcode)
        ):
            copies[item.branch_id].append(item)
        patrons: dict[int, list[int]] = {branch: [] for branch in branches.values()}
        for row in session.execute(select(Patron.id, Patron.branch_id).order_by(Patron.card)):
            patrons[row.branch_id].append(row.id)
        session.expunge_all()
    return Shelves(branches, copies, patrons)
