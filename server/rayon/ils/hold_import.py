"""Bring a file of holds in: all of it is read and matched before the first hold is placed."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from flask_babel import gettext as _

from rayon import clock
from rayon.catalogue.files.csv_rows import Sheet
from rayon.catalogue.files.problems import FileRefused, Problem
from rayon.database import reading
from rayon.holds.action import Deed
from rayon.ids import new_id
from rayon.ils import hold_rows, koha_queue
from rayon.ils.hold_mapping import HoldMapping, understand
from rayon.ils.lookups import known_references, look_up
from rayon.ils.matching import Matched, match_all
from rayon.ils.wanted import Wanted
from rayon.sync.perform import perform_all


@dataclass
class HoldImport:
    """What came of a file of holds. ``known``: holds that Rayon has, left as they are."""

    rows: int = 0
    placed: int = 0
    known: int = 0
    problems: list[Problem] = field(default_factory=list)


def import_holds(
    path: Path, *, mapping: str = "", branch: str = "", dry_run: bool = False
) -> HoldImport:
    """Place the holds of a file that are new; the same file twice is the same as once.

    ``branch``: pick-up branch of rows that name none. In a dry run, ``placed`` counts what would
    be. Raises FileRefused when columns are missing or unknown, or when no row can be matched.
    """
    sheet, chosen = understand(path, mapping)
    done = HoldImport()
    wanted = list(_wanted(sheet, chosen, done))
    with reading() as session:
        matches = match_all(wanted, look_up(session, wanted), chosen, branch, clock.now())
        matched = list(_matched(matches, done))
        if done.rows and not matched:
            raise NothingMatched(done)
        references = {match.reference for match in matched}
        known = known_references(session, chosen.source, references)
    new = [match for match in matched if match.reference not in known]
    done.known = len(matched) - len(new)
    done.placed = len(new) if dry_run else _place(new, done)
    return done


class NothingMatched(FileRefused):
    """Not one row leads to a hold. ``done`` lists why."""

    def __init__(self, done: HoldImport) -> None:
        self.done = done
        super().__init__(_("No row of the file leads to a hold: nothing was changed."))


def _wanted(sheet: Sheet, mapping: HoldMapping, done: HoldImport) -> Iterator[Wanted]:
    read_row = koha_queue.read_row if mapping.format == "koha" else hold_rows.read_row
    for row in sheet.rows():
        done.rows += 1
        wanted = row if isinstance(row, Problem) else read_row(row)
        if isinstance(wanted, Problem):
            done.problems.append(wanted)
        else:
            yield wanted


def _matched(matches: Iterator[Matched | Problem], done: HoldImport) -> Iterator[Matched]:
    for match in matches:
        if isinstance(match, Problem):
            done.problems.append(match)
        else:
            yield match


def _place(new: list[Matched], done: HoldImport) -> int:
    """How many were placed; those that the one door did not let through become problems."""
    if not new:
        return 0
    judged = perform_all([Deed("place_hold", new_id(), match.payload) for match in new])
    for match, judgement in zip(new, judged, strict=True):
        if judgement.outcome != "applied":
            reason = _("The hold was not placed (%(why)s).", why=judgement.why)
            done.problems.append(Problem(match.place, "", reason))
    return sum(judgement.outcome == "applied" for judgement in judged)
