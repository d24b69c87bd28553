"""Taking a walk, pausing it, and bringing it to its end."""

from pydantic import Field

from rayon.holds.action import (
    Action,
    Change,
    Decision,
    Payload,
    Row,
    State,
    applied,
    move,
    refused,
    superseded,
    update,
)
from rayon.picking.actions.common import ACTIVE_PICKS, decide_pick

#: Roles that walk.
WALKERS = ("picker", "desk", "supervisor")


class OnWalk(Payload):
    """A deed that says nothing beyond which walk it is about."""


class CloseWalk(Payload):
    """A supervisor ends a walk whose phone is dead or whose picker has left."""


class ReassignWalk(Payload):
    """A supervisor gives a walk to somebody else, or (empty) to whoever takes it."""

    to: int | None = Field(default=None, ge=1, le=2**31 - 1)


def claim_walk(action: Action, state: State) -> Decision:
    """The first claim that arrives wins; the other phone is told by whom."""
    walk = state.get("walk", action.subject)
    if walk is None:
        return refused("unknown_walk")
    if walk["status"] == "finished":
        return superseded("walk_is_finished")
    if walk["claimed_by"] not in (None, action.by):
        return superseded("claimed_by_another", name=_name(state, walk["claimed_by"]))
    if walk["claimed_on"] == action.device_id and walk["claimed_by"] == action.by:
        return superseded("already_yours")
    return applied(
        update(
            "walk",
            walk,
            status="claimed",
            claimed_by=action.by,
            claimed_on=action.device_id,
            claimed_at=action.now,
            moved_at=action.now,
        )
    )


def pause_walk(action: Action, state: State) -> Decision:
    """The picker is called away; the walk stays theirs."""
    return _switch(action, state, "claimed", "paused")


def resume_walk(action: Action, state: State) -> Decision:
    """The picker goes on."""
    return _switch(action, state, "paused", "claimed")


def finish_walk(action: Action, state: State) -> Decision:
    """The picker is done: what was not touched goes back to open."""
    walk = state.get("walk", action.subject)
    if walk is None:
        return refused("unknown_walk")
    return _not_theirs(action, state, walk) or _end(action, state, walk)


def close_walk(action: Action, state: State) -> Decision:
    """A supervisor ends the walk in somebody's place."""
    walk = state.get("walk", action.subject)
    if walk is None:
        return refused("unknown_walk")
    return _end(action, state, walk)


def reassign_walk(action: Action, state: State) -> Decision:
    """The walk changes hands; what its phone still sends is applied all the same."""
    walk = state.get("walk", action.subject)
    if walk is None:
        return refused("unknown_walk")
    if walk["status"] == "finished":
        return refused("walk_is_finished")
    to = action.payload.to
    if to is not None and not _may_walk(state, to, walk["branch_id"]):
        return refused("unknown_person")
    status, since = ("planned", None) if to is None else ("claimed", action.now)
    return applied(
        update("walk", walk, status=status, claimed_by=to, claimed_on=None, claimed_at=since)
    )


def _end(action: Action, state: State, walk: Row) -> Decision:
    if walk["status"] == "finished":
        return superseded("walk_is_finished")
    untouched = [
        pick for pick in state.where("pick", walk_id=walk["id"]) if pick["status"] in ACTIVE_PICKS
    ]
    return applied(
        update("walk", walk, status="finished", finished_at=action.now, moved_at=action.now),
        *(decide_pick(action, pick, "returned") for pick in untouched),
        *_free_holds(action, state, walk, untouched),
    )


def _free_holds(action: Action, state: State, walk: Row, picks: list[Row]) -> list[Change]:
    """Untouched holds are open again; those looked for before are still being looked for."""
    changes = []
    for pick in picks:
        hold = state.get("hold", pick["hold_id"])
        if hold and hold["status"] == "on_walk" and hold["walk_id"] == walk["id"]:
            step = "resume_search" if hold["looks"] else "take_off_walk"
            changes.append(move(action, hold, step, walk_id=None))
    return changes


def _switch(action: Action, state: State, before: str, after: str) -> Decision:
    walk = state.get("walk", action.subject)
    if walk is None:
        return refused("unknown_walk")
    if refusal := _not_theirs(action, state, walk):
        return refusal
    if walk["status"] != before:
        return superseded("already_decided")
    return applied(update("walk", walk, status=after, moved_at=action.now))


def _not_theirs(action: Action, state: State, walk: Row) -> Decision | None:
    if walk["status"] == "finished":
        return superseded("walk_is_finished")
    if walk["claimed_by"] is None:
        return superseded("nobody_walks")
    if walk["claimed_by"] != action.by:
        return superseded("not_your_walk", name=_name(state, walk["claimed_by"]))
    return None


def _name(state: State, staff_id: int) -> str:
    person = state.get("staff", staff_id)
    return person["name"] if person else "?"


def _may_walk(state: State, staff_id: int, branch_id: int) -> bool:
    person = state.get("staff", staff_id)
    rights = person["rights"] if person else {}
    return any({None, branch_id} & rights.get(role, frozenset()) for role in WALKERS)
