"""A visit of the bike cart does not take place: what was to ride with it goes elsewhere. Pure."""

from dataclasses import replace
from datetime import timedelta

from rayon.holds.action import Action, Change, Decision, Row, State, can, update
from rayon.holds.sources import CART
from rayon.rounds.actions import change_visit, days_off, plan_of, today_of
from rayon.rounds.choosing import not_taken, round_id
from rayon.rounds.visits import DaysOff, Visit, visits

#: How far ahead the next visit is looked for.
AHEAD = timedelta(days=62)
#: Put aside in the library: what rides already is scanned when it comes off the cart again.
PUT_ASIDE = ("found", "in_transit", "on_hold_shelf")


def cancel_visit(action: Action, state: State) -> Decision:
    """It does not take place; patrons are told why."""
    decision = change_visit(action, state, to_day=None, later=0)
    if decision.outcome != "applied":
        return decision
    return replace(decision, changes=(*decision.changes, *_left_behind(action, state)))


def _left_behind(action: Action, state: State) -> list[Change]:
    """The selection of that day; and what waits for its patrons, as if nobody had come for it."""
    ride = round_id(action.subject, action.payload.day)
    chosen = state.where("hold", round_id=ride, source=CART)
    at_home = [line for line in chosen if line["status"] != "on_bike" and can(line, "cancel")]
    changes = [change for line in at_home for change in not_taken(action, state, line)]
    settings = state.tables["branch"][action.payload.branch]["settings"]
    if settings.cart_not_collected == "next_visit" or not _is_the_next(action, state):
        return changes
    stops = {row["id"] for row in state.where("round_stop", neighbourhood_id=action.subject)}
    waiting = [hold for hold in state.tables["hold"].values() if _waits(hold, stops)]
    collected = {"fulfilment": "pickup", "round_id": None, "fact_at": action.now}
    return [*changes, *(update("hold", hold, **collected) for hold in waiting)]


def _is_the_next(action: Action, state: State) -> bool:
    """What is put aside rides with the next visit; a later one changes nothing about it."""
    plan = plan_of(action, state)
    assert plan is not None
    first, off = today_of(action, state), days_off(state, action.payload.branch)
    coming = (
        one for one in visits(plan, off, first, first + AHEAD) if _is_to_come(one, action, off)
    )
    return next((one.planned == action.payload.day for one in coming), False)


def _is_to_come(visit: Visit, action: Action, off: DaysOff) -> bool:
    """It takes place, and the cart has not left its last stop by the clock."""
    hours = (visit.instants(stop, off.calendar.time_zone) for stop in visit.plan.stops)
    return visit.takes_place and any(ends > action.now for _begins, ends in hours)


def _waits(hold: Row, stops: set[str]) -> bool:
    is_reserved = hold["fulfilment"] == "round" and hold["source"] != CART
    return is_reserved and hold["round_stop_id"] in stops and hold["status"] in PUT_ASIDE
