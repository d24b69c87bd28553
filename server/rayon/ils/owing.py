"""What a decision leaves to be keyed into the library's own system. Pure.

A copy found for a hold is to be trapped there, a copy handed over is a loan, a copy looked for
in vain is missing. What stops being true before somebody has keyed it leaves the list.
"""

from collections import Counter
from collections.abc import Callable, Iterable

from rayon.holds.action import Action, Change, Decision, Row, State, insert, line_of, update
from rayon.holds.sources import CART, PAGE, PHONE
from rayon.rounds.registering import Borrower, borrower_of

#: Holds that Rayon alone knows: there is nothing to trap for them elsewhere.
OWN_SOURCES = (PHONE, PAGE, CART)
#: What the library's own system told us, or was just told, need not be keyed again.
FROM_THE_ILS = ("record_loan", "tick_ils_task")

#: Actions of the bike cart that a list tells of, whatever hold they are about.
IN_THE_STREET = {"lend_document": "loan", "take_back_document": "return"}
#: Actions by which somebody has a copy in the hand, wherever it was thought to be.
IN_THE_HAND = ("report_seen", "report_found", "choose_item")
#: What may be owed whether a hold takes a step or not.
TELLING = (*IN_THE_HAND, *IN_THE_STREET)
#: Kinds of lines that say when it was, not when it was heard of.
TIMED = ("loan", "return")


def with_what_is_owed(action: Action, decision: Decision, state: State) -> Decision:
    """The decision, with the lines it adds to and takes off the lists."""
    steps = [one for one in decision.changes if one.table == "hold" and one.step in RULES]
    if not steps and action.name not in TELLING:
        return decision
    after = _After(decision, state)
    owed = [line for change in steps for line in RULES[change.step](action, change, after)]
    owed += [*_seen_again(action, after), *_in_the_street(action, decision, after)]
    if not owed:
        return decision
    return Decision(decision.outcome, decision.why, decision.facts, (*decision.changes, *owed))


class _After:
    """The rows as they will be when the decision is carried out."""

    def __init__(self, decision: Decision, state: State) -> None:
        self.state = state
        self.changed = {
            (change.table, change.id): change.values
            for change in decision.changes
            if change.table in ("hold", "item")
        }

    def row(self, table: str, row_id: object) -> Row:
        before = self.state.get(table, row_id) or {}
        return {**before, **self.changed.get((table, row_id), {})}

    def copies_of(self, hold_id: str) -> list[Row]:
        """The copies that serve a hold, or did until this very decision."""
        served = [item["id"] for item in self.state.where("item", hold_id=hold_id)]
        serve = [
            row_id
            for (table, row_id), values in self.changed.items()
            if table == "item" and values.get("hold_id") == hold_id
        ]
        return [self.row("item", item_id) for item_id in dict.fromkeys(served + serve)]

    def open_tasks(self, kind: str, **values: object) -> list[Row]:
        """Lines that are neither ticked nor withdrawn."""
        return self.state.where("ils_task", kind=kind, done_at=None, withdrawn_at=None, **values)

    def keyed(self, kind: str, hold_id: str) -> Counter[int]:
        """How often a line of this kind was keyed for each copy of a hold."""
        lines = self.state.where("ils_task", kind=kind, hold_id=hold_id, withdrawn_at=None)
        return Counter(line["item_id"] for line in lines if line["done_at"] is not None)


def _found(action: Action, change: Change, after: _After) -> Iterable[Change]:
    hold = after.row("hold", change.id)
    copies = after.copies_of(change.id)
    for task in after.open_tasks("to_mark_missing", hold_id=change.id):
        yield _withdrawn(action, task)
    if hold["source"] in OWN_SOURCES or hold["wants"] == "selection":
        return
    for copy in copies:
        if not after.open_tasks("to_trap", hold_id=change.id, item_id=copy["id"]):
            yield _line(action, "to_trap", hold, copy, copy["place_branch_id"])


def _no_longer_found(action: Action, change: Change, after: _After) -> Iterable[Change]:
    for task in after.open_tasks("to_trap", hold_id=change.id):
        yield _withdrawn(action, task)


def _handed_over(action: Action, change: Change, after: _After) -> Iterable[Change]:
    yield from _no_longer_found(action, change, after)
    hold = after.row("hold", change.id)
    branch = after.state.get("branch", hold["pickup_branch_id"])
    if action.name in (*FROM_THE_ILS, *IN_THE_STREET) or branch is None:
        return
    # No other system was within reach in the street, wherever loans are made otherwise.
    # What rides is handed over there, also when the cart is to come no more.
    is_far = hold["fulfilment"] == "round" or hold["round_id"] is not None
    if branch["loans_in"] != "rayon" and not is_far:
        return
    # Somebody may come for another; the loan is made on the card that was shown.
    shown = after.state.get("patron", getattr(action.payload, "card_of", None))
    for copy in after.copies_of(change.id):
        if returns := after.open_tasks("return", hold_id=change.id, item_id=copy["id"]):
            # The loan stands there still: nobody has keyed yet that it was none.
            yield from (_withdrawn(action, task) for task in returns)
            continue
        yield _line(
            action,
            "loan",
            hold,
            copy,
            hold["pickup_branch_id"],
            patron_id=shown["id"] if shown else None,
        )


def _taken_back(action: Action, change: Change, after: _After) -> Iterable[Change]:
    """It was not lent after all; a loan that somebody has keyed already is to be ended there."""
    for task in after.open_tasks("loan", hold_id=change.id):
        yield _withdrawn(action, task)
    hold = after.row("hold", change.id)
    keyed = after.keyed("loan", change.id)
    for item_id in keyed:
        if keyed[item_id] > after.keyed("return", change.id)[item_id]:
            yield _line(
                action, "return", hold, after.row("item", item_id), hold["pickup_branch_id"]
            )


def _given_up(action: Action, change: Change, after: _After) -> Iterable[Change]:
    """Every copy that was looked for in vain and that nobody has found since."""
    hold = after.row("hold", change.id)
    looked_for = {
        pick["item_id"] for pick in after.state.where("pick", hold_id=change.id, status="not_found")
    }
    for item_id in sorted(looked_for - {None}):
        copy = after.row("item", item_id)
        is_missing = copy["hold_id"] is None and copy["place_kind"] in ("shelf", "missing")
        if is_missing and not after.open_tasks("to_mark_missing", item_id=item_id):
            yield _line(action, "to_mark_missing", hold, copy, copy["branch_id"])


def _seen_again(action: Action, after: _After) -> list[Change]:
    """A copy that somebody has in the hand is not missing, whoever it was missing for."""
    if action.name not in IN_THE_HAND:
        return []
    copy = after.state.item_by_barcode(action.payload.barcode or "")
    tasks = after.open_tasks("to_mark_missing", item_id=copy["id"]) if copy else []
    return [_withdrawn(action, task) for task in tasks]


def _in_the_street(action: Action, decision: Decision, after: _After) -> list[Change]:
    """Lent and taken back without a network: each is told with the time at which it was."""
    kind = IN_THE_STREET.get(action.name)
    if kind is None or not any(change.table == "item" for change in decision.changes):
        return []
    copy = after.state.item_by_barcode(action.payload.barcode)
    ride = after.state.get("cart_round", action.payload.round)
    if copy is None or ride is None:
        return []
    is_loan = isinstance(action.payload, Borrower)
    patron = borrower_of(action.payload, after.state) if is_loan else None
    return [_line(action, kind, None, copy, ride["branch_id"], patron_id=patron)]


RULES: dict[str, Callable[[Action, Change, _After], Iterable[Change]]] = {
    "find": _found,
    "unfind": _no_longer_found,
    "put_back": _no_longer_found,
    "miss": _no_longer_found,
    "cancel": _no_longer_found,
    "expire": _no_longer_found,
    "hand_over": _handed_over,
    "deliver": _handed_over,
    "deliver_after_all": _handed_over,
    "take_back": _taken_back,
    "take_in": _taken_back,
    "bring_back_after_all": _taken_back,
    "ride_on": _taken_back,
    "give_up": _given_up,
}


def _line(
    action: Action,
    kind: str,
    hold: Row | None,
    copy: Row,
    branch_id: int,
    patron_id: int | None = None,
) -> Change:
    return insert(
        "ils_task",
        line_of(action.id, kind, hold["id"] if hold else "", str(copy["id"])),
        kind=kind,
        branch_id=branch_id,
        hold_id=hold["id"] if hold else None,
        item_id=copy["id"],
        patron_id=patron_id,
        at=(action.at or action.now) if kind in TIMED else action.now,
        done_at=None,
        done_by=None,
        withdrawn_at=None,
    )


def _withdrawn(action: Action, task: Row) -> Change:
    return update("ils_task", task, withdrawn_at=action.now)
