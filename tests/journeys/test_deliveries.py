"""From Friday 12:58 to Tuesday 20:30 at a library that is closed on Saturday.

40 ask, 12 of them by telephone. Two live out of town and are refused; of the 38 accepted, 35 were
in time and ride on Monday, three came after one o'clock and ride on Tuesday. Two of Monday's are
too heavy: one patron agrees to a second parcel, the other does not, so that a document waits at the
library. 35 and a second one: 36 parcels leave on Monday, and 3 on Tuesday. Three find nobody, one a
wrong address; one outcome comes by the page of the courier firm. All 39 are due: 195 euros.

Two patrons have no mail: one gets her parcel, of which nobody calls her; the other was absent, and
is called. The other 36 read that their order was taken; 33 that it came, for 34 deliveries end
well, one of them hers; 3 that it did not. Karim and Inès have no network all
afternoon, so that nobody reads on Monday that it is on its way: that is news on Tuesday only.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from apiflask import APIFlask
from playwright.sync_api import APIResponse, Browser, Route, expect

from rayon import create_app
from rayon.config import Settings
from rayon.ids import new_id
from tests.builders import a_patron, a_slot, an_address, troubles
from tests.delivery.afternoon import Afternoon, Home
from tests.journeys import post, screens
from tests.journeys.app import App
from tests.journeys.colleagues import enrolment_code
from tests.journeys.house import House
from tests.journeys.ledger import sql
from tests.journeys.over_the_wire import a_phone_on_the_wire
from tests.mail import Postbox
from tests.moving_clock import MovingClock
from tests.people import PIN, Person, a_branch, a_person

pytestmark = [pytest.mark.journey, pytest.mark.browser, pytest.mark.full]

IN_TIME, LATE, BY_TELEPHONE = 35, 3, 12
#: Places on Monday's round; those before are told in this file one by one.
SPLIT, UNWILLING, ABSENT, WRONG, OF_THE_FIRM = 1, 2, (4, 5, 6), 7, 9
WITHOUT_MAIL = (3, 5)
SETTLED = timedelta(minutes=4)
#: Monday's round.
MONDAY = "2026-11-30"
LEFT_TO_INES = (
    "SELECT parcel.id FROM parcel JOIN delivery ON delivery.id = delivery_id WHERE stop > ?"
)
TO_SHELVE = (
    "SELECT hold.id, barcode FROM hold JOIN item ON item.hold_id = hold.id"
    " WHERE fulfilment = 'pickup'"
)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """On the wall clock of the branch: a day of November, or the 31st for the first of December."""
    first = datetime(2026, 11, 1, hour, minute, tzinfo=ZoneInfo("Europe/Paris"))
    return first + timedelta(days=day - 1)


@dataclass
class Days:
    """The same people over five days; each shift is a new sign-in."""

    house: House
    app: APIFlask
    clock: MovingClock
    post: Postbox
    canal: int
    address: int
    people: dict[str, Person]
    afternoon: Afternoon = field(init=False)
    homes: list[Home] = field(default_factory=list)
    read: list[str] = field(default_factory=list)

    def it_is(self, moment: datetime) -> None:
        """Dana is at the desk, Inès on her bike."""
        self.clock.set(moment)
        dana, ines = (
            a_phone_on_the_wire(self.app, self.house.url, self.canal, self.people[name])
            for name in ("Dana", "Inès")
        )
        self.afternoon = Afternoon(self.app, self.canal, dana, ines)

    def order(self, documents: int = 1, *, mail: bool = True) -> str:
        """One order more, and its documents found; the day that is promised."""
        number = len(self.homes) + 1
        home = Home(new_id(), self.a_patron(number, mail=mail))
        door = {"address": self.address, "bell": f"Sonnette {number}", "phone": "0639980001"}
        said = "read" if number < BY_TELEPHONE else "message"
        body = {"id": home.delivery, "patron": home.patron, "agreed": said}
        body |= {"door": {**door, "account": f"FAC-{number:04}"}, "payer_is_adult": True}
        answer = self.afternoon.desk.post("/api/delivery/orders", body)
        assert answer.status_code == 201, answer.text
        for _ in range(documents):
            self.afternoon.add(home)
        self.homes.append(home)
        day: str = answer.get_json()["delivery"]["day"]
        return day

    def a_patron(self, number: int, *, mail: bool = True) -> int:
        """Somebody who reads at home."""
        address = f"lecteur{number}@example.org" if mail else ""
        named = {"first_name": "Lou", "last_name": f"Petit{number}", "email": address}
        return a_patron(self.app, branch_id=self.canal, language="fr", **named)

    def told(self, many: int) -> Counter[str]:
        """What arrived since, by subject, once everything has settled and left."""
        self.clock.move(SETTLED)
        post.wait_for(lambda: len(self.post.letters) >= many)
        post.wait_for(lambda: post.is_quiet(self.house.database))
        letters, self.post.letters[:] = list(self.post.letters), []
        self.read += [letter.text for letter in letters]
        return Counter(str(one.message["Subject"]).split("\xa0:")[0] for one in letters)


@pytest.fixture
def days(house: House, clock: MovingClock, smtp_server: Postbox) -> Iterator[Days]:
    """A library of its own, closed on Saturday; the test looks at its database from beside."""
    app = create_app(Settings(data_dir=house.data, worker="off"))
    clock.set(at(27, 8))
    canal = a_branch(app, settings={"return_box": "111 rue Jean-Jaurès"})
    a_slot(app, canal, "A-Z", takes="letters", letters="A-Z")
    roles = {"Dana": ("picker", "desk", "supervisor"), "Karim": ("courier",), "Inès": ("courier",)}
    people = {name: a_person(app, canal, name, *them) for name, them in roles.items()}
    days = Days(house, app, clock, smtp_server, canal, an_address(app), people)
    days.it_is(at(27, 12, 58))
    saturday = {"branch": canal, "first": "2026-11-28", "last": "2026-11-28"}
    assert days.afternoon.desk.do("close_days", new_id(), saturday)["outcome"] == "applied"
    yield days


def test_38_accepted_orders_give_39_parcels_and_195_euros(days: Days, browser: Browser) -> None:
    desk = _enrol(days, browser, "Dana")
    _friday(days, desk)
    _monday_at_the_desk(days, desk)
    karim = _enrol(days, browser, "Karim")
    _monday_on_the_bikes(days, karim)
    _the_firm_reports(days, desk, browser)
    _monday_evening(days, karim)
    _tuesday(days)
    _it_adds_up(days)


def test_a_scan_waits_for_what_was_tapped_before_it(days: Days, browser: Browser) -> None:
    days.order(3)
    home = days.homes[0]
    days.it_is(at(30, 14))
    desk = _enrol(days, browser, "Dana")
    _weigh(days, home)
    shown = days.afternoon.desk.get(f"/api/delivery/deliveries/{home.delivery}").get_json()
    (first, second), _alone = shown["split"]
    slow: list[tuple[Route, APIResponse]] = []
    desk.page.route("**/leave", lambda route: slow.append((route, route.fetch())))
    desk.open(f"/app/deliveries/{home.delivery}")
    with desk.page.expect_request("**/leave"):
        desk.page.get_by_role("button", name=re.compile(r"^Laisser ici")).click()
    desk.scan(first)
    # Long enough for the scan to overtake, were it allowed to.
    desk.page.wait_for_timeout(500)
    for _pause in range(200):
        if slow:
            break
        desk.page.wait_for_timeout(50)
    ((route, answer),) = slow
    route.fulfill(response=answer)
    _is_in_the_parcel(desk, first)
    desk.scan(second)
    _is_in_the_parcel(desk, second)
    desk.button("Close the parcel").click()
    expect(desk.button("Close the parcel")).to_have_count(0)


def _friday(days: Days, desk: App) -> None:
    promised = [
        days.order(3 if place <= UNWILLING else 1, mail=place not in WITHOUT_MAIL)
        for place in range(1, IN_TIME)
    ]
    _order_by_telephone(days, desk)
    desk.sign_out()
    assert set(promised) == {MONDAY}
    days.clock.set(at(27, 13))
    assert {days.order() for _ in range(LATE)} == {"2026-12-01"}
    mailed = IN_TIME + LATE - len(WITHOUT_MAIL)
    assert days.told(mailed) == {"Votre livraison à domicile est commandée": mailed}


def _order_by_telephone(days: Days, desk: App) -> None:
    """The twelfth call is taken on the screen; so are the two of whom nothing can come."""
    days.a_patron(90)
    for place in ("Paris", "Clichy"):
        _ask_on_the_screen(desk, "petit90", place)
        expect(desk.page.locator(".note[role=alert]")).to_contain_text("75001")
    caller = days.a_patron(91)
    _ask_on_the_screen(desk, "petit91")
    expect(desk.page.locator(".ordered")).to_be_visible()
    with sql(days.house.database) as connection:
        theirs = "SELECT id FROM delivery WHERE patron_id = ?"
        (ordered,) = connection.execute(theirs, (caller,))
    home = Home(ordered["id"], caller)
    days.afternoon.add(home)
    days.homes.append(home)


def _ask_on_the_screen(desk: App, name: str, elsewhere: str = "") -> None:
    page = desk.page
    desk.open("/app/orders")
    page.get_by_label(desk.say("Card or name"), exact=True).fill(name)
    page.keyboard.press("Enter")
    desk.button("Deliver at home").click()
    page.get_by_label(desk.say("Address in town"), exact=True).fill("12 volt")
    page.keyboard.press("Enter")
    if elsewhere:
        desk.button("Not among them: write it").click()
        for label, text in (("Number and street", "1 rue Haute"), ("Town", elsewhere)):
            page.get_by_label(desk.say(label), exact=True).fill(text)
        page.get_by_label(desk.say("Postcode"), exact=True).fill("75001")
        desk.button("Go on").click()
    else:
        page.get_by_role("button", name="12 Rue Voltaire").click()
    page.get_by_label(desk.say("Telephone for the courier"), exact=True).fill("0639980001")
    account = desk.say("Payer’s account at the town’s billing service")
    page.get_by_label(account, exact=True).fill("FAC-0091")
    for said in ("The caller says yes to the fee and the rule", "The payer is an adult"):
        page.get_by_label(desk.say(said), exact=True).click()
    desk.button("Order the delivery").click()


def _monday_at_the_desk(days: Days, desk: App) -> None:
    days.it_is(at(30, 14))
    dana = days.afternoon.desk
    monday = days.homes[:IN_TIME]
    for home in monday[:UNWILLING]:
        _weigh(days, home)
    desk.open()
    desk.sign_in("Dana", PIN)
    for place in (SPLIT, UNWILLING):
        _pack_on_the_screen(days, desk, monday[place - 1], agrees=place == SPLIT)
    for home in monday[UNWILLING:]:
        days.afternoon.packed(home)
    in_order = [home.delivery for home in monday]
    ordered = dana.post("/api/delivery/stops", {"day": MONDAY, "deliveries": in_order})
    assert ordered.get_json() == {"stops": IN_TIME}


def _weigh(days: Days, home: Home) -> None:
    """Two of these fit into a parcel, three do not."""
    for barcode in home.copies.values():
        said = {"id": new_id(), "barcode": barcode, "grams": 900}
        assert days.afternoon.desk.post("/api/delivery/weighings", said).status_code == 200


def _pack_on_the_screen(days: Days, desk: App, home: Home, *, agrees: bool) -> None:
    shown = days.afternoon.desk.get(f"/api/delivery/deliveries/{home.delivery}").get_json()
    together, alone = shown["split"]
    desk.open(f"/app/deliveries/{home.delivery}")
    if agrees:
        desk.page.get_by_role("button", name=re.compile(r"^Oui à 2 colis")).click()
    else:
        desk.page.get_by_role("button", name=re.compile(r"^Laisser ici")).click()
        alone = []
    for bag in filter(None, (together, alone)):
        for barcode in bag:
            desk.scan(barcode)
            _is_in_the_parcel(desk, barcode)
        desk.button("Close the parcel").click()
        expect(desk.button("Close the parcel")).to_have_count(0)


def _is_in_the_parcel(desk: App, barcode: str) -> None:
    row = desk.page.get_by_role("listitem").filter(has_text=barcode)
    expect(row).to_contain_text(desk.say("In the parcel"))


def _monday_on_the_bikes(days: Days, karim: App) -> None:
    """Both fetch the round, then there is no network any more."""
    days.clock.set(at(30, 15, 30))
    karim.open("/app/riding")
    expect(karim.page.locator(".list .row-title")).to_have_count(IN_TIME)
    karim.page.context.set_offline(True)
    karim.button("Ride without the others").click()
    for stop in range(1, OF_THE_FIRM):
        expect(karim.page.locator(".stop-number")).to_have_text(str(stop))
        if stop in ABSENT:
            karim.button("Absent").click()
            karim.button("Absent: I bring it back").click()
        elif stop == WRONG:
            karim.button("Something else").click()
            karim.button("Wrong address").click()
        else:
            karim.button("Delivered").click()
            karim.button("The patron" if stop != 1 else "Somebody of the household").click()
    expect(karim.page.locator(".stop-number")).to_have_text(str(OF_THE_FIRM))


def _the_firm_reports(days: Days, desk: App, browser: Browser) -> None:
    """Its rider has a telephone of his own, without any script."""
    days.clock.set(at(30, 18))
    desk.open("/app/deliveries")
    desk.button("Make a link").click()
    link = desk.page.locator("#firm-link").input_value()
    pin = desk.page.locator(".firm-pin").inner_text()
    theirs = browser.new_context(java_script_enabled=False, locale="fr-FR")
    page = theirs.new_page()
    page.goto(link)
    page.locator("#pin").fill(pin)
    page.get_by_role("button", name="Ouvrir").click()
    stop = page.locator("section").filter(
        has=page.get_by_text(f"{OF_THE_FIRM} · Sonnette {OF_THE_FIRM}", exact=True)
    )
    stop.locator("summary").click()
    stop.get_by_role("button", name="Remis à l’usager").click()
    expect(stop.locator(".told")).to_be_visible()
    theirs.close()


def _monday_evening(days: Days, karim: App) -> None:
    days.clock.set(at(30, 19, 20))
    bike = days.afternoon.bike
    with sql(days.house.database) as connection:
        parcels = [one["id"] for one in connection.execute(LEFT_TO_INES, (OF_THE_FIRM,))]
    did = [bike.record("load_parcel", one) for one in parcels]
    did += [bike.record("deliver_parcel", one, {"to": "patron"}) for one in parcels]
    for _sent_twice in range(2):
        outcomes = {one["outcome"] for one in bike.push(*did)["outcomes"]}
        assert outcomes <= {"applied", "duplicate"}
    karim.page.context.set_offline(False)
    karim.expect_all_sent()
    delivered, missed = IN_TIME - 4 - 1, 4 - 1
    assert days.told(delivered + missed) == {
        "Vos documents ont été livrés": delivered,
        "Vos documents n’ont pas pu être livrés": missed,
    }
    assert post.calls(days.house.database) == {days.homes[ABSENT[1] - 1].patron}
    days.clock.set(at(30, 20, 35))
    assert troubles(days.app) == []


def _tuesday(days: Days) -> None:
    """What came back waits at the library, and so does what was left there; three ride."""
    days.it_is(at(31, 10))
    for number in _column(days, "SELECT number FROM parcel WHERE status <> 'delivered'"):
        answer = days.afternoon.desk.post("/api/delivery/received", {"number": number})
        assert answer.status_code == 200
    (slot,) = _column(days, "SELECT id FROM slot")
    with sql(days.house.database) as connection:
        waiting = {one["id"]: one["barcode"] for one in connection.execute(TO_SHELVE)}
    for hold, barcode in waiting.items():
        said = {"slot": slot, "barcode": barcode, "how": "scanner"}
        assert days.afternoon.desk.do("shelve", hold, said)["outcome"] == "applied"
    assert days.told(4) == {"Votre réservation vous attend": 4}
    days.it_is(at(31, 16))
    parcels = [days.afternoon.loaded(home) for home in days.homes[IN_TIME:]]
    assert days.told(LATE) == {"Votre livraison est en route": LATE}
    for parcel in parcels:
        days.afternoon.bike.do("deliver_parcel", parcel, {"to": "household"})
    assert days.told(LATE) == {"Vos documents ont été livrés": LATE}
    days.clock.set(at(31, 20, 35))
    assert troubles(days.app) == []


def _it_adds_up(days: Days) -> None:
    """Ledger, messages and documents, to the cent."""
    assert len(days.homes) == 38
    parcels = Counter(_column(days, "SELECT status FROM parcel"))
    assert parcels == {"delivered": 35, "absent": 3, "wrong_address": 1}
    assert _column(days, "SELECT count(*) FROM sum_due") == [39]
    months = "SELECT month || ' ' || sum(cents) FROM sum_due GROUP BY month ORDER BY month"
    assert _column(days, months) == ["2026-11 18000", "2026-12 1500"]
    # 33 + 3 + 2 documents on Monday and 3 on Tuesday; four came back, one never left.
    holds = Counter(_column(days, "SELECT status FROM hold"))
    assert holds == {"handed_over": 37, "on_hold_shelf": 5}
    said = [int(one) for text in days.read for one in re.findall(r"(\d+),00\xa0€ figureront", text)]
    # All but the two who have no mail.
    assert sum(said) == 195 - 2 * 5
    statement = days.afternoon.desk.get("/api/delivery/sums?month=2026-11").get_json()
    assert statement["cents"] == 36 * 500


def _enrol(days: Days, browser: Browser, name: str) -> App:
    app = App(screens.phone_context(browser).new_page(), days.house.url)
    app.enrol(enrolment_code(days.house, "CANAL"), f"Téléphone de {name}")
    app.sign_in(name, PIN)
    return app


def _column(days: Days, query: str) -> list[Any]:
    with sql(days.house.database) as connection:
        return [next(iter(dict(one).values())) for one in connection.execute(query)]
