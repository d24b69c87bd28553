"""The statement of sums due: what is added to it, and when its month is closed. Pure handlers.

Rayon bills nobody: the town's billing service does, from this statement. Lines are added and never
changed; what was wrong is annulled by a second line, as long as its month is open.
"""

from datetime import date
from typing import Literal

from pydantic import Field

from rayon.holds.action import (
    Action,
    Change,
    Decision,
    Payload,
    Row,
    State,
    applied,
    insert,
    line_id,
    refused,
    superseded,
    trouble,
)


class AnnulSum(Payload):
    """It was our mistake, the courier's, or wrongly reported; a free text would name a patron."""

    reason: Literal["our_mistake", "courier_mistake", "wrong_report"]


class CloseMonth(Payload):
    """The statement of this month has gone to the billing service."""

    month: str = Field(pattern=r"^20\d\d-(0[1-9]|1[0-2])$")


def sum_due(action: Action, state: State, parcel: Row) -> list[Change]:
    """The line of a parcel; its id is made of the parcel's, so that it is written once for ever.

    An outcome that comes after its month was closed is no line any more but a person's affair.
    """
    if state.get("sum_due", sum_id(parcel["id"], "due")):
        return []
    delivery, door = (state.get(table, parcel["delivery_id"]) for table in ("delivery", "door"))
    assert delivery is not None
    if door is None or is_closed(state, parcel["branch_id"], month_of(parcel["day"])):
        line = {"number": parcel["number"], "cents": delivery["fee_cents"]}
        subject = ("parcel", parcel["id"])
        return [trouble(action, "sum_too_late", parcel["branch_id"], subject=subject, **line)]
    return [
        _line(
            "due",
            parcel_id=parcel["id"],
            branch_id=parcel["branch_id"],
            number=parcel["number"],
            account=door["account"],
            category=door["category"],
            day=parcel["day"],
            month=month_of(parcel["day"]),
            cents=delivery["fee_cents"],
            reason="",
            at=action.now,
        )
    ]


def annul_sum(action: Action, state: State) -> Decision:
    """Take a line back by another one; ``subject`` is the due line."""
    due = state.get("sum_due", action.subject)
    if due is None or due["kind"] != "due":
        return refused("unknown_sum")
    if state.get("sum_due", sum_id(due["parcel_id"], "annulled")):
        return superseded("already_decided")
    if is_closed(state, due["branch_id"], due["month"]):
        return refused("month_is_closed", month=due["month"])
    same = {name: value for name, value in due.items() if name not in ("id", "kind")}
    taken_back = {"cents": -due["cents"], "reason": action.payload.reason, "at": action.now}
    return applied(_line("annulled", **{**same, **taken_back}))


def close_month(action: Action, state: State) -> Decision:
    """From now on nothing in it changes; only a month that is over can be closed."""
    branch = state.get("branch", action.branch_id)
    month = action.payload.month
    if branch is None:
        return refused("unknown_branch")
    if month >= month_of(branch["calendar"].local_day(action.now)):
        return refused("month_is_not_over", month=month)
    row = month_id(action.branch_id or 0, month)
    if state.get("billing_month", row):
        return superseded("already_decided")
    said = {"branch_id": action.branch_id, "month": month, "closed_at": action.now}
    return applied(insert("billing_month", row, **said))


def is_closed(state: State, branch_id: int, month: str) -> bool:
    """Whether the statement of a month has left."""
    return state.get("billing_month", month_id(branch_id, month)) is not None


def month_of(day: date) -> str:
    """ "2026-11"."""
    return f"{day:%Y-%m}"


def sum_id(parcel_id: str, kind: str) -> str:
    """The id of a parcel's line: the same outcome sent twice writes one line."""
    return line_id("sum_due", parcel_id, kind)


def month_id(branch_id: int, month: str) -> str:
    """The id of a closed month."""
    return line_id("billing_month", str(branch_id), month)


def _line(kind: str, **values: object) -> Change:
    return insert("sum_due", sum_id(str(values["parcel_id"]), kind), kind=kind, **values)
