"""Every hold's state, made again from the log of its steps, against what stands in its row."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

import structlog
from sqlalchemy import Connection, select

from rayon.database import reading, table_of
from rayon.holds.lifecycle import LIFECYCLE
from rayon.holds.models import Hold, HoldEvent
from rayon.sync.models import ActionRow

log = structlog.get_logger()

HOLD, EVENT, ACTION = table_of(Hold), table_of(HoldEvent), table_of(ActionRow)
STEPS = {(before, after) for (before, _step), after in LIFECYCLE.items()}


def compare() -> int:
    """Write what disagrees into the server's own log, for whoever looks after it; how much."""
    with reading() as session:
        found = differences(session.connection())
    for line in found:
        log.error("a hold and its log disagree", what=line)
    return len(found)


def differences(connection: Connection) -> list[str]:
    """One line for each hold whose row and log disagree; empty when all is well.

    The beginning of a log may have been forgotten by its age; the end never is.
    """
    events: defaultdict[str, list[Any]] = defaultdict(list)
    logged = select(EVENT, ACTION.c.outcome).outerjoin(ACTION, ACTION.c.id == EVENT.c.action_id)
    for event in connection.execute(logged.order_by(EVENT.c.id)):
        events[event.hold_id].append(event)
    return [
        f"hold {hold.id}: {problem}"
        for hold in connection.execute(select(HOLD.c.id, HOLD.c.status).order_by(HOLD.c.id))
        for problem in _problems(hold.status, events[hold.id])
    ]


def _problems(status: str, events: Sequence[Any]) -> Iterator[str]:
    rebuilt = events[0].before if events else status
    for event in events:
        if event.before != rebuilt:
            yield f"was {rebuilt}, yet action {event.action_id} found it {event.before}"
        if event.before is not None and (event.before, event.after) not in STEPS:
            yield f"action {event.action_id} made {event.after} of {event.before}"
        if event.outcome == "quarantined":
            yield f"action {event.action_id} was quarantined and moved it all the same"
        rebuilt = event.after
    if rebuilt != status:
        yield f"is {status}, its log says {rebuilt}"
