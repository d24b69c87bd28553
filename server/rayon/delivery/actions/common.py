"""What the handlers of a delivery share."""

from rayon.holds.action import Action, Row, State


def parcel_of(action: Action, state: State) -> Row | None:
    """The parcel an action is about."""
    return state.get("parcel", action.subject)


def delivery_of(action: Action, state: State) -> Row | None:
    """The delivery an action is about, unless it was cancelled."""
    delivery = state.get("delivery", action.subject)
    return delivery if delivery and delivery["cancelled_at"] is None else None


def is_ours(action: Action, row: Row) -> bool:
    """Whether a parcel or delivery is of the branch that asks, where no subject shows it."""
    return action.branch_id in (None, row["branch_id"])


def holds_of(state: State, delivery: Row) -> list[Row]:
    """What rides with a delivery."""
    return state.where("hold", delivery_id=delivery["id"])


def copies_in(state: State, parcel: Row) -> list[Row]:
    """The copies in a parcel."""
    return state.where("item", place_kind="parcel", place_ref=parcel["id"])
