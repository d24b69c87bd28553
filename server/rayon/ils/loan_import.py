"""Loans that the library's own system made: what a patron has taken is handed over."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from rayon import clock
from rayon.catalogue.branches import all_of
from rayon.catalogue.files.problems import FileRefused, Problem
from rayon.catalogue.import_runs import note_import
from rayon.catalogue.models import Item, Patron
from rayon.database import reading, table_of, writing
from rayon.holds.action import Deed
from rayon.holds.lifecycle import next_status
from rayon.holds.models import Hold
from rayon.ils.loan_rows import COLUMNS, Loan, read_row
from rayon.ils.lookups import in_chunks
from rayon.ils.tables import Table, check_columns, open_table
from rayon.picking.actions.common import UNFETCHED, is_met_by
from rayon.sync.perform import perform_all

Row = dict[str, Any]
HOLD, ITEM = table_of(Hold), table_of(Item)
#: A phone may tell this long after the fact that a document was found.
LATE_NEWS = timedelta(hours=12)


@dataclass
class LoanImport:
    """What came of the file. ``other``: loans that close nothing of ours."""

    rows: int = 0
    closed: int = 0
    other: int = 0
    problems: list[Problem] = field(default_factory=list)


def import_loans(path: Path, *, branch: str = "", dry_run: bool = False) -> LoanImport:
    """Close the holds whose document went to the very patron it waited for, fetched or not.

    A document that went to somebody else is listed, and nothing changes. An empty file is an
    answer too: nobody has taken anything. Raises FileRefused when columns are missing or unknown.
    """
    table = open_table(path, COLUMNS)
    check_columns(table, COLUMNS, tuple(COLUMNS))
    done = LoanImport()
    with reading() as session:
        branches = {one.code: one for one in all_of(session).values()}
        if branch and branch not in branches:
            raise FileRefused(_("There is no branch %(code)s.", code=branch[:40]))
        loans = list(_loans(table, done))
        zones = {one.id: ZoneInfo(one.time_zone) for one in branches.values()}
        known = _waiting(session, loans), _Unfetched(session, loans)
        deeds = list(_deeds(loans, *known, zones, done))
    if not dry_run:
        if deeds:
            perform_all(deeds)
        with writing() as session:
            about = (branches[branch].id if branch else None,)
            counts = {"rows": done.rows, "rejected": len(done.problems)}
            note_import(session, "loans", clock.now(), **counts, branches=about)
    return done


def _loans(table: Table, done: LoanImport) -> Iterator[Loan]:
    for row in table.rows():
        done.rows += 1
        loan = row if isinstance(row, Problem) else read_row(row)
        if isinstance(loan, Problem):
            done.problems.append(loan)
        else:
            yield loan


def _waiting(session: Session, loans: Iterable[Loan]) -> dict[str, Any]:
    """Barcode -> the hold that a copy serves, and the card of its patron."""
    query = (
        select(Item.barcode, Hold.id, Hold.status, Hold.pickup_branch_id, Hold.fact_at, Patron.card)
        .join(Hold, Item.hold_id == Hold.id)
        .join(Patron, Hold.patron_id == Patron.id, isouter=True)
    )
    rows = in_chunks(session, query, Item.barcode, {loan.barcode for loan in loans})
    return {row.barcode: row for row in rows}


class _Unfetched:
    """What the patrons of these loans wait for and nobody has fetched yet."""

    def __init__(self, session: Session, loans: Iterable[Loan]) -> None:
        self.copies = {
            copy.barcode: dict(copy._mapping)
            for copy in in_chunks(
                session, select(ITEM), ITEM.c.barcode, {loan.barcode for loan in loans}
            )
            if copy.hold_id is None
        }
        waiting = (
            select(HOLD, Patron.card)
            .join(Patron, HOLD.c.patron_id == Patron.id)
            .where(HOLD.c.status.in_(UNFETCHED))
            .order_by(HOLD.c.asked_at, HOLD.c.id)
        )
        self.holds: dict[str, list[Row]] = {}
        for hold in in_chunks(session, waiting, Patron.card, {loan.card for loan in loans}):
            self.holds.setdefault(hold.card, []).append(dict(hold._mapping))

    def take(self, loan: Loan, zones: dict[int, ZoneInfo]) -> tuple[str, datetime] | None:
        """The hold that this loan meets, and when; each is met once."""
        copy = self.copies.get(loan.barcode)
        for hold in self.holds.get(loan.card, []):
            at = _instant(loan.time, zones[hold["pickup_branch_id"]])
            if copy and is_met_by(copy, hold) and at >= hold["asked_at"]:
                self.holds[loan.card].remove(hold)
                return str(hold["id"]), at
        return None


def _deeds(
    loans: Iterable[Loan],
    waiting: dict[str, Any],
    unfetched: _Unfetched,
    zones: dict[int, ZoneInfo],
    done: LoanImport,
) -> Iterator[Deed]:
    for loan in loans:
        hold = waiting.get(loan.barcode)
        at = _instant(loan.time, zones[hold.pickup_branch_id]) if hold else loan.time
        if hold is None and (met := unfetched.take(loan, zones)):
            done.closed += 1
            yield _loan(loan, *met)
        elif hold is None or at < hold.fact_at - LATE_NEWS:
            done.other += 1
        elif hold.card != loan.card:
            reason = _("%(barcode)s is put aside for another patron.", barcode=loan.barcode)
            done.problems.append(Problem(loan.place, "card", reason))
        elif next_status(hold.status, "hand_over") is None:
            reason = _("%(barcode)s is not here yet for its patron.", barcode=loan.barcode)
            done.problems.append(Problem(loan.place, "barcode", reason))
        else:
            done.closed += 1
            del waiting[loan.barcode]
            yield _loan(loan, hold.id, at)


def _loan(loan: Loan, hold: str, at: datetime) -> Deed:
    return Deed("record_loan", hold, {"barcode": loan.barcode, "at": at.isoformat()})


def _instant(moment: datetime, zone: ZoneInfo) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)
