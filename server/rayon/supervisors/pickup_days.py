"""The days on which documents can be collected: the week's hours, closures, "closed today"."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import holidays
from apiflask import APIBlueprint
from flask import jsonify
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import select
from sqlalchemy.orm import Session

from rayon import clock
from rayon.bodies import NothingIn
from rayon.catalogue.branches import BranchFacts, all_of
from rayon.catalogue.models import Closure
from rayon.database import reading
from rayon.doors import done, perform
from rayon.holds.keeping import LATEST, Hours
from rayon.ids import new_id
from rayon.staff.access import allow, person

routes = APIBlueprint("pickup_days", __name__, url_prefix="/api/pickup-days")

#: How far ahead public holidays are shown.
AHEAD = timedelta(days=120)
#: How the library of holidays calls our languages.
HOLIDAY_NAMES = {"fr": "fr", "en": "en_US"}


class WeekIn(BaseModel):
    """The hours of the whole week."""

    model_config = ConfigDict(extra="forbid")
    hours: list[Hours] = Field(min_length=1, max_length=21)


class ClosureIn(BaseModel):
    """Days on which nothing is handed over, and what patrons are told of the reason."""

    model_config = ConfigDict(extra="forbid")
    first: date
    last: date
    because: str = Field("", max_length=80)


class ClosedTodayIn(BaseModel):
    """What patrons are told of the reason."""

    model_config = ConfigDict(extra="forbid")
    because: str = Field("", max_length=80)


@routes.get("")
@allow("desk", "supervisor")
def show() -> ResponseReturnValue:
    """Hours, closures and public holidays of this branch."""
    return jsonify(_view())


@routes.post("/week")
@allow("supervisor")
@routes.input(WeekIn, arg_name="body")
def set_week(body: WeekIn) -> ResponseReturnValue:
    """Hand documents over at other hours from now on."""
    branch = person().branch_id
    hours = [span.model_dump(mode="json") for span in body.hours]
    judged = perform("set_pickup_week", str(branch), by=person(), branch=branch, hours=hours)
    return jsonify(**_view(), moved=done(judged).facts.get("moved", 0))


@routes.post("/closures")
@allow("supervisor")
@routes.input(ClosureIn, arg_name="body")
def close(body: ClosureIn) -> ResponseReturnValue:
    """Close some days; whoever was promised one of them gets it back."""
    return _close(body.first, body.last, body.because)


@routes.post("/closed-today")
@allow("supervisor")
@routes.input(ClosedTodayIn, arg_name="body")
def close_today(body: ClosedTodayIn) -> ResponseReturnValue:
    """A strike, a storm: nothing is handed over today."""
    with reading() as session:
        today = all_of(session)[person().branch_id].calendar.local_day(clock.now())
    return _close(today, today, body.because)


@routes.post("/closures/<uuid:closure_id>/reopen")
@allow("supervisor")
@routes.input(NothingIn, arg_name="body")
def reopen(closure_id: UUID, body: NothingIn) -> ResponseReturnValue:
    """It opens after all."""
    done(perform("reopen_days", str(closure_id), by=person()))
    return jsonify(**_view(), moved=0)


def _close(first: date, last: date, because: str) -> ResponseReturnValue:
    branch = person().branch_id
    days = {"first": first.isoformat(), "last": last.isoformat()}
    judged = perform(
        "close_days", new_id(), by=person(), branch=branch, because=because.strip(), **days
    )
    return jsonify(**_view(), moved=done(judged).facts.get("moved", 0))


def _view() -> dict[str, Any]:
    with reading() as session:
        branch, now = all_of(session)[person().branch_id], clock.now()
        return {
            "today": _today(branch, now),
            "kept_days": branch.settings.kept_days,
            "week": _week(branch),
            "closures": _closures(session, branch, now),
            "holidays": _holidays(branch, now),
        }


def _today(branch: BranchFacts, now: datetime) -> dict[str, Any]:
    day = branch.calendar.local_day(now)
    spans = branch.calendar.hours_of(day)
    return {
        "day": day.isoformat(),
        "is_closed": branch.calendar.is_closed(day),
        "hours": [[f"{opens:%H:%M}", f"{closes:%H:%M}"] for opens, closes in spans],
        "next": branch.calendar.next_day_after(day).isoformat(),
    }


def _week(branch: BranchFacts) -> list[dict[str, Any]]:
    return [
        {"weekday": weekday, "opens": f"{opens:%H:%M}", "closes": f"{closes:%H:%M}"}
        for weekday, spans in sorted(branch.calendar.usual_week().items())
        for opens, closes in spans
    ]


def _closures(session: Session, branch: BranchFacts, now: datetime) -> list[dict[str, Any]]:
    """Those that are not over for long."""
    rows = session.scalars(
        select(Closure)
        .where(Closure.branch_id == branch.id, Closure.taken_back_at.is_(None))
        .where(Closure.last_day >= branch.calendar.local_day(now) - LATEST)
        .order_by(Closure.first_day, Closure.id)
    )
    return [
        {
            "id": row.id,
            "first": row.first_day.isoformat(),
            "last": row.last_day.isoformat(),
            "because": row.because,
        }
        for row in rows
    ]


def _holidays(branch: BranchFacts, now: datetime) -> list[dict[str, str]]:
    """The next public holidays by name."""
    country, _, subdivision = branch.calendar.holidays_of.partition("-")
    if not country:
        return []
    first = branch.calendar.local_day(now)
    last = first + AHEAD
    named = holidays.country_holidays(
        country,
        subdiv=subdivision or None,
        years=range(first.year, last.year + 1),
        language=HOLIDAY_NAMES.get(str(get_locale())),
    )
    return [
        # French prints ’ in “Jour de l’an”.
        {"day": day.isoformat(), "name": name.replace("'", "’")}
        for day, name in sorted(named.items())
        if first <= day <= last
    ]
