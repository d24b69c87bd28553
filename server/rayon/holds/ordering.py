"""A hold asked for by telephone, at the desk or on a page: what it says, and if it may be. Pure."""

from typing import Literal, Self

from pydantic import Field, model_validator

from rayon.holds.action import (
    Action,
    Change,
    Decision,
    Payload,
    Row,
    State,
    applied,
    insert,
    refused,
    superseded,
)
from rayon.holds.actions import new_hold
from rayon.holds.limits import Asked, over_limit
from rayon.holds.sources import PAGE, PHONE
from rayon.holds.visits import against_stop

#: Refusals that a supervisor may go past.
MAY_BE_OVERRIDDEN = frozenset({"patron_blocked", "limit_reached", "kind_limit_reached"})
#: Why a supervisor goes past a limit; a free text would sooner or later name a patron.
Override = Literal["", "our_mistake", "group", "exception"]
LARGEST_ID = 2**31 - 1


class Choice(Payload):
    """What the picker is to choose: ``number`` documents of a kind, for an age, with wishes."""

    kind: str = Field("", max_length=20)
    age: str = Field("", max_length=20)
    number: int = Field(1, ge=1, le=20)
    wishes: str = Field("", max_length=200)


class OrderHold(Payload):
    """A hold that staff key in. ``patron`` is a row id: no identity travels in an action.

    ``delivery``: the delivery of the same patron with which it rides home; ``round_stop``: where
    they come to the bike cart for it.
    """

    patron: int = Field(ge=1, le=LARGEST_ID)
    wants: Literal["title", "selection"] = "title"
    title: int | None = Field(None, ge=1, le=LARGEST_ID)
    volume: str = Field("", max_length=80)
    kind: str = Field("", max_length=20)
    selection: Choice | None = None
    pickup_branch: int = Field(ge=1, le=LARGEST_ID)
    delivery: str = Field("", max_length=36)
    round_stop: str = Field("", max_length=36)
    override: Override = ""

    @model_validator(mode="after")
    def _names_what_is_wanted(self) -> Self:
        if (self.selection if self.wants == "selection" else self.title) is None:
            raise ValueError(f"{self.wants} is missing")
        if self.delivery and self.round_stop:
            raise ValueError("either home or to a stop")
        return self


def order_hold(action: Action, state: State) -> Decision:
    """Write an order down if the patron may ask for it; ``subject`` is the new hold's id."""
    if state.get("hold", action.subject):
        return superseded("already_asked")
    wanted = _wanted(action.payload, state)
    if isinstance(wanted, Decision):
        return wanted
    against = (
        _too_late_to_ride(action, state)
        or _no_such_stop(action, state)
        or _against(action, state, wanted)
    )
    if against is not None:
        return against
    return applied(
        insert("hold", action.subject, **_new_hold(action, wanted)),
        counted(state, action.payload.patron, wanted),
    )


def counted(state: State, patron: int, wanted: Asked) -> Change:
    """No column of a table: the next order of the same batch has to count this one."""
    asked = [*state.tables["patron"][patron]["asked"], wanted]
    return Change("patron", patron, {"asked": asked})


def source_of(action: Action) -> str:
    """Who wrote it down: staff, or the patron alone."""
    return PAGE if action.by is None else PHONE


def _wanted(asked: OrderHold, state: State) -> Asked | Decision:
    """What is asked for, with its kind; or why it cannot be asked for by anybody."""
    if state.get("patron", asked.patron) is None:
        return refused("unknown_patron")
    if state.get("branch", asked.pickup_branch) is None:
        return refused("unknown_branch")
    if asked.wants == "selection":
        assert asked.selection
        return Asked(None, "", asked.selection.kind, asked.selection.number)
    title = state.get("title", asked.title)
    if title is None:
        return refused("unknown_title")
    kinds = {kind for volume, kind in title["groups"] if volume == asked.volume}
    if kinds and (not asked.kind or asked.kind in kinds):
        kind = asked.kind or (kinds.pop() if len(kinds) == 1 else "")
        return Asked(asked.title, asked.volume, kind)
    needs_volume = not asked.volume and title["groups"] and not kinds
    return refused("volume_needed" if needs_volume else "no_copy_to_lend")


def _too_late_to_ride(action: Action, state: State) -> Decision | None:
    """A delivery takes documents until its cut-off, by the server's clock."""
    asked: OrderHold = action.payload
    if not asked.delivery:
        return None
    delivery = state.get("delivery", asked.delivery)
    theirs = (asked.patron, asked.pickup_branch)
    if delivery is None or (delivery["patron_id"], delivery["branch_id"]) != theirs:
        return refused("unknown_delivery")
    is_closed = delivery["cancelled_at"] is not None or action.now >= delivery["closes_at"]
    return refused("delivery_closed") if is_closed else None


def _no_such_stop(action: Action, state: State) -> Decision | None:
    asked: OrderHold = action.payload
    return against_stop(state, asked.round_stop, asked.pickup_branch) if asked.round_stop else None


def _against(action: Action, state: State, wanted: Asked) -> Decision | None:
    """The limit that this order goes past, unless a supervisor answers for it."""
    asked: OrderHold = action.payload
    over = too_much(action, state, asked.patron, asked.pickup_branch, wanted)
    if over is None or not asked.override or over.why not in MAY_BE_OVERRIDDEN:
        return over
    return None if action.branch_id in action.supervises else refused("supervisor_only")


def too_much(
    action: Action, state: State, patron_id: int, branch_id: int, wanted: Asked
) -> Decision | None:
    """Why a patron may not have this too; None when nothing is against it."""
    patron, branch = state.get("patron", patron_id), state.get("branch", branch_id)
    assert patron and branch
    today = branch["calendar"].local_day(action.now)
    over = over_limit(patron["asked"], wanted, branch["limits"], patron["blocked_until"], today)
    return refused(over.code, **over.facts) if over else None


def _new_hold(action: Action, wanted: Asked) -> Row:
    asked: OrderHold = action.payload
    is_title = asked.wants == "title"
    selection = None if is_title or asked.selection is None else asked.selection.model_dump()
    return {
        **new_hold(action),
        "source": source_of(action),
        "reference": action.subject,
        "patron_id": asked.patron,
        "wants": asked.wants,
        "title_id": wanted.title_id,
        "item_id": None,
        "volume": wanted.volume,
        "kind": wanted.kind if is_title else "",
        "selection": selection,
        "fulfilment": _fulfilment(asked),
        "delivery_id": asked.delivery or None,
        "round_stop_id": asked.round_stop or None,
        "pickup_branch_id": asked.pickup_branch,
        "picking_branch_id": None,
        "asked_at": action.now,
        "fact_at": action.now,
    }


def _fulfilment(asked: OrderHold) -> str:
    if asked.round_stop:
        return "round"
    return "delivery" if asked.delivery else "pickup"
