"""The bike cart in the street, and its return: lent, taken back, unloaded, gone. Pure handlers.

It happened, wherever the phone was: a document that somebody has taken along is on loan, whatever
a rule would have said. What contradicts itself becomes a line for a supervisor.
"""

from collections.abc import Collection
from datetime import date

from pydantic import Field

from rayon.hold_shelf.actions.clearing import next_in_line, slip_for
from rayon.hold_shelf.actions.common import set_down
from rayon.holds.action import (
    Action,
    Change,
    Decision,
    Payload,
    Row,
    State,
    applied,
    can,
    conflict,
    move,
    refused,
    superseded,
    trouble,
    update,
)
from rayon.holds.lifecycle import CLOSED_STATUSES
from rayon.holds.searching import after_a_look
from rayon.holds.sources import CART
from rayon.holds.visits import after_the_visit
from rayon.picking.actions.common import (
    ACTIVE_PICKS,
    end_by_a_loan,
    is_met_by,
    withdraw_other_picks,
)
from rayon.rounds.choosing import OUT, OfRound, not_lent, not_taken, to_the_stacks
from rayon.rounds.registering import Borrower, borrower_of


class LendDocument(OfRound, Borrower):
    """Lent to whoever borrows; ``due`` was told to them."""

    due: date


class LeaveStop(Payload):
    """The cart moves on; who did not come for something is not waited for."""

    stop: str = Field(max_length=36)


class EndRound(Payload):
    """The cart is back and empty: what nobody has accounted for is missing."""


def lend_document(action: Action, state: State) -> Decision:
    """It is the patron's until the day that was told."""
    said: LendDocument = action.payload
    scanned = _scanned(action, state)
    if isinstance(scanned, Decision):
        return scanned
    ride, copy = scanned
    if copy["place_kind"] == "patron" and copy["due_on"] == said.due:
        return superseded("lent_already")
    lent = {"hold_id": None, "status": "on_loan", "due_on": said.due}
    gone = set_down(copy, "patron", "", ride["branch_id"], **lent)
    hold, who = _living(state, copy), borrower_of(action.payload, state)
    if hold and hold["source"] != CART and hold["patron_id"] != who:
        return _lent_to_another(action, state, ride, hold, gone)
    over = [hold] if hold else []
    over += _met(state, copy, who)
    ended = [change for one in over for change in end_by_a_loan(action, state, one)]
    return applied(*ended, gone, *_told(state, copy, over))


def _met(state: State, copy: Row, who: int | None) -> list[Row]:
    """What was to be fetched and need not be any more: the lines of a selection that chose this
    very copy, and what its reader has waited for the longest.
    """
    met = [hold for hold in state.tables["hold"].values() if is_met_by(copy, hold)]
    lines = [hold for hold in met if hold["source"] == CART]
    theirs = [hold for hold in met if hold["source"] != CART and who is not None]
    theirs = [hold for hold in theirs if hold["patron_id"] == who]
    return [*lines, *sorted(theirs, key=lambda hold: (hold["asked_at"], hold["id"]))[:1]]


def _told(state: State, copy: Row, over: Collection[Row]) -> list[Change]:
    """Whoever is on the way to this copy for somebody else sees that it is lent."""
    done = {hold["id"] for hold in over}
    picks = state.where("pick", item_id=copy["id"])
    return [
        update("pick", pick)
        for pick in picks
        if pick["status"] in ACTIVE_PICKS and pick["hold_id"] not in done
    ]


def _living(state: State, copy: Row) -> Row | None:
    hold = state.get("hold", copy["hold_id"])
    return hold if hold and hold["status"] not in CLOSED_STATUSES else None


def _lent_to_another(action: Action, state: State, ride: Row, hold: Row, gone: Change) -> Decision:
    """Somebody else's reservation has left with a reader: it is looked for again."""
    facts = {"barcode": action.payload.barcode, "slip": hold["slip"]}
    subject = ("hold", hold["id"])
    line = trouble(action, "lent_though_reserved", ride["branch_id"], subject=subject, **facts)
    again = _looked_for(action, state, ride, hold)
    return conflict("lent_though_reserved", gone, *again, line, slip=hold["slip"] or "?")


def take_back_document(action: Action, state: State) -> Decision:
    """Any document of the network comes back; who waits for it gets it next."""
    scanned = _scanned(action, state)
    if isinstance(scanned, Decision):
        return scanned
    ride, copy = scanned
    if _is_on(copy, ride):
        return superseded("taken_back_already")
    if _living(state, copy):
        return refused("serves_a_hold")
    back = {"status": "available", "due_on": None, "returned_at": action.now}
    following = next_in_line(action, state, copy)
    if following is None:
        return applied(_onto(ride, copy, hold_id=None, **back))
    slip = slip_for(action, state, following)
    day = state.tables["branch"][ride["branch_id"]]["calendar"].local_day(action.now)
    given = {"slip": slip, "slip_day": day, "walk_id": None}
    return applied(
        move(action, following, "find", **given, closed_because="", disputed=False),
        _onto(ride, copy, hold_id=following["id"], **back),
        *withdraw_other_picks(action, state, following, None),
        why="set_aside",
        slip=slip,
        hold=following["id"],
    )


def _is_on(copy: Row, ride: Row) -> bool:
    return (copy["place_kind"], copy["place_ref"]) == ("bike", ride["id"])


def _onto(ride: Row, copy: Row, **values: object) -> Change:
    """Onto the cart; once that is back, what is told late is in the library."""
    if ride["ended_at"] is None:
        return set_down(copy, "bike", ride["id"], ride["branch_id"], **values)
    kind = "walk" if values["hold_id"] else "cart"
    return set_down(copy, kind, "", ride["branch_id"], **values)


def _scanned(action: Action, state: State) -> tuple[Row, Row] | Decision:
    """The round, and the copy that was scanned on it; or why there is none."""
    said: OfRound = action.payload
    ride, copy = state.get("cart_round", said.round), state.item_by_barcode(said.barcode)
    if ride is None:
        return refused("unknown_round")
    return (ride, copy) if copy else _unknown(action, ride)


def _unknown(action: Action, ride: Row) -> Decision:
    """No catalogue names it: a person has to look."""
    facts, subject = {"barcode": action.payload.barcode}, ("cart_round", ride["id"])
    line = trouble(action, "unknown_barcode", ride["branch_id"], subject=subject, **facts)
    return refused("unknown_barcode", line)


def leave_stop(action: Action, state: State) -> Decision:
    """What waited for somebody who did not come rides back; ``subject`` is the round."""
    ride = state.get("cart_round", action.subject)
    if ride is None:
        return refused("unknown_round")
    here = state.where("hold", round_id=ride["id"], round_stop_id=action.payload.stop)
    back = [move(action, hold, "bring_back") for hold in here if can(hold, "bring_back")]
    return applied(*back)


def unload_document(action: Action, state: State) -> Decision:
    """Off the cart, in the library: to the hold shelf, or to the stacks."""
    scanned = _scanned(action, state)
    if isinstance(scanned, Decision):
        return scanned
    ride, copy = scanned
    if not _is_on(copy, ride):
        return superseded("not_on_the_cart")
    hold = _living(state, copy)
    if hold is None:
        return applied(to_the_stacks(copy), why="to_the_stacks")
    if hold["source"] == CART:
        return applied(
            not_lent(action, hold, "came_back"), to_the_stacks(copy), why="to_the_stacks"
        )
    kept = set_down(copy, "walk", "", ride["branch_id"])
    return applied(
        *_kept(action, state, ride, hold), kept, why="shelve_it", slip=hold["slip"] or "?"
    )


def _kept(action: Action, state: State, ride: Row, hold: Row) -> list[Change]:
    """It is here: to be shelved, or to ride again."""
    said = after_the_visit(state, ride, hold)
    rides_again = hold["fulfilment"] == "round" and "fulfilment" not in said
    if hold["status"] == "on_bike" or (rides_again and can(hold, "unload")):
        return [move(action, hold, "unload", **said)]
    return [update("hold", hold, fact_at=action.now, **said)]


def end_round(action: Action, state: State) -> Decision:
    """All is accounted for; ``subject`` is the round."""
    ride = state.get("cart_round", action.subject)
    if ride is None:
        return refused("unknown_round")
    if ride["ended_at"]:
        return superseded("round_is_over")
    missing = state.where("item", place_kind="bike", place_ref=ride["id"])
    changes = [change for copy in missing for change in _missing(action, state, ride, copy)]
    gone = {copy["hold_id"] for copy in missing}
    for line in state.where("hold", round_id=ride["id"], source=CART):
        if line["id"] not in gone and can(line, "cancel"):
            changes += not_taken(action, state, line)
    for hold in state.where("hold", round_id=ride["id"]):
        if hold["source"] != CART and hold["id"] not in gone:
            changes += _left(action, state, ride, hold)
    ended = update("cart_round", ride, ended_at=action.now)
    return applied(ended, *changes, missing=len(missing))


def _left(action: Action, state: State, ride: Row, hold: Row) -> list[Change]:
    """Of a selection some left with the cart, and what is left of it never did; what was reserved
    and stayed at home rides with another visit.
    """
    if hold["status"] in OUT:
        return _kept(action, state, ride, hold)
    if hold["status"] in CLOSED_STATUSES:
        return []
    return [update("hold", hold, round_id=None, fact_at=action.now)]


def _missing(action: Action, state: State, ride: Row, copy: Row) -> list[Change]:
    """It is neither lent nor here: it is looked for, and so is another for who waited for it."""
    lost = set_down(copy, "missing", "", ride["branch_id"], hold_id=None)
    facts, subject = {"barcode": copy["barcode"]}, ("item", str(copy["id"]))
    line = trouble(action, "missing_from_cart", ride["branch_id"], subject=subject, **facts)
    hold = _living(state, copy)
    if hold is None:
        return [lost, line]
    if hold["source"] == CART:
        return [not_lent(action, hold, "missing"), lost, line]
    return [*_looked_for(action, state, ride, hold), lost, line]


def _looked_for(action: Action, state: State, ride: Row, hold: Row) -> list[Change]:
    """Another is looked for; where that turns up, this visit is over."""
    if not can(hold, "miss"):
        return []
    looked = after_a_look(action, state, hold)
    return [move(action, hold, "miss", **after_the_visit(state, ride, hold), **looked)]
