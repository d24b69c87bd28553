"""A hold asked for by telephone or at the desk: what it says, and whether it may be. Pure."""

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
from rayon.holds.sources import PHONE

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

    ``delivery``: the delivery of the same patron with which it rides home.
    """

    patron: int = Field(ge=1, le=LARGEST_ID)
    wants: Literal["title", "selection"] = "title"
    title: int | None = Field(None, ge=1, le=LARGEST_ID)
    volume: str = Field("", max_length=80)
    kind: str = Field("", max_length=20)
    selection: Choice | None = None
    pickup_branch: int = Field(ge=1, le=LARGEST_ID)
    delivery: str = Field("", max_length=36)
    override: Override = ""

    @model_validator(mode="after")
    def _names_what_is_wanted(self) -> Self:
        if (self.selection if self.wants == "selection" else self.title) is None:
            raise ValueError(f"{self.wants} is missing")
        return self


def order_hold(action: Action, state: State) -> Decision:
    """Write an order down if the patron may ask for it; ``subject`` is the new hold's id."""
    if state.get("hold", action.subject):
        return superseded("already_asked")
    wanted = _wanted(action.payload, state)
    if isinstance(wanted, Decision):
        return wanted
    against = _too_late_to_ride(action, state) or _against(action, state, wanted)
    if against is not None:
        return against
    patron = action.payload.patron
    asked = [*state.tables["patron"][patron]["asked"], wanted]
    return applied(
        insert("hold", action.subject, **_new_hold(action, wanted)),
        # No column of a table: the next order of the same batch has to count this one.
        Change("patron", patron, {"asked": asked}),
    )


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


def _against(action: Action, state: State, wanted: Asked) -> Decision | None:
    """The limit that this order goes past, unless a supervisor answers for it."""
    asked: OrderHold = action.payload
    patron, branch = state.get("patron", asked.patron), state.get("branch", asked.pickup_branch)
    assert patron and branch
    today = branch["calendar"].local_day(action.now)
    over = over_limit(patron["asked"], wanted, branch["limits"], patron["blocked_until"], today)
    if over is None:
        return None
    if not asked.override or over.code not in MAY_BE_OVERRIDDEN:
        return refused(over.code, **over.facts)
    return None if action.branch_id in action.supervises else refused("supervisor_only")


def _new_hold(action: Action, wanted: Asked) -> Row:
    asked: OrderHold = action.payload
    is_title = asked.wants == "title"
    selection = None if is_title or asked.selection is None else asked.selection.model_dump()
    return {
        **new_hold(action),
        "source": PHONE,
        "reference": action.subject,
        "patron_id": asked.patron,
        "wants": asked.wants,
        "title_id": wanted.title_id,
        "item_id": None,
        "volume": wanted.volume,
        "kind": wanted.kind if is_title else "",
        "selection": selection,
        "fulfilment": "delivery" if asked.delivery else "pickup",
        "delivery_id": asked.delivery or None,
        "pickup_branch_id": asked.pickup_branch,
        "picking_branch_id": None,
        "asked_at": action.now,
        "fact_at": action.now,
    }
