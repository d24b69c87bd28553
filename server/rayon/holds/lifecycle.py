"""THE table: what can happen to a hold, and what it is then. Pure; exported to the phones.

Open statuses: open, on_walk, found, searching, in_transit, on_hold_shelf, in_parcel, on_bike,
coming_back. Closed: handed_over, unfilled, cancelled, expired.
"""

OPEN_STATUSES = (
    "open",
    "on_walk",
    "found",
    "searching",
    "in_transit",
    "on_hold_shelf",
    "in_parcel",
    "on_bike",
    "coming_back",
)
CLOSED_STATUSES = ("handed_over", "unfilled", "cancelled", "expired")

#: The library has the document in its hands for the patron.
IN_HAND = ("found", "in_transit", "on_hold_shelf", "in_parcel", "on_bike", "coming_back")

LIFECYCLE: dict[tuple[str, str], str] = {
    # status            step                 next status
    # -- fetching
    ("open", "put_on_walk"): "on_walk",
    ("searching", "put_on_walk"): "on_walk",
    ("on_walk", "take_off_walk"): "open",
    ("on_walk", "resume_search"): "searching",
    ("open", "find"): "found",
    ("on_walk", "find"): "found",
    ("searching", "find"): "found",
    ("unfilled", "find"): "found",
    ("on_walk", "miss"): "searching",
    ("open", "miss"): "searching",
    ("found", "miss"): "searching",
    ("on_hold_shelf", "miss"): "searching",
    ("in_transit", "miss"): "searching",
    ("in_parcel", "miss"): "searching",
    ("on_bike", "miss"): "searching",
    ("found", "unfind"): "on_walk",
    ("found", "put_back"): "open",
    ("searching", "unmiss"): "on_walk",
    ("searching", "put_back"): "open",
    ("open", "give_up"): "unfilled",
    ("searching", "give_up"): "unfilled",
    # -- to another branch
    ("found", "send_on"): "in_transit",
    ("in_transit", "receive"): "found",
    # -- pick-up
    ("found", "shelve"): "on_hold_shelf",
    ("in_transit", "shelve"): "on_hold_shelf",
    ("on_hold_shelf", "unshelve"): "found",
    ("found", "hand_over"): "handed_over",
    ("on_hold_shelf", "hand_over"): "handed_over",
    ("on_hold_shelf", "expire"): "expired",
    ("found", "expire"): "expired",
    ("expired", "hand_over"): "handed_over",
    ("handed_over", "take_back"): "on_hold_shelf",
    ("handed_over", "take_in"): "found",
    ("expired", "keep_longer"): "on_hold_shelf",
    # -- delivery
    ("found", "pack"): "in_parcel",
    ("on_hold_shelf", "pack"): "in_parcel",
    ("in_parcel", "unpack"): "found",
    ("in_parcel", "deliver"): "handed_over",
    ("in_parcel", "bring_back"): "coming_back",
    # -- what was said at the door was wrong
    ("handed_over", "ride_on"): "in_parcel",
    ("coming_back", "ride_on"): "in_parcel",
    ("handed_over", "bring_back_after_all"): "coming_back",
    ("coming_back", "deliver_after_all"): "handed_over",
    ("found", "deliver_after_all"): "handed_over",
    ("on_hold_shelf", "deliver_after_all"): "handed_over",
    ("expired", "deliver_after_all"): "handed_over",
    ("searching", "deliver_after_all"): "handed_over",
    ("open", "deliver_after_all"): "handed_over",
    ("on_walk", "deliver_after_all"): "handed_over",
    ("unfilled", "deliver_after_all"): "handed_over",
    # -- round
    ("found", "load"): "on_bike",
    ("on_hold_shelf", "load"): "on_bike",
    ("on_bike", "unload"): "found",
    ("on_bike", "hand_over"): "handed_over",
    ("on_bike", "bring_back"): "coming_back",
    ("coming_back", "hand_over"): "handed_over",
    ("coming_back", "unload"): "found",
    ("coming_back", "shelve"): "on_hold_shelf",
    ("coming_back", "miss"): "searching",
    # -- no longer wanted
    **{(status, "cancel"): "cancelled" for status in OPEN_STATUSES},
    ("cancelled", "reinstate"): "open",
}


def next_status(status: str, step: str) -> str | None:
    """The status after ``step``, or None when the table says no."""
    return LIFECYCLE.get((status, step))


def as_json() -> dict[str, dict[str, str]]:
    """The table for the phones: {status: {step: next status}}."""
    table: dict[str, dict[str, str]] = {}
    for (status, step), after in LIFECYCLE.items():
        table.setdefault(status, {})[step] = after
    return table
