"""Titles and copies of the demo, put on the shelves of its branches."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from rayon import clock
from rayon.call_numbers import KEY_VERSION
from rayon.catalogue.keys import policy_of, shelf_key
from rayon.catalogue.models import Item, Location, Title, TitleIsbn
from rayon.demo import numbers
from rayon.demo.documents import Document, Shelf
from rayon.demo.shelves import SHELVES

SOURCE = "demo"
Row = dict[str, Any]
#: What a record is known by: the same novel in two branches is one title.
Known = tuple[str, str, str]


@dataclass(frozen=True)
class Standing:
    """One copy of a document, in one section of one branch."""

    document: Document
    branch: str
    section: str
    call_number: str
    volume: str


def fill_shelves(session: Session, branches: dict[str, int], chance: Random) -> None:
    """Write every title, ISBN and copy."""
    standing = [
        copy
        for (branch, section), (count, shelf) in SHELVES.items()
        for copy in itertools.islice(_stand(branch, section, shelf, chance), count)
    ]
    titles = _write_titles(session, standing, chance)
    locations = {
        (location.branch_id, location.code): location for location in session.scalars(_LOCATIONS)
    }
    session.execute(
        insert(Item),
        [
            {
                **_item(copy, locations[branches[copy.branch], copy.section], chance),
                "barcode": numbers.barcode(number),
                "title_id": titles[_known(copy.document)],
            }
            for number, copy in enumerate(standing, start=1)
        ],
    )


_LOCATIONS = select(Location)


def _stand(branch: str, section: str, shelf: Shelf, chance: Random) -> Iterator[Standing]:
    """The copies of a section; what chance invents twice stands there once."""
    seen: set[Known] = set()
    for document in shelf(chance):
        if _known(document) in seen:
            continue
        seen.add(_known(document))
        for call_number, volume in document.copies:
            yield Standing(document, branch, section, call_number, volume)


def _known(document: Document) -> Known:
    return document.title, document.author, document.kind


def _write_titles(session: Session, standing: list[Standing], chance: Random) -> dict[Known, int]:
    documents = {_known(copy.document): copy for copy in standing}
    rows = [
        {
            "source": SOURCE,
            "record": str(number),
            "title": copy.document.title,
            "author": copy.document.author,
            "publisher": "",
            "year": str(chance.randint(1988, 2025)),
            "format": copy.document.format,
            "pages": _pages(copy.document.format),
        }
        for number, copy in enumerate(documents.values(), start=1)
    ]
    session.execute(insert(Title), rows)
    ids = {row.record: row.id for row in session.execute(select(Title.record, Title.id))}
    titles = {known: ids[str(number)] for number, known in enumerate(documents, start=1)}
    session.execute(
        insert(TitleIsbn),
        [
            {
                "title_id": titles[known],
                "isbn": numbers.isbn(titles[known], "en" if copy.branch == "ENGLISH" else "fr"),
            }
            for known, copy in documents.items()
            if copy.document.has_isbn and chance.random() < 0.7
        ],
    )
    return titles


def _pages(extent: str) -> int | None:
    return int(extent.removesuffix(" p.")) if extent.endswith(" p.") else None


def _item(copy: Standing, location: Location, chance: Random) -> Row:
    order = (location.scheme, policy_of(location.policy))
    return {
        "branch_id": location.branch_id,
        "location_id": location.id,
        "call_number": copy.call_number,
        "sort_key": shelf_key(*order, copy.call_number),
        "key_version": KEY_VERSION,
        "kind": copy.document.kind,
        "volume": copy.volume,
        "parts": copy.document.parts,
        "parts_note": copy.document.parts_note,
        "place_branch_id": location.branch_id,
        **_state(chance),
    }


def _state(chance: Random) -> Row:
    """Most copies stand where they should; some are lent, some came back last night."""
    now = clock.now()
    draw = chance.random()
    row: Row = {"status": "available", "due_on": None, "returned_at": None}
    if draw < 0.08:
        return {
            **row,
            "status": "on_loan",
            "due_on": (now + timedelta(days=chance.randint(1, 21))).date(),
        }
    if draw < 0.09:
        return {**row, "status": "missing"}
    if draw < 0.10:
        return {**row, "status": "reference"}
    if draw < 0.13:
        return {**row, "returned_at": now - timedelta(hours=chance.randint(14, 20))}
    return row
