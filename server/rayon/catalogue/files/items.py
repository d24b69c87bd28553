"""Bring a catalogue file in: read it wholly, check it wholly, then apply it step by step."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from flask_babel import get_locale
from sqlalchemy.orm import Session

from rayon import clock
from rayon.catalogue.files.applying import apply
from rayon.catalogue.files.checking import Checked, Options, check
from rayon.catalogue.files.imports import (
    CatalogueImport,
    imports_in,
    note,
    the_import,
)
from rayon.catalogue.files.mapping import CsvMapping, MarcMapping
from rayon.catalogue.files.one_at_a_time import only_one
from rayon.catalogue.files.places import Spot
from rayon.catalogue.files.problems import FileRefused, Problem
from rayon.catalogue.files.reading import length_of
from rayon.catalogue.files.staging import forget_problems, problems_of
from rayon.catalogue.files.steps import forget
from rayon.catalogue.files.storing import Counted
from rayon.catalogue.files.turns import Turns
from rayon.catalogue.import_runs import note_import
from rayon.database import table_of, writing
from rayon.ids import new_id

#: What is being done, how far it is, and what it goes up to.
Tick = Callable[[str, int, int], None]


@dataclass
class Import:
    """What an import read and did. ``titles`` and ``items`` stay empty in a dry run.

    ``longest_step``: seconds for which its longest transaction held the write lock.
    """

    checked: Checked = field(default_factory=Checked)
    problems: list[Problem] = field(default_factory=list)
    titles: Counted | None = None
    items: Counted | None = None
    longest_step: float = 0.0

    @property
    def spots(self) -> list[Spot]:
        """The places that the copies stand in."""
        return self.checked.spots


class Refused(FileRefused):
    """A file was refused; ``problems`` lists what was wrong in it."""

    def __init__(self, why: str, problems: list[Problem]) -> None:
        super().__init__(why)
        self.problems = problems


def import_items(
    path: Path,
    mapping: MarcMapping | CsvMapping,
    options: Options,
    tick: Tick = lambda _what, _done, _total: None,
) -> Import:
    """Add and correct titles and copies; the same file twice is the same as once.

    Raises Refused, with nothing changed, when ``check`` refuses the file, and Busy while another
    import is under way. Broken off while applying, it is finished by ``resume``.
    """
    run = new_id()
    with only_one(run):
        begin(run, path, "checking", told=told_of(mapping, options))
        turns = Turns(run)
        total = length_of(path, mapping)
        try:
            checked = check(
                run, path, mapping, options, turns, lambda end: tick("check", end, total)
            )
        except FileRefused as error:
            problems = problems_of(run)
            drop(run, turns)
            raise Refused(str(error), problems) from error
        done = Import(checked, problems_of(run))
        if options.dry_run:
            drop(run, turns)
        else:
            turns.take(lambda s: note(s, run, state="applying", found=checked.as_json()))
            finish(run, turns, done, tick)
        done.longest_step = turns.longest
    return done


def resume(tick: Tick = lambda _what, _done, _total: None) -> Import | None:
    """Go on with an apply that was broken off; None when there is none."""
    for row in imports_in("applying", "stopped"):
        with only_one(row.id):
            turns = Turns(row.id)
            done = Import(problems=problems_of(row.id))
            finish(row.id, turns, done, tick)
            done.longest_step = turns.longest
        return done
    return None


def begin(run: str, path: Path, state: str, *, told: dict[str, Any], file_name: str = "") -> None:
    """Write a new import down."""
    now = clock.now()
    with writing() as session:
        session.add(
            CatalogueImport(
                id=run,
                state=state,
                file_name=(file_name or path.name)[:200],
                path=str(path.resolve()),
                size=path.stat().st_size,
                language=str(get_locale() or "fr"),
                told=told,
                created_at=now,
                changed_at=now,
            )
        )


def told_of(
    mapping: MarcMapping | CsvMapping | None,
    options: Options,
    *,
    name: str = "",
    kept: bool = False,
) -> dict[str, Any]:
    """What a person decided, as the row keeps it. ``kept``: the file is ours to read again."""
    return {
        "mapping": name,
        "source": mapping.source if mapping else "",
        "location_names": mapping.location_names if mapping else {},
        "branch": options.branch,
        "create_branches": options.creating.branches,
        "create_locations": options.creating.locations,
        "most_rejected": options.most_rejected,
        "repair_accents": options.repair_accents,
        "kept": kept,
    }


def finish(run: str, turns: Turns, done: Import, tick: Tick) -> None:
    """Apply, and forget what was put aside for it."""
    with refusing(run, turns, "stopped"):
        row = apply(run, turns, lambda rows, total: tick("apply", rows, total))
        done.titles = Counted(**row.counted["titles"])
        done.items = Counted(**row.counted["items"])
        forget(run, turns)
        turns.take(lambda session: note(session, run, state="done", why=""))
        turns.take(lambda session: _note_age(session, done))
        if row.told["kept"]:
            Path(row.path).unlink(missing_ok=True)


def _note_age(session: Session, done: Import) -> None:
    items, rejected = done.items or Counted(), len(done.problems)
    rows = items.new + items.changed + items.same + rejected
    note_import(session, "items", clock.now(), rows=rows, rejected=rejected)


@contextmanager
def refusing(run: str, turns: Turns, state: str) -> Iterator[None]:
    """A refusal is written down, and goes on to whoever asked by a command."""
    try:
        yield
    except FileRefused as error:
        why = str(error)
        turns.take(lambda session: note(session, run, state=state, why=why))
        if state == "refused":
            forget(run, turns)
        raise


def drop(run: str, turns: Turns) -> None:
    """Leave no trace of an import."""
    row = the_import(run)
    if row.told["kept"]:
        Path(row.path).unlink(missing_ok=True)
    forget(run, turns)
    turns.take(lambda session: forget_problems(session, run))
    table = table_of(CatalogueImport)
    turns.take(lambda session: session.execute(table.delete().where(table.c.id == run)))
