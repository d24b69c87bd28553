"""What the people with the phones do: mostly sensible, sometimes not."""

import random
from typing import Any

from tests.faults.library import TITLES, copies_of
from tests.faults.server import POISON

Row = dict[str, Any]
#: Name, subject, payload and the version seen.
Deed = tuple[str, str, Row, int]
NO_SCAN = ("no_label", "label_unreadable", "scanner_fails")
UNUSABLE = ("damaged", "incomplete", "empty_case", "being_read")
UNDOABLE = (
    "report_found",
    "choose_item",
    "report_not_found",
    "report_unusable",
    "look_later",
    "undo",
    "report_seen",
    "shelve",
    "send_on",
    "hand_over",
    "take_off",
    "reshelve",
    "deliver_parcel",
    "report_absent",
    "report_refused",
    "report_wrong_address",
    "report_incident",
)


def next_deed(screen: Row, staff: int, device: str, chance: random.Random) -> Deed:
    """What this person does next, going by what the phone shows."""
    if chance.random() < 0.1:
        return _seen(screen, chance)
    mine = [walk for walk in screen["walks"] if _is_mine(walk, staff, device)]
    if not mine:
        return _take_a_walk(screen, staff, chance)
    walk = chance.choice(mine)
    if chance.random() < 0.12 and (undo := _undo(screen, chance)):
        return undo
    if walk["status"] == "paused" or chance.random() < 0.03:
        name = "resume_walk" if walk["status"] == "paused" else "pause_walk"
        return name, walk["id"], {}, walk["version"]
    open_ = [pick for pick in screen["picks"] if pick["walk"] == walk["id"] and _is_open(pick)]
    if not open_ or chance.random() < 0.015:
        return "finish_walk", walk["id"], {}, walk["version"]
    return _decide(
        min(open_, key=_order) if chance.random() < 0.8 else chance.choice(open_), chance
    )


def _is_mine(walk: Row, staff: int, device: str) -> bool:
    by = walk["claimed_by"]
    is_mine = by is not None and by["id"] == staff and walk["claimed_on"] in (None, device)
    return is_mine and walk["status"] in ("claimed", "paused")


def _is_open(pick: Row) -> bool:
    return pick["status"] in ("open", "later")


def _order(pick: Row) -> tuple[bool, int]:
    return pick["status"] == "later", pick["position"]


def _take_a_walk(screen: Row, staff: int, chance: random.Random) -> Deed:
    """Whatever is free on this screen; a colleague may have taken it long ago."""
    free = [walk for walk in screen["walks"] if walk["status"] == "planned"]
    under_way = [walk for walk in screen["walks"] if walk["status"] != "finished"]
    choice = free or (under_way if chance.random() < 0.3 else [])
    if not choice:
        return _undo(screen, chance) or _seen(screen, chance)
    walk = chance.choice(choice)
    return "claim_walk", walk["id"], {}, walk["version"]


def _decide(pick: Row, chance: random.Random) -> Deed:
    if pick["hold"]["wants"] == "selection":
        return _select(pick, chance)
    name, payload = chance.choices(
        [
            ("report_found", {"barcode": _copy(pick, chance), "how": "camera"}),
            ("report_found", {"how": "tap", "reason": chance.choice(NO_SCAN)}),
            ("report_not_found", {}),
            ("report_unusable", {"reason": chance.choice(UNUSABLE)}),
            ("look_later", {}),
        ],
        [62, 5, 20, 4, 9],
    )[0]
    return name, pick["id"], payload, pick["version"]


def _select(pick: Row, chance: random.Random) -> Deed:
    scan = {"barcode": _any_barcode(chance), "how": "scanner"}
    name = "choose_item" if len(pick["chosen"]) < 2 else "report_found"
    return name, pick["id"], scan, pick["version"]


def _copy(pick: Row, chance: random.Random) -> str:
    if chance.random() < 0.06 or not pick["copies"]:
        return _any_barcode(chance)
    target = pick["target"]
    return str(target if target and chance.random() < 0.8 else chance.choice(pick["copies"]))


def _undo(screen: Row, chance: random.Random) -> Deed | None:
    recent = [kept for kept in screen["outbox"][-6:] if kept["name"] in UNDOABLE]
    return ("undo", chance.choice(recent)["id"], {}, 0) if recent else None


def _seen(screen: Row, chance: random.Random) -> Deed:
    barcode = POISON if chance.random() < 0.1 else _any_barcode(chance)
    walks = [walk["id"] for walk in screen["walks"]]
    walk = {"walk": chance.choice(walks)} if walks and chance.random() < 0.7 else {}
    return "report_seen", "", {"barcode": barcode, **walk}, 0


def _any_barcode(chance: random.Random) -> str:
    return chance.choice(copies_of(chance.randrange(TITLES)))
