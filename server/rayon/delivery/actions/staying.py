"""What the bike has left without waits at the library. Pure handler."""

from rayon.holds.action import (
    Action,
    Decision,
    Payload,
    State,
    applied,
    refused,
    superseded,
    update,
)
from rayon.holds.lifecycle import CLOSED_STATUSES

#: In the bag, or on its way back: it is no document that stayed.
IN_THE_BAG = ("in_parcel", "coming_back")


class KeepAtDesk(Payload):
    """It does not ride any more: its patron collects it."""


def keep_at_desk(action: Action, state: State) -> Decision:
    """Told like any other that waits on the hold shelf, once it is found; ``subject`` is a hold."""
    hold = state.get("hold", action.subject)
    if hold is None:
        return refused("unknown_hold")
    is_over = hold["status"] in (*CLOSED_STATUSES, *IN_THE_BAG)
    if is_over or hold["delivery_id"] is None or hold["fulfilment"] != "delivery":
        return superseded("already_decided")
    to_collect = {"fulfilment": "pickup", "delivery_id": None}
    return applied(update("hold", hold, fact_at=action.now, **to_collect))
