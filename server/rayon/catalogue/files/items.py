"""Bring a catalogue file in: read it wholly, check it wholly, then apply it at once."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from flask_babel import gettext as _

from rayon import clock
from rayon.catalogue.files.copies import Translation
from rayon.catalogue.files.csv_items import read_csv
from rayon.catalogue.files.mapping import CsvMapping, MarcMapping
from rayon.catalogue.files.marc_items import read_marc
from rayon.catalogue.files.places import Creating, Spot, make_places, spots_of
from rayon.catalogue.files.problems import MOST_PROBLEMS, FileRefused, Problem
from rayon.catalogue.files.records import Record
from rayon.catalogue.files.staging import forget, stage
from rayon.catalogue.files.standing import write_ids, write_keys
from rayon.catalogue.files.storing import Counted, store_items, store_titles
from rayon.database import reading, writing
from rayon.ids import new_id

BATCH = 1_000
Tick = Callable[[int], None]


@dataclass
class Import:
    """What an import read and did. ``titles`` and ``items`` stay empty in a dry run."""

    records: int = 0
    copies: int = 0
    without_copies: int = 0
    problems: list[Problem] = field(default_factory=list)
    spots: list[Spot] = field(default_factory=list)
    titles: Counted | None = None
    items: Counted | None = None

    @property
    def rejected_share(self) -> float:
        """Rejections per thing read, from 0 to 1."""
        return len(self.problems) / max(1, self.copies + len(self.problems))


@dataclass(frozen=True)
class Options:
    """How to import: all copies into one ``branch`` when it is named."""

    branch: str = ""
    creating: Creating = field(default_factory=Creating)
    dry_run: bool = False
    most_rejected: float = 0.2


def import_items(
    path: Path, mapping: MarcMapping | CsvMapping, options: Options, tick: Tick = lambda _end: None
) -> Import:
    """Add and correct titles and copies; the same file twice is the same as once.

    ``tick`` hears how far the reading is (bytes of MARC, rows of CSV). Raises FileRefused, with
    nothing changed, when the file is cut or unreadable, names unknown places, or when more than
    ``most_rejected`` of it is rejected.
    """
    run, done = new_id(), Import()
    try:
        _read(run, path, mapping, options, done, tick)
        _apply(run, mapping, options, done)
    finally:
        forget(run)
    return done


def _read(
    run: str,
    path: Path,
    mapping: MarcMapping | CsvMapping,
    options: Options,
    done: Import,
    tick: Tick,
) -> None:
    translation = Translation(mapping, options.branch)
    batch: list[Record] = []
    waiting = 0
    for record, problems, end in _records(path, mapping, translation):
        done.records += 1
        done.problems += problems
        if record:
            batch.append(record)
            done.copies += len(record.copies)
            waiting += 1 + len(record.copies)
            done.without_copies += not record.copies and not problems
        if waiting >= BATCH:
            _stage(run, batch, done)
            tick(end)
            waiting = 0
        if len(done.problems) > MOST_PROBLEMS:
            raise FileRefused(_("Too much of the file is rejected: is the mapping the right one?"))
    _stage(run, batch, done)


def _records(
    path: Path, mapping: MarcMapping | CsvMapping, translation: Translation
) -> Iterator[tuple[Record | None, list[Problem], int]]:
    if isinstance(mapping, MarcMapping):
        return read_marc(path, mapping, translation)
    return read_csv(path, mapping, translation)


def _stage(run: str, batch: list[Record], done: Import) -> None:
    twice = stage(run, batch) if batch else []
    done.problems += twice
    done.copies -= len(twice)
    batch.clear()


def _apply(run: str, mapping: MarcMapping | CsvMapping, options: Options, done: Import) -> None:
    if not done.copies or done.rejected_share > options.most_rejected:
        raise Rejected(done)
    with reading() as session:
        done.spots = spots_of(session, run, options.creating)
    if options.dry_run:
        return
    write_keys(run, done.spots)
    with writing() as session:
        make_places(session, done.spots, mapping.location_names)
        write_ids(session, run)
        done.titles = store_titles(session, run, mapping.source)
        done.items = store_items(session, run, mapping.source, clock.now())


class Rejected(FileRefused):
    """So much is rejected that the file, or its mapping, is wrong. ``done`` lists it all."""

    def __init__(self, done: Import) -> None:
        self.done = done
        super().__init__(
            _(
                "Rejected copies: %(bad)s of %(all)s. Nothing is imported. "
                "Correct the file or the mapping; --max-rejected allows more.",
                bad=len(done.problems),
                all=done.copies + len(done.problems),
            )
        )
