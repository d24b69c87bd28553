"""Documents that nobody came for leave the hold shelf: to the next patron, or to the stacks."""

from datetime import date

from rayon.catalogue.availability import would_do
from rayon.hold_shelf.actions.common import OfDocument, document_of, set_down
from rayon.holds.action import (
    Action,
    Change,
    Decision,
    Row,
    State,
    applied,
    can,
    move,
    refused,
    superseded,
    update,
)
from rayon.holds.searching import may_revive
from rayon.holds.sources import CART
from rayon.picking.actions.common import withdraw_other_picks

#: On the cart that goes back to the stacks.
RESHELVING = "cart"
#: Where a copy is once somebody has said that it went back.
BACK = ("shelf", "transit")


class TakeOff(OfDocument):
    """Out of its slot, because nobody waits for it there any more."""


class Reshelve(OfDocument):
    """Back where it stands when nobody has it."""


def take_off(action: Action, state: State) -> Decision:
    """The next patron in the queue gets it; else it goes back to the stacks."""
    found = document_of(action, state)
    if isinstance(found, Decision):
        hold = state.get("hold", action.subject)
        return superseded("not_on_the_shelf") if hold else found
    hold, copy = found
    if copy["place_kind"] != "slot":
        return superseded("not_on_the_shelf")
    over = _is_over(action, state, hold)
    if isinstance(over, Decision):
        return over
    following = next_in_line(action, state, copy)
    if following is None:
        return applied(*over, _onto_the_cart(copy), why="to_the_stacks")
    slip = slip_for(action, state, following)
    given = {"slip": slip, "slip_day": _today(action, state, following), "walk_id": None}
    return applied(
        *over,
        move(action, following, "find", **given, closed_because="", disputed=False),
        set_down(copy, "walk", "", copy["place_branch_id"], hold_id=following["id"]),
        *withdraw_other_picks(action, state, following, None),
        why="goes_to_the_next",
        slip=slip,
        hold=following["id"],
    )


def _is_over(action: Action, state: State, hold: Row) -> list[Change] | Decision:
    """The step that ends the hold, none where it has ended; or why it may not be cleared yet."""
    if hold["status"] in ("expired", "cancelled"):
        return []
    branch = state.get("branch", hold["pickup_branch_id"])
    last = hold["ready_until"]
    if not can(hold, "expire") or last is None or branch is None:
        return refused("still_wanted")
    if action.now < branch["calendar"].closing_of(last):
        return refused("still_kept", until=last.isoformat())
    return [move(action, hold, "expire")]


def next_in_line(action: Action, state: State, copy: Row) -> Row | None:
    """Who has waited longest for this document and has not been found another."""
    if copy["unusable"]:
        return None
    waiting = [hold for hold in state.tables["hold"].values() if _waits_for(action, hold, copy)]
    return min(waiting, key=lambda hold: (hold["asked_at"], hold["id"]), default=None)


def _waits_for(action: Action, hold: Row, copy: Row) -> bool:
    is_waiting = hold["status"] == "open" or may_revive(hold, action.now)
    is_somebodys = hold["wants"] != "selection" and hold["source"] != CART
    return is_waiting and is_somebodys and would_do(copy, hold)


def slip_for(action: Action, state: State, hold: Row) -> int:
    """The number that this patron's documents of today bear, or the next one."""
    today = _today(action, state, hold)
    given = [*state.tables["slip"].values(), *state.tables["hold"].values()]
    of_today = [row for row in given if row["slip_day"] == today and row["slip"] is not None]
    patron = hold["patron_id"]
    mine = [row["slip"] for row in of_today if patron is not None and row["patron_id"] == patron]
    return int(mine[0] if mine else max((row["slip"] for row in of_today), default=0) + 1)


def _today(action: Action, state: State, hold: Row) -> date:
    branch = state.get("branch", hold["pickup_branch_id"])
    assert branch is not None
    day: date = branch["calendar"].local_day(action.now)
    return day


def _onto_the_cart(copy: Row) -> Change:
    return set_down(copy, RESHELVING, "", copy["place_branch_id"], hold_id=None)


def reshelve(action: Action, state: State) -> Decision:
    """It stands on its shelf again, for whoever wants it next; elsewhere it first travels home."""
    copy = state.item_by_barcode(action.payload.barcode)
    if copy is None:
        return refused("unknown_barcode")
    hold = state.get("hold", copy["hold_id"])
    if hold and hold["status"] not in ("cancelled", "expired", "handed_over", "unfilled"):
        return refused("serves_a_hold")
    if copy["place_kind"] == "shelf" and hold is None:
        return superseded("already_on_its_shelf")
    lines = [
        update("trouble", line, closed_at=action.now, closed_by=action.by, resolution="reshelved")
        for line in state.tables["trouble"].values()
        if line["kind"] == "reshelve"
        and line["closed_at"] is None
        and line["facts"].get("barcode") == copy["barcode"]
    ]
    if action.branch_id not in (None, copy["branch_id"]):
        home = state.get("branch", copy["branch_id"])
        sent = set_down(copy, "transit", "", copy["place_branch_id"], hold_id=None)
        return applied(sent, *lines, why="goes_home", branch=home["name"] if home else "?")
    return applied(set_down(copy, "shelf", "", copy["branch_id"], hold_id=None), *lines)


def undo_taking_off(action: Action, state: State, target: Row) -> Decision:
    """It stands in its slot again. What has gone to somebody else meanwhile stays with them."""
    hold = state.get("hold", target["subject"])
    copy = state.item_by_barcode(target["payload"]["barcode"])
    if hold is None or copy is None:
        return refused("unknown_hold")
    following = state.get("hold", target["facts"].get("hold"))
    if following:
        if following["status"] != "found" or copy["hold_id"] != following["id"]:
            return refused("has_moved_on")
        freed = [move(action, following, "put_back", walk_id=None)]
    else:
        if copy["place_kind"] != RESHELVING:
            return refused("has_moved_on")
        freed = []
    slot = hold["slot_id"] or ""
    return applied(
        *freed, set_down(copy, "slot", slot, copy["place_branch_id"], hold_id=hold["id"])
    )


def undo_reshelving(action: Action, state: State, target: Row) -> Decision:
    """It is on the cart again."""
    copy = state.item_by_barcode(target["payload"]["barcode"])
    if copy is None or copy["hold_id"] is not None or copy["place_kind"] not in BACK:
        return refused("has_moved_on")
    return applied(_onto_the_cart(copy))
