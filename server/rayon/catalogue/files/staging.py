"""Where a file's records wait until all of them are checked; nothing else reads these tables."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import Date, Integer, String, Text, delete, insert, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from rayon.catalogue.files.problems import Problem
from rayon.catalogue.files.records import Copy, Record
from rayon.database import Base, insert_or, reading, table_of


class StagedTitle(Base):
    """A title as a file gives it. ``run`` is the import it belongs to."""

    __tablename__ = "staged_title"

    run: Mapped[str] = mapped_column(String(36), primary_key=True)
    record: Mapped[str] = mapped_column(String(60), primary_key=True)
    title: Mapped[str] = mapped_column(Text)
    author: Mapped[str] = mapped_column(Text)
    publisher: Mapped[str] = mapped_column(Text)
    year: Mapped[str] = mapped_column(String(12))
    format: Mapped[str] = mapped_column(String(80))
    pages: Mapped[int | None] = mapped_column(Integer)


class StagedIsbn(Base):
    """An ISBN of a staged title."""

    __tablename__ = "staged_isbn"

    run: Mapped[str] = mapped_column(String(36), primary_key=True)
    record: Mapped[str] = mapped_column(String(60), primary_key=True)
    isbn: Mapped[str] = mapped_column(String(13), primary_key=True)


class StagedItem(Base):
    """A copy as a file gives it; its key is written once its location is known."""

    __tablename__ = "staged_item"

    run: Mapped[str] = mapped_column(String(36), primary_key=True)
    barcode: Mapped[str] = mapped_column(String(32), primary_key=True)
    record: Mapped[str] = mapped_column(String(60))
    place: Mapped[str] = mapped_column(String(40))
    branch: Mapped[str] = mapped_column(String(20))
    location: Mapped[str] = mapped_column(String(60))
    scheme: Mapped[str] = mapped_column(String(12))
    call_number: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(String(20))
    volume: Mapped[str] = mapped_column(String(80))
    parts: Mapped[int] = mapped_column(Integer)
    parts_note: Mapped[str] = mapped_column(String(120))
    status: Mapped[str] = mapped_column(String(16))
    due_on: Mapped[date | None] = mapped_column(Date)
    sort_key: Mapped[str | None] = mapped_column(Text)


class StagedProblem(Base):
    """A record or row that was left out of an import, in the order of the file."""

    __tablename__ = "staged_problem"

    run: Mapped[str] = mapped_column(String(36), primary_key=True)
    number: Mapped[int] = mapped_column(Integer, primary_key=True)
    place: Mapped[str] = mapped_column(String(60))
    field: Mapped[str] = mapped_column(String(60))
    reason: Mapped[str] = mapped_column(Text)


TABLES = tuple(map(table_of, (StagedItem, StagedIsbn, StagedTitle)))
PROBLEM = table_of(StagedProblem)


def stage(session: Session, run: str, records: Sequence[Record]) -> list[Problem]:
    """Put a batch aside; the copies whose barcode this file had before come back as problems."""
    items = {copy.barcode: _item(run, record, copy) for record, copy in reversed(_pairs(records))}
    _insert(session, StagedTitle.__table__, [_title(run, record) for record in records])
    isbns = [(record.record, isbn) for record in records for isbn in record.isbns]
    rows = [{"run": run, "record": record, "isbn": isbn} for record, isbn in isbns]
    _insert(session, StagedIsbn.__table__, rows)
    _insert(session, StagedItem.__table__, list(items.values()))
    return _twice(session, run, records)


def keep_problems(session: Session, run: str, first: int, problems: Sequence[Problem]) -> None:
    """Write rejections down; ``first`` is the number of the first one."""
    rows = [
        {
            "run": run,
            "number": number,
            "place": problem.place[:60],
            "field": problem.field[:60],
            "reason": problem.reason,
        }
        for number, problem in enumerate(problems, start=first)
    ]
    if rows:
        session.execute(insert(PROBLEM), rows)


def problems_of(run: str, start: int = 0, most: int | None = None) -> list[Problem]:
    """The rejections of an import, in the order of the file."""
    query = select(PROBLEM).where(PROBLEM.c.run == run, PROBLEM.c.number >= start)
    with reading() as session:
        rows = session.execute(query.order_by(PROBLEM.c.number).limit(most)).all()
    return [Problem(row.place, row.field, row.reason) for row in rows]


def forget_problems(session: Session, run: str) -> None:
    """Forget what was rejected."""
    session.execute(delete(PROBLEM).where(PROBLEM.c.run == run))


def _pairs(records: Sequence[Record]) -> list[tuple[Record, Copy]]:
    return [(record, copy) for record in records for copy in record.copies]


def _insert(session: Session, table: Any, rows: list[dict[str, Any]]) -> None:
    if rows:
        session.execute(insert_or(session, table).on_conflict_do_nothing(), rows)


def _twice(session: Session, run: str, records: Sequence[Record]) -> list[Problem]:
    """A barcode names one thing: the first copy that wears it stays."""
    table = StagedItem.__table__.c
    barcodes = [copy.barcode for _record, copy in _pairs(records)]
    kept = session.execute(
        select(table.barcode, table.record, table.place).where(
            table.run == run, table.barcode.in_(barcodes)
        )
    )
    first = {row.barcode: (row.record, row.place) for row in kept}
    seen: set[str] = set()
    problems = []
    for record, copy in _pairs(records):
        is_first = first[copy.barcode] == (record.record, copy.place[:40])
        if not is_first or copy.barcode in seen:
            problems.append(_problem(copy, first[copy.barcode][1]))
        seen.add(copy.barcode)
    return problems


def _problem(copy: Copy, place: str) -> Problem:
    reason = _(
        "The barcode %(barcode)s was met before, at %(place)s.", barcode=copy.barcode, place=place
    )
    return Problem(copy.place, "barcode", reason)


def _title(run: str, record: Record) -> dict[str, Any]:
    return {
        "run": run,
        "record": record.record,
        "title": record.title,
        "author": record.author,
        "publisher": record.publisher,
        "year": record.year,
        "format": record.format,
        "pages": record.pages,
    }


def _item(run: str, record: Record, copy: Copy) -> dict[str, Any]:
    return {
        "run": run,
        "barcode": copy.barcode,
        "record": record.record,
        "place": copy.place[:40],
        "branch": copy.branch,
        "location": copy.location,
        "scheme": copy.scheme,
        "call_number": copy.call_number,
        "kind": copy.kind,
        "volume": copy.volume,
        "parts": copy.parts,
        "parts_note": copy.parts_note,
        "status": copy.status,
        "due_on": copy.due_on,
    }
