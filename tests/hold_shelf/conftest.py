"""A hold shelf of two slots; Lou has two documents in hand, George one, all found on one walk."""

from dataclasses import dataclass, field
from typing import Any

import pytest
from apiflask import APIFlask
from sqlalchemy import select, update

from rayon.catalogue.models import Branch, Item
from rayon.database import reading, table_of, writing
from tests.builders import (
    a_copy,
    a_hold,
    a_patron,
    a_slot,
    a_title,
    a_walk,
    pick_of,
    row,
)
from tests.people import Person
from tests.phones import Phone, a_phone

DUNE, NANA, ODES = "C-DUNE", "C-NANA", "C-ODES"


@dataclass
class Shelf:
    """What waits, and for whom; ``holds`` by the barcode that was found for each."""

    app: APIFlask
    branch: int
    phone: Phone
    lou: int
    george: int
    slots: dict[str, str] = field(default_factory=dict)
    holds: dict[str, str] = field(default_factory=dict)

    def ask(self, patron: int | None, title: str, barcode: str = "", **values: Any) -> str:
        """The patron asks for a title of which there is one copy, or none."""
        record = a_title(self.app, title)
        if barcode:
            a_copy(self.app, self.branch, record, barcode)
        named = {"patron": patron} if patron else {}
        hold = a_hold(self.app, values.pop("at", self.branch), record, **named, **values)
        if barcode:
            self.holds[barcode] = hold
        return hold

    def find(self, *barcodes: str) -> None:
        """All found on one walk, which is over."""
        walk = a_walk(self.app, self.branch, *(self.holds[barcode] for barcode in barcodes))
        self.phone.do("claim_walk", walk)
        for barcode in barcodes:
            found = {"barcode": barcode, "how": "camera"}
            done = self.phone.do("report_found", pick_of(self.app, self.holds[barcode]), found)
            assert done["outcome"] == "applied"
        self.phone.do("finish_walk", walk)

    def shelve(self, barcode: str, slot: str, phone: Phone | None = None) -> dict[str, Any]:
        """Somebody puts a document into a slot."""
        said = {"barcode": barcode, "how": "camera", "slot": self.slots[slot]}
        return (phone or self.phone).do("shelve", self.holds[barcode], said)

    def do(self, name: str, barcode: str, **said: Any) -> dict[str, Any]:
        """One deed on a document of this shelf, by its hold."""
        payload = {"barcode": barcode, "how": "camera", **said}
        return self.phone.do(name, self.holds[barcode], payload)

    def hold(self, barcode: str) -> dict[str, Any]:
        return row(self.app, "hold", self.holds[barcode])

    def copy(self, barcode: str) -> dict[str, Any]:
        with self.app.app_context(), reading() as session:
            item_id = session.scalars(select(Item.id).where(Item.barcode == barcode)).one()
        return row(self.app, "item", item_id)

    def place(self, barcode: str) -> tuple[str, str]:
        copy = self.copy(barcode)
        return copy["place_kind"], copy["place_ref"]

    def set(self, **settings: Any) -> None:
        """Settings of the branch."""
        table = table_of(Branch)
        with self.app.app_context(), writing() as session:
            one = table.c.id == self.branch
            session.execute(update(table).where(one).values(settings=settings))

    def at_the_desk(self, person: Person) -> Phone:
        """From now on, this person's phone does it."""
        self.phone = a_phone(self.app, self.branch, person)
        return self.phone


@pytest.fixture
def shelf(app: APIFlask, canal: int, phone: Phone) -> Shelf:
    """Lou waits for Dune and Nana, George for Odes: all three are in the cart."""
    lou = a_patron(app, card="24242000000011")
    george = a_patron(app, card="24242000000029", first_name="George", last_name="Sand")
    shelf = Shelf(app, canal, phone, lou, george)
    shelf.slots = {name: a_slot(app, canal, name) for name in ("A1", "A2")}
    shelf.ask(lou, "Dune", DUNE)
    shelf.ask(lou, "Nana", NANA)
    shelf.ask(george, "Odes", ODES)
    shelf.find(DUNE, NANA, ODES)
    return shelf
