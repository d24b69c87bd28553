"""Which copies may be picked, and which copies are as good as each other."""

from typing import Any

Row = dict[str, Any]

#: What an item's status may be, as the library's own system says.
STATUSES = (
    "available",
    "on_loan",
    "in_transit",
    "reference",
    "not_for_loan",
    "missing",
    "withdrawn",
)


def on_shelf(item: Row) -> bool:
    """Whether this copy can be a target: it should stand on its shelf and may leave it."""
    return (
        item["status"] == "available"
        and item["place_kind"] == "shelf"
        and item["hold_id"] is None
        and not item["unusable"]
    )


def would_do(item: Row, hold: Row) -> bool:
    """Whether this copy is what the hold wants: same record, same volume or issue, same kind.

    Says nothing of whether the copy is available; a copy in the hand beats a status on record.
    """
    if hold["wants"] == "item":
        return bool(item["id"] == hold["item_id"])
    if hold["wants"] == "selection":
        wanted = (hold["selection"] or {}).get("kind")
        return not wanted or item["kind"] == wanted
    same_volume = item["volume"] == hold["volume"]
    same_kind = not hold["kind"] or item["kind"] == hold["kind"]
    return bool(item["title_id"] == hold["title_id"] and same_volume and same_kind)
