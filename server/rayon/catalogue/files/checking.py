"""The first half of an import: read the file wholly, check it wholly, put it aside."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from rayon.catalogue.files.accents import Damage, texts_of
from rayon.catalogue.files.imports import note
from rayon.catalogue.files.mapping import CsvMapping, MarcMapping
from rayon.catalogue.files.places import Creating, Spot, spots_of
from rayon.catalogue.files.problems import MOST_PROBLEMS, FileRefused, Problem
from rayon.catalogue.files.reading import length_of, records_of
from rayon.catalogue.files.records import Record
from rayon.catalogue.files.staging import keep_problems, stage
from rayon.catalogue.files.turns import Turns
from rayon.database import reading

#: Records and copies of one transaction.
BATCH = 4_000
Tick = Callable[[int], None]


@dataclass(frozen=True)
class Options:
    """How to import: all copies into one ``branch`` when it is named."""

    branch: str = ""
    creating: Creating = field(default_factory=Creating)
    dry_run: bool = False
    most_rejected: float = 0.2
    repair_accents: bool = False


@dataclass
class Checked:
    """What a file holds. ``spots``: the places its copies stand in."""

    records: int = 0
    copies: int = 0
    without_copies: int = 0
    rejected: int = 0
    spots: list[Spot] = field(default_factory=list)
    damage: Damage = field(default_factory=Damage)

    @property
    def rejected_share(self) -> float:
        """Rejections per thing read, from 0 to 1."""
        return self.rejected / max(1, self.copies + self.rejected)

    def as_json(self) -> dict[str, Any]:
        """As the row of the import keeps it."""
        new = [spot for spot in self.spots if spot.is_new]
        return {
            "records": self.records,
            "copies": self.copies,
            "without_copies": self.without_copies,
            "rejected": self.rejected,
            "places": len(self.spots),
            "new_places": [[spot.branch, spot.location, spot.scheme, spot.items] for spot in new],
            "accents": self.damage.as_json(),
        }


class Rejected(FileRefused):
    """So much is rejected that the file, or its mapping, is wrong."""

    def __init__(self, done: Checked, most: float) -> None:
        super().__init__(
            _(
                "%(bad)s of %(all)s are rejected; at most %(most)s %% may be. Nothing is "
                "imported. Correct the file or the mapping, then check it again.",
                bad=done.rejected,
                all=done.copies + done.rejected,
                most=round(most * 100),
            )
        )


def check(
    run: str,
    path: Path,
    mapping: MarcMapping | CsvMapping,
    options: Options,
    turns: Turns,
    tick: Tick = lambda _end: None,
) -> Checked:
    """Stage all that is good of a file and list all that is not.

    ``tick`` hears how far the reading is (bytes of MARC, rows of CSV). Raises FileRefused when the
    file is cut or unreadable, names unknown places, has no copies, or when more than
    ``most_rejected`` of it is rejected.
    """
    done = Checked()
    _Reading(run, turns, done).read(path, mapping, options, tick)
    if not done.copies and not done.rejected:
        raise FileRefused(_no_copies(mapping, done))
    if not done.copies or done.rejected_share > options.most_rejected:
        raise Rejected(done, options.most_rejected)
    with reading() as session:
        done.spots = spots_of(session, run, options.creating)
    return done


class _Reading:
    """One pass over a file, in batches."""

    def __init__(self, run: str, turns: Turns, done: Checked) -> None:
        self.run, self.turns, self.done = run, turns, done
        self.batch: list[Record] = []
        self.problems: list[Problem] = []
        self.waiting = 0

    def read(
        self, path: Path, mapping: MarcMapping | CsvMapping, options: Options, tick: Tick
    ) -> None:
        total = length_of(path, mapping)
        records = records_of(path, mapping, options.branch, repair_accents=options.repair_accents)
        end = 0
        for record, problems, end in records:
            self._take(record, problems)
            if self.waiting >= BATCH:
                self._stage(end, total)
                tick(end)
            if self.done.rejected > MOST_PROBLEMS:
                raise FileRefused(
                    _("Too much of the file is rejected: is the mapping the right one?")
                )
        self._stage(end, total)

    def _take(self, record: Record | None, problems: list[Problem]) -> None:
        self.done.records += 1
        self.done.rejected += len(problems)
        self.problems += problems
        self.waiting += 1 + len(problems)
        if record:
            self.batch.append(record)
            self.waiting += len(record.copies)
            self.done.copies += len(record.copies)
            self.done.without_copies += not record.copies and not problems
            self.done.damage.look_at(texts_of(record))

    def _stage(self, end: int, total: int) -> None:
        twice = self.turns.take(lambda session: self._write(session, end, total))
        self.done.rejected += len(twice)
        self.done.copies -= len(twice)
        self.batch, self.problems, self.waiting = [], [], 0

    def _write(self, session: Session, end: int, total: int) -> Sequence[Problem]:
        twice = stage(session, self.run, self.batch) if self.batch else []
        first = self.done.rejected - len(self.problems)
        keep_problems(session, self.run, first, [*self.problems, *twice])
        note(session, self.run, phase="reading", done=end, total=max(total, end), tries=0)
        return twice


def _no_copies(mapping: MarcMapping | CsvMapping, done: Checked) -> str:
    if isinstance(mapping, MarcMapping):
        return _(
            "No record has a copy in field %(field)s (records read: %(records)s). "
            "Choose another mapping, or write one for this file.",
            field=mapping.item.field,
            records=done.records,
        )
    return _("The file has a header and no rows. Export it again.")
