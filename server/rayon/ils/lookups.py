"""What the catalogue knows of everything that a file of holds names, asked at once."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from rayon.catalogue.files.csv_rows import same
from rayon.catalogue.models import Branch, Item, Patron, Title, TitleIsbn
from rayon.diary import store_of
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
    """Row ids by what the file calls them. ``volumes``: those that the copies of a title have.

    ``shelved``: call number -> titles that stand there, with their names. ``secret``: the key of
    this installation, for names that only it can recognise.
    """

    patrons: dict[str, int] = field(default_factory=dict)
    copies: dict[str, KnownCopy] = field(default_factory=dict)
    records: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    isbns: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    volumes: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    branches: dict[str, int] = field(default_factory=dict)
    zones: dict[int, str] = field(default_factory=dict)
    shelved: dict[str, dict[int, str]] = field(default_factory=lambda: defaultdict(dict))
    secret: str = ""


def look_up(session: Session, wanted: Iterable[Wanted]) -> Known:
    """Ask for every card, barcode, record, ISBN and branch of the file."""
    rows, known = list(wanted), Known(secret=store_of(session))
    for branch in session.scalars(select(Branch)):
        known.branches |= {same(branch.code): branch.id, same(branch.name): branch.id}
        known.zones[branch.id] = branch.time_zone
    cards = {card for row in rows for card in row.cards}
    for found in in_chunks(session, select(Patron.card, Patron.id), Patron.card, cards):
        known.patrons[found.card] = found.id
    _copies(session, known, {barcode for row in rows for barcode in row.barcodes})
    records = {row.record for row in rows if row.record}
    for found in in_chunks(session, select(Title.record, Title.id), Title.record, records):
        known.records[found.record].add(found.id)
    isbns = {row.isbn for row in rows if row.isbn}
    for found in in_chunks(
        session, select(TitleIsbn.isbn, TitleIsbn.title_id), TitleIsbn.isbn, isbns
    ):
        known.isbns[found.isbn].add(found.title_id)
    _shelved(session, known, {text for row in rows for text in row.call_numbers})
    _volumes(session, known)
    return known


def _copies(session: Session, known: Known, barcodes: set[str]) -> None:
    query = select(Item.id, Item.barcode, Item.title_id, Item.volume)
    for row in in_chunks(session, query, Item.barcode, barcodes):
        known.copies[row.barcode] = KnownCopy(row.id, row.barcode, row.title_id, row.volume)


def _shelved(session: Session, known: Known, call_numbers: set[str]) -> None:
    query = select(Item.call_number, Title.id, Title.title).join(Title, Item.title_id == Title.id)
    for row in in_chunks(session, query, Item.call_number, call_numbers):
        known.shelved[row.call_number][row.id] = row.title


def _volumes(session: Session, known: Known) -> None:
    titles = {copy.title for copy in known.copies.values()}
    titles |= {title for ids in (*known.records.values(), *known.isbns.values()) for title in ids}
    titles |= {title for shelved in known.shelved.values() for title in shelved}
    query = select(Item.title_id, Item.volume).distinct()
    for row in in_chunks(session, query, Item.title_id, titles):
        known.volumes[row.title_id].add(row.volume)


def in_chunks(
    session: Session, query: Select[*tuple[Any, ...]], column: Any, values: Iterable[Any]
) -> Iterator[Any]:
    """The rows whose column has one of these values, asked for a few hundred at a time."""
    ordered = sorted(values)
    for at in range(0, len(ordered), MOST_VALUES):
        yield from session.execute(query.where(column.in_(ordered[at : at + MOST_VALUES])))
