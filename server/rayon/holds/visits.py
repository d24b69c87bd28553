"""Where the bike cart comes, and where a hold goes once its visit is over for it. Pure."""

from rayon.holds.action import Decision, Row, State, refused
from rayon.holds.sources import CART


def against_stop(state: State, stop_id: str, branch_id: int) -> Decision | None:
    """Why nothing can be brought there; None where the bike cart of that branch still comes."""
    stop = state.get("round_stop", stop_id)
    if stop is None or stop["branch_id"] != branch_id or stop["removed_at"]:
        return refused("unknown_stop")
    place = state.get("neighbourhood", stop["neighbourhood_id"])
    return refused("stop_has_ended") if place is None or place["ended_at"] else None


def after_the_visit(state: State, ride: Row, hold: Row) -> Row:
    """Where the cart was, it waits at the hold shelf, or for the next visit, as the branch has it;
    there is a next one only where the cart comes at all.

    The columns of a hold that is not of this round any more.
    """
    settings = state.tables["branch"][ride["branch_id"]]["settings"]
    waits = settings.cart_not_collected == "next_visit"
    rides_again = waits and not _has_ended(state, ride, hold)
    is_for_a_stop = hold["fulfilment"] == "round" and not rides_again
    return {"round_id": None, **({"fulfilment": "pickup"} if is_for_a_stop else {})}


def off_the_cart(state: State, hold: Row) -> Row:
    """It left with the cart and nobody scanned it off: its visit is over all the same.

    No columns for a hold that did not leave, nor for what staff chose: that ends with its round.
    """
    ride = state.get("cart_round", hold["round_id"])
    has_left = hold["status"] in ("on_bike", "coming_back")
    if ride is None or hold["source"] == CART or not has_left:
        return {}
    return after_the_visit(state, ride, hold)


def _has_ended(state: State, ride: Row, hold: Row) -> bool:
    """Whether the cart comes to its stop no more; one that names none may ride anywhere."""
    stop = hold["round_stop_id"]
    return bool(stop) and against_stop(state, stop, ride["branch_id"]) is not None
