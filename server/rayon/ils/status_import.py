"""Where every copy is according to the library's own system, brought in each morning."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from rayon import clock
from rayon.catalogue.branches import all_of
from rayon.catalogue.files.problems import FileRefused, Problem
from rayon.catalogue.import_runs import note_import
from rayon.catalogue.models import Item
from rayon.database import reading, table_of, writing
from rayon.ils import status_rows
from rayon.ils.lookups import in_chunks
from rayon.ils.status_rows import CopyStatus
from rayon.ils.tables import Table, check_columns, open_table
from rayon.picking.models import Pick, Walk
from rayon.picking.waiting import UNDER_WAY
from rayon.sync.log import take_turn
from rayon.sync.writing import number_changes

Row = dict[str, Any]
ITEM = table_of(Item)
#: Where a copy is while Rayon holds it; what the other system says of it is older.
IN_OUR_HANDS = ("walk", "slot", "transit", "parcel", "bike", "cart")
#: Copies written in one transaction.
STEP = 10_000
SAID = ("status", "due_on", "returned_at", "place_kind")


@dataclass
class StatusImport:
    """What came of the file. ``held``: copies in Rayon's hands, left as they are."""

    rows: int = 0
    changed: int = 0
    same: int = 0
    held: int = 0
    problems: list[Problem] = field(default_factory=list)


def import_status(path: Path, *, dry_run: bool = False) -> StatusImport:
    """Set status, due date and last return of the copies that the file names.

    Unknown barcodes are listed. Written in steps, between which phones get their turn; the same
    file twice is the same as once. Raises FileRefused when columns are missing or
    unknown, or when no row is about a copy.
    """
    table = open_table(path, status_rows.columns())
    check_columns(table, status_rows.columns(), ("barcode", "status"))
    done = StatusImport()
    said = list(_said(table, done))
    with reading() as session:
        copies = _copies(session, said)
        changes = list(_changes(session, said, copies, done))
    if done.rows and not done.changed + done.same + done.held:
        raise FileRefused(
            _("No row of the file is about a copy: nothing was changed.") + _listed(done)
        )
    if not dry_run:
        for at in range(0, len(changes), STEP):
            _write(changes[at : at + STEP])
        _remember({copy["branch_id"] for copy in copies.values()}, done)
    return done


def _said(table: Table, done: StatusImport) -> Iterator[CopyStatus]:
    met: set[str] = set()
    for row in table.rows():
        done.rows += 1
        said = row if isinstance(row, Problem) else status_rows.read_row(row)
        if isinstance(said, CopyStatus) and said.barcode in met:
            reason = _("The barcode was met before in this file.")
            said = Problem(said.place, "barcode", reason)
        if isinstance(said, Problem):
            done.problems.append(said)
        else:
            met.add(said.barcode)
            yield said


def _copies(session: Session, said: Iterable[CopyStatus]) -> dict[str, Row]:
    barcodes = {one.barcode for one in said}
    rows = in_chunks(session, select(ITEM), ITEM.c.barcode, barcodes)
    return {row.barcode: dict(row._mapping) for row in rows}


def _changes(
    session: Session, said: Iterable[CopyStatus], copies: dict[str, Row], done: StatusImport
) -> Iterator[Row]:
    zones = {branch.id: ZoneInfo(branch.time_zone) for branch in all_of(session).values()}
    for one in said:
        copy = copies.get(one.barcode)
        if copy is None:
            reason = _("No copy has this barcode. Import the items first.")
            done.problems.append(Problem(one.place, "barcode", f"{one.barcode}: {reason}"))
        elif copy["hold_id"] or copy["place_kind"] in IN_OUR_HANDS:
            done.held += 1
        elif (now := _said_of(copy, one, zones[copy["branch_id"]])) == {k: copy[k] for k in SAID}:
            done.same += 1
        else:
            done.changed += 1
            yield {"id": copy["id"], "version": copy["version"] + 1, **now}


def _said_of(copy: Row, said: CopyStatus, zone: ZoneInfo) -> Row:
    back = _instant(said.returned_at, zone) or copy["returned_at"]
    is_news = back is not None and (copy["returned_at"] is None or back > copy["returned_at"])
    came_back = said.status == "available" and is_news
    return {
        "status": said.status,
        "due_on": said.due_on if said.status == "on_loan" else None,
        "returned_at": back,
        # A return that we had not heard of ends a loan, and a search, of ours.
        "place_kind": "shelf" if came_back else copy["place_kind"],
    }


def _instant(moment: datetime | None, zone: ZoneInfo) -> datetime | None:
    if moment is None or moment.tzinfo:
        return moment
    return moment.replace(tzinfo=zone)


def _write(changes: Sequence[Row]) -> None:
    columns = ("version", *SAID)
    # A copy that somebody took in hand since we looked is left alone.
    unchanged = (ITEM.c.id == bindparam("row_id")) & (ITEM.c.version == bindparam("seen"))
    new = {name: bindparam(f"new_{name}", type_=ITEM.c[name].type) for name in columns}
    rows = [
        {"row_id": row["id"], "seen": row["version"] - 1, **{f"new_{k}": row[k] for k in columns}}
        for row in changes
    ]
    with writing() as session:
        connection = session.connection()
        take_turn(connection)
        connection.execute(update(ITEM).where(unchanged).values(new), rows)
        number_changes(connection, _picks_to_show(session, [row["id"] for row in changes]))


def _remember(branches: set[int], done: StatusImport) -> None:
    with writing() as session:
        counts = {"rows": done.rows, "rejected": len(done.problems)}
        note_import(session, "status", clock.now(), **counts, branches=branches)


def _picks_to_show(session: Session, item_ids: Sequence[int]) -> list[tuple[int, str, str]]:
    """Picks of walks under way that aim at one of these copies: phones show what is said of it."""
    pick, walk = table_of(Pick), table_of(Walk)
    query = (
        select(walk.c.branch_id, pick.c.id)
        .join_from(pick, walk, pick.c.walk_id == walk.c.id)
        .where(walk.c.status.in_(UNDER_WAY))
    )
    return [
        (row.branch_id, "pick", row.id)
        for row in in_chunks(session, query, pick.c.item_id, item_ids)
    ]


def _listed(done: StatusImport) -> str:
    return "".join(f"\n{problem}" for problem in done.problems[:5])
