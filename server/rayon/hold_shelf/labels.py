"""What stands on the label of a slot, as a scan reads it. Pure."""

from uuid import NAMESPACE_OID, uuid5

#: What a scan reads before the name itself, so that a phone knows what it is without a network.
SLOT_PREFIX = "SLOT:"


def slot_id(branch_id: int, name: str) -> str:
    """The id of the slot of this name: it is its label, as a bay is."""
    return str(uuid5(NAMESPACE_OID, f"rayon/slot/{branch_id}/{name}"))


def slot_barcode(name: str) -> str:
    """What is printed for a slot that has no barcode of its own."""
    return SLOT_PREFIX + name
