"""The log of actions: written once, answered from for ever."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, insert, select

from rayon.database import table_of
from rayon.holds.action import Judged, Row
from rayon.prepared import Prepared, Ready
from rayon.sync.batch import Batch
from rayon.sync.models import ActionRow, Installation
from rayon.sync.recorded import Recorded, hash_of_body
from rayon.sync.sender import Sender

ACTIONS = table_of(ActionRow)
INSTALLATION = table_of(Installation)


def take_turn(connection: Connection) -> str:
    """Wait until nobody else judges; the turn lasts to the commit. The epoch of the database."""
    # On SQLite the writing transaction is a turn already, and the lock is not in the words.
    epoch: str = TURN.scalar(connection)
    return epoch


def known(connection: Connection, batches: Sequence[Batch]) -> dict[str, Row]:
    """Those of these actions that came before, by id, with what became of them."""
    ids = {action.id for batch in batches for action in batch.actions}
    return {row["id"]: row for row in KEPT.rows(connection, ids=list(ids))}


def fresh(
    connection: Connection, batches: Sequence[Batch], known: dict[str, Row], now: datetime
) -> tuple[list[Batch], dict[str, Row]]:
    """The actions that were not known before, each once, in order; and as they will stand in the
    log, by id, without their outcomes.

    One whose number another action has already comes from a copied phone: it comes back without it.
    Nobody writes actions but in their turn: what is not known now cannot be known at the commit.
    """
    first: dict[str, tuple[Recorded, int]] = {}
    for place, batch in enumerate(batches):
        for action in batch.actions:
            if action.id not in known:
                first.setdefault(action.id, (action, place))
    unknown = [action for action, _place in first.values()]
    once: list[list[Recorded]] = [[] for _batch in batches]
    rows = {}
    for action, numbered in zip(unknown, _each_number_once(connection, unknown), strict=True):
        place = first[action.id][1]
        once[place].append(numbered)
        row = _row(action, batches[place].sender, now)
        rows[action.id] = {**row, "number": numbered.number}
    return [Batch(some, batch.sender) for some, batch in zip(once, batches, strict=True)], rows


def note_outcome(row: Row, judged: Judged, branch_id: int | None) -> None:
    """Keep what became of an action, and the branch it turned out to be about."""
    row["outcome"], row["why"], row["facts"] = judged.outcome, judged.why, judged.facts
    row["branch_id"] = branch_id


def write_down(connection: Connection, rows: Iterable[Row]) -> Ready:
    """What inserts actions with their outcomes."""
    return WRITE.ready(connection, rows)


def answers(
    actions: Sequence[Recorded], known: dict[str, Row], judged: dict[str, Judged]
) -> list[Judged]:
    """One answer per action; those known from before are answered from what was kept."""
    told: set[str] = set()
    said = []
    for action in actions:
        if action.id in known:
            said.append(_again(action, known[action.id]))
        elif action.id in told:
            said.append(Judged(action.id, "duplicate"))
        else:
            said.append(judged[action.id])
        told.add(action.id)
    return said


TURN = Prepared(lambda _among: select(INSTALLATION.c.epoch).with_for_update())
KEPT = Prepared(
    lambda among: select(
        ACTIONS.c.id, ACTIONS.c.body_hash, ACTIONS.c.outcome, ACTIONS.c.why, ACTIONS.c.facts
    ).where(among(ACTIONS.c.id, "ids"))
)
NUMBERS = Prepared(
    lambda among: select(ACTIONS.c.store, ACTIONS.c.number).where(
        among(ACTIONS.c.store, "stores"), among(ACTIONS.c.number, "numbers")
    )
)
WRITE = Prepared(
    lambda _among: insert(ACTIONS).values({c.key: bindparam(c.key) for c in ACTIONS.c})
)


def _each_number_once(connection: Connection, actions: Sequence[Recorded]) -> list[Recorded]:
    """The actions; those whose number in their store is taken are without one."""
    numbers = {action.number for action in actions} - {None}
    if not numbers:
        return list(actions)
    stores = {action.store for action in actions}
    found = NUMBERS.rows(connection, stores=list(stores), numbers=list(numbers))
    taken = {(row["store"], row["number"]) for row in found}
    once = []
    for action in actions:
        place = (action.store, action.number)
        is_taken = action.number is not None and place in taken
        once.append(action.model_copy(update={"number": None}) if is_taken else action)
        taken.add(place)
    return once


#: What they say is a person: it goes to that patron's row, and is nowhere in the log.
PERSONAL = frozenset({"register_patron"})


def _row(action: Recorded, sender: Sender, now: datetime) -> Row:
    said = action.model_dump()
    is_personal = action.name in PERSONAL
    return {
        **said,
        "payload": {} if is_personal else said["payload"],
        "device_id": sender.device_id,
        "branch_id": sender.branch_id,
        "body_hash": hash_of_body(said),
        "received_at": now,
        "outcome": None,
        "why": "",
        "facts": {},
    }


def _again(action: Recorded, kept: Row) -> Judged:
    """An action that came before: the same answer, unless it is another one in disguise."""
    # What it said may be forgotten by now, and its hash with it: nobody can tell any more.
    if kept["body_hash"] and kept["body_hash"] != action.body_hash():
        return Judged(action.id, "conflict", "id_reused")
    if kept["outcome"] == "applied":
        return Judged(action.id, "duplicate", kept["why"], kept["facts"])
    return Judged(action.id, kept["outcome"], kept["why"], kept["facts"])
