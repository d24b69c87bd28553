"""An outcome was wrong: taken back on the bike, or put right at the library. Pure handlers.

Whoever said it takes it back as long as the parcel has gone no further; then it is on its way
again. Afterwards the desk says how it really ended. Documents go where they truly are, the
statement of sums is put right with them, and what the patron was told is corrected by the notices.
"""

from collections import defaultdict
from typing import Literal, Self

from pydantic import model_validator

from rayon.delivery.actions.common import parcel_of
from rayon.delivery.actions.money import settle_sum
from rayon.delivery.actions.riding import DUE, ON_ITS_WAY, answered, end_now, ended_before, given
from rayon.holds.action import (
    Action,
    Change,
    Decision,
    Payload,
    Row,
    State,
    applied,
    can,
    move,
    refused,
    superseded,
    update,
)

Ended = Literal["delivered", "absent", "refused", "wrong_address", "incident"]
#: What a parcel had ended with, and its copies by hold; None for those whose hold was cancelled.
Carried = dict[str | None, list[Row]]
#: Parcels of which there is nothing to say at any door, and why not.
NEVER_LEFT = {"open": "parcel_is_open", "cancelled": "delivery_cancelled"}


class CorrectParcel(Payload):
    """It ended otherwise. ``was``: how it had ended as far as the screen knew; ``to``: to whom it
    was handed over, if so. ``reason``: a free text would name a patron.
    """

    was: Ended
    ended: Ended
    to: Literal["", "patron", "household", "caretaker"] = ""
    reason: Literal["wrong_button", "wrong_parcel", "learnt_later"]

    @model_validator(mode="after")
    def _says_to_whom(self) -> Self:
        if (self.ended == "delivered") != (self.to != ""):
            raise ValueError("to: whom it was delivered to, and only then")
        return self


def correct_parcel(action: Action, state: State) -> Decision:
    """How it really ended. Before anybody has said anything, it is simply how it ended."""
    parcel, said = parcel_of(action, state), action.payload
    if parcel is None:
        return refused("unknown_parcel")
    if why := NEVER_LEFT.get(parcel["status"]):
        return refused(why)
    if parcel["status"] in ON_ITS_WAY:
        return applied(*end_now(action, state, parcel, said.ended, said.to))
    if (parcel["status"], parcel["given_to"]) == (said.ended, said.to):
        return superseded("already_decided")
    if parcel["status"] != said.was:
        return ended_before(action, parcel, said.ended)
    return _put_right(action, state, parcel)


def _is_forgotten(state: State, parcel: Row) -> bool:
    """Whose it was is not known any more, nor what was in it."""
    delivery = state.get("delivery", parcel["delivery_id"])
    return delivery is None or delivery["patron_id"] is None


def _put_right(action: Action, state: State, parcel: Row) -> Decision:
    ended, to = action.payload.ended, action.payload.to
    changes_hands = (ended == "delivered") != (parcel["status"] == "delivered")
    # No closed bag is empty: this one ended before what was in it was kept.
    if _is_forgotten(state, parcel) or (changes_hands and not parcel["carried"]):
        return refused("too_late_to_correct")
    documents: list[Change] = []
    if ended == "delivered" != parcel["status"]:
        documents = _lent_after_all(action, state, parcel)
    elif parcel["status"] == "delivered" != ended:
        documents = _taken_back(action, state, parcel, "bring_back_after_all")
    moves_on = {"received_at": None} if documents else {}
    said = {"status": ended, "given_to": to, "ended_at": action.now, "ended_by": action.id}
    due = settle_sum(action, state, parcel, is_due=ended in DUE)
    changed = update("parcel", parcel, **said, **moves_on)
    return applied(changed, *documents, *due, *answered(action, state, parcel))


def undo_outcome(action: Action, state: State, target: Row) -> Decision:
    """On its way again, as if nothing had been said, unless it has gone further since."""
    parcel = state.get("parcel", target["subject"])
    if parcel is None:
        return refused("unknown_parcel")
    if parcel["status"] in ON_ITS_WAY:
        return superseded("already_decided")
    is_last_word = parcel["ended_by"] == target["id"] and parcel["received_at"] is None
    if not is_last_word or not _stands_as_left(state, parcel):
        return refused("has_moved_on")
    on_its_way: Row = {
        "status": "out" if parcel["out_at"] else "closed",
        "given_to": "",
        "ended_at": None,
        "ended_by": "",
        "carried": [],
    }
    return applied(
        update("parcel", parcel, **on_its_way),
        *_taken_back(action, state, parcel, "ride_on"),
        *settle_sum(action, state, parcel, is_due=False),
    )


def _stands_as_left(state: State, parcel: Row) -> bool:
    """Neither its documents nor their holds have gone anywhere since it ended."""
    left = "patron" if parcel["status"] == "delivered" else "parcel"
    carried = _carried(state, parcel)
    holds = [state.get("hold", hold_id) for hold_id in carried if hold_id]
    return all(hold and can(hold, "ride_on") for hold in holds) and all(
        copy["place_kind"] == left for copies in carried.values() for copy in copies
    )


def _lent_after_all(action: Action, state: State, parcel: Row) -> list[Change]:
    """The patron has had it all along, wherever it seemed to be since."""
    changes: list[Change] = []
    for hold_id, copies in _carried(state, parcel).items():
        hold = state.get("hold", hold_id)
        ours = [one for one in copies if one["hold_id"] == hold_id or _is_missing(one)]
        if not ours or (hold and not _waits_for(state, hold, copies)):
            continue
        if hold and can(hold, "deliver_after_all"):
            changes += _lend(action, state, hold)
        elif hold and hold["status"] != "cancelled":
            # It rides in another bag by now, and tells what becomes of it there.
            continue
        changes += [given(copy) for copy in ours]
    return changes


def _lend(action: Action, state: State, hold: Row) -> list[Change]:
    over = {"handed_over_at": action.now, "closed_because": "", "disputed": False}
    nowhere = {"slot_id": None, "shelved_at": None, "fulfilment": "delivery"}
    picks = state.where("pick", hold_id=hold["id"])
    return [
        move(action, hold, "deliver_after_all", **over, **nowhere),
        *(
            update("pick", pick, status="withdrawn", decided_at=action.now)
            for pick in picks
            if pick["status"] in ("open", "later")
        ),
    ]


def _is_missing(copy: Row) -> bool:
    return copy["hold_id"] is None and copy["place_kind"] == "missing"


def _waits_for(state: State, hold: Row, copies: list[Row]) -> bool:
    """Not handed over already, and nothing else was found for it in the meantime."""
    known = {copy["id"] for copy in copies}
    served = {copy["id"] for copy in state.where("item", hold_id=hold["id"])}
    return hold["status"] != "handed_over" and served <= known


def _taken_back(action: Action, state: State, parcel: Row, step: str) -> list[Change]:
    """It is in the bag: what the patron was said to have is not lent."""
    changes: list[Change] = []
    for hold_id, copies in _carried(state, parcel).items():
        hold = state.get("hold", hold_id)
        lent = [one for one in copies if one["place_kind"] == "patron" and one["hold_id"] is None]
        was_lent = parcel["status"] == "delivered"
        if hold and can(hold, step) and (lent or not was_lent):
            changes.append(move(action, hold, step, handed_over_at=None))
        elif hold:
            continue
        changes += [_in_the_bag(parcel, copy, hold_id) for copy in lent]
    return changes


def _in_the_bag(parcel: Row, copy: Row, hold_id: str | None) -> Change:
    back = {"hold_id": hold_id, "place_kind": "parcel", "place_ref": parcel["id"]}
    return update("item", copy, **back, status="available")


def _carried(state: State, parcel: Row) -> Carried:
    carried: defaultdict[str | None, list[Row]] = defaultdict(list)
    for item_id, hold_id in parcel["carried"]:
        if copy := state.get("item", item_id):
            carried[hold_id].append(copy)
    return dict(carried)
