"""What stands on the labels of slots and in the QR of a notice, as a scan reads it. Pure."""

from uuid import NAMESPACE_OID, uuid5

#: What a scan reads before the name itself, so that a phone knows what it is without a network.
SLOT_PREFIX = "SLOT:"
CODE_PREFIX = "PICKUP:"


def slot_id(branch_id: int, name: str) -> str:
    """The id of the slot of this name: it is its label, as a bay is."""
    return str(uuid5(NAMESPACE_OID, f"rayon/slot/{branch_id}/{name}"))


def slot_barcode(name: str) -> str:
    """What is printed for a slot that has no barcode of its own."""
    return SLOT_PREFIX + name


def code_on_notice(pickup_code: str) -> str:
    """What the QR of a notice says."""
    return CODE_PREFIX + pickup_code
