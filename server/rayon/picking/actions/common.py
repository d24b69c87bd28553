"""What the handlers of a walk share."""

from typing import Literal

from rayon.catalogue.availability import would_do
from rayon.holds.action import Action, Change, Row, State, can, move, update
from rayon.holds.sources import CART

#: How a barcode was read; "tap" is a button without a scan.
How = Literal["camera", "scanner", "typed", "tap"]

ACTIVE_PICKS = ("open", "later")
#: Wanted, and in nobody's hands yet.
UNFETCHED = ("open", "on_walk", "searching")


def walk_of(state: State, pick: Row) -> Row:
    """The walk a loaded pick belongs to."""
    walk = state.get("walk", pick["walk_id"])
    assert walk is not None
    return walk


def hold_of(state: State, pick: Row) -> Row:
    """The hold a loaded pick fetches."""
    hold = state.get("hold", pick["hold_id"])
    assert hold is not None
    return hold


def is_forgotten(hold: Row) -> bool:
    """Given up, and whoever asked for it is forgotten: there is nobody to find it for any more."""
    is_nobodys = hold["patron_id"] is None and hold["source"] != CART
    return bool(hold["status"] == "unfilled" and is_nobodys)


def decide_pick(action: Action, pick: Row, status: str, **values: object) -> Change:
    """Write what became of a pick."""
    return update("pick", pick, status=status, decided_at=action.now, **values)


def sign_of_life(action: Action, walk: Row) -> Change:
    """The walk moved: supervisors see when it last did."""
    # No new version: phones need not hear of it, only the board shows it.
    return Change("walk", walk["id"], {"moved_at": action.now})


def take_in_hand(item: Row, hold: Row, walk: Row | None, branch_id: int) -> Change:
    """The copy leaves the shelf for this hold, fit to be lent; ``branch_id``: where it was met."""
    return update(
        "item",
        item,
        hold_id=hold["id"],
        place_kind="walk",
        place_ref=walk["id"] if walk else "",
        place_branch_id=branch_id,
        unusable="",
    )


def back_to_shelf(item: Row, *, unusable: str = "") -> Change:
    """The copy goes back where it stood, for nobody."""
    return update("item", item, hold_id=None, place_kind="shelf", place_ref="", unusable=unusable)


def withdraw_if_open(action: Action, pick: Row) -> list[Change]:
    """Nobody needs this pick any more; what was decided on it stays."""
    if pick["status"] not in ACTIVE_PICKS:
        return []
    return [decide_pick(action, pick, "withdrawn")]


def withdraw_other_picks(action: Action, state: State, hold: Row, pick: Row | None) -> list[Change]:
    """Nobody else needs to look for this hold any more."""
    return [
        change
        for other in state.where("pick", hold_id=hold["id"])
        if pick is None or other["id"] != pick["id"]
        for change in withdraw_if_open(action, other)
    ]


def is_met_by(copy: Row, hold: Row) -> bool:
    """Whether nobody has fetched anything for this hold, and this copy is what it wants."""
    is_one = hold["wants"] != "selection"
    return bool(is_one and hold["status"] in UNFETCHED and would_do(copy, hold))


def end_by_a_loan(action: Action, state: State, hold: Row) -> list[Change]:
    """Whoever it is for has it: what nobody had found is found by that, and looked for no more."""
    found = []
    if not can(hold, "hand_over"):
        found = [move(action, hold, "find", closed_because="", disputed=False)]
        hold = {**hold, **found[0].values}
    ended = move(action, hold, "hand_over", closed_because="", handed_over_at=action.now)
    return [*found, ended, *withdraw_other_picks(action, state, hold, None)]
