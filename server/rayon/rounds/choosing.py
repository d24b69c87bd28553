"""What staff choose for a round of the bike cart, and what is loaded. Pure handlers.

A chosen document is a hold of nobody's, of source ``cart``: it is fetched on a walk as any other,
and whoever borrows it in the street ends it.
"""

from datetime import date
from typing import Literal

from pydantic import Field

from rayon.catalogue.availability import on_shelf, would_do
from rayon.catalogue.barcodes import Barcode
from rayon.hold_shelf.actions.common import OfDocument, no_longer, set_down
from rayon.holds.action import (
    Action,
    Change,
    Decision,
    Payload,
    Row,
    State,
    applied,
    can,
    insert,
    line_id,
    move,
    refused,
    superseded,
    update,
)
from rayon.holds.actions import new_hold
from rayon.holds.lifecycle import OPEN_STATUSES
from rayon.holds.sources import CART
from rayon.picking.actions.common import withdraw_other_picks
from rayon.rounds.actions import OfBranch
from rayon.rounds.plans import breaks_of, plans_of
from rayon.rounds.visits import DaysOff, visit_of

#: Off the shelves, on its way back to them.
RESHELVING = "cart"
#: Fetched, but not on the cart yet.
IN_HAND = ("found", "on_hold_shelf")
#: On the cart, as far as a hold knows.
OUT = ("on_bike", "coming_back")


class BeginRound(OfBranch):
    """The round of one visit, by the day that its rule has for it."""

    neighbourhood: str = Field(max_length=36)
    day: date


class ChooseForCart(BeginRound):
    """This copy rides with that visit. The screen makes the id of the line."""

    barcode: Barcode


class LeaveAtHome(Payload):
    """It stays, and why."""

    because: Literal["too_heavy", "not_this_time", "damaged"]


class OfRound(OfDocument):
    """A document that was scanned on a round."""

    round: str = Field(max_length=36)


class NoteWish(Payload):
    """A subject asked for at a stop. Words, and no name."""

    neighbourhood: str = Field(max_length=36)
    words: str = Field(min_length=1, max_length=120)


class CloseWish(Payload):
    """Something on it was chosen, or nothing will be."""


def round_id(neighbourhood: str, day: date) -> str:
    """The id of the round that rides for a visit."""
    return line_id("round", neighbourhood, day.isoformat())


def begin_round(action: Action, state: State) -> Decision:
    """Somebody takes it along, even where staff have chosen nothing."""
    if state.get("cart_round", round_id(action.payload.neighbourhood, action.payload.day)):
        return superseded("already_decided")
    if not _has_visit(action, state):
        return refused("no_visit_then")
    return applied(_new_round(action))


def choose_for_cart(action: Action, state: State) -> Decision:
    """Write a line of the selection; ``subject`` is its id, which is that of a hold."""
    asked: ChooseForCart = action.payload
    ride = state.get("cart_round", round_id(asked.neighbourhood, asked.day))
    copy = state.item_by_barcode(asked.barcode)
    if not _has_visit(action, state):
        return refused("no_visit_then")
    if ride and ride["ended_at"]:
        return refused("round_is_over")
    if copy is None:
        return refused("unknown_barcode")
    if ride and _is_chosen(state, ride, copy):
        return superseded("chosen_already")
    if not on_shelf(copy) or copy["branch_id"] != asked.branch:
        return refused("cannot_ride")
    new = [] if ride else [_new_round(action)]
    return applied(*new, insert("hold", action.subject, **_line(action, copy)))


def _has_visit(action: Action, state: State) -> bool:
    asked: BeginRound = action.payload
    if action.branch_id not in (None, asked.branch):
        return False
    plans = plans_of(state, asked.branch)
    plan = next((plan for plan in plans if plan.id == asked.neighbourhood), None)
    if plan is None:
        return False
    off = DaysOff(state.tables["branch"][asked.branch]["calendar"], breaks_of(state, asked.branch))
    visit = visit_of(plan, off, asked.day)
    return visit is not None and visit.takes_place


def _is_chosen(state: State, ride: Row, copy: Row) -> bool:
    lines = state.where("hold", round_id=ride["id"], item_id=copy["id"])
    return any(line["status"] in OPEN_STATUSES for line in lines)


def _new_round(action: Action) -> Change:
    asked: BeginRound = action.payload
    return insert(
        "cart_round",
        round_id(asked.neighbourhood, asked.day),
        branch_id=asked.branch,
        neighbourhood_id=asked.neighbourhood,
        day=asked.day,
        begun_at=action.now,
        ended_at=None,
        version=1,
    )


def _line(action: Action, copy: Row) -> Row:
    asked: ChooseForCart = action.payload
    return {
        **new_hold(action),
        "source": CART,
        "reference": action.subject,
        "patron_id": None,
        "wants": "item",
        "title_id": copy["title_id"],
        "item_id": copy["id"],
        "volume": copy["volume"],
        "kind": copy["kind"],
        "selection": None,
        "fulfilment": "round",
        "round_id": round_id(asked.neighbourhood, asked.day),
        "pickup_branch_id": asked.branch,
        "picking_branch_id": None,
        "asked_at": action.now,
        "fact_at": action.now,
    }


def leave_at_home(action: Action, state: State) -> Decision:
    """Take a line off the selection; a copy that was fetched goes back to the stacks."""
    line = state.get("hold", action.subject)
    if line is None or line["source"] != CART:
        return refused("unknown_hold")
    if not can(line, "cancel"):
        return superseded("already_decided")
    copies = state.where("item", hold_id=line["id"])
    return applied(
        move(action, line, "cancel", closed_because=action.payload.because),
        *(to_the_stacks(copy) for copy in copies),
        *withdraw_other_picks(action, state, line, None),
    )


def not_lent(action: Action, line: Row, because: str) -> Change:
    """A line of the selection ends without a reader."""
    return move(action, line, "cancel", closed_because=because)


def not_taken(action: Action, state: State, line: Row) -> list[Change]:
    """It does not ride: nobody looks for it any more, and what was fetched goes back."""
    copies = state.where("item", hold_id=line["id"])
    return [
        not_lent(action, line, "not_taken"),
        *(to_the_stacks(copy) for copy in copies),
        *withdraw_other_picks(action, state, line, None),
    ]


def to_the_stacks(copy: Row) -> Change:
    """Onto the cart from which documents are put back."""
    return set_down(copy, RESHELVING, "", copy["place_branch_id"], hold_id=None)


def load_document(action: Action, state: State) -> Decision:
    """Scanned onto the cart; ``subject`` is the hold that it serves."""
    said: OfRound = action.payload
    ride, hold = state.get("cart_round", said.round), state.get("hold", action.subject)
    copy = state.item_by_barcode(said.barcode)
    if ride is None or ride["ended_at"]:
        return refused("round_is_over")
    if hold is None or not _rides_from(hold, ride["branch_id"]):
        return refused("not_for_the_cart")
    if copy is None:
        return refused("unknown_barcode")
    return (
        _not_onto_it(state, ride, hold, copy)
        or _too_heavy(state, ride, copy)
        or applied(
            *taken_along(action, state, hold, ride),
            set_down(copy, "bike", ride["id"], ride["branch_id"], hold_id=hold["id"]),
        )
    )


def _rides_from(hold: Row, branch_id: int) -> bool:
    return (hold["fulfilment"], hold["pickup_branch_id"]) == ("round", branch_id)


def _not_onto_it(state: State, ride: Row, hold: Row, copy: Row) -> Decision | None:
    other = state.get("hold", copy["hold_id"])
    if other and other["id"] != hold["id"]:
        return refused("not_this_patrons", slip=other["slip"] or "?")
    if closed := no_longer(hold):
        return closed
    if (copy["place_kind"], copy["place_ref"]) == ("bike", ride["id"]):
        return superseded("loaded_already")
    if other is None and not would_do(copy, hold):
        return refused("not_interchangeable")
    others = [one for one in state.where("item", hold_id=hold["id"]) if one["id"] != copy["id"]]
    is_served = bool(others) and hold["wants"] != "selection"
    if is_served or not (can(hold, "load") or can(hold, "find")):
        return refused("has_moved_on")
    return None


def _too_heavy(state: State, ride: Row, copy: Row) -> Decision | None:
    """By the best that is known; how far that may be wrong is on the screen."""
    there = state.where("item", place_kind="bike", place_ref=ride["id"])
    weights = state.tables["weight"]
    grams = sum(weights[one["id"]]["grams"] for one in (*there, copy))
    limit = state.tables["branch"][ride["branch_id"]]["settings"].cart_grams
    return refused("cart_too_heavy", grams=grams, limit=limit) if grams > limit else None


def taken_along(action: Action, state: State, hold: Row, ride: Row) -> list[Change]:
    """The steps of a hold onto the cart: what nobody had reported found is found by this scan."""
    changes = []
    if not can(hold, "load"):
        found = move(action, hold, "find", closed_because="", disputed=False)
        changes += [found, *withdraw_other_picks(action, state, hold, None)]
        hold = {**hold, **found.values}
    return [*changes, move(action, hold, "load", round_id=ride["id"], slot_id=None)]


def note_wish(action: Action, state: State) -> Decision:
    """Keep what readers asked for; ``subject`` is the wish."""
    said: NoteWish = action.payload
    place = state.get("neighbourhood", said.neighbourhood)
    if place is None or action.branch_id not in (None, place["branch_id"]):
        return refused("unknown_neighbourhood")
    if state.get("cart_wish", action.subject):
        return superseded("already_decided")
    return applied(
        insert(
            "cart_wish",
            action.subject,
            branch_id=place["branch_id"],
            neighbourhood_id=place["id"],
            words=said.words.strip(),
            asked_at=action.now,
            done_at=None,
        )
    )


def close_wish(action: Action, state: State) -> Decision:
    """It leaves the list."""
    wish = state.get("cart_wish", action.subject)
    if wish is None or wish["done_at"]:
        return superseded("already_decided")
    return applied(update("cart_wish", wish, done_at=action.now))
