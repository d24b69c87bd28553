"""The bike cart of a schedule. In every third morning one librarian rides it: loads, is without a
network from the first halt to the last, hands over, lends, takes back, registers readers, notes
what they ask for, and unloads. What a scan means and what is written down is the phone's own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import update

from rayon.catalogue.branches import all_of
from rayon.catalogue.models import Item
from rayon.database import reading, writing
from rayon.hold_shelf.keyed import Keyed
from rayon.holds.action import Deed
from rayon.ids import new_id
from rayon.rounds.carrying import cart_of
from rayon.rounds.choosing import round_id
from rayon.rounds.reading import calendar_of
from rayon.rounds.taken_along import street_view
from tests.faults.library import HALTS, NINE, QUAY, RIDER, TITLES, copies_of
from tests.faults.premises import Readable

if TYPE_CHECKING:
    from tests.faults.schedule import Schedule

Row = dict[str, Any]
DAY = NINE.date()
RIDE = round_id(QUAY, DAY)
#: Readers who come to a halt for what they first asked for; one of them has no mail address.
AT_A_HALT = (1, 3, 8, 10, 18, 21, 24)
#: Actions after which the cart is loaded, and how much of what people do then is done with it.
LOADED_AFTER, ON_THE_CART = 30, 0.3
CHOSEN, ON_LOAN = 4, 8


class Street:
    """``newcomers``: who registered, by what the phone knows of them."""

    def __init__(self, schedule: Schedule) -> None:
        self.s, self.server, self.chance = schedule, schedule.server, schedule.chance
        self.rides = schedule.seed % 3 == 1
        self.has_taken_along = False
        self.out: set[str] = set()
        self.newcomers: list[Row] = []

    def halts(self) -> dict[int, str]:
        """Where readers wait for what they asked for."""
        return {one: HALTS[one % 2] for one in AT_A_HALT} if self.rides else {}

    def open(self) -> None:
        """Some documents are on loan: others may ask for them and see them come back."""
        if not self.rides:
            return
        lent = [copies_of(number)[0] for number in self.chance.sample(range(TITLES), ON_LOAN)]
        with self.server.app.app_context(), writing() as session:
            gone = {"status": "on_loan", "place_kind": "patron"}
            session.execute(update(Item).where(Item.barcode.in_(lent)).values(gone))

    def begin(self) -> None:
        """A visit is ridden; a restored server may not know that any more."""
        if self.has_taken_along:
            self.server.do([Deed("begin_round", "", self._visit())])

    def is_out(self, tab: str) -> bool:
        """Whether this phone is where there is no network."""
        return self.s.phone_of(tab) in self.out

    def come_home(self) -> None:
        """From now on all phones have a network."""
        self.out.clear()

    def some_tab(self) -> str | None:
        """Now and then it is the rider who does something."""
        is_time = self.rides and self.s.saved >= LOADED_AFTER
        if not is_time or self.chance.random() > ON_THE_CART:
            return None
        return self.chance.choice([tab for phone in self._phones() for tab in self.s.tabs[phone]])

    def _phones(self) -> list[str]:
        """The rider's, and what was made of it by a copy."""
        return [phone for phone, person in self.s.people.items() if person == RIDER]

    def act(self, tab: str) -> bool:
        """What the rider does with this phone; False where the round has nothing to do."""
        is_time = self.rides and self.s.saved >= LOADED_AFTER
        if not is_time or self.s.phone_of(tab) not in self._phones():
            return False
        if not self.has_taken_along:
            self._take_along(tab)
        street = self.s.phone("street", tab)
        if street is None or street["hasEnded"]:
            self.out.discard(self.s.phone_of(tab))
            return False
        self._ride(tab, street)
        return True

    def _take_along(self, tab: str) -> None:
        """Staff choose a few documents; all of the round goes onto this phone."""
        self.has_taken_along = True
        self.begin()
        there = (
            "SELECT barcode FROM item WHERE place_kind = 'shelf' AND hold_id IS NULL ORDER BY id"
        )
        standing = [row["barcode"] for row in self.server.rows(there)]
        for barcode in self.chance.sample(standing, CHOSEN):
            said = {**self._visit(), "barcode": barcode}
            self.server.do([Deed("choose_for_cart", new_id(), said)])
        rider = self.server.library.colleagues[RIDER]
        keyed = Keyed.for_shift("secret", rider.device, rider.shift)
        with self.server.app.app_context(), reading() as session:
            branch = all_of(session)[self.server.library.branch]
            cart = cart_of(session, branch, QUAY, DAY)
            view = street_view(session, calendar_of(session, branch), cart, keyed)
        self.s.phone("takeAlong", tab, {**view, "shift": rider.shift})

    def _visit(self) -> Row:
        day = DAY.isoformat()
        return {"branch": self.server.library.branch, "neighbourhood": QUAY, "day": day}

    def _ride(self, tab: str, street: Row) -> None:
        halts = [halt for halt in street["stops"] if halt not in street["left"]]
        if not halts:
            self.out.discard(self.s.phone_of(tab))
            self._unload(tab, street)
        elif self.s.phone_of(tab) in self.out:
            self._at_a_halt(tab, street, halts[0])
        else:
            self._load(tab, street)

    def _load(self, tab: str, street: Row) -> None:
        at_home = [one for one in street["documents"] if one["where"] in ("to_fetch", "in_hand")]
        to_load = [one for one in at_home if one["barcode"]]
        if not to_load or self.chance.random() < 0.1:
            self.out.add(self.s.phone_of(tab))
            return
        one = self.chance.choice(to_load)
        scan = {"round": RIDE, "barcode": one["barcode"], "how": "scanner"}
        self.s.record(tab, "load_document", one["hold"], scan, one["version"])

    def _at_a_halt(self, tab: str, street: Row, halt: str) -> None:
        what = self.chance.choices(
            [self._hand_over, self._lend, self._take_back, self._register, self._reserve],
            [4, 5, 6, 2, 2],
        )[0]
        if self.chance.random() < 0.1:
            self.s.record(tab, "leave_stop", RIDE, {"stop": halt}, 0)
        else:
            what(tab, street, halt)

    def _hand_over(self, tab: str, street: Row, _halt: str) -> None:
        """A card opens it, or nothing but a face."""
        here = [one for one in street["documents"] if one["reserved"] and one["where"] == "on_cart"]
        if here:
            one = self.chance.choice(here)
            cards = [card for card in street["cards"] if card["who"] == one["card_of"]]
            reader = cards[0] if cards and self.chance.random() < 0.5 else None
            self._scan(tab, reader, one["barcode"])

    def _lend(self, tab: str, street: Row, _halt: str) -> None:
        """Whatever is on the cart, on whatever card."""
        readers = [*street["cards"], *self.newcomers, *self.newcomers]
        if street["on"]:
            one = self.chance.choice(street["on"])
            self._scan(tab, self.chance.choice(readers), one["barcode"])

    def _take_back(self, tab: str, _street: Row, _halt: str) -> None:
        """A document that somebody has at home; now and then one that nobody knows."""
        at_home = self.server.rows("SELECT barcode FROM item WHERE place_kind = 'patron'")
        known = sorted(row["barcode"] for row in at_home)
        is_known = known and self.chance.random() < 0.97
        self._scan(tab, None, self.chance.choice(known) if is_known else "9999")

    def _register(self, tab: str, street: Row, _halt: str) -> None:
        """One of three as no form would let it through."""
        number = len(self.newcomers)
        registration, name = new_id(), f"newcomer{number}"
        said = {
            "round": RIDE,
            "card": f"29{number:012}",
            "first_name": name,
            "last_name": "Canaryova",
            "email": "" if number % 3 == 1 else f"{name}@example.org",
            "phone": "",
            "guardian": "",
            "is_minor": False,
        }
        self.s.record(tab, "register_patron", registration, said, 0)
        left = street["first_loans"]
        self.newcomers.append({"who": 0, "reader": registration, "blocked": False, "left": left})

    def _reserve(self, tab: str, street: Row, halt: str) -> None:
        reader = self.chance.choice([*street["cards"], *self.newcomers])
        whose = {"reader": reader["reader"]} if "reader" in reader else {"card_of": reader["who"]}
        said = {"round": RIDE, "stop": halt, "words": "something about volcanoes", **whose}
        self.s.record(tab, "reserve_for_next", new_id(), said, 0)

    def _scan(self, tab: str, reader: Row | None, barcode: str) -> None:
        self.s.write_down(tab, "scanInStreet", reader, barcode)

    def _unload(self, tab: str, street: Row) -> None:
        if not street["on"] or self.chance.random() < 0.05:
            self.s.record(tab, "end_round", RIDE, {}, 0)
            return
        one = self.chance.choice(street["on"])
        scan = {"round": RIDE, "barcode": one["barcode"], "how": "scanner"}
        self.s.record(tab, "unload_document", "", scan, 0)


def street_side(server: Readable) -> Row:
    """What the server made of the round: its log in the order in which it judged, lists, people."""
    return {
        "order": [row["id"] for row in server.rows("SELECT id FROM action ORDER BY rowid")],
        "items": server.rows(
            "SELECT barcode, title_id AS title, place_kind AS place, unusable FROM item"
        ),
        "holds": server.rows(
            "SELECT id, title_id AS title, wants, source, fulfilment,"
            " (SELECT place_kind FROM item WHERE hold_id = hold.id) AS place,"
            " EXISTS (SELECT 1 FROM hold_event WHERE hold_id = hold.id AND before = 'on_bike'"
            " AND \"after\" IN ('coming_back', 'searching')) AS was_out FROM hold"
        ),
        "lines": server.rows(
            "SELECT ils_task.kind, barcode FROM ils_task JOIN item ON item.id = ils_task.item_id"
            " LEFT JOIN hold ON hold.id = ils_task.hold_id"
            " WHERE ils_task.kind IN ('loan', 'return') AND (hold.id IS NULL OR source = 'cart')"
        ),
        "cards": [row["card"] for row in server.rows("SELECT card FROM patron")],
    }
