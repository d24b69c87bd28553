"""What was put aside, taken again in steps that no phone has to wait for."""

from collections.abc import Iterator
from functools import partial

from sqlalchemy import Column, Executable, Table, delete, func, select
from sqlalchemy.orm import Session

from rayon.catalogue.files.staging import StagedIsbn, StagedItem, StagedTitle
from rayon.catalogue.files.turns import Turns
from rayon.database import reading, table_of

#: The tables of a catalogue on its way, each with the column that its steps are cut by.
KEYS: dict[Table, Column[str]] = {
    table: table.c[key]
    for table, key in (
        (table_of(StagedItem), "barcode"),
        (table_of(StagedIsbn), "record"),
        (table_of(StagedTitle), "record"),
    )
}


def count(run: str, table: Table) -> int:
    """Rows of an import in one of the tables."""
    with reading() as session:
        query = select(func.count()).select_from(table).where(table.c.run == run)
        return session.execute(query).scalar_one()


def steps(run: str, table: Table, turns: Turns, after: str = "") -> Iterator[tuple[str, str]]:
    """Bounds (above the first, up to the second) that cut the rows of an import into steps."""
    key = KEYS[table]
    while True:
        rest = select(key).where(table.c.run == run, key > after).order_by(key)
        with reading() as session:
            upper = session.execute(rest.offset(turns.rows - 1).limit(1)).scalar()
            if upper is None:
                newest = select(func.max(key)).where(table.c.run == run, key > after)
                upper = session.execute(newest).scalar()
        if upper is None:
            return
        yield after, upper
        after = upper


def forget(run: str, turns: Turns) -> None:
    """Empty the tables of one import, in steps."""
    for table, key in KEYS.items():
        for _after, upper in steps(run, table, turns):
            gone = delete(table).where(table.c.run == run, key <= upper)
            turns.take(partial(_execute, gone))


def _execute(statement: Executable, session: Session) -> None:
    session.execute(statement)
