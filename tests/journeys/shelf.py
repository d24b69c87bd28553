"""At the hold shelf and at the desk: what people scan there, and what the screen answers."""

from pathlib import Path

from playwright.sync_api import expect

from tests.journeys.app import App
from tests.journeys.ledger import sql

IN_THE_CART = """
    SELECT item.barcode FROM item JOIN hold ON hold.id = item.hold_id
      JOIN branch ON branch.id = hold.pickup_branch_id
     WHERE hold.status = 'found' AND item.place_branch_id = hold.pickup_branch_id
       AND hold.fulfilment = 'pickup' AND branch.code = ? ORDER BY hold.slip, item.id
"""
CARD_OF = """
    SELECT patron.card FROM patron JOIN hold ON hold.patron_id = patron.id
      JOIN item ON item.hold_id = hold.id WHERE item.barcode = ?
"""


def in_the_cart(database: Path, branch: str) -> list[str]:
    """The barcodes of what was found and is to be shelved, by slip."""
    with sql(database) as connection:
        return [row["barcode"] for row in connection.execute(IN_THE_CART, (branch,))]


def card_of(database: Path, barcode: str) -> str:
    """The card of the patron for whom this document is put aside."""
    with sql(database) as connection:
        return str(connection.execute(CARD_OF, (barcode,)).fetchone()["card"])


def shelve(app: App, *barcodes: str) -> None:
    """Each into the slot that the screen names."""
    app.open("/app/shelving")
    for barcode in barcodes:
        # Only what this phone has heard of can be shelved.
        expect(app.page.locator(".row-button").first).to_be_visible()
        app.scan(barcode)
        slot = app.page.locator(".slot-name")
        expect(slot).to_be_visible()
        app.scan(f"SLOT:{slot.text_content()}")
        expect(slot).to_be_hidden()
