"""A small library whose walk is over: what stands on its hold shelf, for pictures and checkers."""

from playwright.sync_api import expect

from tests.journeys import post, shelf
from tests.journeys.app import App
from tests.journeys.house import House
from tests.journeys.ledger import Ledger, sql
from tests.journeys.picker import Picker
from tests.journeys.screens import DOMINIQUE

BRANCH = "TILLEULS"
IN_THE_CART_STILL = 2
TO_CLEAR = 3
CALLED = """
    SELECT phone_call.id, patron.first_name || ' ' || patron.last_name AS name FROM phone_call
      JOIN branch ON branch.id = phone_call.branch_id JOIN patron ON patron.id = patron_id
     WHERE branch.code = ? AND phone_call.state = 'to_call' ORDER BY phone_call.id
"""


def fetch_all(app: App, house: House) -> str:
    """One walk finds nearly everything; its id."""
    code, name, pin = DOMINIQUE
    app.enrol(code, "Téléphone de Dominique")
    app.sign_in(name, pin)
    app.plan()
    app.take()
    walk = app.walk()
    picker = Picker(app, Ledger(), house.database, walk)
    barcodes = [line.barcode for line in picker.lines]
    picker.work([Picker.miss, *[Picker.scan] * (len(barcodes) - 1)])
    # What the picker is to choose has more than one document.
    app.finish()
    app.expect_all_sent()
    return walk


def shelve_most(app: App, house: House) -> None:
    """Two stay in the cart, for whoever looks at it."""
    shelf.shelve(app, *shelf.in_the_cart(house.database, BRANCH)[:-IN_THE_CART_STILL])
    app.expect_all_sent()


def call_in_vain(app: App, house: House) -> str:
    """Nobody answers, three times; the id of the letter that is owed."""
    post.wait_for(lambda: bool(_calls(house)))
    call = _calls(house)[0]
    app.open("/app/phone-list")
    card = app.page.locator(".card").filter(has_text=call["name"])
    for tried in range(3):
        expect(card.get_by_text("essai")).to_have_count(1 if tried else 0)
        card.get_by_role("button", name=app.say("No answer"), exact=True).click()
    expect(app.page.get_by_role("heading", name=app.say("Letters to print"))).to_be_visible()
    return str(call["id"])


def clear_some(app: App) -> None:
    """The first of those that nobody came for are on the cart now."""
    app.open("/app/clearing")
    for _ in range(TO_CLEAR):
        before = app.page.locator(".slot-title").text_content() or ""
        app.button("Taken off").click()
        expect(app.page.locator(".slot-title")).not_to_have_text(before)
    app.expect_all_sent()


def _calls(house: House) -> list[dict[str, str]]:
    with sql(house.database) as connection:
        return connection.execute(CALLED, (BRANCH,)).fetchall()
