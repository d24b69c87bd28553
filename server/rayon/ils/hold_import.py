"""Bring a file of holds in: all of it is read and matched before the first hold is placed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from rayon import clock
from rayon.catalogue.files.problems import FileRefused, Problem
from rayon.catalogue.import_runs import note_import
from rayon.catalogue.models import Branch
from rayon.database import reading, writing
from rayon.holds.action import Deed
from rayon.ids import new_id
from rayon.ils import hold_rows, koha_pull, koha_queue, vanished
from rayon.ils.hold_mapping import HoldMapping, understand
from rayon.ils.limit_warnings import warnings
from rayon.ils.lookups import look_up
from rayon.ils.matching import Matched, match_all
from rayon.ils.recognising import Recognised, recognise
from rayon.ils.saved_mappings import save_mapping, saved_mapping
from rayon.ils.standing import standing_holds, unfetched_holds
from rayon.ils.tables import Table
from rayon.ils.wanted import Wanted
from rayon.sync.perform import perform_all

READERS = {
    "koha": koha_queue.read_row,
    "koha-pull": koha_pull.read_row,
    "koha-report": hold_rows.read_row,
    "csv": hold_rows.read_row,
}


@dataclass
class HoldImport:
    """What came of a file of holds.

    ``known``: holds that Rayon has, left as they are; ``wanted_again``: those that had been
    cancelled because an earlier file did not name them; ``vanished``: those that this one does
    not name; ``warnings``: limits that were gone past.
    """

    rows: int = 0
    placed: int = 0
    known: int = 0
    wanted_again: int = 0
    vanished: int = 0
    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)


@dataclass(frozen=True)
class HoldOptions:
    """``branch``: pick-up branch of rows that name none, and whose whole list the file is.

    ``keep_mapping``: use this mapping for the branch from now on. ``many_vanished``: believe a
    file that does not name many of the holds it named yesterday.
    """

    mapping: str = ""
    branch: str = ""
    dry_run: bool = False
    keep_mapping: bool = False
    many_vanished: bool = False


class NothingMatched(FileRefused):
    """Not one row leads to a hold. ``done`` lists why."""

    def __init__(self, done: HoldImport) -> None:
        self.done = done
        super().__init__(_("No row of the file leads to a hold: nothing was changed."))


def import_holds(path: Path, options: HoldOptions | None = None) -> HoldImport:
    """Place the holds of a file that are new; the same file twice is the same as once.

    In a dry run, ``placed`` counts what would be. Raises FileRefused when columns are missing or
    unknown, when no row can be matched, and when too many holds have vanished.
    """
    options = options or HoldOptions()
    done, now = HoldImport(), clock.now()
    with reading() as session:
        home = _branch(session, options)
        table, chosen = understand(path, options.mapping, saved_mapping(session, home))
        wanted = list(_wanted(table, chosen, done))
        known = look_up(session, wanted)
        matched = list(_matched(match_all(wanted, known, chosen, options.branch, now), done))
        if done.rows and not matched:
            raise NothingMatched(done)
        standing = standing_holds(session, chosen.source, matched)
        found = recognise(matched, standing, now)
        done.warnings = warnings(session, [row for _ref, row in found.new])
        gone = _gone(session, chosen, home, matched, found, options)
        asking = vanished.lines_about(session, gone, found.known | found.wanted_again, now)
    done.known, done.wanted_again = len(found.known), len(found.wanted_again)
    done.vanished = sum(map(len, gone.values()))
    done.placed = len(found.new) if options.dry_run else _place(found, asking, done)
    if not options.dry_run:
        _remember(chosen, home, set(gone), options, done, now)
    return done


def _branch(session: Session, options: HoldOptions) -> int | None:
    if not options.branch:
        if options.keep_mapping:
            raise FileRefused(_("Say with --branch whose mapping this is."))
        return None
    found = session.scalars(select(Branch.id).where(Branch.code == options.branch)).one_or_none()
    if found is None:
        raise FileRefused(_("There is no branch %(code)s.", code=options.branch[:40]))
    return found


def _wanted(table: Table, mapping: HoldMapping, done: HoldImport) -> Iterator[Wanted]:
    read_row = READERS[mapping.format]
    for row in table.rows():
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


def _gone(
    session: Session,
    mapping: HoldMapping,
    home: int | None,
    matched: Sequence[Matched],
    found: Recognised,
    options: HoldOptions,
) -> dict[int, set[str]]:
    """By branch whose list this is, the holds that nobody has fetched and it does not name."""
    homes = {home} if home else {one.home for one in matched}
    gone = {}
    for branch, waiting in unfetched_holds(session, mapping.source, homes).items():
        gone[branch] = waiting - found.known
        if not options.many_vanished:
            vanished.check_share(len(gone[branch]), len(waiting))
    return gone


def _place(found: Recognised, asking: list[Deed], done: HoldImport) -> int:
    """How many were placed; those that the one door did not let through become problems."""
    placing = [
        Deed("place_hold", new_id(), {**match.payload, "reference": reference})
        for reference, match in found.new
    ]
    again = [Deed("reinstate_hold", hold_id) for hold_id in sorted(found.wanted_again)]
    deeds = [*placing, *again, *asking]
    judged = perform_all(deeds) if deeds else []
    for (_ref, match), judgement in zip(found.new, judged, strict=False):
        if judgement.outcome != "applied":
            reason = _("The hold was not placed (%(why)s).", why=judgement.why)
            done.problems.append(Problem(match.place, "", reason))
    return sum(judgement.outcome == "applied" for judgement in judged[: len(placing)])


def _remember(
    mapping: HoldMapping,
    home: int | None,
    homes: set[int],
    options: HoldOptions,
    done: HoldImport,
    now: datetime,
) -> None:
    with writing() as session:
        counts = {"rows": done.rows, "rejected": len(done.problems)}
        note_import(session, "holds", now, **counts, branches=homes)
        if options.keep_mapping and home:
            save_mapping(session, home, mapping)
