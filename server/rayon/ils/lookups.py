"""What the catalogue knows of everything that a file of holds names, asked at once."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from rayon.catalogue.files.csv_rows import same
from rayon.catalogue.models import Branch, Item, Patron, Title, TitleIsbn
from rayon.holds.models import Hold
from rayon.ils.wanted import Wanted

#: Values in one IN list; some databases take no more than a few thousand.
MOST_VALUES = 500


@dataclass(frozen=True)
class KnownCopy:
    """A copy that a barcode names."""

    id: int
    barcode: str
    title: int
    volume: str


@dataclass
class Known:
    """Row ids by what the file calls them. ``volumes``: those that the copies of a title have."""

    patrons: dict[str, int] = field(default_factory=dict)
    copies: dict[str, KnownCopy] = field(default_factory=dict)
    records: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    isbns: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    volumes: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    branches: dict[str, int] = field(default_factory=dict)
    zones: dict[int, str] = field(default_factory=dict)


def look_up(session: Session, wanted: Iterable[Wanted]) -> Known:
    """Ask for every card, barcode, record, ISBN and branch of the file."""
    rows, known = list(wanted), Known()
    for branch in session.scalars(select(Branch)):
        known.branches |= {same(branch.code): branch.id, same(branch.name): branch.id}
        known.zones[branch.id] = branch.time_zone
    cards = {card for row in rows for card in row.cards}
    for found in _all(session, select(Patron.card, Patron.id), Patron.card, cards):
        known.patrons[found.card] = found.id
    _copies(session, known, {barcode for row in rows for barcode in row.barcodes})
    records = {row.record for row in rows if row.record}
    for found in _all(session, select(Title.record, Title.id), Title.record, records):
        known.records[found.record].add(found.id)
    isbns = {row.isbn for row in rows if row.isbn}
    for found in _all(session, select(TitleIsbn.isbn, TitleIsbn.title_id), TitleIsbn.isbn, isbns):
        known.isbns[found.isbn].add(found.title_id)
    _volumes(session, known)
    return known


def known_references(session: Session, source: str, references: set[str]) -> set[str]:
    """Those of these references that Rayon has a hold for, whatever became of it."""
    query = select(Hold.reference).where(Hold.source == source)
    return {row.reference for row in _all(session, query, Hold.reference, references)}


def _copies(session: Session, known: Known, barcodes: set[str]) -> None:
    query = select(Item.id, Item.barcode, Item.title_id, Item.volume)
    for row in _all(session, query, Item.barcode, barcodes):
        known.copies[row.barcode] = KnownCopy(row.id, row.barcode, row.title_id, row.volume)


def _volumes(session: Session, known: Known) -> None:
    titles = {copy.title for copy in known.copies.values()}
    titles |= {title for ids in (*known.records.values(), *known.isbns.values()) for title in ids}
    query = select(Item.title_id, Item.volume).distinct()
    for row in _all(session, query, Item.title_id, titles):
        known.volumes[row.title_id].add(row.volume)


def _all(
    session: Session, query: Select[*tuple[Any, ...]], column: Any, values: Iterable[Any]
) -> Iterator[Any]:
    ordered = sorted(values)
    for at in range(0, len(ordered), MOST_VALUES):
        yield from session.execute(query.where(column.in_(ordered[at : at + MOST_VALUES])))
