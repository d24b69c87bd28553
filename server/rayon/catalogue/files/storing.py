"""Staged titles and copies -> the catalogue, by sets. Run inside one transaction."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CursorResult,
    and_,
    case,
    delete,
    exists,
    func,
    literal,
    or_,
    select,
)
from sqlalchemy.orm import Session

from rayon.call_numbers import KEY_VERSION
from rayon.catalogue.files.staging import StagedIsbn, StagedItem, StagedTitle
from rayon.catalogue.models import Item, Title, TitleIsbn
from rayon.database import insert_or, table_of

TITLE, ISBN, ITEM = map(table_of, (Title, TitleIsbn, Item))
NEW_TITLE, NEW_ISBN, NEW_ITEM = map(table_of, (StagedTitle, StagedIsbn, StagedItem))
_SAID = ("title", "author", "publisher", "year", "format", "pages")
#: What the library's own system may say of a copy at any time.
_ABOUT = ("title_id", "kind", "volume", "parts", "parts_note", "status", "due_on")
#: Where a copy stands: not touched while Rayon has it in hand.
_WHERE = (
    "branch_id",
    "location_id",
    "place_branch_id",
    "call_number",
    "sort_key",
    "key_version",
)


@dataclass(frozen=True)
class Counted:
    """Rows of one table that an import adds, changes, and leaves as they are."""

    new: int
    changed: int
    same: int


def store_titles(session: Session, run: str, source: str) -> Counted:
    """Add and correct titles, recognised by their source and record number."""
    staged = NEW_TITLE.c.run == run
    total, known = _totals(session, NEW_TITLE, staged, _title_of(source))
    new = [NEW_TITLE.c[name] for name in ("record", *_SAID)]
    statement = insert_or(session, TITLE).from_select(
        ["source", "record", *_SAID], select(literal(source), *new).where(staged)
    )
    touched = _run(
        session,
        statement.on_conflict_do_update(
            index_elements=[TITLE.c.source, TITLE.c.record],
            # Its words for the search are made again from what it says now.
            set_={**{name: statement.excluded[name] for name in _SAID}, "words_version": 0},
            where=_differs(TITLE, statement.excluded, _SAID),
        ),
    )
    _store_isbns(session, run, source)
    return _counted(total, known, touched)


def store_items(session: Session, run: str, source: str, now: datetime) -> Counted:
    """Add and correct copies, recognised by their barcode; those in hand stay where they are."""
    staged = NEW_ITEM.c.run == run
    total, known = _totals(session, NEW_ITEM, staged, ITEM.c.barcode == NEW_ITEM.c.barcode)
    names = ["barcode", *_ABOUT, *_WHERE, "unusable", "place_kind", "place_ref", "version"]
    statement = insert_or(session, ITEM).from_select(names, _copies(run, source, names))
    new = statement.excluded
    in_hand = or_(ITEM.c.place_kind != "shelf", ITEM.c.hold_id.is_not(None))
    moved = and_(~in_hand, _differs(ITEM, new, _WHERE))
    back = and_(ITEM.c.status == "on_loan", new.status == "available")
    touched = _run(
        session,
        statement.on_conflict_do_update(
            index_elements=[ITEM.c.barcode],
            set_={
                **{name: new[name] for name in _ABOUT},
                **{n: case((in_hand, ITEM.c[n]), else_=new[n]) for n in _WHERE},
                "returned_at": case((back, _instant(now)), else_=ITEM.c.returned_at),
                "version": ITEM.c.version + 1,
            },
            where=or_(_differs(ITEM, new, _ABOUT), moved),
        ),
    )
    return _counted(total, known, touched)


def _copies(run: str, source: str, names: list[str]) -> Any:
    """Staged copies in the shape of the item table."""
    given = {
        "title_id": TITLE.c.id,
        "place_branch_id": NEW_ITEM.c.branch_id,
        "key_version": literal(KEY_VERSION),
        "unusable": literal(""),
        "place_kind": literal("shelf"),
        "place_ref": literal(""),
        "version": literal(1),
    }
    columns = [given[name] if name in given else NEW_ITEM.c[name] for name in names]
    is_its_title = and_(TITLE.c.source == source, TITLE.c.record == NEW_ITEM.c.record)
    return select(*columns).join_from(NEW_ITEM, TITLE, is_its_title).where(NEW_ITEM.c.run == run)


def _store_isbns(session: Session, run: str, source: str) -> None:
    """The ISBNs of the staged titles, and no others."""
    of_title = and_(TITLE.c.record == NEW_ISBN.c.record, TITLE.c.source == source)
    still = exists().where(
        of_title,
        TITLE.c.id == ISBN.c.title_id,
        NEW_ISBN.c.run == run,
        NEW_ISBN.c.isbn == ISBN.c.isbn,
    )
    staged = select(TITLE.c.id).where(
        TITLE.c.source == source,
        TITLE.c.record.in_(select(NEW_TITLE.c.record).where(NEW_TITLE.c.run == run)),
    )
    session.execute(delete(ISBN).where(ISBN.c.title_id.in_(staged), ~still))
    found = (
        select(TITLE.c.id, NEW_ISBN.c.isbn)
        .join_from(NEW_ISBN, TITLE, of_title)
        .where(NEW_ISBN.c.run == run)
    )
    statement = insert_or(session, ISBN).from_select(["title_id", "isbn"], found)
    session.execute(statement.on_conflict_do_nothing())


def _title_of(source: str) -> ColumnElement[bool]:
    return and_(TITLE.c.source == source, TITLE.c.record == NEW_TITLE.c.record)


def _totals(
    session: Session, staged_table: Any, staged: Any, is_known: ColumnElement[bool]
) -> tuple[int, int]:
    """(staged rows, those of them that the catalogue has)."""
    count = select(func.count()).select_from(staged_table).where(staged)
    total: int = session.execute(count).scalar_one()
    known: int = session.execute(count.where(exists().where(is_known))).scalar_one()
    return total, known


def _differs(table: Any, new: Any, names: tuple[str, ...]) -> ColumnElement[bool]:
    return or_(*(table.c[name].is_distinct_from(new[name]) for name in names))


def _instant(now: datetime) -> ColumnElement[datetime]:
    return literal(now, ITEM.c.returned_at.type)


def _run(session: Session, statement: Any) -> int:
    # Without this, PostgreSQL does not say how many rows an INSERT touched.
    result = session.execute(statement, execution_options={"preserve_rowcount": True})
    assert isinstance(result, CursorResult)
    return result.rowcount


def _counted(total: int, known: int, touched: int) -> Counted:
    new = total - known
    return Counted(new, touched - new, known - (touched - new))
