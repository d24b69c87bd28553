"""The log of actions: written once, answered from for ever."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, insert, select, update

from rayon.database import table_of
from rayon.holds.action import Judged, Row
from rayon.prepared import Prepared
from rayon.sync.models import ActionRow, Installation
from rayon.sync.recorded import Recorded, hash_of_body
from rayon.sync.sender import Sender

ACTIONS = table_of(ActionRow)
INSTALLATION = table_of(Installation)


def take_turn(connection: Connection) -> None:
    """Wait until nobody else judges; the turn lasts to the commit."""
    # On SQLite the writing transaction is a turn already.
    if connection.dialect.name == "postgresql":
        TURN.rows(connection)


def write_down(
    connection: Connection, batch: Sequence[Recorded], sender: Sender, now: datetime
) -> list[Recorded]:
    """Insert the actions; those that were not known before, each once, in order.

    One whose number another action has already comes from a copied phone: it comes back without it.
    Nobody writes actions but in their turn: what is not known now cannot be known at the commit.
    """
    first: dict[str, Recorded] = {}
    for action in batch:
        first.setdefault(action.id, action)
    known = _kept(connection, first.keys())
    unknown = [action for action in first.values() if action.id not in known]
    fresh = _each_number_once(connection, unknown)
    rows = [
        {**_row(action, sender, now), "number": numbered.number}
        for action, numbered in zip(unknown, fresh, strict=True)
    ]
    WRITE.run(connection, rows)
    return fresh


def write_outcomes(
    connection: Connection, judged: Iterable[Judged], branches: dict[str, int | None]
) -> None:
    """Keep what became of each action, and the branch it turned out to be about."""
    rows = [
        {
            "action_id": one.id,
            "new_outcome": one.outcome,
            "new_why": one.why,
            "new_facts": one.facts,
            "new_branch": branches[one.id],
        }
        for one in judged
    ]
    OUTCOME.run(connection, rows)


def answers(
    connection: Connection, batch: Sequence[Recorded], judged: dict[str, Judged]
) -> list[Judged]:
    """One answer per action; those known from before are answered from what was kept."""
    known = _kept(connection, {action.id for action in batch} - judged.keys())
    told: set[str] = set()
    said = []
    for action in batch:
        if action.id not in judged:
            said.append(_again(action, known[action.id]))
        elif action.id in told:
            said.append(Judged(action.id, "duplicate"))
        else:
            said.append(judged[action.id])
        told.add(action.id)
    return said


TURN = Prepared(lambda _among: select(INSTALLATION.c.last_change).with_for_update())
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
OUTCOME = Prepared(
    lambda _among: (
        update(ACTIONS)
        .where(ACTIONS.c.id == bindparam("action_id"))
        .values(
            outcome=bindparam("new_outcome"),
            why=bindparam("new_why"),
            facts=bindparam("new_facts"),
            branch_id=bindparam("new_branch"),
        )
    )
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


def _kept(connection: Connection, ids: Collection[str]) -> dict[str, Row]:
    return {row["id"]: row for row in KEPT.rows(connection, ids=list(ids))} if ids else {}


def _again(action: Recorded, kept: Row) -> Judged:
    """An action that came before: the same answer, unless it is another one in disguise."""
    if kept["body_hash"] != action.body_hash():
        return Judged(action.id, "conflict", "id_reused")
    if kept["outcome"] == "applied":
        return Judged(action.id, "duplicate", kept["why"], kept["facts"])
    return Judged(action.id, kept["outcome"], kept["why"], kept["facts"])
