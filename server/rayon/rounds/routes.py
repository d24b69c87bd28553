"""The bike cart's calendar, as supervisors set it."""

from datetime import date, timedelta
from typing import Any, Literal
from uuid import UUID

from apiflask import APIBlueprint
from flask import jsonify, url_for
from flask.typing import ResponseReturnValue
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError
from sqlalchemy.orm import Session

from rayon import clock
from rayon.bodies import Day, NothingIn
from rayon.catalogue.branches import all_of
from rayon.database import reading
from rayon.doors import done, perform
from rayon.errors import Refusal
from rayon.rounds.actions import SetNeighbourhood
from rayon.rounds.flyers import flyer_of, render_flyers
from rayon.rounds.reading import CartCalendar, calendar_of
from rayon.rounds.school_breaks import read_breaks
from rayon.rounds.visits import Plan, Stop, Visit, visits
from rayon.staff.access import allow, person

routes = APIBlueprint("rounds", __name__, url_prefix="/api/rounds")

A_DAY = TypeAdapter[date](Day)
#: How far ahead visits are shown.
AHEAD = timedelta(days=92)


class NeighbourhoodIn(BaseModel):
    """A neighbourhood as the form has it; looked at closely in ``SetNeighbourhood``."""

    model_config = ConfigDict(extra="forbid")
    name: str
    bike: str = "1"
    first_day: str
    rule: str
    in_breaks: bool = False
    stops: list[dict[str, Any]]


class MoveIn(BaseModel):
    """Where to, and what patrons are told of the reason."""

    model_config = ConfigDict(extra="forbid")
    to_day: date
    later: int = Field(0, ge=-720, le=720)
    because: str = Field("", max_length=80)


class CancelIn(BaseModel):
    """What patrons are told of the reason."""

    model_config = ConfigDict(extra="forbid")
    because: str = Field("", max_length=80)


class FlyerIn(BaseModel):
    """In which language; that of the branch where none is named."""

    model_config = ConfigDict(extra="forbid")
    language: Literal["fr", "en"] | None = None


class FileIn(BaseModel):
    """An iCalendar file as text."""

    model_config = ConfigDict(extra="forbid")
    text: str = Field(min_length=1)


@routes.get("")
@allow("cart", "desk", "supervisor")
def show() -> ResponseReturnValue:
    """Neighbourhoods, the visits to come, and school breaks."""
    return jsonify(_view())


@routes.get("/stops/<uuid:stop_id>/flyers")
@allow("cart", "desk", "supervisor")
@routes.input(FlyerIn, location="query", arg_name="query")
def flyers(stop_id: UUID, query: FlyerIn) -> ResponseReturnValue:
    """A sheet of flyers for the next visit at a stop."""
    with reading() as session:
        known = _known(session)
    plan, stop = _stop_of(known, str(stop_id))
    coming = _coming(known, plan, stop)
    if not coming:
        raise Refusal("no_visit_in_sight")
    language = query.language or known.branch.language
    return render_flyers(flyer_of(known.branch, stop, coming, language), language)


@routes.post("/neighbourhoods/<uuid:neighbourhood_id>")
@allow("supervisor")
@routes.input(NeighbourhoodIn, arg_name="body")
def set_neighbourhood(neighbourhood_id: UUID, body: NeighbourhoodIn) -> ResponseReturnValue:
    """Begin a neighbourhood, or change it. The screen makes the id."""
    said = body.model_dump()
    said["neighbourhood"] = said.pop("name")
    try:
        SetNeighbourhood.model_validate({**said, "branch": person().branch_id})
    except ValidationError as error:
        raise _bad_field(error) from None
    return _do("set_neighbourhood", neighbourhood_id, **said)


@routes.post("/neighbourhoods/<uuid:neighbourhood_id>/end")
@allow("supervisor")
@routes.input(NothingIn, arg_name="body")
def end_neighbourhood(neighbourhood_id: UUID, body: NothingIn) -> ResponseReturnValue:
    """The cart comes there no more."""
    return _do("end_neighbourhood", neighbourhood_id)


@routes.post("/neighbourhoods/<uuid:neighbourhood_id>/visits/<day>/move")
@allow("cart", "supervisor")
@routes.input(MoveIn, arg_name="body")
def move_visit(neighbourhood_id: UUID, day: str, body: MoveIn) -> ResponseReturnValue:
    """Another day or hour for one visit."""
    said = body.model_dump(mode="json")
    return _do("move_visit", neighbourhood_id, day=_day(day), **said)


@routes.post("/neighbourhoods/<uuid:neighbourhood_id>/visits/<day>/cancel")
@allow("cart", "supervisor")
@routes.input(CancelIn, arg_name="body")
def cancel_visit(neighbourhood_id: UUID, day: str, body: CancelIn) -> ResponseReturnValue:
    """One visit does not take place."""
    return _do("cancel_visit", neighbourhood_id, day=_day(day), because=body.because)


@routes.post("/neighbourhoods/<uuid:neighbourhood_id>/visits/<day>/keep")
@allow("cart", "supervisor")
@routes.input(NothingIn, arg_name="body")
def keep_visit(neighbourhood_id: UUID, day: str, body: NothingIn) -> ResponseReturnValue:
    """It takes place as its rule says, after all."""
    return _do("keep_visit", neighbourhood_id, day=_day(day))


@routes.post("/school-breaks")
@allow("supervisor")
@routes.input(FileIn, arg_name="body")
def set_school_breaks(body: FileIn) -> ResponseReturnValue:
    """Take the school breaks of a file; those of the last file count no more."""
    branch = person().branch_id
    breaks, left_out = read_breaks(body.text)
    said = [
        {"first": one.first.isoformat(), "last": one.last.isoformat(), "name": one.name}
        for one in breaks
    ]
    done(perform("set_school_breaks", str(branch), by=person(), branch=branch, breaks=said))
    return jsonify(**_view(), left_out=left_out)


def _do(name: str, neighbourhood_id: UUID, **said: Any) -> ResponseReturnValue:
    by = person()
    done(perform(name, str(neighbourhood_id), by=by, branch=by.branch_id, **said))
    return jsonify(_view())


def _stop_of(known: CartCalendar, stop_id: str) -> tuple[Plan, Stop]:
    for plan in known.plans:
        for stop in plan.stops:
            if stop.id == stop_id:
                return plan, stop
    raise Refusal("no_such_stop", status=404)


def _coming(known: CartCalendar, plan: Plan, stop: Stop) -> list[Visit]:
    """Visits of the next months that take place and are not over."""
    now = clock.now()
    today = known.branch.calendar.local_day(now)
    return [
        visit
        for visit in visits(plan, known.off, today, today + AHEAD)
        if visit.takes_place and visit.instants(stop, known.branch.time_zone)[1] > now
    ]


def _day(text: str) -> str:
    try:
        return A_DAY.validate_python(text).isoformat()
    except ValidationError:
        raise Refusal("no_visit_then", status=404) from None


def _bad_field(error: ValidationError) -> Refusal:
    first = error.errors()[0]
    facts = {"field": ".".join(map(str, first["loc"])) or "rule", "reason": first["msg"]}
    return Refusal("bad_field", facts, status=422)


def _view() -> dict[str, Any]:
    with reading() as session:
        known = _known(session)
    today = known.branch.calendar.local_day(clock.now())
    coming = [
        visit for plan in known.plans for visit in visits(plan, known.off, today, today + AHEAD)
    ]
    coming.sort(key=lambda visit: (visit.day, visit.plan.stops[0].begins, visit.plan.name))
    return {
        "today": today.isoformat(),
        "neighbourhoods": [_neighbourhood(plan) for plan in known.plans],
        "visits": [_visit(visit) for visit in coming],
        "breaks": [
            {"first": one.first.isoformat(), "last": one.last.isoformat(), "name": one.name}
            for one in known.off.breaks
            if one.last >= today
        ],
    }


def _known(session: Session) -> CartCalendar:
    return calendar_of(session, all_of(session)[person().branch_id])


def _neighbourhood(plan: Plan) -> dict[str, Any]:
    return {
        "id": plan.id,
        "name": plan.name,
        "bike": plan.bike,
        "first_day": plan.first_day.isoformat(),
        "rule": plan.rule,
        "in_breaks": plan.in_breaks,
        "feed": url_for("patron.neighbourhood_feed", code=plan.code),
        "stops": [_stop(stop) for stop in plan.stops],
    }


def _stop(stop: Stop) -> dict[str, Any]:
    return {
        "id": stop.id,
        "place": stop.place,
        "begins": f"{stop.begins:%H:%M}",
        "ends": f"{stop.ends:%H:%M}",
        "rain_place": stop.rain_place,
        "page": url_for("patron.stop_page", code=stop.code),
        "flyers": url_for("rounds.flyers", stop_id=stop.id),
    }


def _visit(visit: Visit) -> dict[str, Any]:
    stops = visit.plan.stops
    return {
        "neighbourhood": visit.plan.id,
        "name": visit.plan.name,
        "planned": visit.planned.isoformat(),
        "day": visit.day.isoformat(),
        "state": visit.state,
        "later": visit.later,
        "because": visit.because,
        "begins": f"{visit.hours(stops[0])[0]:%H:%M}",
        "ends": f"{visit.hours(stops[-1])[1]:%H:%M}",
    }
