"""A shift ends where there is no network."""

import time

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.app import App
from tests.journeys.house import House
from tests.journeys.ledger import sql
from tests.journeys.screens import DOMINIQUE, phone_context
from tests.journeys.words import french

pytestmark = [pytest.mark.journey, pytest.mark.browser]

PATIENCE_S = 60


def test_the_server_hears_of_it_as_soon_as_it_can(demo: House, browser: Browser) -> None:
    code, name, pin = DOMINIQUE
    app = App(phone_context(browser).new_page(), demo.url)
    app.enrol(code, "Old phone")
    app.sign_in(name, pin)
    expect(app.page.locator(".menu")).to_be_visible()
    app.page.context.set_offline(True)
    app.sign_out()
    app.button("Sign out all the same").click()
    expect(app.page.locator("h1")).to_have_text(french("Who is there?"))
    assert _is_open(demo)
    app.page.context.set_offline(False)
    ends = time.monotonic() + PATIENCE_S
    while _is_open(demo) and time.monotonic() < ends:
        app.page.wait_for_timeout(200)
    assert not _is_open(demo)


def _is_open(demo: House) -> bool:
    """Whether the server still knows of a shift."""
    with sql(demo.database) as database:
        open_ones = "SELECT id FROM auth_session WHERE revoked_at IS NULL"
        return database.execute(open_ones).fetchone() is not None
