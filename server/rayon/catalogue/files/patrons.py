"""Patrons in, from CSV: what is needed to tell them, and nothing else."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import func, or_, select, update
from sqlalchemy.orm import Session

from rayon import clock
from rayon.catalogue.files.csv_rows import Row, open_sheet, require
from rayon.catalogue.files.patron_cells import COLUMN_OF, read_branch, read_card, read_cell
from rayon.catalogue.files.problems import FileRefused, Problem
from rayon.catalogue.import_runs import note_import
from rayon.catalogue.models import Branch, Patron
from rayon.database import insert_or, table_of, writing

COLUMNS: dict[str, list[str]] = {
    "card": ["carte", "numéro de carte", "cardnumber"],
    "first_name": ["prénom", "firstname"],
    "last_name": ["nom", "surname"],
    "alias": ["pseudonyme"],
    "email": ["mail", "courriel", "e-mail"],
    "phone": ["téléphone", "mobile"],
    "language": ["langue", "lang"],
    "branch": ["site", "bibliothèque", "library"],
    "payer_card": ["guardian", "carte du responsable"],
    "blocked_until": ["bloqué jusqu’au"],
    "loans_left": ["prêts restants"],
}
BATCH = 1_000
PATRON = table_of(Patron)
_KEPT = (
    "first_name",
    "last_name",
    "alias",
    "email",
    "phone",
    "language",
    "branch_id",
    "payer_card",
    "blocked_until",
    "loans_left",
)


@dataclass
class PatronImport:
    """What came of a file of patrons."""

    new: int = 0
    changed: int = 0
    same: int = 0
    problems: list[Problem] = field(default_factory=list)


def import_patrons(path: Path, *, branch: str = "", dry_run: bool = False) -> PatronImport:
    """Add and correct patrons, recognised by their card; one transaction.

    ``branch``: for rows that name none. Raises FileRefused when a column is unknown (what Rayon
    does not need, it does not take in), when the card is missing, or when no row is good.
    """
    sheet = open_sheet(path, COLUMNS)
    if sheet.unknown:
        raise FileRefused(
            _(
                "These columns are not wanted: %(unknown)s. Rayon takes only %(known)s. "
                "Remove them from the file.",
                unknown=", ".join(sheet.unknown),
                known=", ".join(COLUMNS),
            )
        )
    require(sheet, COLUMNS, ["card"])
    done = PatronImport()
    with writing() as session:
        branches = {row.code: row.id for row in session.execute(select(Branch.code, Branch.id))}
        good = list(_good(sheet.rows(), branches, branch, done))
        if not good:
            raise FileRefused(_("No row of the file can be used.") + _listed(done))
        if not dry_run:
            columns = {*sheet.names.values(), *(["branch"] if branch else [])} - {"card"}
            _store(session, good, columns, done)
            _note_seen(session, good)
            rows, rejected = len(good) + len(done.problems), len(done.problems)
            note_import(session, "patrons", clock.now(), rows=rows, rejected=rejected)
    return done


def _good(
    rows: Iterator[Row | Problem], branches: dict[str, int], branch: str, done: PatronImport
) -> Iterator[dict[str, Any]]:
    seen: set[str] = set()
    for row in rows:
        patron = row if isinstance(row, Problem) else _patron(row, branches, branch)
        if not isinstance(patron, Problem) and patron["card"] in seen:
            patron = Problem(_place(row), "card", _("The card was met before in this file."))
        if isinstance(patron, Problem):
            done.problems.append(patron)
        else:
            seen.add(patron["card"])
            yield patron


def _patron(row: Row, branches: dict[str, int], branch: str) -> dict[str, Any] | Problem:
    """The checked row; Problem names the column that is wrong, and never quotes the person."""
    cells, column = row.cells, ""
    try:
        values: dict[str, Any] = {"card": read_card(cells["card"])}
        for column, text in cells.items():
            values[COLUMN_OF.get(column, column)] = read_cell(column, text, branches)
        if values.get("branch_id") is None:
            column = "branch"
            values["branch_id"] = read_branch(branch, branches)
    except ValueError as error:
        return Problem(row.place, column or "card", str(error))
    return values


def _store(
    session: Session, good: list[dict[str, Any]], columns: set[str], done: PatronImport
) -> None:
    """A column that the file does not have is left as it is."""
    names = {COLUMN_OF.get(column, column) for column in columns}
    kept = [name for name in _KEPT if name in names]
    before = session.execute(select(func.count()).select_from(PATRON)).scalar_one()
    statement = insert_or(session, PATRON)
    upsert = statement.on_conflict_do_update(
        index_elements=[PATRON.c.card],
        set_={name: statement.excluded[name] for name in kept},
        where=or_(*(PATRON.c[name].is_distinct_from(statement.excluded[name]) for name in kept)),
    ).returning(PATRON.c.id)
    touched = 0
    for at in range(0, len(good), BATCH):
        touched += len(session.execute(upsert, good[at : at + BATCH]).all())
    after = session.execute(select(func.count()).select_from(PATRON)).scalar_one()
    done.new = after - before
    done.changed = touched - done.new
    done.same = len(good) - touched


def _place(row: Row | Problem) -> str:
    return row.place


def _listed(done: PatronImport) -> str:
    return "".join(f"\n{problem}" for problem in done.problems[:10])


def _note_seen(session: Session, good: list[dict[str, Any]]) -> None:
    """Everybody the file names is still a patron, changed or not: they are not forgotten yet."""
    today = clock.now().date()
    cards = [patron["card"] for patron in good]
    for at in range(0, len(cards), BATCH):
        some = PATRON.c.card.in_(cards[at : at + BATCH])
        session.execute(update(PATRON).where(some).values(seen_on=today))
