"""Staged titles and copies -> the catalogue, by sets: one step is one transaction."""

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
from rayon.catalogue.models import Branch, Item, Location, Title, TitleIsbn
from rayon.database import insert_or, table_of

TITLE, ISBN, ITEM = map(table_of, (Title, TitleIsbn, Item))
BRANCH, LOCATION = map(table_of, (Branch, Location))
NEW_TITLE, NEW_ISBN, NEW_ITEM = map(table_of, (StagedTitle, StagedIsbn, StagedItem))
_SAID = ("title", "author", "publisher", "year", "format", "pages")
#: What the library's own system may say of a copy at any time.
_ABOUT = ("title_id", "kind", "volume", "status", "due_on")
#: What a person may have counted; then the file does not know better.
_COUNTED = ("parts", "parts_note")
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

    new: int = 0
    changed: int = 0
    same: int = 0

    def __add__(self, other: "Counted") -> "Counted":
        return Counted(self.new + other.new, self.changed + other.changed, self.same + other.same)


@dataclass(frozen=True)
class Step:
    """The staged rows of one transaction: keys above ``after``, up to ``upper``."""

    run: str
    source: str
    after: str
    upper: str

    def holds(self, table: Any, key: ColumnElement[str]) -> ColumnElement[bool]:
        """Whether a row of this staged table belongs to it."""
        return and_(table.c.run == self.run, key > self.after, key <= self.upper)


def store_titles(session: Session, step: Step) -> Counted:
    """Add and correct titles, recognised by their source and record number."""
    staged = step.holds(NEW_TITLE, NEW_TITLE.c.record)
    total, known = _totals(session, NEW_TITLE, staged, _title_of(step.source))
    new = [NEW_TITLE.c[name] for name in ("record", *_SAID)]
    statement = insert_or(session, TITLE).from_select(
        ["source", "record", *_SAID], select(literal(step.source), *new).where(staged)
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
    _store_isbns(session, step)
    return _counted(total, known, touched)


def store_items(session: Session, step: Step, now: datetime) -> Counted:
    """Add and correct copies, recognised by their barcode; those in hand stay where they are."""
    staged = step.holds(NEW_ITEM, NEW_ITEM.c.barcode)
    total, known = _totals(session, NEW_ITEM, staged, ITEM.c.barcode == NEW_ITEM.c.barcode)
    given = _given_of_item()
    names = list(dict.fromkeys(["barcode", *_ABOUT, *_COUNTED, *_WHERE, *given]))
    statement = insert_or(session, ITEM).from_select(names, _copies(step, staged, given, names))
    new = statement.excluded
    in_hand = or_(ITEM.c.place_kind != "shelf", ITEM.c.hold_id.is_not(None))
    moved = and_(~in_hand, _differs(ITEM, new, _WHERE))
    recounted = and_(~ITEM.c.parts_typed, _differs(ITEM, new, _COUNTED))
    back = and_(ITEM.c.status == "on_loan", new.status == "available")
    touched = _run(
        session,
        statement.on_conflict_do_update(
            index_elements=[ITEM.c.barcode],
            set_={
                **{name: new[name] for name in _ABOUT},
                **{n: case((ITEM.c.parts_typed, ITEM.c[n]), else_=new[n]) for n in _COUNTED},
                **{n: case((in_hand, ITEM.c[n]), else_=new[n]) for n in _WHERE},
                "returned_at": case((back, _instant(now)), else_=ITEM.c.returned_at),
                "version": ITEM.c.version + 1,
            },
            where=or_(_differs(ITEM, new, _ABOUT), moved, recounted),
        ),
    )
    return _counted(total, known, touched)


def _given_of_item() -> dict[str, ColumnElement[Any]]:
    """Columns of a new copy that its file does not tell."""
    return {
        "title_id": TITLE.c.id,
        "branch_id": BRANCH.c.id,
        "location_id": LOCATION.c.id,
        "place_branch_id": BRANCH.c.id,
        "key_version": literal(KEY_VERSION),
        "unusable": literal(""),
        "place_kind": literal("shelf"),
        "place_ref": literal(""),
        "version": literal(1),
    }


def _copies(
    step: Step,
    staged: ColumnElement[bool],
    given: dict[str, ColumnElement[Any]],
    names: list[str],
) -> Any:
    """Staged copies in the shape of the item table."""
    columns = [given[name] if name in given else NEW_ITEM.c[name] for name in names]
    is_its_title = and_(TITLE.c.source == step.source, TITLE.c.record == NEW_ITEM.c.record)
    is_there = and_(LOCATION.c.branch_id == BRANCH.c.id, LOCATION.c.code == NEW_ITEM.c.location)
    return (
        select(*columns)
        .select_from(NEW_ITEM)
        .join(TITLE, is_its_title)
        .join(BRANCH, BRANCH.c.code == NEW_ITEM.c.branch)
        .join(LOCATION, is_there)
        .where(staged)
    )


def _store_isbns(session: Session, step: Step) -> None:
    """The ISBNs of the staged titles, and no others."""
    of_title = and_(TITLE.c.record == NEW_ISBN.c.record, TITLE.c.source == step.source)
    still = exists().where(
        of_title,
        TITLE.c.id == ISBN.c.title_id,
        NEW_ISBN.c.run == step.run,
        NEW_ISBN.c.isbn == ISBN.c.isbn,
    )
    records = select(NEW_TITLE.c.record).where(step.holds(NEW_TITLE, NEW_TITLE.c.record))
    staged = select(TITLE.c.id).where(TITLE.c.source == step.source, TITLE.c.record.in_(records))
    session.execute(delete(ISBN).where(ISBN.c.title_id.in_(staged), ~still))
    found = (
        select(TITLE.c.id, NEW_ISBN.c.isbn)
        .join_from(NEW_ISBN, TITLE, of_title)
        .where(step.holds(NEW_ISBN, NEW_ISBN.c.record))
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
