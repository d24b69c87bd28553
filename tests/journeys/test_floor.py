"""A floor out of nothing: twelve bays without a network, a walk that leads to them, a table."""

import json
from collections.abc import Iterator
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

pytestmark = [pytest.mark.full, pytest.mark.journey, pytest.mark.browser]

BAYS = 12
SECTION = "DOC"
#: Where the copies of a section stand, in shelf order; of the branch where Dominique works.
COPIES = """
    SELECT item.barcode FROM item JOIN location ON location.id = item.location_id
      JOIN branch ON branch.id = item.branch_id
     WHERE branch.code = 'TILLEULS' AND location.code = ? AND item.status = 'available'
     ORDER BY item.sort_key, item.id
"""
BARE = "DELETE FROM bay_start; DELETE FROM bay; DELETE FROM shelf_range; DELETE FROM passage;"
BARE += "DELETE FROM cart_start; DELETE FROM floor;"


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


def test_a_floor_from_the_first_bay_to_a_misplaced_document(demo: House, app: App) -> None:
    copies = _column(demo.database, COPIES, SECTION)
    first_documents = copies[:: len(copies) // BAYS][:BAYS]
    _offline(app, is_off=True)
    _survey(app, first_documents)
    app.expect_waiting(BAYS)
    _offline(app, is_off=False)
    app.expect_all_sent()
    assert _column(demo.database, "SELECT count(*) FROM bay") == [BAYS]

    app.open()
    app.plan()
    app.take()
    walk = app.walk()
    _offline(app, is_off=True)
    dominique = Picker(app, Ledger(), demo.database, walk)
    _walk_to(app, dominique, SECTION)
    expect(app.page.get_by_role("img", name=french("Bay {bay}").format(bay="D-"))).to_be_visible()
    dominique.scan()

    app.open("/app/tables")
    expect(app.button("Scan the label")).to_be_visible()
    app.scan("BAY:TABLE-1")
    app.button("Set up").click()
    expect(app.page.locator(".survey-bay")).to_have_text("TABLE-1")
    app.scan(copies[-1])
    expect(app.result()).to_have_text(french("It stands here now"))

    app.open(f"/app/walks/{walk}")
    assert app.current()
    app.scan(copies[-2])
    app.button("It does not belong here").click()
    expect(app.result()).to_have_text(french("On the list of misplaced documents"))
    app.open(f"/app/walks/{walk}/map")
    expect(app.page.locator(".floor-plan .is-here")).to_have_count(1)

    _offline(app, is_off=False)
    app.expect_all_sent()
    assert post.outcomes(demo.database) == {"applied"}
    stands = "SELECT bay.label FROM item JOIN bay ON bay.id = item.place_ref WHERE barcode = ?"
    assert _column(demo.database, stands, copies[-1]) == ["TABLE-1"]
    lines = _column(demo.database, "SELECT facts FROM trouble WHERE kind = 'misplaced'")
    assert [json.loads(facts)["barcode"] for facts in lines] == [copies[-2]]


def test_without_any_floor_walks_run(demo: House, app: App) -> None:
    app.plan()
    app.take()
    dominique = Picker(app, Ledger(), demo.database, app.walk())
    expect(app.page.locator(".bay-front")).to_have_count(0)
    dominique.work([Picker.scan, Picker.miss])
    app.expect_all_sent()


def _survey(app: App, first_documents: list[str]) -> None:
    """One side of a range, bay after bay."""
    app.open("/app/survey")
    app.page.get_by_label(french("Floor"), exact=True).fill("Rez-de-chaussée")
    app.page.get_by_label(french("Range"), exact=True).fill("D")
    app.button("Begin").click()
    expect(app.button("Scan the label")).to_be_visible()
    for number, barcode in enumerate(first_documents, start=1):
        app.scan(f"BAY:D-{number}")
        expect(app.page.locator(".survey-bay")).to_have_text(f"D-{number}")
        expect(app.button("Scan the document")).to_be_visible()
        app.scan(barcode)
        saved = french("Bay {bay} is saved").format(bay=f"D-{number}")
        expect(app.result()).to_have_text(saved)


def _walk_to(app: App, picker: Picker, section: str) -> None:
    """Find one document after the other until the next one stands in this section."""
    for _ in range(40):
        in_section = "SELECT location.code FROM item JOIN location ON location.id = location_id"
        (here,) = _column(picker.database, f"{in_section} WHERE barcode = ?", app.current())
        if here == section:
            return
        picker.scan()
    raise AssertionError(f"no document of {section} on this walk")


def _offline(app: App, *, is_off: bool) -> None:
    app.page.context.set_offline(is_off)


def _column(database: Path, query: str, *values: Any) -> list[Any]:
    with sql(database) as connection:
        return [next(iter(row.values())) for row in connection.execute(query, values)]
