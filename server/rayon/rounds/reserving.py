"""A document of the selection becomes somebody's who waits for it at a stop. Pure.

The line of the selection is a hold already (decision 87): it is given a patron, wherever its copy
is by now: on the shelf, on somebody's walk, or on the cart.
"""

from pydantic import Field

from rayon.holds.action import Action, Decision, Payload, State, applied, refused, update
from rayon.holds.lifecycle import OPEN_STATUSES
from rayon.holds.limits import Asked
from rayon.holds.ordering import LARGEST_ID, counted, source_of, too_much
from rayon.holds.sources import CART
from rayon.holds.visits import against_stop
from rayon.rounds.choosing import OUT


class ReserveFromCart(Payload):
    """Whose it is to be, and where they come for it. ``patron`` is a row id."""

    patron: int = Field(ge=1, le=LARGEST_ID)
    round_stop: str = Field(max_length=36)


def reserve_from_cart(action: Action, state: State) -> Decision:
    """``subject`` is the line of the selection."""
    said: ReserveFromCart = action.payload
    line = state.get("hold", action.subject)
    if line is None or line["source"] != CART or line["status"] not in OPEN_STATUSES:
        return refused("not_chosen_any_more")
    branch = line["pickup_branch_id"]
    if nowhere := against_stop(state, said.round_stop, branch):
        return nowhere
    if state.get("patron", said.patron) is None:
        return refused("unknown_patron")
    wanted = Asked(line["title_id"], line["volume"], line["kind"])
    if against := too_much(action, state, said.patron, branch, wanted):
        return against
    theirs = {
        "source": source_of(action),
        "patron_id": said.patron,
        "round_stop_id": said.round_stop,
        # It rides when it is loaded: until then no round of the past keeps it off another's list.
        "round_id": line["round_id"] if line["status"] in OUT else None,
        # Should this copy not be found, another one will do.
        "wants": "title",
        "item_id": None,
        "asked_at": action.now,
        "fact_at": action.now,
    }
    return applied(update("hold", line, **theirs), counted(state, said.patron, wanted))
