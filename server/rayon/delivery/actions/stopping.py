"""The order of the courier's stops: by the shortest round, or by hand. Pure handler."""

from datetime import date

from pydantic import Field

from rayon.delivery.actions.common import is_ours
from rayon.holds.action import Action, Decision, Payload, State, applied, refused, update


class OrderStops(Payload):
    """The deliveries of a day, in the order in which they are ridden."""

    day: date
    deliveries: list[str] = Field(max_length=500)


def order_stops(action: Action, state: State) -> Decision:
    """Number the stops of a day from 1."""
    rows = [state.get("delivery", one) for one in dict.fromkeys(action.payload.deliveries)]
    wanted = [row for row in rows if row and row["day"] == action.payload.day]
    if len(wanted) != len(rows) or not all(is_ours(action, row) for row in wanted):
        return refused("unknown_delivery")
    moved = [(stop, row) for stop, row in enumerate(wanted, start=1) if row["stop"] != stop]
    return applied(*(update("delivery", row, stop=stop) for stop, row in moved))
