"""From Friday 12:58 to Tuesday 20:30 at a library that is closed on Saturday.

40 ask. Two live out of town and are refused; of the 38 accepted, 35 were in time and ride on
Monday, three came after one o'clock and ride on Tuesday. One of Monday's is too heavy and its
patron agrees to a second parcel; another is too heavy and its patron does not, so that a document
waits at the library. 38 deliveries and one second parcel: 39 parcels leave. Three find nobody, one
a wrong address; one outcome the firm tells by telephone and Dana keys. All 39 are due: 195 euros.
"""

import csv
from collections import Counter
from datetime import UTC, datetime
from io import StringIO

import pytest
from sqlalchemy import select

from rayon.database import reading, table_of
from rayon.delivery.jobs import ask_after_parcels
from rayon.delivery.models import Delivery, Parcel, SumDue
from rayon.holds.models import Hold
from rayon.ids import new_id
from rayon.sync.perform import perform_all
from tests.builders import a_patron, an_address, troubles
from tests.delivery.afternoon import Home
from tests.people import a_person
from tests.phones import a_phone

FEE = 500
IN_TIME, LATE, OUT_OF_TOWN = 35, 3, 2


def at(day, hour, minute=0, second=0):
    """On the wall clock of the branch in November: an hour ahead of UTC."""
    return datetime(2026, 11, day, hour - 1, minute, second, tzinfo=UTC)


class Story:
    """The same people over five days; each shift is a new sign-in."""

    def __init__(self, app, canal, afternoon, clock):
        self.app, self.canal, self.afternoon, self.clock = app, canal, afternoon, clock
        self.address = an_address(app)
        roles = {"dana": ("picker", "desk", "supervisor"), "karim": ("courier",)}
        self.people = {name: a_person(app, canal, name, *them) for name, them in roles.items()}

    def it_is(self, instant):
        """Everybody signs in anew."""
        self.clock.set(instant)
        self.afternoon.desk = a_phone(self.app, self.canal, self.people["dana"])
        self.afternoon.bike = a_phone(self.app, self.canal, self.people["karim"])

    def ask(self, **where):
        """One telephone call; the answer."""
        patron = a_patron(self.app, branch_id=self.canal)
        door = {"bell": "Petit", "phone": "0639980001", "account": f"FAC-{patron:04}", **where}
        body = {"id": new_id(), "patron": patron, "door": door, "agreed": "read"}
        answer = self.afternoon.desk.post("/api/delivery/orders", {**body, "payer_is_adult": True})
        return answer, Home(body["id"], patron)

    def order(self, documents=1):
        """Accepted; its documents are found the same day, as the branch prepares."""
        answer, home = self.ask(address=self.address)
        assert answer.status_code == 201
        for _ in range(documents):
            self.afternoon.add(home)
        return home, answer.get_json()["delivery"]["day"]

    def weigh(self, home, grams):
        for barcode in home.copies.values():
            said = {"id": new_id(), "barcode": barcode, "grams": grams}
            assert self.afternoon.desk.post("/api/delivery/weighings", said).status_code == 200

    def rows(self, model):
        table = table_of(model)
        with self.app.app_context(), reading() as session:
            return [dict(row) for row in session.execute(select(table)).mappings()]


@pytest.fixture
def story(app, canal, afternoon, clock):
    saturday = {"branch": canal, "first": "2026-11-28", "last": "2026-11-28"}
    assert afternoon.desk.do("close_days", new_id(), saturday)["outcome"] == "applied"
    return Story(app, canal, afternoon, clock)


def test_38_accepted_orders_give_39_parcels_and_195_euros(app, canal, story, afternoon):
    # -- Friday, a little before one o'clock
    story.it_is(at(27, 12, 58))
    homes = [story.order(3 if number < 2 else 1) for number in range(IN_TIME)]
    assert {day for _home, day in homes} == {"2026-11-30"}
    for _ in range(OUT_OF_TOWN):
        typed = {"line": "1 rue de Rivoli", "postcode": "75001", "town": "Paris"}
        answer, _home = story.ask(typed=typed)
        assert (answer.status_code, answer.get_json()["code"]) == (409, "out_of_town")
    # -- Friday, at one o'clock
    story.it_is(at(27, 13))
    late = [story.order() for _ in range(LATE)]
    assert {day for _home, day in late} == {"2026-12-01"}

    # -- Monday: two of three documents of 900 g are all that one parcel takes
    story.it_is(at(30, 14))
    monday = [home for home, _day in homes]
    split, unwilling = monday[:2]
    for home in (split, unwilling):
        story.weigh(home, 900)
        shown = afternoon.desk.get(f"/api/delivery/deliveries/{home.delivery}").get_json()
        assert [len(parcel) for parcel in shown["split"]] == [2, 1]
    parcels = {}
    first, second = _two_and_one(afternoon, split)
    agreed = {"count": 2}
    assert afternoon.desk.do("agree_to_parcels", split.delivery, agreed)["outcome"] == "applied"
    parcels |= {afternoon.packed(first): split, afternoon.packed(second): split}
    rides, stays = _two_and_one(afternoon, unwilling)
    for barcode in stays.copies.values():
        left = afternoon.desk.do("leave_behind", unwilling.delivery, {"barcode": barcode})
        assert left["outcome"] == "applied"
    parcels[afternoon.packed(rides)] = unwilling
    parcels |= {afternoon.packed(home): home for home in monday[2:]}
    assert len(parcels) == IN_TIME + 1
    afternoon.desk.post("/api/delivery/stops", {"day": "2026-11-30"})

    # -- Karim rides without a network; all he says arrives at once, and once more
    absent, wrong = list(parcels)[5:8], list(parcels)[8]
    by_telephone = list(parcels)[9]
    bike = afternoon.bike
    did = [bike.record("load_parcel", parcel) for parcel in parcels]
    for parcel in parcels:
        if parcel in absent:
            did.append(bike.record("report_absent", parcel))
        elif parcel == wrong:
            did.append(bike.record("report_wrong_address", parcel))
        elif parcel != by_telephone:
            did.append(bike.record("deliver_parcel", parcel, {"to": "patron"}))
    for _sent_twice in range(2):
        outcomes = Counter(one["outcome"] for one in bike.push(*did)["outcomes"])
    assert set(outcomes) <= {"applied", "duplicate"}

    # -- half past eight: of one parcel nobody has spoken; the firm says on the telephone
    story.it_is(at(30, 20, 30))
    with app.app_context():
        assert ask_after_parcels(story.clock.now(), perform_all) == 1
    keyed = afternoon.desk.do("deliver_parcel", by_telephone, {"to": "household"})
    assert keyed["outcome"] == "applied"
    for parcel in (*absent, wrong):
        number = {"number": afternoon.row("parcel", parcel)["number"]}
        assert afternoon.desk.post("/api/delivery/received", number).status_code == 200

    # -- Tuesday
    story.it_is(datetime(2026, 12, 1, 14, tzinfo=UTC))
    for home, _day in late:
        parcel = afternoon.loaded(home)
        afternoon.bike.do("deliver_parcel", parcel, {"to": "patron"})
    story.it_is(datetime(2026, 12, 1, 19, 30, tzinfo=UTC))
    with app.app_context():
        assert ask_after_parcels(story.clock.now(), perform_all) == 0

    # -- it adds up, to the cent
    assert len(story.rows(Delivery)) == IN_TIME + LATE == 38
    ended = Counter(parcel["status"] for parcel in story.rows(Parcel))
    assert ended == {"delivered": 35, "absent": 3, "wrong_address": 1}
    sums = story.rows(SumDue)
    assert (len(sums), sum(one["cents"] for one in sums)) == (39, 39 * FEE)
    assert Counter(one["month"] for one in sums) == {"2026-11": 36, "2026-12": 3}
    holds = Counter(hold["status"] for hold in story.rows(Hold))
    # 33 + 3 + 3 documents on Monday, 3 on Tuesday; one stays, four came back.
    assert holds == {"handed_over": 37, "coming_back": 4, "found": 1}
    # Who was asked about the silent parcel has been answered.
    assert troubles(app) == []
    assert _total(afternoon.desk, "2026-11") + _total(afternoon.desk, "2026-12") == 39 * FEE


def _two_and_one(afternoon, home):
    """The documents of a delivery as two homes: those of the first parcel, and the rest."""
    shown = afternoon.desk.get(f"/api/delivery/deliveries/{home.delivery}").get_json()
    by_barcode = {barcode: hold for hold, barcode in home.copies.items()}
    return [
        Home(home.delivery, home.patron, {by_barcode[barcode]: barcode for barcode in parcel})
        for parcel in shown["split"]
    ]


def _total(desk, month):
    """The sum of all totals per payer of an exported month, in cents."""
    text = desk.get(f"/api/delivery/sums/statement.csv?month={month}").text.removeprefix("\ufeff")
    _head, *lines = csv.reader(StringIO(text), delimiter=";")
    totals = [line[5] for line in lines if not line[3]]
    return sum(round(float(cell.replace(",", ".")) * 100) for cell in totals)
