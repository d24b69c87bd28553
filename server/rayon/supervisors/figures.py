"""What a branch did, day by day and place by place. Pure: rows in, figures out."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import pairwise
from statistics import median
from types import MappingProxyType

from rayon.catalogue.calendar import PickupCalendar

#: Digits of a class of Dewey or UDC.
CLASS = 3


@dataclass(frozen=True)
class Asked:
    """One hold: when it was asked for and by which way, whose, and when its patron was told."""

    asked_at: datetime
    by_phone: bool
    patron: int | None
    ready_at: datetime | None


@dataclass(frozen=True)
class Looked:
    """One look for a document: where, what kind of document, and what came of it.

    ``hold``: for which one, so that looks for the same can be told apart; never who looked.
    ``bay``: where it should have stood, as the floor is now; "" where that is not known.
    """

    at: datetime
    location: str
    kind: str
    outcome: str
    call_number: str = ""
    hold: str = ""
    bay: str = ""


@dataclass(frozen=True)
class Ended:
    """One hold that was over, or an announced document that was not there: ``how`` says which."""

    at: datetime
    how: str


@dataclass(frozen=True)
class DaySum:
    """What of a day can be counted no more once its patrons and notices are forgotten.

    ``named``: documents whose patron was known, asked for by so many ``patrons``.
    """

    named: int = 0
    patrons: int = 0
    ready: int = 0
    missed: int = 0
    hours_to_ready: float | None = None

    @property
    def documents_per_patron(self) -> float | None:
        """None where there is no patron to speak of."""
        return self.named / self.patrons if self.patrons else None


@dataclass
class DayFigures:
    """One day. ``hours``: from the order to the notice, of what was announced on that day.

    ``kept``: its sum as it was written down in time.
    """

    day: date
    holds: int = 0
    by_phone: int = 0
    named: int = 0
    patrons: set[int] = field(default_factory=set)
    hours: list[float] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    kept: DaySum = DaySum()

    @property
    def sum(self) -> DaySum:
        """As counted now, or as written down before part of it was forgotten."""
        ready, missed = self.counts["ready"], self.counts["missed"]
        hours = median(self.hours) if self.hours else None
        return fuller(DaySum(self.named, len(self.patrons), ready, missed, hours), self.kept)


@dataclass(frozen=True)
class SpanFigures:
    """One month or week: ``first`` is its first day. A patron counts once per day of asking."""

    first: date
    holds: int
    by_phone: int
    sum: DaySum
    found: int
    not_found: int
    handed_over: int
    unfilled: int


@dataclass(frozen=True)
class InVain:
    """Looks at one place, and how many of them were in vain."""

    found: int
    not_found: int

    @property
    def rate(self) -> float:
        """Which share of the looks was in vain."""
        return self.not_found / (self.found + self.not_found)


@dataclass(frozen=True)
class BayFigures(InVain):
    """One bay, by its label."""

    bay: str


@dataclass(frozen=True)
class RangeFigures(InVain):
    """One stretch of call numbers of one location, such as all that begins with 84."""

    location: str
    begins: str


@dataclass(frozen=True)
class SecondLooks:
    """How often somebody looked again for what was not found, and found it."""

    again: int = 0
    found: int = 0


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
    kept: Mapping[date, DaySum] = MappingProxyType({}),
) -> list[DayFigures]:
    """A line for each day on which anything happened, the oldest first."""
    every = (first + timedelta(days=number) for number in range((last - first).days + 1))
    days = {day: DayFigures(day, kept=kept.get(day, DaySum())) for day in every}
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
    return [day for day in days.values() if day.holds or day.counts or day.sum != DaySum()]


def fuller(one: DaySum, other: DaySum) -> DaySum:
    """Of two sums of one day, the one from which less was forgotten, figure by figure."""
    asked = max(one, other, key=lambda sum_: (sum_.named, sum_.patrons))
    told = max(one, other, key=lambda sum_: sum_.ready)
    missed = max(one.missed, other.missed)
    return DaySum(asked.named, asked.patrons, told.ready, missed, told.hours_to_ready)


def by_month(days: Iterable[DayFigures]) -> list[SpanFigures]:
    """A line for each month in which anything happened, the oldest first."""
    months: defaultdict[date, list[DayFigures]] = defaultdict(list)
    for day in days:
        months[day.day.replace(day=1)].append(day)
    return [_span(first, theirs) for first, theirs in sorted(months.items())]


def by_week(days: Iterable[DayFigures]) -> list[SpanFigures]:
    """The same for each week, which begins on its Monday."""
    weeks: defaultdict[date, list[DayFigures]] = defaultdict(list)
    for day in days:
        weeks[day.day - timedelta(days=day.day.weekday())].append(day)
    return [_span(first, theirs) for first, theirs in sorted(weeks.items())]


def _span(first: date, days: list[DayFigures]) -> SpanFigures:
    sums = [day.sum for day in days]
    hours = [one.hours_to_ready for one in sums if one.hours_to_ready is not None]
    return SpanFigures(
        first=first,
        holds=sum(day.holds for day in days),
        by_phone=sum(day.by_phone for day in days),
        sum=DaySum(
            named=sum(one.named for one in sums),
            patrons=sum(one.patrons for one in sums),
            ready=sum(one.ready for one in sums),
            missed=sum(one.missed for one in sums),
            hours_to_ready=median(hours) if hours else None,
        ),
        found=sum(day.counts["found"] for day in days),
        not_found=sum(day.counts["not_found"] for day in days),
        handed_over=sum(day.counts["handed_over"] for day in days),
        unfilled=sum(day.counts["unfilled"] for day in days),
    )


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


def by_range(looked: Sequence[Looked]) -> list[RangeFigures]:
    """A line for each stretch of call numbers in which anything was missing, the worst first."""
    ranges: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for look in looked:
        ranges[look.location, range_of(look.call_number)][look.outcome] += 1
    lines = [
        RangeFigures(seen["found"], seen["not_found"], location, begins)
        for (location, begins), seen in ranges.items()
        if seen["not_found"]
    ]
    return sorted(lines, key=lambda one: (-one.not_found, -one.rate, one.location, one.begins))


def by_bay(looked: Sequence[Looked]) -> list[BayFigures]:
    """A line for each bay in which anything was looked for, the worst first."""
    bays: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for look in looked:
        if look.bay and look.outcome in ("found", "not_found"):
            bays[look.bay][look.outcome] += 1
    lines = [BayFigures(seen["found"], seen["not_found"], bay) for bay, seen in bays.items()]
    return sorted(lines, key=lambda one: (-one.not_found, -one.rate, one.bay))


def range_of(call_number: str) -> str:
    """To which stretch a label belongs: its ten of a class, or its mark and the next letter.

    843.914 CAM is in 840, R CAM in R C, BD in BD.
    """
    first, *others = call_number.split() or [""]
    digits = first.partition(".")[0]
    if len(digits) == CLASS and digits.isascii() and digits.isdigit():
        return f"{digits[:-1]}0"
    return f"{first} {others[0][:1]}" if others else first


def second_looks(looked: Sequence[Looked]) -> SecondLooks:
    """What came of looking again for what was not found."""
    by_hold: defaultdict[str, list[Looked]] = defaultdict(list)
    for look in sorted(looked, key=lambda one: one.at):
        by_hold[look.hold].append(look)
    later = [
        after.outcome
        for looks in by_hold.values()
        for before, after in pairwise(looks)
        if before.outcome == "not_found"
    ]
    return SecondLooks(len(later), later.count("found"))


def _count_order(day: DayFigures | None, one: Asked) -> None:
    if day is None:
        return
    day.holds += 1
    day.by_phone += one.by_phone
    if one.patron is not None:
        day.named += 1
        day.patrons.add(one.patron)
