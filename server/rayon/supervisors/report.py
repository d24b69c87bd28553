"""The report that was written by hand: orders, what was found where, and what patrons were told."""

import csv
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from io import StringIO
from typing import Any, Literal
from zoneinfo import ZoneInfo

from apiflask import APIBlueprint
from flask import Response, jsonify
from flask.typing import ResponseReturnValue
from flask_babel import force_locale, gettext
from pydantic import BaseModel, ConfigDict, model_validator
from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from rayon.catalogue.branches import BranchFacts, all_of
from rayon.catalogue.files.problems import disarmed
from rayon.catalogue.kind_names import kind_name
from rayon.catalogue.models import Item, Location
from rayon.database import reading
from rayon.holds.models import Hold, HoldEvent
from rayon.notices.models import Notice
from rayon.picking.models import Pick, Walk
from rayon.staff.access import allow, person
from rayon.supervisors.day_sums import kept_sums
from rayon.supervisors.figures import (
    Asked,
    DayFigures,
    Ended,
    Looked,
    MonthFigures,
    PlaceFigures,
    by_day,
    by_month,
    by_place,
)
from rayon.sync.models import ActionRow

routes = APIBlueprint("report", __name__, url_prefix="/api/report")

LONGEST = timedelta(days=366)
Span = tuple[datetime, datetime]
#: What a person did when an announced document was not where it should have been.
MISSED = ("report_missing",)


class DaysIn(BaseModel):
    """From which day to which."""

    model_config = ConfigDict(extra="forbid")
    first: date
    last: date

    @model_validator(mode="after")
    def _in_order(self) -> "DaysIn":
        if not timedelta() <= self.last - self.first <= LONGEST:
            raise ValueError("the last day comes before the first, or more than a year after it")
        return self


class FileIn(DaysIn):
    """Which of the tables."""

    table: Literal["days", "months", "places"] = "days"


@routes.get("")
@allow("supervisor")
@routes.input(DaysIn, location="query", arg_name="query")
def show(query: DaysIn) -> ResponseReturnValue:
    """The figures of this branch."""
    days, places = _figures(query)
    return jsonify(
        days=[_day_view(day) for day in days],
        months=[_month_view(month) for month in by_month(days)],
        places=[_place_view(place) for place in places],
    )


@routes.get("/file")
@allow("supervisor")
@routes.input(FileIn, location="query", arg_name="query")
def file(query: FileIn) -> ResponseReturnValue:
    """The same as a file that a French spreadsheet opens."""
    days, places = _figures(query)
    with force_locale(person().language):
        rows = list(_rows(query.table, days, places))
    name = f"{query.table}-{query.first}-{query.last}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(_as_csv(rows), mimetype="text/csv", headers=headers)


def _rows(table: str, days: list[DayFigures], places: list[PlaceFigures]) -> Iterator[list[str]]:
    match table:
        case "months":
            return _month_rows(by_month(days))
        case "places":
            return _place_rows(places)
    return _day_rows(days)


def _figures(query: DaysIn) -> tuple[list[DayFigures], list[PlaceFigures]]:
    with reading() as session:
        branch = all_of(session)[person().branch_id]
        return figures_of(session, branch, query.first, query.last)


def figures_of(
    session: Session, branch: BranchFacts, first: date, last: date
) -> tuple[list[DayFigures], list[PlaceFigures]]:
    """What this branch did from the one day to the other, by day and by place."""
    span = _instants(branch, first, last)
    looked = _looked(session, branch.id, span)
    asked, ended = _asked(session, branch.id, span), _ended(session, branch.id, span)
    kept = kept_sums(session, branch.id, first, last)
    return by_day(branch.calendar, first, last, asked, looked, ended, kept), by_place(looked)


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


def _looked(session: Session, branch_id: int, span: Span) -> list[Looked]:
    """What pickers of this branch reported."""
    rows = session.execute(
        select(Pick.decided_at, Location.name, Item.kind, Pick.status)
        .join(Walk, Walk.id == Pick.walk_id)
        .join(Item, Item.id == Pick.item_id)
        .join(Location, Location.id == Item.location_id)
        .where(Walk.branch_id == branch_id, Pick.decided_at.between(*span))
        .where(Pick.status.in_(("found", "not_found", "unusable")))
    )
    return [Looked(at, place, kind, status) for at, place, kind, status in rows if at is not None]


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


def _month_view(month: MonthFigures) -> dict[str, Any]:
    return {
        "first": month.first.isoformat(),
        "holds": month.holds,
        "by_phone": month.by_phone,
        "documents_per_patron": _rounded(month.sum.documents_per_patron),
        "ready": month.sum.ready,
        "hours_to_ready": _rounded(month.sum.hours_to_ready),
        "handed_over": month.handed_over,
        "missed": month.sum.missed,
        "unfilled": month.unfilled,
    }


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


def _day_rows(days: list[DayFigures]) -> Iterator[list[str]]:
    yield [
        gettext("Day"),
        gettext("Documents asked for"),
        gettext("of these by telephone"),
        gettext("Documents per patron"),
        gettext("Found"),
        gettext("Not on the shelf"),
        gettext("Not usable"),
        gettext("Announced"),
        gettext("Hours from order to notice (median)"),
        gettext("Handed over"),
        gettext("Announced but missing"),
        gettext("Expired"),
        gettext("Not found in the end"),
        gettext("Cancelled"),
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


def _month_rows(months: list[MonthFigures]) -> Iterator[list[str]]:
    yield [
        gettext("Month"),
        gettext("Documents asked for"),
        gettext("of these by telephone"),
        gettext("Documents per patron"),
        gettext("Announced"),
        gettext("Hours from order to notice (median)"),
        gettext("Handed over"),
        gettext("Announced but missing"),
        gettext("Not found in the end"),
    ]
    for month in months:
        yield [
            f"{month.first:%Y-%m}",
            *map(str, (month.holds, month.by_phone)),
            _decimal(month.sum.documents_per_patron),
            str(month.sum.ready),
            _decimal(month.sum.hours_to_ready),
            *map(str, (month.handed_over, month.sum.missed, month.unfilled)),
        ]


def _place_rows(places: list[PlaceFigures]) -> Iterator[list[str]]:
    yield [
        gettext("Location"),
        gettext("Kind"),
        gettext("Found"),
        gettext("Not on the shelf"),
        gettext("Not usable"),
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
