"""An afternoon of deliveries for tests: orders, documents found, parcels packed."""

from dataclasses import dataclass, field
from itertools import count
from typing import Any

from apiflask import APIFlask
from sqlalchemy import select

from rayon import clock
from rayon.catalogue.models import Item
from rayon.database import reading, table_of, writing
from rayon.delivery.models import Door
from rayon.ids import new_id
from tests.builders import a_copy, a_patron, a_title, a_walk, pick_of, row
from tests.phones import Phone

_numbers = count(1)


@dataclass
class Home:
    """What one patron gets brought home. ``copies``: {hold: barcode}."""

    delivery: str
    patron: int
    copies: dict[str, str] = field(default_factory=dict)


@dataclass
class Afternoon:
    """One branch; ``desk`` packs, ``bike`` is the courier's phone."""

    app: APIFlask
    branch: int
    desk: Phone
    bike: Phone

    def order(self, documents: int = 1, patron: int | None = None, **door: Any) -> Home:
        """Somebody orders so many documents home; they are found this morning."""
        patron = patron or a_patron(self.app, branch_id=self.branch)
        delivery = new_id()
        named = {"bell": "Petit", "line": "12 Rue Voltaire", "postcode": "92300"}
        named |= {"town": "Levallois-Perret", "account": f"FAC-{next(_numbers):04}", **door}
        with self.app.app_context(), writing() as session:
            session.add(
                Door(
                    id=delivery,
                    branch_id=self.branch,
                    is_known=True,
                    phone="+33639980001",
                    written_at=clock.now(),
                    **named,
                )
            )
        said = {"patron": patron, "agreed": "read", "payer_is_adult": True}
        assert self.desk.do("order_delivery", delivery, said)["outcome"] == "applied"
        home = Home(delivery, patron)
        for _ in range(documents):
            self.add(home)
        return home

    def add(self, home: Home, **copy: Any) -> str:
        """One document more, in hand for this delivery; its barcode."""
        title, barcode = a_title(self.app, f"Livre {next(_numbers)}"), f"B{next(_numbers):05}"
        a_copy(self.app, self.branch, title, barcode, **copy)
        hold = new_id()
        asked = {"patron": home.patron, "title": title, "pickup_branch": self.branch}
        asked["delivery"] = home.delivery
        assert self.desk.do("order_hold", hold, asked)["outcome"] == "applied"
        walk = a_walk(self.app, self.branch, hold)
        for name, subject, said in (
            ("claim_walk", walk, {}),
            ("report_found", pick_of(self.app, hold), {"barcode": barcode, "how": "scanner"}),
            ("finish_walk", walk, {}),
        ):
            assert self.desk.do(name, subject, said)["outcome"] == "applied", name
        home.copies[hold] = barcode
        return barcode

    def pack(self, home: Home, parcel: str = "", barcode: str = "") -> dict[str, Any]:
        """Scan one copy into a parcel; its outcome."""
        barcode = barcode or next(iter(home.copies.values()))
        said = {"delivery": home.delivery, "barcode": barcode}
        return self.desk.do("pack_document", parcel or new_id(), said)

    def packed(self, home: Home) -> str:
        """A closed parcel with all that was ordered; its id."""
        parcel = new_id()
        for barcode in home.copies.values():
            assert self.pack(home, parcel, barcode)["outcome"] == "applied"
        closed = self.desk.do("close_parcel", parcel, {"grams": 900, "estimated": 900})
        assert closed["outcome"] == "applied"
        return parcel

    def loaded(self, home: Home) -> str:
        """A parcel on the bike; its id."""
        parcel = self.packed(home)
        assert self.bike.do("load_parcel", parcel)["outcome"] == "applied"
        return parcel

    def row(self, table: str, row_id: str) -> dict[str, Any]:
        """One row as it is now."""
        return row(self.app, table, row_id)

    def copy(self, barcode: str) -> dict[str, Any]:
        """A copy as it is now."""
        item = table_of(Item)
        with self.app.app_context(), reading() as session:
            return dict(
                session.execute(select(item).where(item.c.barcode == barcode)).mappings().one()
            )

    def statuses(self, home: Home) -> list[str]:
        """What its holds are now."""
        return [self.row("hold", hold)["status"] for hold in home.copies]
