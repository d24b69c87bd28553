"""A floor out of nothing: twelve bays without a network, a walk that leads to them, a table."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys import post, screens
from tests.journeys.app import App
from tests.journeys.house import House
from tests.journeys.ledger import Ledger, sql
from tests.journeys.picker import Picker
from tests.journeys.words import french
from tests.moving_clock import MovingClock

pytestmark = [pytest.mark.full, pytest.mark.journey, pytest.mark.browser]

#: Section -> its range; six bays each.
RANGES = {"DOC": "D", "ROM": "R"}
BAYS = 6
#: How far from the wanted document the first scan is.
AWAY = 14
LOOKED_AGAIN = timedelta(minutes=3)
#: What stands in a section, in shelf order; of the branch where Dominique works.
COPIES = """
    SELECT item.barcode FROM item JOIN location ON location.id = item.location_id
      JOIN branch ON branch.id = item.branch_id
     WHERE branch.code = 'TILLEULS' AND location.code = ?
       AND item.status IN ('available', 'reference', 'not_for_loan')
     ORDER BY item.sort_key, item.id
"""
INDEX = """
    SELECT file FROM location_index JOIN location ON location.id = location_id
      JOIN branch ON branch.id = location.branch_id
     WHERE branch.code = 'TILLEULS' AND location.code = ?
"""
KEPT = """caches.open("rayon-shelves").then((cache) => cache.match("/api/shelves"))
    .then((list) => list ? list.text() : "")"""
#: So many documents are passed over; the order that the phone made of the rest, by their ids.
SKIPPED = 3
ORDER = """new Promise((resolve) => {
    const opening = indexedDB.open("rayon");
    opening.onsuccess = () => {
        const asking = opening.result.transaction("meta").objectStore("meta").get("order");
        asking.onsuccess = () => {
            opening.result.close();
            resolve(asking.result?.picks ?? []);
        };
    };
})"""
BARE = "".join(
    f"DELETE FROM {table};"
    for table in ("bay_start", "bay", "shelf_range", "passage", "cart_start", "floor")
)


@pytest.fixture
def app(demo: House, browser: Browser) -> Iterator[App]:
    """Dominique picks and supervises; nobody has ever surveyed a bay."""
    with sql(demo.database) as connection:
        connection.executescript(BARE)
    context = screens.phone_context(browser)
    app = App(context.new_page(), demo.url)
    code, name, pin = screens.DOMINIQUE
    app.enrol(code, "Téléphone 1")
    app.sign_in(name, pin)
    yield app
    context.close()


@dataclass
class Stacks:
    """What stands where, read from the database itself."""

    database: Path

    def copies(self, section: str) -> list[str]:
        return self.column(COPIES, section)

    def index(self, section: str) -> str:
        """The name of the file by which phones know this section."""
        return next(iter(self.column(INDEX, section)), "")

    def column(self, query: str, *values: Any) -> list[Any]:
        with sql(self.database) as connection:
            return [next(iter(row.values())) for row in connection.execute(query, values)]


def test_a_floor_from_the_first_bay_to_a_misplaced_document(
    demo: House, app: App, clock: MovingClock
) -> None:
    stacks = Stacks(demo.database)
    before = stacks.index("DOC")
    app.page.context.set_offline(True)
    for section, label in RANGES.items():
        _survey(app, label, stacks.copies(section))
    app.expect_waiting(BAYS * len(RANGES))
    app.page.context.set_offline(False)
    app.expect_all_sent()
    assert stacks.column("SELECT count(*) FROM bay") == [BAYS * len(RANGES)]

    clock.move(LOOKED_AGAIN)
    post.wait_for(lambda: stacks.index("DOC") not in ("", before))
    app.open()
    app.plan()
    app.take()
    post.wait_for(lambda: _is_kept(app, stacks.index("DOC")))
    app.page.context.set_offline(True)
    _goes_ahead(app)
    dominique = Picker(app, Ledger(), demo.database, app.walk())
    _walk_to(dominique, stacks.copies("DOC"))
    expect(app.page.locator(".bay-front")).to_have_attribute("aria-label", re.compile(r"D-\d"))
    _is_told_the_way(app, stacks.copies("DOC"))
    dominique.scan()

    far = stacks.copies("JALB")[0]
    assert app.current()
    app.scan(far)
    app.button("Report as misplaced").click()
    expect(app.result()).to_have_text(french("On the list of misplaced documents"))

    app.open("/app/tables")
    expect(app.button("Scan the label")).to_be_visible()
    app.scan("BAY:TABLE-1")
    app.button("Set up").click()
    expect(app.page.locator(".survey-bay")).to_have_text("TABLE-1")
    put = stacks.copies("ROM")[-1]
    app.scan(put)
    expect(app.result()).to_have_text(french("It stands here now"))
    app.open(f"/app/walks/{dominique.walk}/map")
    expect(app.page.locator(".floor-plan .is-here")).to_have_count(1)

    app.page.context.set_offline(False)
    app.expect_all_sent()
    assert post.outcomes(demo.database) == {"applied"}
    stands = "SELECT bay.label FROM item JOIN bay ON bay.id = item.place_ref WHERE barcode = ?"
    assert stacks.column(stands, put) == ["TABLE-1"]
    (facts,) = stacks.column("SELECT facts FROM trouble WHERE kind = 'misplaced'")
    assert json.loads(facts)["barcode"] == far
    assert json.loads(facts)["seen"].startswith("D-")


def test_without_any_floor_walks_run(demo: House, app: App) -> None:
    app.plan()
    app.take()
    dominique = Picker(app, Ledger(), demo.database, app.walk())
    expect(app.page.locator(".bay-front")).to_have_count(0)
    dominique.work([Picker.scan, Picker.miss])
    app.expect_all_sent()


def _survey(app: App, label: str, copies: list[str]) -> None:
    """One side of a range, bay after bay: its label, then its first document."""
    app.open("/app/survey")
    begin, another = app.button("Begin"), app.button("Another range")
    expect(begin.or_(another)).to_be_visible()
    if another.is_visible():
        another.click()
    app.page.get_by_label(french("Floor"), exact=True).fill("Rez-de-chaussée")
    app.page.get_by_label(french("Range"), exact=True).fill(label)
    begin.click()
    expect(app.button("Scan the label")).to_be_visible()
    for number, barcode in enumerate(copies[:: -(-len(copies) // BAYS)], start=1):
        app.scan(f"BAY:{label}-{number}")
        expect(app.page.locator(".survey-bay")).to_have_text(f"{label}-{number}")
        app.scan(barcode)
        saved = french("Bay {bay} is saved").format(bay=f"{label}-{number}")
        expect(app.result()).to_have_text(saved)


def _goes_ahead(app: App) -> None:
    """A tap in the list: that document stays on the screen, and the rest leads on from there."""
    app.page.locator(".position").click()
    ahead = app.page.locator(".row-button").nth(SKIPPED)
    title = ahead.locator(".row-text > :nth-child(2)").text_content()
    ahead.click()
    expect(app.page.locator(".pick-title")).to_have_text(title or "")
    post.wait_for(lambda: len(app.page.evaluate(ORDER)) > SKIPPED)
    expect(app.page.locator(".pick-title")).to_have_text(title or "")
    app.page.locator(".position").click()
    first = app.page.locator(".row-button").first
    expect(first.locator(".row-text > :nth-child(2)")).to_have_text(title or "")
    app.page.locator(".back").click()


def _walk_to(picker: Picker, copies: list[str]) -> None:
    """Find one document after the other until one comes that stands far enough in a section."""
    while (here := picker.app.current()) not in copies or copies.index(here) < AWAY:
        picker.scan()


def _is_told_the_way(app: App, copies: list[str]) -> None:
    """Fourteen documents too far to the left."""
    app.scan(copies[copies.index(app.current()) - AWAY])
    expect(app.result()).to_have_text(f"≈ {AWAY} documents à droite")


def _is_kept(app: App, file: str) -> bool:
    """Whether the phone has this index; it fetches what is new after each exchange."""
    app.page.reload()
    app.page.wait_for_timeout(1500)
    return file in app.page.evaluate(KEPT)
