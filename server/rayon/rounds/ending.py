"""The cart halts somewhere no more: what was to come there is collected at the library. Pure."""

from collections.abc import Collection
from dataclasses import replace

from rayon.holds.action import Action, Change, Decision, Row, State, can, update
from rayon.holds.lifecycle import CLOSED_STATUSES
from rayon.holds.sources import CART
from rayon.rounds import actions
from rayon.rounds.choosing import OUT, not_taken


def set_neighbourhood(action: Action, state: State) -> Decision:
    """Begin it or change it; nothing is left waiting for a stop that is taken away."""
    decision = actions.set_neighbourhood(action, state)
    changed = [change for change in decision.changes if change.table == "round_stop"]
    gone = {change.id for change in changed if change.values["removed_at"]}
    return _with(decision, _collected(action, state, gone))


def end_neighbourhood(action: Action, state: State) -> Decision:
    """The cart comes no more: what was chosen for it is not fetched either."""
    decision = actions.end_neighbourhood(action, state)
    if decision.outcome != "applied":
        return decision
    stops = {row["id"] for row in state.where("round_stop", neighbourhood_id=action.subject)}
    lines = state.where("hold", source=CART)
    chosen = [line for line in lines if _stays(line) and _rides_in(line, action, state)]
    changes = [change for line in chosen for change in not_taken(action, state, line)]
    collected = [*_collected(action, state, stops), *_nowhere_to_go(action, state)]
    return _with(decision, [*changes, *collected])


def _with(decision: Decision, changes: list[Change]) -> Decision:
    return replace(decision, changes=(*decision.changes, *changes))


def _stays(line: Row) -> bool:
    """What rides already is scanned when it comes off the cart."""
    return line["status"] not in OUT and can(line, "cancel")


def _rides_in(line: Row, action: Action, state: State) -> bool:
    ride = state.get("cart_round", line["round_id"])
    return ride is not None and ride["neighbourhood_id"] == action.subject


def _collected(action: Action, state: State, stops: Collection[str]) -> list[Change]:
    """Also what is given up or cancelled, for it may turn up or be wanted again."""
    waiting = [
        hold
        for hold in state.where("hold", fulfilment="round")
        if hold["source"] != CART and hold["round_stop_id"] in stops
    ]
    return [_at_the_library(action, hold) for hold in waiting]


def _nowhere_to_go(action: Action, state: State) -> list[Change]:
    """What came from another system for the cart, with no word of a stop, once none is left."""
    branch = action.payload.branch
    others = state.where("neighbourhood", branch_id=branch, ended_at=None)
    if any(one["id"] != action.subject for one in others):
        return []
    anywhere = state.where("hold", fulfilment="round", round_stop_id=None, pickup_branch_id=branch)
    return [_at_the_library(action, hold) for hold in anywhere if hold["source"] != CART]


def _at_the_library(action: Action, hold: Row) -> Change:
    """What is on the cart comes back with it; to what is closed nothing has happened."""
    ride = hold["round_id"] if hold["status"] in OUT else None
    since = hold["fact_at"] if hold["status"] in CLOSED_STATUSES else action.now
    return update("hold", hold, fulfilment="pickup", round_id=ride, fact_at=since)
