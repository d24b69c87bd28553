"""The statement of sums due: what is added to it, and when its month is closed. Pure handlers.

Rayon bills nobody: the town's billing service does, from this statement. Lines are added and never
changed; what was wrong is annulled by a second line, as long as its month is open.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

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
    update,
)

#: Lines for a person who has to tell the billing service: add it, take it off.
REQUESTS = ("sum_too_late", "sum_to_take_off")
#: A request that became needless before anybody had passed it on.
WITHDRAWN = "withdrawn"
#: A sum annulled for these reasons is not due again when the outcome is corrected.
WAIVERS = ("our_mistake", "courier_mistake")


class AnnulSum(Payload):
    """It was our mistake, the courier's, or wrongly reported; a free text would name a patron."""

    reason: Literal["our_mistake", "courier_mistake", "wrong_report"]


class CloseMonth(Payload):
    """The statement of this month has gone to the billing service."""

    month: str = Field(pattern=r"^20\d\d-(0[1-9]|1[0-2])$")


def settle_sum(action: Action, state: State, parcel: Row, *, is_due: bool) -> list[Change]:
    """What makes the statement say that this parcel is due, or is not; nothing where it does.

    The ids are made of the parcel's, so that each turn is written once for ever. What cannot be
    written any more, because its month was closed, is asked of the billing service by a person;
    what was asked and not passed on yet is simply not asked.
    """
    account = _account_of(state, parcel)
    if is_due == account.is_believed_due or (is_due and account.is_waived):
        return []
    if account.open_request:
        done = {"closed_at": action.now, "closed_by": action.by, "resolution": WITHDRAWN}
        return [update("trouble", account.open_request, **done)]
    month_is_open = not is_closed(state, parcel["branch_id"], month_of(parcel["day"]))
    if month_is_open and account.is_believed_due == account.stands:
        if account.stands:
            return [_annulled(action, account.lines[-1], "wrong_report")]
        if due := _due_again(action, state, parcel, account):
            return [due]
    kind = "sum_too_late" if is_due else "sum_to_take_off"
    facts = {"number": parcel["number"], "cents": _fee(state, parcel)}
    subject = ("parcel", parcel["id"])
    return [trouble(action, kind, parcel["branch_id"], subject=subject, **facts)]


@dataclass(frozen=True)
class _Account:
    """What is written of one parcel: its ``lines`` oldest first, and what was asked of the billing
    service since its month was closed.
    """

    lines: list[Row]
    requests: list[Row]

    @property
    def stands(self) -> bool:
        return bool(self.lines) and self.lines[-1]["kind"] == "due"

    @property
    def is_believed_due(self) -> bool:
        """By the billing service, once it has done what it was asked: each request turns it."""
        return self.stands != (len(self.requests) % 2 == 1)

    @property
    def is_waived(self) -> bool:
        """Somebody has decided that this patron does not pay, whatever happened at the door."""
        return bool(self.lines) and self.lines[-1]["reason"] in WAIVERS

    @property
    def open_request(self) -> Row | None:
        return next((one for one in self.requests if one["closed_at"] is None), None)


def _account_of(state: State, parcel: Row) -> _Account:
    lines = state.where("sum_due", parcel_id=parcel["id"])
    asked = state.where("trouble", subject_id=parcel["id"])
    return _Account(
        # "due" comes after "annulled" in the alphabet and before it in time.
        sorted(sorted(lines, key=_kind, reverse=True), key=_turn),
        [one for one in asked if one["kind"] in REQUESTS and one["resolution"] != WITHDRAWN],
    )


def _kind(line: Row) -> str:
    return str(line["kind"])


def _turn(line: Row) -> int:
    return int(line["turn"])


def _due_again(action: Action, state: State, parcel: Row, account: _Account) -> Change | None:
    """The next due line; the payer is known as long as the door is, or by the line before."""
    door = account.lines[-1] if account.lines else state.get("door", parcel["delivery_id"])
    if door is None:
        return None
    return _line(
        "due",
        parcel_id=parcel["id"],
        branch_id=parcel["branch_id"],
        number=parcel["number"],
        account=door["account"],
        category=door["category"],
        day=parcel["day"],
        month=month_of(parcel["day"]),
        cents=_fee(state, parcel),
        turn=account.lines[-1]["turn"] + 1 if account.lines else 1,
        reason="",
        at=action.now,
    )


def _fee(state: State, parcel: Row) -> int:
    delivery = state.get("delivery", parcel["delivery_id"])
    assert delivery is not None
    return int(delivery["fee_cents"])


def _annulled(action: Action, due: Row, reason: str) -> Change:
    same = {name: value for name, value in due.items() if name not in ("id", "kind")}
    taken_back = {"cents": -due["cents"], "reason": reason, "at": action.now}
    return _line("annulled", **{**same, **taken_back})


def annul_sum(action: Action, state: State) -> Decision:
    """Take a line back by another one; ``subject`` is the due line."""
    due = state.get("sum_due", action.subject)
    if due is None or due["kind"] != "due":
        return refused("unknown_sum")
    if state.get("sum_due", sum_id(due["parcel_id"], "annulled", due["turn"])):
        return superseded("already_decided")
    if is_closed(state, due["branch_id"], due["month"]):
        return refused("month_is_closed", month=due["month"])
    return applied(_annulled(action, due, action.payload.reason))


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


def sum_id(parcel_id: str, kind: str, turn: int = 1) -> str:
    """The id of a parcel's line: the same outcome sent twice writes one line."""
    return line_id("sum_due", parcel_id, kind, *([str(turn)] if turn > 1 else []))


def month_id(branch_id: int, month: str) -> str:
    """The id of a closed month."""
    return line_id("billing_month", str(branch_id), month)


def _line(kind: str, **values: Any) -> Change:
    row_id = sum_id(values["parcel_id"], kind, values["turn"])
    return insert("sum_due", row_id, kind=kind, **values)
