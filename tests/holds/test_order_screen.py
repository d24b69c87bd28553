"""Dominique takes an order on the telephone with the keyboard alone, in a real browser."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.app import App
from tests.journeys.ledger import sql
from tests.journeys.words import french
from tests.serving import Server

pytestmark = pytest.mark.browser

TITLE = "Title, author, barcode or ISBN"
#: Everything that a browser keeps of a site: a copy of all that is in its stores.
KEPT = """async () => {
    const kept = [location.href, localStorage, sessionStorage].map(one => JSON.stringify(one));
    for (const {name} of await indexedDB.databases()) {
        const db = await new Promise(done => {
            const asked = indexedDB.open(name); asked.onsuccess = () => done(asked.result);
        });
        for (const store of db.objectStoreNames) {
            const rows = await new Promise(done => {
                const asked = db.transaction(store).objectStore(store).getAll();
                asked.onsuccess = () => done(asked.result);
            });
            kept.push(JSON.stringify(rows));
        }
        db.close();
    }
    for (const name of await caches.keys())
        for (const {url} of await (await caches.open(name)).keys()) kept.push(url);
    return kept.join("\\n");
}"""


@pytest.fixture
def orders(server: Server, page: Page) -> App:
    app = App(page, server.url)
    app.enrol("TILLEULS-2468", "Poste de prêt")
    app.sign_in("Dominique", "888888")
    app.open("/app/orders")
    return app


def type_and_enter(app: App, label: str, text: str) -> None:
    expect(app.page.get_by_label(french(label))).to_be_focused()
    app.page.keyboard.type(text)
    app.page.keyboard.press("Enter")


def reserve(app: App) -> None:
    expect(app.button("Reserve")).to_be_focused()
    app.page.keyboard.press("Enter")


def a_barcode(server: Server) -> str:
    """The barcode of a copy that stands on its shelf."""
    with sql(server.data / "rayon.db") as database:
        query = "SELECT barcode FROM item WHERE status = 'available' ORDER BY barcode LIMIT 1"
        return str(database.execute(query).fetchone()["barcode"])


def test_an_order_needs_no_mouse_and_the_next_document_can_be_typed_at_once(
    orders: App, server: Server
):
    press = orders.page.keyboard.press
    type_and_enter(orders, "Card or name", "fontaine luc")
    type_and_enter(orders, TITLE, "grandet balzac")
    editions = orders.page.get_by_role("button", name="Eugénie Grandet")
    expect(editions.first).to_be_focused()
    press("ArrowDown")
    expect(editions.nth(1)).to_be_focused()
    press("Enter")
    reserve(orders)
    type_and_enter(orders, TITLE, a_barcode(server))
    reserve(orders)
    expect(orders.page.get_by_label(french("Reserved in this call")).locator("li")).to_have_count(2)
    expect(orders.page.get_by_label(french(TITLE))).to_be_focused()
    with sql(server.data / "rayon.db") as database:
        holds = database.execute("SELECT status FROM hold WHERE source = 'phone'").fetchall()
    assert [hold["status"] for hold in holds] == ["open", "open"]


def test_the_browser_keeps_nothing_of_the_patron(orders: App):
    type_and_enter(orders, "Card or name", "fontaine")
    heading = orders.page.get_by_role("heading", name="Lucie Fontaine")
    expect(heading).to_be_visible()
    assert "Fontaine" not in orders.page.evaluate(KEPT)
    orders.page.reload()
    expect(orders.page.get_by_label(french("Card or name"))).to_be_visible()
    expect(heading).to_have_count(0)


def test_without_a_network_the_screen_says_why_and_what_to_do(orders: App):
    expect(orders.page.get_by_label(french("Card or name"))).to_be_visible()
    orders.page.context.set_offline(True)
    reason = french(
        "Needs the network: names of patrons never stay on this device. Write the order on paper."
    )
    expect(orders.page.get_by_text(reason)).to_be_visible()
