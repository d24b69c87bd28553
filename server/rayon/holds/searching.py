"""How long a document is looked for before its patron is told that it was not found. Pure."""

from datetime import datetime, timedelta

from rayon.holds.action import Action, Row, State

#: A document that turns up after this does not wake the hold of a patron who was told long ago.
REVIVED_WITHIN = timedelta(days=30)

#: The columns of a hold whose search has not begun.
NOT_LOOKED_FOR: Row = {"looks": 0, "looked_by": None, "looked_at": None, "search_until": None}


def after_a_look(action: Action, state: State, hold: Row) -> Row:
    """The columns of a hold that was looked for once more, in vain."""
    return {
        "looks": hold["looks"] + 1,
        "looked_by": action.by,
        "looked_at": action.now,
        "search_until": hold["search_until"] or _search_until(action, state, hold),
    }


def may_revive(hold: Row, now: datetime) -> bool:
    """Whether a document that turns up now is still news for this hold."""
    if hold["status"] == "searching":
        return True
    # Once its patron is forgotten there is nobody to put the document aside for.
    is_known = hold["patron_id"] is not None
    is_recent = now - hold["fact_at"] <= REVIVED_WITHIN
    return bool(hold["status"] == "unfilled" and is_known and is_recent)


def _search_until(action: Action, state: State, hold: Row) -> datetime:
    """The search ends when the next pick-up day of the patron's branch closes."""
    branch = state.get("branch", hold["pickup_branch_id"])
    assert branch is not None
    calendar = branch["calendar"]
    closing: datetime = calendar.closing_of(calendar.next_day_after(calendar.local_day(action.now)))
    return closing
