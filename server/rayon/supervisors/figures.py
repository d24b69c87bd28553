"""What a branch did, day by day and place by place. Pure: rows in, figures out."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from statistics import median

from rayon.catalogue.calendar import PickupCalendar


@dataclass(frozen=True)
class Asked:
    """One hold: when it was asked for and by which way, whose, and when its patron was told."""

    asked_at: datetime
    by_phone: bool
    patron: int | None
    ready_at: datetime | None


@dataclass(frozen=True)
class Looked:
    """One look for a document: where, what kind of document, and what came of it."""

    at: datetime
    location: str
    kind: str
    outcome: str


@dataclass(frozen=True)
class Ended:
    """One hold that was over, or an announced document that was not there: ``how`` says which."""

    at: datetime
    how: str


@dataclass
class DayFigures:
    """One day. ``hours``: from the order to the notice, of what was announced on that day."""

    day: date
    holds: int = 0
    by_phone: int = 0
    named: int = 0
    patrons: set[int] = field(default_factory=set)
    hours: list[float] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    @property
    def documents_per_patron(self) -> float | None:
        """Among the holds whose patron is not forgotten yet; None when there is none."""
        return self.named / len(self.patrons) if self.patrons else None

    @property
    def hours_to_ready(self) -> float | None:
        """The middle one of all."""
        return median(self.hours) if self.hours else None


@dataclass(frozen=True)
class PlaceFigures:
    """One location and kind of document, over all days."""

    location: str
    kind: str
    found: int
    not_found: int
    unusable: int


def by_day(
    calendar: PickupCalendar,
    first: date,
    last: date,
    asked: Iterable[Asked],
    looked: Iterable[Looked],
    ended: Iterable[Ended],
) -> list[DayFigures]:
    """A line for each day on which anything happened, the oldest first."""
    days = {
        first + timedelta(days=number): DayFigures(first + timedelta(days=number))
        for number in range((last - first).days + 1)
    }
    for one in asked:
        _count_order(days.get(calendar.local_day(one.asked_at)), one)
        if one.ready_at and (day := days.get(calendar.local_day(one.ready_at))):
            day.counts["ready"] += 1
            day.hours.append((one.ready_at - one.asked_at).total_seconds() / 3600)
    for look in looked:
        if day := days.get(calendar.local_day(look.at)):
            day.counts[look.outcome] += 1
    for end in ended:
        if day := days.get(calendar.local_day(end.at)):
            day.counts[end.how] += 1
    return [day for day in days.values() if day.holds or day.counts]


def by_place(looked: Sequence[Looked]) -> list[PlaceFigures]:
    """A line for each location and kind, the one with most documents missing first."""
    places: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for look in looked:
        places[look.location, look.kind][look.outcome] += 1
    lines = [
        PlaceFigures(location, kind, seen["found"], seen["not_found"], seen["unusable"])
        for (location, kind), seen in places.items()
    ]
    return sorted(lines, key=lambda one: (-one.not_found - one.unusable, one.location, one.kind))


def _count_order(day: DayFigures | None, one: Asked) -> None:
    if day is None:
        return
    day.holds += 1
    day.by_phone += one.by_phone
    if one.patron is not None:
        day.named += 1
        day.patrons.add(one.patron)
