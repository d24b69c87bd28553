"""Inès takes the bike cart out: three stops without a network, and everything is accounted for."""

import json
import re
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Page, expect

from rayon.demo import numbers
from tests.journeys import carts
from tests.journeys.app import PATIENCE_MS, App
from tests.journeys.deliveries import ask
from tests.journeys.handset import Handset
from tests.journeys.house import House
from tests.journeys.ledger import sql
from tests.journeys.subscribers import Subscribers
from tests.journeys.test_public_pages import visitor
from tests.journeys.words import french
from tests.mail import Postbox
from tests.moving_clock import MovingClock
from tests.rounds.push_service import PushService

pytestmark = [pytest.mark.journey, pytest.mark.browser, pytest.mark.full]

PARIS = ZoneInfo("Europe/Paris")
#: The cart comes on Wednesday; subscribers are told on Tuesday at five.
EVE, ANNOUNCED, VISIT = (
    datetime(2026, 11, day, hour, tzinfo=PARIS) for day, hour in ((24, 8), (24, 17), (25, 14))
)
LINK = re.compile(r"https?://\S+/p/reserve/\S+")
INES = ("CANAL-2468", "Inès", "777777")
#: In every name: no disk may hold it in clear, then or later.
CANARY = "Canari"
#: Readers who borrow, by the numbers of their cards, and those who register.
READERS, NEWCOMERS = (1, 2, 3), (901, 902)
WAITING = """() => new Promise((resolve) => {
    const opening = indexedDB.open("rayon");
    opening.onsuccess = () => {
        const outbox = opening.result.transaction("outbox").objectStore("outbox");
        const asked = outbox.index("state").count("waiting");
        asked.onsuccess = () => { opening.result.close(); resolve(asked.result); };
    };
})"""
RECORDED = """() => new Promise((resolve) => {
    const opening = indexedDB.open("rayon");
    opening.onsuccess = () => {
        const asked = opening.result.transaction("meta").objectStore("meta").get("nextNumber");
        asked.onsuccess = () => { opening.result.close(); resolve(asked.result ?? 1); };
    };
})"""
#: Answers of which nothing is recorded.
SILENT = ("Too heavy", "Card read", "Unknown card")
KEPT = """() => new Promise((resolve) => {
    const opening = indexedDB.open("rayon");
    opening.onsuccess = () => {
        const meta = opening.result.transaction("meta").objectStore("meta");
        const asked = meta.getAllKeys();
        asked.onsuccess = () => { opening.result.close(); resolve(asked.result); };
    };
})"""


LINE_OF = """
    SELECT hold.id FROM hold JOIN item ON item.id = hold.item_id
     WHERE item.barcode = ? AND hold.source = 'cart'
"""


#: Somebody who can be written to, and has asked for little.
READER = """
    SELECT card, email FROM patron
     WHERE email != '' AND no_mail = 0 AND blocked_until IS NULL
     ORDER BY (SELECT count(*) FROM hold WHERE patron_id = patron.id), id DESC LIMIT 1
"""


@dataclass(frozen=True)
class Afternoon:
    """Barcodes: reserved ones by stop, the one that is asked for on the page of the first stop (by
    its code), what was chosen, what comes back, and what is awaited.
    """

    reserved: list[list[str]]
    asked: str
    first_stop: str
    chosen: list[str]
    back: list[str]
    awaited: list[str]


@pytest.fixture
def demo(
    tmp_path: Path, clock: MovingClock, smtp_server: Postbox, service: PushService
) -> Iterator[House]:
    """The demo library, on the day before the visit; its mails leave the house."""
    assert service.url
    clock.set(EVE)
    house = House(tmp_path / "demo", smtp_server.url)
    house.open()
    house.server.run("demo", "load")
    house.server.run("push", "keys")
    yield house
    house.close()


def test_three_stops_without_a_network(
    demo: House,
    handset: Handset,
    browser: Browser,
    clock: MovingClock,
    smtp_server: Postbox,
    service: PushService,
) -> None:
    subscribers = Subscribers(smtp_server, service)
    subscribers.subscribe(demo, "Quai des Mariniers")
    clock.set(ANNOUNCED)
    subscribers.wait(demo)
    clock.set(VISIT)
    app = App(handset.switch_on(), demo.url)
    code, name, pin = INES
    app.enrol(code, "Téléphone d’Inès")
    app.sign_in(name, pin)
    day = _stage(app, demo)
    _reserve_without_javascript(demo, browser, smtp_server, day)
    app.open("/app/street")
    _load(app, day)
    # By now the server has looked many times at what is to be told.
    subscribers.check()

    app.page.context.set_offline(True)
    app.button("Leave with the cart").click()
    _at(app, 1)
    app.page.reload()
    _at(app, 1)
    _give(app, 5)
    _lend(app, READERS[0], day.chosen[:3])
    _take_back(app, day, day.back[:4])
    _leave(app)

    _at(app, 2)
    _be_late(app)
    _give(app, 5)
    _lend(app, READERS[1], day.chosen[3:6])
    for number, barcode in zip(NEWCOMERS, day.chosen[6:8], strict=True):
        _register(app, number)
        _scan(app, barcode, "Lent")
    _leave(app)

    # The battery is empty between two stops; nothing is lost, and nobody can be read.
    handset.kill()
    assert list(_canaries(handset.profile)) == []
    app = App(handset.switch_on(), demo.url)
    app.page.context.set_offline(True)
    app.open("/app/street")
    _at(app, 3)
    _give(app, 4)
    _lend(app, READERS[2], day.chosen[8:11])
    _take_back(app, day, day.back[4:])
    _leave(app)

    for barcode in [day.reserved[2][4], *day.back]:
        _scan(app, barcode, "Unloaded")
    app.button("End the round").click()
    expect(app.page.locator("h1")).to_have_text(french("The round is over"))

    app.page.context.set_offline(False)
    _until(app, WAITING, lambda count: count == 0)
    with sql(demo.database) as connection:
        _everything_is_where_it_is(connection, day)
    app.sign_out()
    expect(app.page.locator("h1")).to_have_text(french("Who is there?"))
    assert "street" not in app.page.evaluate(KEPT)
    handset.kill()
    assert list(_canaries(handset.profile)) == []


def _reserve_without_javascript(
    demo: House, browser: Browser, postbox: Postbox, day: Afternoon
) -> None:
    """The first document of the selection, by a reader with a mail address; hers is the last card
    that the first stop waits for.
    """
    with sql(demo.database) as connection:
        (line,) = connection.execute(LINE_OF, (day.asked,))
        (reader,) = connection.execute(READER)
    page = visitor(browser, java_script_enabled=False)
    page.goto(f"{demo.url}/p/stop/{day.first_stop}")
    page.locator(f"input[value='{line['id']}']").check()
    page.get_by_label("Le numéro de votre carte de bibliothèque").fill(reader["card"])
    page.get_by_role("button", name="Réserver").click()
    expect(page.get_by_role("heading", name="Encore une étape")).to_be_visible()
    page.goto(_link_to_agree(page, postbox, reader["email"]))
    page.get_by_role("button", name="Oui, réserver").click()
    expect(page.get_by_role("heading", name="Réservé", exact=True)).to_be_visible()
    page.context.close()


def _link_to_agree(page: Page, postbox: Postbox, email: str) -> str:
    """In the mail that comes to the address on file."""
    for _ in range(PATIENCE_MS // 50):
        for letter in postbox.letters:
            found = LINK.search(letter.text) if email in letter.recipients else None
            if found:
                return found.group(0)
        page.wait_for_timeout(50)
    raise AssertionError("no mail came")


def _be_late(app: App) -> None:
    app.button("Late, or rain").click()
    with _saved(app):
        app.page.locator("dialog[open] .button").first.click()
    expect(app.page.locator(".chip-amber")).to_be_visible()


def _everything_is_where_it_is(connection: sqlite3.Connection, day: Afternoon) -> None:
    bad = connection.execute(
        "SELECT name, outcome, why FROM action"
        " WHERE outcome IN ('conflict', 'refused', 'quarantined')"
    )
    assert list(bad) == []
    places = {
        row["barcode"]: (row["place_kind"], row["status"])
        for row in connection.execute("SELECT barcode, place_kind, status FROM item")
    }
    *handed, missed = [barcode for stop in day.reserved for barcode in stop]
    gone = [*handed, *day.chosen[:11]]
    assert {places[barcode] for barcode in gone} == {("patron", "on_loan")}
    assert places[day.chosen[11]] == ("shelf", "available")
    assert places[missed] == ("walk", "available")
    for barcode in day.back:
        kept = barcode in day.awaited
        assert places[barcode] == ("walk" if kept else "cart", "available")
    lists = Counter(row["kind"] for row in connection.execute("SELECT kind FROM ils_task"))
    assert (lists["loan"], lists["return"]) == (25, 9)
    (not_collected,) = connection.execute(
        "SELECT fulfilment, hold.status FROM hold JOIN item ON item.hold_id = hold.id"
        " WHERE barcode = ?",
        (missed,),
    )
    assert not_collected == {"fulfilment": "pickup", "status": "coming_back"}
    new = connection.execute("SELECT card FROM patron WHERE registration IS NOT NULL ORDER BY id")
    assert [row["card"] for row in new] == [numbers.card(number) for number in NEWCOMERS]
    late = connection.execute("SELECT later FROM visit_change WHERE taken_back_at IS NULL")
    assert [row["later"] for row in late] == [10]
    asked = connection.execute("SELECT status FROM hold WHERE source = 'page'")
    assert [row["status"] for row in asked] == ["handed_over"]
    logged = connection.execute("SELECT payload FROM action WHERE name = 'register_patron'")
    assert [json.loads(row["payload"]) for row in logged] == [{}, {}]


def _load(app: App, day: Afternoon) -> None:
    expect(app.page.locator(".cart-line")).to_have_count(27)
    for barcode in [*(one for stop in day.reserved for one in stop), *day.chosen[:11]]:
        _scan(app, barcode, "Loaded")
    _scan(app, day.chosen[11], "Too heavy")


def _scan(app: App, barcode: str, word: str) -> None:
    """A scan and its answer. What is recorded is waited for: two answers in a row may be alike."""
    if word in SILENT:
        app.scan(barcode)
    else:
        with _saved(app):
            app.scan(barcode)
    expect(app.result()).to_have_text(french(word))


@contextmanager
def _saved(app: App) -> Iterator[None]:
    """What is done here is on the disk afterwards."""
    before = app.page.evaluate(RECORDED)
    yield
    _until(app, RECORDED, lambda number: number > before)


def _until(app: App, question: str, is_met: Callable[[Any], bool]) -> None:
    """Asked again and again; the database of a page tells nobody by itself."""
    for _ in range(PATIENCE_MS // 50):
        if is_met(app.page.evaluate(question)):
            return
        app.page.wait_for_timeout(50)
    raise AssertionError(question)


def _at(app: App, number: int) -> None:
    told = french("Stop {number} of {total}").format(number=number, total=3)
    expect(app.page.locator(".frame-where .muted")).to_have_text(told)


def _give(app: App, many: int) -> None:
    """To those who come, one after the other."""
    for _ in range(many):
        with _saved(app):
            app.page.locator(".cart-line .button").first.click()


def _lend(app: App, reader: int, barcodes: list[str]) -> None:
    _scan(app, numbers.card(reader), "Card read")
    for barcode in barcodes:
        _scan(app, barcode, "Lent")
    app.button("Next person").click()


def _take_back(app: App, day: Afternoon, barcodes: list[str]) -> None:
    for barcode in barcodes:
        _scan(app, barcode, "Given back")
        aside = french("Somebody waits for it: set it aside, do not lend it.")
        text = app.page.locator(".result-text")
        if barcode in day.awaited:
            expect(text).to_contain_text(aside)
        else:
            expect(text).not_to_contain_text(aside)


def _register(app: App, number: int) -> None:
    _scan(app, numbers.card(number), "Unknown card")
    for label, said in (
        ("First name", "Nour"),
        ("Last name", f"{CANARY}{number}"),
        ("Email", f"{CANARY}{number}@usagers.example"),
    ):
        app.page.get_by_label(french(label), exact=True).fill(said)
    app.button("Register").click()
    expect(app.page.locator(".result-word")).to_have_text(french("Registered"))


def _leave(app: App) -> None:
    app.button("Leave this stop").click()
    with _saved(app):
        app.page.locator("dialog[open] .button-primary").click()


def _stage(app: App, demo: House) -> Afternoon:
    """Fourteen reserved, thirteen chosen (one to reserve, the last too heavy), nine on loan."""
    (visit,) = [one for one in ask(app, "/cart")["visits"] if one["name"] == "Quai des Mariniers"]
    where = {"neighbourhood": visit["neighbourhood"], "day": visit["planned"]}
    stops = [stop["id"] for stop in ask(app, "/cart/look", where)["stops"]]
    with sql(demo.database) as connection:
        reserved = [
            [hold["barcode"] for hold in carts.reserve(connection, stop, many)]
            for stop, many in zip(stops, (4, 5, 5), strict=True)
        ]
        asked, *barcodes = carts.free(connection, stops[0], 22)
        reserved[0].append(asked)
        (first,) = connection.execute("SELECT code FROM round_stop WHERE id = ?", (stops[0],))
        back = barcodes[12:]
        marks = ", ".join("?" * len(back))
        connection.execute(
            f"UPDATE item SET status = 'on_loan', place_kind = 'patron' WHERE barcode IN ({marks})",
            back,
        )
        for number, barcode in enumerate(back[:2]):
            carts.ask_for(connection, stops[0], barcode, number)
        connection.execute(f"UPDATE patron SET first_name = '{CANARY}' || id")
        connection.commit()
    for number, barcode in enumerate([asked, *barcodes[:12]]):
        said = {**where, "id": carts.LINE.format(number), "barcode": barcode}
        seen = ask(app, "/cart/choose", said)
    with sql(demo.database) as connection:
        _limit(connection, seen["grams"] - 1)
    return Afternoon(reserved, asked, first["code"], barcodes[:12], back, back[:2])


def _limit(connection: sqlite3.Connection, grams: int) -> None:
    (branch,) = connection.execute("SELECT id, settings FROM branch WHERE code = 'CANAL'")
    settings: dict[str, Any] = {**json.loads(branch["settings"]), "cart_grams": grams}
    changed = (json.dumps(settings), branch["id"])
    connection.execute("UPDATE branch SET settings = ? WHERE id = ?", changed)
    connection.commit()


def _canaries(profile: Path) -> Iterator[str]:
    """Files of the browser's profile in which somebody can be read."""
    wanted = [CANARY.encode(coding) for coding in ("utf-8", "utf-16-le")]
    for path in sorted(profile.rglob("*")):
        if path.is_file() and any(one in path.read_bytes() for one in wanted):
            yield str(path.relative_to(profile))
