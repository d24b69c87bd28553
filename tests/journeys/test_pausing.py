"""A walk that is paused stays so, whatever becomes of the app meanwhile."""

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.app import App
from tests.journeys.house import House
from tests.journeys.screens import DOMINIQUE, phone_context

pytestmark = [pytest.mark.browser, pytest.mark.full]


def test_a_paused_walk_waits_to_be_gone_on_with(demo: House, browser: Browser) -> None:
    code, name, pin = DOMINIQUE
    app = App(phone_context(browser).new_page(), demo.url)
    app.enrol(code, "Phone")
    app.sign_in(name, pin)
    app.plan()
    app.take()
    document = app.current()
    app.page.context.set_offline(True)
    app.page.reload()
    assert app.current() == document, "in the middle of a walk one is back at its pick"

    app.page.locator(".position").click()
    app.button("Pause").click()
    expect(app.page.locator(".menu")).to_be_visible()
    app.page.reload()
    expect(app.page.locator(".menu")).to_be_visible()
    app.button("Continue").click()
    assert app.current() == document
