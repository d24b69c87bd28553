"""Home deliveries of a schedule: a few readers have all they first asked for brought home. The desk
packs, takes in what came back and corrects; phones say how each parcel ended, often more than one
of them, and take it back.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any

from rayon.database import writing
from rayon.delivery.models import Door
from rayon.holds.action import Deed
from rayon.ids import new_id
from tests.faults.premises import Premises, Readable

Row = dict[str, Any]
#: Readers with a delivery; two of them have no mail address.
AT_HOME = (2, 5, 7, 9, 12, 14, 16, 19, 23, 26)
#: How much of what people do with their phones is done on the bike, once there are parcels.
ON_THE_BIKE = 0.2
ENDED = ("delivered", "absent", "refused", "wrong_address", "incident")
NOT_BACK = ("open", "closed", "out", "delivered", "cancelled")


@dataclass
class Deliveries:
    """``ordered``: each reader's delivery; its id was made by the desk's screen."""

    server: Premises
    chance: random.Random
    ordered: dict[int, str] = field(default_factory=dict)

    def order(self) -> None:
        """Everybody at home orders; what they asked for so far rides with it."""
        for reader in AT_HOME:
            delivery = self.ordered[reader] = new_id()
            self._write_door(delivery, f"FAC-{reader:04}")
            patron = self.server.library.readers[f"reader{reader}"]
            said = {"patron": patron, "agreed": "read", "payer_is_adult": True}
            self.server.do([Deed("order_delivery", delivery, said)])

    def something(self) -> None:
        """The desk packs for one reader, closes or opens a bag, takes in what came back, or puts
        right what was said of a parcel.
        """
        likely: dict[Callable[[], None], int] = {
            self.pack: 8,
            self.close: 5,
            self.reopen: 1,
            self.agree: 1,
            self.leave: 1,
            self.receive: 4,
            self.annul: 1,
            self.correct: 3,
        }
        what = self.chance.choices([*likely], [*likely.values()])[0]
        what()

    def pack(self) -> None:
        """All that is in hand for one delivery goes into one bag."""
        delivery = self._any_delivery("AND item.place_kind <> 'parcel'")
        bags = self._parcels("status = 'open' AND delivery_id = ?", delivery)
        parcel = bags[0]["id"] if bags and self.chance.random() < 0.9 else new_id()
        for one in self._in_hand(delivery):
            said = {"delivery": delivery, "barcode": one["barcode"]}
            self.server.do([Deed("pack_document", parcel, said)])

    def close(self) -> None:
        """No more goes into this bag."""
        self._with_a_parcel("close_parcel", "status = 'open'", grams=900, estimated=900)

    def reopen(self) -> None:
        """Something was forgotten."""
        self._with_a_parcel("reopen_parcel", "status = 'closed'")

    def agree(self) -> None:
        """A patron says yes to a second parcel."""
        self.server.do([Deed("agree_to_parcels", self._any_delivery(), {"count": 2})])

    def leave(self) -> None:
        """A document does not ride after all."""
        delivery = self._any_delivery()
        if in_hand := self._in_hand(delivery):
            said = {"barcode": self.chance.choice(in_hand)["barcode"]}
            self.server.do([Deed("leave_behind", delivery, said)])

    def receive(self) -> None:
        """A parcel that came back is scanned in."""
        back = f"status NOT IN {NOT_BACK} AND received_at IS NULL"
        for parcel in self._parcels(back):
            self.server.do([Deed("receive_parcel", new_id(), {"number": parcel["number"]})])

    def annul(self) -> None:
        """A supervisor takes a sum back."""
        sums = self.server.rows("SELECT id FROM sum_due WHERE kind = 'due' ORDER BY id")
        if sums:
            due = self.chance.choice(sums)["id"]
            self.server.do([Deed("annul_sum", due, {"reason": "our_mistake"})])

    def correct(self) -> None:
        """How a parcel really ended; now and then the screen was an old one."""
        ended = self.server.rows(f"SELECT id, status FROM parcel WHERE status IN {ENDED}")
        if not ended:
            return
        parcel = self.chance.choice(sorted(ended, key=itemgetter("id")))
        is_old = self.chance.random() < 0.1
        really = self.chance.choice(ENDED)
        said = {
            "was": self.chance.choice(ENDED) if is_old else parcel["status"],
            "ended": really,
            "to": "patron" if really == "delivered" else "",
            "reason": "wrong_button",
        }
        self.server.do([Deed("correct_parcel", parcel["id"], said)])

    def _with_a_parcel(self, name: str, which: str, **said: Any) -> None:
        if parcels := self._parcels(which):
            self.server.do([Deed(name, self.chance.choice(parcels)["id"], said)])

    def _any_delivery(self, which: str = "") -> str:
        """One with something in hand, if there is any."""
        packable = self.server.rows(
            "SELECT DISTINCT hold.delivery_id AS id FROM hold JOIN item ON item.hold_id = hold.id"
            " WHERE hold.delivery_id IS NOT NULL"
            f" AND hold.status IN ('found', 'on_hold_shelf', 'in_parcel') {which} ORDER BY 1"
        )
        known = [row["id"] for row in packable] or list(self.ordered.values())
        return str(self.chance.choice(known))

    def _parcels(self, which: str, *given: Any) -> list[Row]:
        return self.server.rows(f"SELECT id, number FROM parcel WHERE {which} ORDER BY id", *given)

    def _in_hand(self, delivery: str) -> list[Row]:
        return self.server.rows(
            "SELECT item.barcode FROM item JOIN hold ON hold.id = item.hold_id"
            " WHERE hold.delivery_id = ? AND hold.status IN ('found', 'on_hold_shelf', 'in_parcel')"
            " AND item.place_kind <> 'parcel' ORDER BY item.id",
            delivery,
        )

    def _write_door(self, delivery: str, account: str) -> None:
        with self.server.app.app_context(), writing() as session:
            door = Door(id=delivery, branch_id=self.server.library.branch, account=account)
            door.bell, door.line, door.postcode, door.town = "Bell", "1 High Street", "1", "Town"
            door.is_known, door.phone, door.written_at = False, "0102030405", self.server.now
            session.add(door)


def parcel_deed(server: Readable, chance: random.Random) -> tuple[str, str, Row, int] | None:
    """What a courier does with a parcel that has left, or is about to; None where there is none.

    Two who ride the same round may say two things of it.
    """
    parcels = server.rows("SELECT id, version FROM parcel WHERE status <> 'open' ORDER BY id")
    if not parcels:
        return None
    parcel = chance.choice(parcels)
    name = chance.choices(
        [
            "load_parcel",
            "deliver_parcel",
            "report_absent",
            "report_refused",
            "report_wrong_address",
            "report_incident",
        ],
        [4, 5, 3, 1, 1, 1],
    )[0]
    given = chance.choice(("patron", "household", "caretaker"))
    said = {"to": given} if name == "deliver_parcel" else {}
    return name, parcel["id"], said, parcel["version"]
