"""The lists that go back to the library's own system: what is on them, and as files."""

from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, bindparam, func, select

from rayon.catalogue.models import Branch, Item, Location, Patron, Title
from rayon.database import table_of
from rayon.holds.models import Hold
from rayon.ils.models import IlsTask
from rayon.prepared import Prepared

Row = dict[str, Any]
KINDS = ("to_trap", "loan", "return", "to_mark_missing")
#: Lines shown at once; who has more has not keyed anything for weeks.
MOST_LINES = 500
#: Lists of which a line says for whom it is; the others need not.
WITH_CARD = ("loan",)

TASK, ITEM, HOLD = map(table_of, (IlsTask, Item, Hold))
ASKED, SHOWN = (table_of(Patron).alias(name) for name in ("asked", "shown"))
IS_OPEN = TASK.c.done_at.is_(None) & TASK.c.withdrawn_at.is_(None)
OPEN_COUNTS = Prepared(
    lambda _among: (
        select(TASK.c.kind, func.count().label("many"))
        .where(TASK.c.branch_id == bindparam("branch"), IS_OPEN)
        .group_by(TASK.c.kind)
    )
)


def open_counts(connection: Connection, branch_id: int) -> dict[str, int]:
    """How many lines each list of a branch has."""
    rows = OPEN_COUNTS.rows(connection, branch=branch_id)
    return dict.fromkeys(KINDS, 0) | {row["kind"]: row["many"] for row in rows}


def open_lines(connection: Connection, branch_id: int, kind: str) -> list[Row]:
    """The lines of one list, oldest first; ``card`` only where it is needed.

    ``is_card_shown`` is False where nobody showed one: it is then that of whoever asked.
    """
    title, location = table_of(Title), table_of(Location)
    rows = connection.execute(
        select(
            TASK.c.id,
            TASK.c.at,
            ITEM.c.barcode,
            ITEM.c.call_number,
            location.c.name.label("location"),
            title.c.title,
            HOLD.c.slip,
            func.coalesce(SHOWN.c.card, ASKED.c.card).label("card"),
            SHOWN.c.card.is_not(None).label("is_card_shown"),
        )
        .join_from(TASK, ITEM, TASK.c.item_id == ITEM.c.id)
        .join(title, ITEM.c.title_id == title.c.id)
        .join(location, ITEM.c.location_id == location.c.id)
        .join(HOLD, TASK.c.hold_id == HOLD.c.id, isouter=True)
        .join(ASKED, HOLD.c.patron_id == ASKED.c.id, isouter=True)
        .join(SHOWN, TASK.c.patron_id == SHOWN.c.id, isouter=True)
        .where(TASK.c.branch_id == branch_id, TASK.c.kind == kind, IS_OPEN)
        .order_by(TASK.c.at, TASK.c.id)
        .limit(MOST_LINES)
    ).mappings()
    return [_line(dict(row), kind) for row in rows]


def file_of(connection: Connection, branch_id: int, kind: str) -> tuple[str, str]:
    """The name and the text of the file that the other system takes.

    Loans and returns as Koha's offline circulation format 1.0 (tools/process_koc.pl); the others
    as bare barcodes, one a line, for a batch change.
    """
    lines = open_lines(connection, branch_id, kind)
    if kind not in ("loan", "return"):
        return f"{kind}.txt", "".join(f"{line['barcode']}\r\n" for line in lines)
    zone = connection.execute(
        select(table_of(Branch).c.time_zone).where(table_of(Branch).c.id == branch_id)
    ).scalar_one()
    head = "Version=1.0\tGenerator=Rayon\tGeneratorVersion=1.0\n"
    return f"{kind}.koc", head + "".join(_koc(line, kind, ZoneInfo(zone)) for line in lines)


def _line(row: Row, kind: str) -> Row:
    card = row.pop("card")
    is_shown = bool(row.pop("is_card_shown"))
    if kind not in WITH_CARD:
        return {**row, "card": None, "is_card_shown": True}
    return {**row, "card": card, "is_card_shown": is_shown}


def _koc(line: Row, kind: str, zone: ZoneInfo) -> str:
    when = f"{line['at'].astimezone(zone):%Y-%m-%d %H:%M:%S} 000"
    if kind == "return":
        return f"{when}\treturn\t{line['barcode']}\n"
    # Without a card nobody can be charged with the loan: the line stays on the screen.
    return f"{when}\tissue\t{line['card']}\t{line['barcode']}\n" if line["card"] else ""
