"""What one row of a file of holds asks for, before anything is looked up."""

from dataclasses import dataclass
from typing import Literal

Wants = Literal["title", "item", "selection"]
Fulfilment = Literal["pickup", "delivery", "round"]


@dataclass(frozen=True)
class Wanted:
    """One hold as a file words it.

    ``cards`` and ``barcodes``: the words of a cell that may be one. ``volume``: as said, or None
    when the file leaves it to the copy named (an item group of Koha). ``picking``: where the copy
    to fetch stands. ``nameless``: ``number`` copies, for patrons whom the file does not name;
    ``title`` and ``call_numbers`` then tell which.
    """

    place: str
    cards: tuple[str, ...]
    barcodes: tuple[str, ...] = ()
    reference: str = ""
    record: str = ""
    isbn: str = ""
    volume: str | None = ""
    kind: str = ""
    pickup: str = ""
    picking: str = ""
    fulfilment: Fulfilment = "pickup"
    asked_at: str = ""
    wants: Wants = "title"
    number: int = 1
    age: str = ""
    wishes: str = ""
    nameless: bool = False
    title: str = ""
    call_numbers: tuple[str, ...] = ()
