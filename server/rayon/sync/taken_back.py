"""The actions that a batch takes back, and what has to be loaded to judge that."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Connection, select

from rayon.database import table_of
from rayon.delivery.actions.riding import OUTCOMES
from rayon.holds.action import Row
from rayon.picking.actions.misplaced import misplaced_line
from rayon.prepared import Prepared
from rayon.sync.models import ActionRow

ACTION = table_of(ActionRow)
ACTIONS = Prepared(lambda among: select(ACTION).where(among(ACTION.c.id, "ids")))
UNDOS = Prepared(
    lambda among: select(ACTION).where(
        among(ACTION.c.subject, "ids"), ACTION.c.name == "undo", ACTION.c.outcome == "applied"
    )
)
Needs = dict[str, set[Any]]
#: Undos of undos that are followed; nobody presses "undo" more often in a row.
DEEPEST_UNDO = 8


def load_actions(connection: Connection, needs: Needs, judging: dict[str, Row]) -> dict[str, Row]:
    """Actions to take back, undos of undos too, and what took any of them back before; what they
    were about is added to ``needs``.

    ``judging``: those that are judged now; they are in no table yet.
    """
    found: dict[str, Row] = {}
    wanted = set(needs["action"])
    for _depth in range(DEEPEST_UNDO):
        if not wanted:
            break
        fresh = {one: judging[one] for one in wanted & judging.keys()}
        if kept := wanted - judging.keys():
            fresh |= {row["id"]: row for row in ACTIONS.rows(connection, ids=list(kept))}
        found |= fresh
        undone = {row["subject"] for row in fresh.values() if row["name"] == "undo"}
        wanted = undone - found.keys()
    for row in found.values():
        _need_what_it_named(needs, row)
    return found | _undos_of(connection, found.keys(), judging)


def _undos_of(
    connection: Connection, ids: Collection[str], judging: dict[str, Row]
) -> dict[str, Row]:
    """What has taken these back, or is about to, and what has taken that back."""
    found: dict[str, Row] = {}
    wanted = set(ids)
    for _depth in range(DEEPEST_UNDO):
        if not wanted:
            break
        undos = {row["id"]: row for row in UNDOS.rows(connection, ids=list(wanted))}
        undos |= {
            one: row
            for one, row in judging.items()
            if row["name"] == "undo" and row["subject"] in wanted
        }
        wanted = undos.keys() - found.keys()
        found |= undos
    return found


#: What may have woken a hold that was looked for in vain.
BY_CHANCE = ("report_seen", "report_misplaced", "put_on_bay")


#: About a hold, at the hold shelf or at the desk.
AT_THE_SHELF = ("shelve", "send_on", "receive", "take_off", "hand_over", "report_missing")


#: How a parcel ended.
AT_THE_DOOR = tuple(OUTCOMES)


def _need_what_it_named(needs: Needs, action: Row) -> None:
    if action["name"] in AT_THE_SHELF:
        _need_what_is_shelved(needs, action)
    is_by_chance = action["name"] in BY_CHANCE
    if is_by_chance:
        needs["hold"] |= {action["facts"].get("hold")} - {None}
    elif action["name"] in AT_THE_DOOR:
        needs["parcel"].add(action["subject"])
    elif action["name"] != "undo":
        needs["pick"].add(action["subject"])
    barcode = action["payload"].get("barcode")
    if isinstance(barcode, str):
        needs["seen" if is_by_chance else "barcode"].add(barcode)
        needs["aimed"] |= {barcode} if is_by_chance else set()
        needs["trouble"] |= {misplaced_line(barcode)} if is_by_chance else set()
    bay = action["payload"].get("bay")
    if isinstance(bay, str):
        needs["bay"].add(bay)


def _need_what_is_shelved(needs: Needs, action: Row) -> None:
    needs["hold"] |= {action["subject"], action["facts"].get("hold")} - {None}
    needs["slot"] |= {action["payload"].get("slot")} - {None}
    if action["name"] == "hand_over":
        needs["keyed"].add(action["subject"])
    if action["name"] == "take_off":
        needs["queue"].add(action["payload"].get("barcode", ""))
