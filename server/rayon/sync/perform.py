"""How the rest of the server goes through the one door: build one action and apply it."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from rayon.database import reading
from rayon.holds.action import Deed, Judged
from rayon.ids import new_id
from rayon.staff.access import Person
from rayon.sync.apply import apply
from rayon.sync.batch import Batch
from rayon.sync.models import Installation
from rayon.sync.recorded import SCHEMA_VERSION, Recorded
from rayon.sync.sender import Sender


def perform_for(name: str, subject: str, *, by: Person, **payload: Any) -> Judged:
    """Do one thing in the name of the person who is signed in; the answer is its outcome."""
    sender = Sender(by.author.device_id, by.branch_id, author=by.author)
    return _apply([Deed(name, subject, payload)], sender, by.shift)[0]


def perform_all(deeds: Sequence[Deed], /) -> list[Judged]:
    """Do several things as the server itself, in one transaction, each after the one before."""
    return _apply(deeds, Sender(is_server=True), None)


def _apply(deeds: Sequence[Deed], sender: Sender, shift: str | None) -> list[Judged]:
    with reading() as session:
        store = session.execute(select(Installation.store)).scalar_one()
    actions = [
        Recorded(
            id=new_id(),
            store=store,
            number=None,
            v=SCHEMA_VERSION,
            by=sender.author.staff_id if sender.author else None,
            shift=shift,
            name=deed.name,
            subject=deed.subject,
            payload=deed.payload,
        )
        for deed in deeds
    ]
    return apply(Batch(actions, sender))
