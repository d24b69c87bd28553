"""The slots of the demo: one patron each near the entrance, by letter behind the desk."""

from rayon.hold_shelf.labels import slot_barcode
from rayon.holds.action import Deed

ENTRANCE: dict[str, tuple[str, ...]] = {
    "CANAL": tuple(f"{row}{number}" for row in "AB" for number in range(1, 7)),
    "TILLEULS": tuple(f"E{number}" for number in range(1, 7)),
}
BY_LETTER: dict[str, tuple[str, ...]] = {
    "CANAL": ("A-C", "D-F", "G-L", "M-R", "S-Z"),
    "TILLEULS": ("A-L", "M-Z"),
    "ENGLISH": ("A-F", "G-M", "N-Z"),
}


def set_up_slots(branches: dict[str, int]) -> list[Deed]:
    """What to do so that each branch has its hold shelf."""
    return [
        Deed("set_up_slots", "", {"branch": branch_id, "slots": _slots(code)})
        for code, branch_id in branches.items()
    ]


def _slots(code: str) -> list[dict[str, object]]:
    near = [(name, "entrance", "") for name in ENTRANCE.get(code, ())]
    behind = [(letters, "desk", letters) for letters in BY_LETTER.get(code, ())]
    return [
        {
            "name": name,
            "place": place,
            "letters": letters,
            "barcode": slot_barcode(name),
            "position": position,
        }
        for position, (name, place, letters) in enumerate([*near, *behind])
    ]
