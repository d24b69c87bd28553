"""Somebody registers in the street on a blank card, or asks for something for next time. Pure.

The payload of a registration is the only one that holds a person. The log never has it (see
``sync/log.py``): it goes onto the patron's row, and nowhere else.
"""

from typing import Self

from pydantic import Field, model_validator

from rayon.catalogue.barcodes import Barcode
from rayon.holds.action import (
    Action,
    Change,
    Decision,
    Payload,
    Row,
    State,
    applied,
    conflict,
    insert,
    refused,
    superseded,
    trouble,
)
from rayon.holds.actions import new_hold
from rayon.holds.sources import PHONE
from rayon.holds.visits import against_stop


class Borrower(Payload):
    """Whose it is: a patron by row id, or somebody who registered here, by the registration."""

    card_of: int | None = Field(None, ge=1, le=2**31 - 1)
    reader: str | None = Field(None, max_length=36)

    @model_validator(mode="after")
    def _is_one(self) -> Self:
        if (self.card_of is None) == (self.reader is None):
            raise ValueError("either a card or a registration")
        return self


class RegisterPatron(Payload):
    """Who it is, as they say; a minor names who answers for them."""

    round: str = Field(max_length=36)
    card: Barcode
    first_name: str = Field(min_length=1, max_length=80)
    last_name: str = Field(min_length=1, max_length=80)
    email: str = Field("", max_length=254, pattern=r"^$|^[^@\s]+@[^@\s]+$")
    phone: str = Field("", max_length=20)
    guardian: str = Field("", max_length=120)
    is_minor: bool = False

    @model_validator(mode="after")
    def _can_be_reached(self) -> Self:
        if not (self.email or self.phone):
            raise ValueError("an address or a telephone")
        if self.is_minor and not self.guardian:
            raise ValueError("a minor needs a guardian")
        return self


class ReserveForNext(Borrower):
    """In the reader's words: the library finds it, and brings it to this stop."""

    round: str = Field(max_length=36)
    stop: str = Field(max_length=36)
    words: str = Field(min_length=1, max_length=200)


class CompleteRegistration(Payload):
    """The library's own system has them now."""


def register_patron(action: Action, state: State) -> Decision:
    """A new patron; ``subject`` is the registration."""
    said: RegisterPatron = action.payload
    ride = state.get("cart_round", said.round)
    if ride is None:
        return refused("unknown_round")
    if state.where("newcomer", registration=action.subject):
        return superseded("already_decided")
    if known := state.where("newcomer", card=said.card):
        return _known_already(action, ride, known[0])
    branch = state.tables["branch"][ride["branch_id"]]
    return applied(
        insert(
            "newcomer",
            state.tables["patron_number"][action.subject]["id"],
            card=said.card,
            first_name=said.first_name.strip(),
            last_name=said.last_name.strip(),
            alias="",
            email=said.email.strip(),
            phone=said.phone.strip(),
            language="",
            branch_id=ride["branch_id"],
            payer_card="",
            blocked_until=None,
            loans_left=branch["settings"].cart_first_loans,
            no_mail=False,
            returned_mail="",
            seen_on=branch["calendar"].local_day(action.now),
            registration=action.subject,
            guardian=said.guardian.strip(),
            completed_at=None,
        )
    )


def _known_already(action: Action, ride: Row, known: Row) -> Decision:
    """What is lent to the newcomer is on this card; a person finds out whose it is."""
    line = trouble(action, "card_is_taken", ride["branch_id"], subject=("patron", str(known["id"])))
    lent = {"registration": action.subject, "completed_at": None}
    return conflict("card_is_taken", Change("newcomer", known["id"], lent), line)


def complete_registration(action: Action, state: State) -> Decision:
    """It leaves the list; ``subject`` is the registration, which phones still lend on."""
    known = next(iter(state.where("newcomer", registration=action.subject)), None)
    if known is None or known["completed_at"]:
        return superseded("already_decided")
    if action.branch_id not in (None, known["branch_id"]):
        return refused("unknown_patron")
    done = {"completed_at": action.now, "guardian": ""}
    return applied(Change("newcomer", known["id"], done))


def borrower_of(said: Borrower, state: State) -> int | None:
    """The row id of who borrows; None where nobody knows them."""
    if said.reader is not None:
        known = state.where("newcomer", registration=said.reader)
        return known[0]["id"] if known else None
    shown = state.get("patron", said.card_of)
    return shown["id"] if shown else None


def reserve_for_next(action: Action, state: State) -> Decision:
    """A hold that leaves the choice to the library; ``subject`` is its id."""
    said: ReserveForNext = action.payload
    ride, stop = state.get("cart_round", said.round), state.get("round_stop", said.stop)
    patron = borrower_of(said, state)
    if state.get("hold", action.subject):
        return superseded("already_asked")
    if ride is None or stop is None or stop["branch_id"] != ride["branch_id"]:
        return refused("unknown_round")
    if patron is None:
        return refused("unknown_patron")
    return applied(insert("hold", action.subject, **_asked(action, state, ride, patron)))


def _asked(action: Action, state: State, ride: Row, patron: int) -> Row:
    said: ReserveForNext = action.payload
    # Nobody in the street could know that this was the last visit: it waits at the library.
    is_over = against_stop(state, said.stop, ride["branch_id"]) is not None
    return {
        **new_hold(action),
        "source": PHONE,
        "reference": action.subject,
        "patron_id": patron,
        "wants": "selection",
        "title_id": None,
        "item_id": None,
        "volume": "",
        "kind": "",
        "selection": {"kind": "", "age": "", "number": 1, "wishes": said.words.strip()},
        "fulfilment": "pickup" if is_over else "round",
        "round_stop_id": said.stop,
        "pickup_branch_id": ride["branch_id"],
        "picking_branch_id": None,
        "asked_at": action.now,
        "fact_at": action.now,
    }
