"""The report that was written by hand: orders, what was found where, and what patrons were told."""

import csv
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import date, datetime, time, timedelta
from io import StringIO
from typing import Any, Literal
from zoneinfo import ZoneInfo

from apiflask import APIBlueprint
from flask import Response, jsonify
from flask.typing import ResponseReturnValue
from flask_babel import force_locale, gettext, ngettext
from pydantic import BaseModel, ConfigDict, model_validator
from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from rayon import clock
from rayon.bodies import Day
from rayon.catalogue.branches import BranchFacts, all_of
from rayon.catalogue.files.problems import disarmed
from rayon.catalogue.kind_names import kind_name
from rayon.catalogue.models import Item, Location
from rayon.database import reading
from rayon.holds.models import Hold, HoldEvent
from rayon.notices.models import Notice
from rayon.picking.models import Pick, Walk
from rayon.shelves.floor import floor_rows
from rayon.staff.access import allow, person
from rayon.supervisors.day_sums import kept_sums
from rayon.supervisors.figures import (
    Asked,
    BayFigures,
    DayFigures,
    Ended,
    Looked,
    PlaceFigures,
    RangeFigures,
    SpanFigures,
    by_bay,
    by_day,
    by_month,
    by_place,
    by_range,
    by_week,
    second_looks,
)
from rayon.supervisors.hot_spots import HotSpot, hot_spots
from rayon.supervisors.in_bays import InBays
from rayon.sync.models import ActionRow

routes = APIBlueprint("report", __name__, url_prefix="/api/report")

LONGEST = timedelta(days=366)
Span = tuple[datetime, datetime]
#: What a person did when an announced document was not where it should have been.
MISSED = ("report_missing",)


class DaysIn(BaseModel):
    """From which day to which."""

    model_config = ConfigDict(extra="forbid")
    first: Day
    last: Day

    @model_validator(mode="after")
    def _in_order(self) -> "DaysIn":
        if not timedelta() <= self.last - self.first <= LONGEST:
            raise ValueError("the last day comes before the first, or more than a year after it")
        return self


class FileIn(DaysIn):
    """Which of the tables."""

    table: Literal["days", "weeks", "months", "places", "ranges", "bays", "misplaced"] = "days"


@routes.get("")
@allow("supervisor")
@routes.input(DaysIn, location="query", arg_name="query")
def show(query: DaysIn) -> ResponseReturnValue:
    """The figures of this branch."""
    learned = _learned(query)
    return jsonify(
        days=[_day_view(day) for day in learned.days],
        weeks=[_span_view(week) for week in by_week(learned.days)],
        months=[_span_view(month) for month in by_month(learned.days)],
        places=[_place_view(place) for place in by_place(learned.looked)],
        ranges=[_vain_view(one) for one in by_range(learned.looked)],
        bays=[_vain_view(one) for one in by_bay(learned.looked)],
        second_looks=asdict(second_looks(learned.looked)),
        misplaced=[asdict(one) for one in learned.misplaced],
    )


@routes.get("/file")
@allow("supervisor")
@routes.input(FileIn, location="query", arg_name="query")
def file(query: FileIn) -> ResponseReturnValue:
    """The same as a file that a French spreadsheet opens."""
    learned = _learned(query)
    with force_locale(person().language):
        rows = list(TABLES[query.table](learned))
    name = f"{query.table}-{query.first}-{query.last}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(_as_csv(rows), mimetype="text/csv", headers=headers)


@dataclass(frozen=True)
class Learned:
    """What some days say. Nothing in it says who."""

    days: list[DayFigures]
    looked: list[Looked]
    misplaced: list[HotSpot]


def _learned(query: DaysIn) -> Learned:
    with reading() as session:
        branch = all_of(session)[person().branch_id]
        days, looked = figures_of(session, branch, query.first, query.last)
        span = _instants(branch, query.first, query.last)
        return Learned(days, looked, hot_spots(session.connection(), branch.id, span))


def figures_of(
    session: Session, branch: BranchFacts, first: date, last: date
) -> tuple[list[DayFigures], list[Looked]]:
    """What this branch did from the one day to the other, by day, and each look."""
    span = _instants(branch, first, last)
    looked = _looked(session, branch, span)
    asked, ended = _asked(session, branch.id, span), _ended(session, branch.id, span)
    kept = kept_sums(session, branch.id, first, last)
    return by_day(branch.calendar, first, last, asked, looked, ended, kept), looked


def _instants(branch: BranchFacts, first: date, last: date) -> Span:
    zone = ZoneInfo(branch.time_zone)
    begin = datetime.combine(first, time(), zone)
    return begin, datetime.combine(last + timedelta(days=1), time(), zone)


def _asked(session: Session, branch_id: int, span: Span) -> list[Asked]:
    """Holds that were asked for, or announced, in these days."""
    told = (
        select(Notice.subject_id, func.min(Notice.told_at).label("at"))
        .where(Notice.subject_kind == "hold", Notice.kind == "ready", Notice.state == "told")
        .where(Notice.branch_id == branch_id)
        .group_by(Notice.subject_id)
        .subquery()
    )
    rows = session.execute(
        select(Hold.asked_at, Hold.source, Hold.patron_id, told.c.at)
        .outerjoin(told, told.c.subject_id == Hold.id)
        .where(Hold.pickup_branch_id == branch_id)
        .where(or_(Hold.asked_at.between(*span), told.c.at.between(*span)))
    )
    return [Asked(at, source == "phone", patron, ready) for at, source, patron, ready in rows]


def _looked(session: Session, branch: BranchFacts, span: Span) -> list[Looked]:
    """What pickers of this branch reported."""
    today = branch.calendar.local_day(clock.now())
    floor = InBays(floor_rows(session.connection(), branch.id, today))
    rows = session.execute(
        select(Pick.decided_at, Location.name, Item.kind, Pick.status)
        .add_columns(Item.call_number, Pick.hold_id, Item.location_id, Item.sort_key)
        .join(Walk, Walk.id == Pick.walk_id)
        .join(Item, Item.id == Pick.item_id)
        .join(Location, Location.id == Item.location_id)
        .where(Walk.branch_id == branch.id, Pick.decided_at.between(*span))
        .where(Pick.status.in_(("found", "not_found", "unusable")))
    )
    return [
        Looked(
            at=row.decided_at,
            location=row.name,
            kind=row.kind,
            outcome=row.status,
            call_number=row.call_number,
            hold=row.hold_id,
            bay=floor.bay(row.location_id, row.sort_key),
        )
        for row in rows
        if row.decided_at is not None
    ]


def _ended(session: Session, branch_id: int, span: Span) -> list[Ended]:
    """Holds that were closed, and announced documents that were not on the shelf."""
    closed = session.execute(
        select(ActionRow.received_at, HoldEvent.after)
        .join(ActionRow, ActionRow.id == HoldEvent.action_id)
        .join(Hold, Hold.id == HoldEvent.hold_id)
        .where(Hold.pickup_branch_id == branch_id, ActionRow.received_at.between(*span))
        .where(HoldEvent.after.in_(("handed_over", "expired", "unfilled", "cancelled")))
    )
    missed = session.execute(
        select(ActionRow.received_at)
        .join(Hold, Hold.id == ActionRow.subject)
        .where(Hold.pickup_branch_id == branch_id, ActionRow.received_at.between(*span))
        .where(ActionRow.name.in_(MISSED), ActionRow.outcome == "applied")
        .where(_was_announced())
    )
    return [Ended(at, how) for at, how in closed] + [Ended(at, "missed") for (at,) in missed]


def _was_announced() -> Any:
    return (
        select(Notice.id)
        .where(
            Notice.subject_kind == "hold",
            Notice.subject_id == Hold.id,
            Notice.kind == "ready",
            Notice.told_at < ActionRow.received_at,
        )
        .exists()
    )


def _day_view(day: DayFigures) -> dict[str, Any]:
    return {
        "day": day.day.isoformat(),
        "holds": day.holds,
        "by_phone": day.by_phone,
        "patrons": day.sum.patrons,
        "named": day.sum.named,
        "hours_to_ready": _rounded(day.sum.hours_to_ready),
        **{name: day.counts[name] for name in COUNTED},
        "ready": day.sum.ready,
        "missed": day.sum.missed,
    }


def _span_view(span: SpanFigures) -> dict[str, Any]:
    return {
        "first": span.first.isoformat(),
        "holds": span.holds,
        "by_phone": span.by_phone,
        "documents_per_patron": _rounded(span.sum.documents_per_patron),
        "found": span.found,
        "not_found": span.not_found,
        "ready": span.sum.ready,
        "hours_to_ready": _rounded(span.sum.hours_to_ready),
        "handed_over": span.handed_over,
        "missed": span.sum.missed,
        "unfilled": span.unfilled,
    }


def _vain_view(one: RangeFigures | BayFigures) -> dict[str, Any]:
    return {**asdict(one), "rate": round(one.rate, 3)}


#: What is counted of each day, in the order in which it happens.
COUNTED = (
    "found",
    "not_found",
    "unusable",
    "handed_over",
    "expired",
    "unfilled",
    "cancelled",
)


def _place_view(place: PlaceFigures) -> dict[str, Any]:
    return {
        "location": place.location,
        "kind": kind_name(place.kind),
        "found": place.found,
        "not_found": place.not_found,
        "unusable": place.unusable,
    }


def _counted(word: str) -> str:
    """The head of a column of counts: of many, and as a title."""
    return word[:1].upper() + word[1:]


def _day_rows(days: list[DayFigures]) -> Iterator[list[str]]:
    yield [
        gettext("Day"),
        gettext("Documents asked for"),
        gettext("of these by telephone"),
        gettext("Documents per patron"),
        _counted(ngettext("found", "found", 2)),
        gettext("Not on the shelf"),
        _counted(ngettext("not usable", "not usable", 2)),
        gettext("Announced"),
        gettext("Hours from order to notice (median)"),
        gettext("Handed over"),
        gettext("Announced but missing"),
        gettext("Expired"),
        _counted(ngettext("given up", "given up", 2)),
        gettext("Holds cancelled"),
    ]
    for day in days:
        count, sums = day.counts, day.sum
        yield [
            day.day.isoformat(),
            *map(str, (day.holds, day.by_phone)),
            _decimal(sums.documents_per_patron),
            *map(str, (count["found"], count["not_found"], count["unusable"], sums.ready)),
            _decimal(sums.hours_to_ready),
            *map(str, (count["handed_over"], sums.missed, count["expired"])),
            *map(str, (count["unfilled"], count["cancelled"])),
        ]


def _span_rows(called: str, written: str, spans: list[SpanFigures]) -> Iterator[list[str]]:
    yield [
        called,
        gettext("Documents asked for"),
        gettext("of these by telephone"),
        gettext("Documents per patron"),
        gettext("Announced"),
        gettext("Hours from order to notice (median)"),
        gettext("Handed over"),
        gettext("Announced but missing"),
        _counted(ngettext("given up", "given up", 2)),
        _counted(ngettext("found", "found", 2)),
        gettext("Not on the shelf"),
    ]
    for span in spans:
        yield [
            span.first.strftime(written),
            *map(str, (span.holds, span.by_phone)),
            _decimal(span.sum.documents_per_patron),
            str(span.sum.ready),
            _decimal(span.sum.hours_to_ready),
            *map(str, (span.handed_over, span.sum.missed, span.unfilled)),
            *map(str, (span.found, span.not_found)),
        ]


def _range_rows(ranges: list[RangeFigures]) -> Iterator[list[str]]:
    yield [
        gettext("Location"),
        gettext("Call numbers from"),
        _counted(ngettext("found", "found", 2)),
        gettext("Not on the shelf"),
        gettext("In vain, in per cent"),
    ]
    for one in ranges:
        counts = map(str, (one.found, one.not_found))
        yield [one.location, one.begins, *counts, _decimal(one.rate * 100)]


def _bay_rows(bays: list[BayFigures]) -> Iterator[list[str]]:
    yield [
        gettext("Bay"),
        _counted(ngettext("found", "found", 2)),
        gettext("Not on the shelf"),
        gettext("In vain, in per cent"),
    ]
    for one in bays:
        yield [one.bay, str(one.found), str(one.not_found), _decimal(one.rate * 100)]


def _misplaced_rows(spots: list[HotSpot]) -> Iterator[list[str]]:
    yield [gettext("Belongs to"), gettext("Stood in the bay"), gettext("Documents")]
    for spot in spots:
        yield [spot.location, spot.bay, str(spot.documents)]


def _place_rows(places: list[PlaceFigures]) -> Iterator[list[str]]:
    yield [
        gettext("Location"),
        gettext("Kind"),
        _counted(ngettext("found", "found", 2)),
        gettext("Not on the shelf"),
        _counted(ngettext("not usable", "not usable", 2)),
    ]
    for one in places:
        counts = map(str, (one.found, one.not_found, one.unusable))
        yield [one.location, kind_name(one.kind), *counts]


def _as_csv(rows: list[list[str]]) -> str:
    """With semicolons and a mark of UTF-8, as spreadsheets in French expect it."""
    text = StringIO()
    text.write("\ufeff")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerows([disarmed(cell) for cell in row] for row in rows)
    return text.getvalue()


def _decimal(value: float | None) -> str:
    return "" if value is None else f"{value:.1f}".replace(".", ",")


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 1)


#: Each table as the rows of a file.
TABLES: dict[str, Callable[[Learned], Iterator[list[str]]]] = {
    "days": lambda learned: _day_rows(learned.days),
    "weeks": lambda learned: _span_rows(gettext("Week from"), "%Y-%m-%d", by_week(learned.days)),
    "months": lambda learned: _span_rows(gettext("Month"), "%Y-%m", by_month(learned.days)),
    "places": lambda learned: _place_rows(by_place(learned.looked)),
    "ranges": lambda learned: _range_rows(by_range(learned.looked)),
    "bays": lambda learned: _bay_rows(by_bay(learned.looked)),
    "misplaced": lambda learned: _misplaced_rows(learned.misplaced),
}
