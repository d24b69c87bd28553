"""What people do at the hold shelf and at the desk: they know what stood there a while ago."""

import random
from typing import Any

from tests.faults.premises import Readable

Row = dict[str, Any]
#: Name, subject, payload and the version seen.
Deed = tuple[str, str, Row, int]
STANDING = """
    SELECT hold.id, hold.version, hold.status, hold.pickup_branch_id AS branch, item.barcode,
           item.place_branch_id AS place
      FROM hold JOIN item ON item.hold_id = hold.id
     WHERE hold.status IN ('found', 'in_transit', 'on_hold_shelf', 'cancelled')
        OR hold.status = 'coming_back' AND hold.round_stop_id <> '' AND item.place_kind = 'walk'
     ORDER BY hold.id
"""


def shelf_deed(server: Readable, slots: dict[int, list[str]], chance: random.Random) -> Deed | None:
    """What somebody does with a document that is put aside; None where there is none."""
    standing = server.rows(STANDING)
    if not standing:
        return None
    one = chance.choice(standing)
    scan = {"barcode": one["barcode"], "how": "camera"}
    name, more = _what(one, slots, chance)
    payload = {} if name == "report_missing" else {**scan, **more}
    return name, "" if name == "reshelve" else one["id"], payload, one["version"]


def _what(one: Row, slots: dict[int, list[str]], chance: random.Random) -> tuple[str, Row]:
    there = {"slot": chance.choice(slots[one["branch"]])}
    if one["status"] == "cancelled":
        return chance.choice(["take_off", "reshelve"]), {}
    if one["status"] == "on_hold_shelf":
        shown: Row = {"presented": chance.choice(("card", "code", "slot")), "card_of": None}
        return chance.choices(
            [("hand_over", shown), ("report_missing", {}), ("shelve", there), ("take_off", {})],
            [6, 2, 2, 1],
        )[0]
    if one["status"] == "in_transit" or one["place"] == one["branch"]:
        return chance.choices([("shelve", there), ("receive", {})], [9, 1])[0]
    return chance.choices([("send_on", {}), ("shelve", there)], [4, 1])[0]
