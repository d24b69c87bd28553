"""Walks come into being, and holds join them. Pure: the plan itself is made in plan.py."""

from datetime import date

from pydantic import Field

from rayon.holds.action import (
    Action,
    Change,
    Decision,
    Payload,
    Row,
    State,
    applied,
    can,
    insert,
    move,
    refused,
    superseded,
    update,
)


class PlannedPick(Payload):
    """One line of a plan; ``item`` is the copy to aim at (none for a selection)."""

    id: str = Field(max_length=36)
    hold: str = Field(max_length=36)
    item: int | None
    position: int
    slip: int | None = None


class PlanWalk(Payload):
    """A new walk; ``subject`` is its id."""

    branch: int
    name: str = Field(max_length=80)
    day: date
    picks: list[PlannedPick]
    metres: float | None = None
    minutes: int | None = None


class JoinWalk(Payload):
    """Holds that came later. ``order`` renumbers an unclaimed walk; a claimed one keeps its own."""

    day: date
    picks: list[PlannedPick]
    order: dict[str, int] = Field(default_factory=dict)
    metres: float | None = None
    minutes: int | None = None


def plan_walk(action: Action, state: State) -> Decision:
    """Put holds on a new walk; those that are no longer open stay where they are."""
    plan = action.payload
    lines = [line for line in plan.picks if _is_free(state, line)]
    if not lines:
        return superseded("nothing_left_to_plan")
    return applied(
        insert(
            "walk",
            action.subject,
            branch_id=plan.branch,
            name=plan.name,
            day=plan.day,
            status="planned",
            claimed_by=None,
            claimed_on=None,
            claimed_at=None,
            finished_at=None,
            moved_at=None,
            metres=plan.metres,
            minutes=plan.minutes,
            version=1,
        ),
        *_put_on(action, state, lines, walk_id=action.subject, day=plan.day, late=False),
    )


def join_walk(action: Action, state: State) -> Decision:
    """Add holds to a walk that exists: in order while nobody has it, at its end afterwards."""
    walk = state.get("walk", action.subject)
    if walk is None:
        return refused("unknown_walk")
    if walk["status"] == "finished":
        return superseded("walk_is_finished")
    unclaimed = walk["status"] == "planned"
    order = action.payload.order if unclaimed else {}
    lines = [
        line.model_copy(update={"position": order.get(line.id, line.position)})
        for line in action.payload.picks
        if _is_free(state, line)
    ]
    if not lines:
        return superseded("nothing_left_to_plan")
    moved = _renumber(state, walk, order)
    return applied(
        update("walk", walk, metres=action.payload.metres, minutes=action.payload.minutes),
        *moved,
        *_put_on(
            action, state, lines, walk_id=walk["id"], day=action.payload.day, late=not unclaimed
        ),
    )


def _is_free(state: State, line: PlannedPick) -> bool:
    hold = state.get("hold", line.hold)
    return hold is not None and can(hold, "put_on_walk") and not hold["disputed"]


def _put_on(
    action: Action, state: State, lines: list[PlannedPick], *, walk_id: str, day: date, late: bool
) -> list[Change]:
    changes = []
    for line in lines:
        hold = state.get("hold", line.hold)
        assert hold is not None
        slip = {"slip": line.slip, "slip_day": day} if line.slip is not None else {}
        changes += [
            move(action, hold, "put_on_walk", walk_id=walk_id, **slip),
            insert(
                "pick",
                line.id,
                walk_id=walk_id,
                hold_id=line.hold,
                item_id=line.item,
                position=line.position,
                status="open",
                late=late,
                found_barcode="",
                reason="",
                decided_at=None,
                version=1,
            ),
        ]
    return changes


def _renumber(state: State, walk: Row, order: dict[str, int]) -> list[Change]:
    picks = state.where("pick", walk_id=walk["id"])
    return [
        update("pick", pick, position=order[pick["id"]])
        for pick in picks
        if pick["id"] in order and order[pick["id"]] != pick["position"]
    ]
