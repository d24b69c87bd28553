"""Imports that were started in the app, worked off: what a process of its own does."""

from pathlib import Path

from flask_babel import force_locale

from rayon.catalogue.files.checking import Options, check
from rayon.catalogue.files.imports import CatalogueImport, note, the_import
from rayon.catalogue.files.items import Import, drop, finish, refusing
from rayon.catalogue.files.mapping import load_mapping
from rayon.catalogue.files.one_at_a_time import only_one
from rayon.catalogue.files.places import Creating
from rayon.catalogue.files.staging import forget_problems
from rayon.catalogue.files.steps import forget
from rayon.catalogue.files.turns import Turns


def work_off(run: str) -> None:
    """Do what the state of an import asks for: check it, apply it or throw it away.

    Raises FileRefused after it was written down, for a person to decide; Busy when somebody else
    is at it.
    """
    row = the_import(run)
    with only_one(run), force_locale(row.language):
        turns = Turns(run)
        turns.take(lambda session: note(session, run, tries=row.tries + 1))
        if row.state == "checking" and row.told["kept"]:
            _check_kept(row, turns)
        elif row.state == "applying":
            finish(run, turns, Import(), lambda _what, _done, _total: None)
        elif row.state in ("checking", "dropping"):
            drop(run, turns)


def _check_kept(row: CatalogueImport, turns: Turns) -> None:
    """Check a file that was sent to us; the verdict is for a person."""
    forget(row.id, turns)
    turns.take(lambda session: forget_problems(session, row.id))
    options = Options(
        branch=row.told["branch"],
        creating=Creating(row.told["create_branches"], row.told["create_locations"]),
        most_rejected=row.told["most_rejected"],
        repair_accents=row.told["repair_accents"],
    )
    with refusing(row.id, turns, "refused"):
        mapping = load_mapping(row.told["mapping"])
        checked = check(row.id, Path(row.path), mapping, options, turns)
        found = checked.as_json()
        turns.take(lambda session: note(session, row.id, state="checked", found=found, why=""))
