"""A phone cannot send; its file goes to the supervisor's tablet by cable."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.app import App
from tests.journeys.house import House
from tests.journeys.ledger import sql
from tests.journeys.screens import DOMINIQUE, phone_context
from tests.journeys.words import french

pytestmark = [pytest.mark.journey, pytest.mark.browser]


def test_what_a_phone_could_not_send_is_brought_in_and_counts_once(
    demo: House, browser: Browser, tmp_path: Path
) -> None:
    phone, tablet = _enrolled(demo, browser, "Old phone"), _enrolled(demo, browser, "Tablet")
    phone.plan()
    phone.take()
    phone.page.context.set_offline(True)
    phone.scan(phone.current())
    expect(phone.result()).to_be_visible()
    phone.page.goto(f"{phone.url}/app/sync")
    with phone.page.expect_download() as downloading:
        phone.button("Save as a file").click()
    file = tmp_path / "rayon.txt"
    downloading.value.save_as(file)

    tablet.open("/app/outbox-file")
    tablet.page.locator("input[type=file]").set_input_files(file)
    expect(tablet.page.get_by_role("heading", name=french("Brought in"))).to_be_visible()
    expect(tablet.page.get_by_text(french("Found"), exact=True)).to_be_visible()
    assert _found(demo) == ["applied"]

    phone.page.context.set_offline(False)
    phone.expect_all_sent()
    assert _found(demo) == ["applied"]


def _found(demo: House) -> list[str]:
    """What became of each "found" in the log."""
    with sql(demo.database) as database:
        rows = database.execute("SELECT outcome FROM action WHERE name = 'report_found'")
        return [row["outcome"] for row in rows]


def _enrolled(demo: House, browser: Browser, name: str) -> App:
    code, somebody, pin = DOMINIQUE
    app = App(phone_context(browser).new_page(), demo.url)
    app.enrol(code, name)
    app.sign_in(somebody, pin)
    expect(app.page.locator(".menu")).to_be_visible()
    return app
