"""Every hold's state, made again from the log of its steps, against what stands in the tables."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import structlog
from sqlalchemy import Connection, select

from rayon.catalogue.models import Item
from rayon.database import one_view, table_of
from rayon.holds.action import Deed, Perform, line_id
from rayon.holds.lifecycle import IN_HAND, LIFECYCLE
from rayon.holds.models import Hold, HoldEvent
from rayon.picking.actions.common import ACTIVE_PICKS
from rayon.picking.models import Pick, Walk
from rayon.sync.models import ActionRow, Trouble

log = structlog.get_logger()

HOLD, EVENT, ACTION = table_of(Hold), table_of(HoldEvent), table_of(ActionRow)
PICK, WALK, ITEM, TROUBLE = table_of(Pick), table_of(Walk), table_of(Item), table_of(Trouble)
STEPS = {(before, after) for (before, _step), after in LIFECYCLE.items()}
#: Where the copies of a hold are, by its status.
PLACES = {
    # What came back in the street for somebody rides on.
    "found": {"walk", "bike"},
    "in_transit": {"transit"},
    "on_hold_shelf": {"slot"},
    "in_parcel": {"parcel"},
    "on_bike": {"bike"},
    "coming_back": {"walk", "parcel", "bike"},
}
DISAGREES = "log_disagrees"
#: Lines of one night: more than a team can see to in a day, fewer than hide all others.
MOST_LINES = 50


@dataclass(frozen=True)
class Difference:
    """What does not fit together about one hold, and the branch that looks after it.

    ``with_what``: what the row of the hold disagrees with: log, picks or copies.
    """

    hold: str
    branch: int
    with_what: str
    problem: str

    def __str__(self) -> str:
        return f"hold {self.hold}: {self.problem}"


def compare(now: datetime, perform: Perform) -> int:
    """A line for the supervisor of each hold that disagrees with its log; how many there are.

    The server's own log says what it is, for whoever looks after the server.
    """
    with one_view() as connection:
        found = differences(connection)
        known = _on_the_list(connection)
    for one in found:
        log.error("a hold and its log disagree", what=str(one))
    # A single mistake shows in several places: the first is told.
    first: dict[str, Difference] = {}
    for one in found:
        if one.hold not in known:
            first.setdefault(one.hold, one)
    if first:
        perform([_line(one, now) for one in [*first.values()][:MOST_LINES]])
    return len(found)


def differences(connection: Connection) -> list[Difference]:
    """Each hold of which row, log, pick and copy do not say the same; empty when all is well.

    The beginning of a log may have been forgotten by its age; the end never is.
    """
    events = _events(connection)
    picks, places = _picks(connection), _places(connection)
    holds = select(HOLD.c.id, HOLD.c.status, HOLD.c.walk_id, HOLD.c.pickup_branch_id)
    return [
        Difference(hold.id, hold.pickup_branch_id, with_what, problem)
        for hold in connection.execute(holds.order_by(HOLD.c.id))
        for with_what, problems in (
            ("log", _against_log(hold.status, events[hold.id])),
            ("picks", _against_picks(hold, picks[hold.id])),
            ("copies", _against_copies(hold.status, places[hold.id])),
        )
        for problem in problems
    ]


def _events(connection: Connection) -> defaultdict[str, list[Any]]:
    events: defaultdict[str, list[Any]] = defaultdict(list)
    logged = select(EVENT, ACTION.c.outcome).outerjoin(ACTION, ACTION.c.id == EVENT.c.action_id)
    for event in connection.execute(logged.order_by(EVENT.c.id)):
        events[event.hold_id].append(event)
    return events


def _picks(connection: Connection) -> defaultdict[str, list[Any]]:
    """Those that somebody still has to look for."""
    picks: defaultdict[str, list[Any]] = defaultdict(list)
    active = select(PICK.c.hold_id, PICK.c.walk_id, WALK.c.status).join(
        WALK, WALK.c.id == PICK.c.walk_id
    )
    for pick in connection.execute(active.where(PICK.c.status.in_(ACTIVE_PICKS))):
        picks[pick.hold_id].append(pick)
    return picks


def _places(connection: Connection) -> defaultdict[str, list[str]]:
    places: defaultdict[str, list[str]] = defaultdict(list)
    held = select(ITEM.c.hold_id, ITEM.c.place_kind).where(ITEM.c.hold_id.is_not(None))
    for item in connection.execute(held):
        places[item.hold_id].append(item.place_kind)
    return places


def _against_log(status: str, events: Sequence[Any]) -> Iterator[str]:
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


def _against_picks(hold: Any, picks: Sequence[Any]) -> Iterator[str]:
    if hold.status == "on_walk" and len(picks) != 1:
        yield f"is on_walk, and {len(picks)} picks look for it"
    if hold.status != "on_walk" and picks:
        yield f"is {hold.status}, and somebody looks for it"
    for pick in picks:
        if pick.status == "finished":
            yield "is looked for on a walk that has ended"
        if pick.walk_id != hold.walk_id:
            yield f"is on walk {hold.walk_id}, its pick on {pick.walk_id}"


def _against_copies(status: str, places: Sequence[str]) -> Iterator[str]:
    """Of two copies that were fetched for one hold, one may lie elsewhere."""
    if status in IN_HAND and not PLACES[status].intersection(places):
        yield f"is {status}, its copy is at: {', '.join(sorted(places)) or 'none'}"


def _on_the_list(connection: Connection) -> set[str]:
    mine = select(TROUBLE.c.subject_id).where(TROUBLE.c.kind == DISAGREES)
    return set(connection.scalars(mine.where(TROUBLE.c.closed_at.is_(None))))


def _line(one: Difference, now: datetime) -> Deed:
    about = {"subject_kind": "hold", "subject_id": one.hold, "facts": {"with_what": one.with_what}}
    line = {"branch": one.branch, "kind": DISAGREES, **about}
    return Deed("open_trouble", line_id(DISAGREES, one.hold, now.isoformat()), line)
