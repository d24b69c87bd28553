"""One document that is wanted, and the walk on which it is looked for."""

from dataclasses import dataclass
from typing import Any

import pytest
from apiflask import APIFlask
from sqlalchemy import select

from rayon.catalogue.models import Item
from rayon.database import reading
from tests.builders import a_copy, a_hold, a_patron, a_selection, a_title, a_walk, pick_of, row

FIRST, SECOND, OTHER_VOLUME = "C-0001", "C-0002", "C-0003"


@dataclass
class Wanted:
    """A hold, the walk it is on, and what has become of both."""

    app: APIFlask
    branch: int
    title: int
    hold: str
    walk: str
    pick: str

    @property
    def status(self) -> str:
        return str(row(self.app, "hold", self.hold)["status"])

    @property
    def pick_status(self) -> str:
        return str(row(self.app, "pick", self.pick)["status"])

    def hold_row(self) -> dict[str, Any]:
        return row(self.app, "hold", self.hold)

    def copy(self, barcode: str) -> dict[str, Any]:
        with self.app.app_context(), reading() as session:
            item_id = session.scalars(select(Item.id).where(Item.barcode == barcode)).one()
        return row(self.app, "item", item_id)


@pytest.fixture
def wanted(app: APIFlask, canal: int) -> Wanted:
    """Lou wants L’Étranger; two copies would do, a third is another volume."""
    title = a_title(app)
    a_copy(app, canal, title, FIRST)
    a_copy(app, canal, title, SECOND)
    a_copy(app, canal, title, OTHER_VOLUME, volume="2")
    hold = a_hold(app, canal, title, patron=a_patron(app))
    walk = a_walk(app, canal, hold)
    return Wanted(app, canal, title, hold, walk, pick_of(app, hold))


@pytest.fixture
def selection(app: APIFlask, canal: int) -> Wanted:
    """Lou wants two books about dinosaurs; three stand there."""
    title = a_title(app, "Les dinosaures")
    for number in (1, 2, 3):
        a_copy(app, canal, title, f"D-000{number}")
    hold = a_selection(app, canal)
    walk = a_walk(app, canal, hold)
    return Wanted(app, canal, title, hold, walk, pick_of(app, hold))
