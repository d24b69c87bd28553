"""Ids of the floor, worked out from names: the same bay surveyed on two phones is one bay."""

from uuid import NAMESPACE_OID, uuid5


def floor_id(branch_id: int, floor: str) -> str:
    """The id of a floor of this name."""
    return _id("floor", branch_id, floor)


def range_id(branch_id: int, floor: str, label: str) -> str:
    """The id of a range of this name on that floor."""
    return _id("range", branch_id, floor, label)


def bay_id(branch_id: int, label: str) -> str:
    """The id of the bay with this label; labels are unique in a branch."""
    return _id("bay", branch_id, label)


def start_id(bay: str, shelf: int) -> str:
    """The id of what a shelf of a bay begins with."""
    return _id("start", bay, shelf)


def passage_id(branch_id: int, floor: str, label: str) -> str:
    """The id of stairs or a lift that leave from this floor."""
    return _id("passage", branch_id, floor, label)


def cart_id(branch_id: int) -> str:
    """The id of the place where the cart of a branch stands."""
    return _id("cart", branch_id)


def _id(*parts: object) -> str:
    return str(uuid5(NAMESPACE_OID, "/".join(str(part) for part in ("rayon", *parts))))
