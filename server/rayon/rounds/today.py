"""What changes on the day itself, said in the street: the cart is late, or it rains. Pure.

It happens whatever the calendar says, and perhaps hours before it is heard of: nothing is refused
because of it. What is heard when the visit is over is told to nobody.
"""

from pydantic import Field

from rayon.holds.action import Action, Decision, Row, State, applied, refused, superseded
from rayon.rounds.actions import OfVisit, change_of, today_of, visit_named
from rayon.rounds.visits import Visit


class ReportLate(OfVisit):
    """How many minutes later than its rule says the cart comes to all stops that are left."""

    later: int = Field(ge=-720, le=720)


class ReportRain(OfVisit):
    """Whether the cart halts where it goes when it rains."""

    rain: bool


def report_late(action: Action, state: State) -> Decision:
    """``subject`` is the neighbourhood."""
    return _today(action, state, later=action.payload.later)


def report_rain(action: Action, state: State) -> Decision:
    """``subject`` is the neighbourhood."""
    return _today(action, state, rain=action.payload.rain)


def _today(action: Action, state: State, **said: object) -> Decision:
    visit = visit_named(action, state)
    if visit is None:
        return refused("unknown_neighbourhood")
    if not visit.takes_place:
        return superseded("no_visit_then")
    if visit.day < today_of(action, state):
        return superseded("visit_is_over")
    return applied(change_of(action, state, **{**_as_it_is(visit), **said}))


def _as_it_is(visit: Visit) -> Row:
    return {
        "to_day": visit.day,
        "later": visit.later,
        "rain": visit.rain,
        "because": visit.because,
    }
