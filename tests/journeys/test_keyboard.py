"""A supervisor at a desk, whose mouse is broken: the board and the set-up by keyboard alone."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.app import App
from tests.journeys.house import House
from tests.journeys.screens import DOMINIQUE
from tests.journeys.words import french

pytestmark = [pytest.mark.browser, pytest.mark.full]

#: What has the keyboard now: its name, and whether one sees that.
FOCUSED = """() => {
    const it = document.activeElement;
    const name = it.getAttribute("aria-label") ?? it.labels?.[0]?.innerText ?? it.innerText ?? "";
    const { outlineStyle, boxShadow } = getComputedStyle(it);
    return [name.trim(), outlineStyle !== "none" || boxShadow !== "none"];
}"""
#: Nothing on these screens is farther away than this.
FARTHEST = 90


def test_the_board_and_the_set_up_need_no_mouse(demo: House, browser: Browser) -> None:
    code, name, pin = DOMINIQUE
    tablet = browser.new_context(viewport={"width": 1024, "height": 768}, locale="fr-FR")
    app = App(tablet.new_page(), demo.url)
    app.enrol(code, "Tablette")
    app.sign_in(name, pin)
    app.plan()
    page = app.page

    _open(app, "/app/board")
    walk = page.locator(".card .row-title").first.inner_text()
    _press(page, french("Change {walk}").format(walk=walk))
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()

    _open(app, "/app/locations")
    _press(page, french("Later: {name}").format(name="Romans"))
    expect(page.locator(".location-list .row-title").nth(1)).to_have_text("Romans")
    _press(page, french("Set up: {name}").format(name="Romans"))
    _type(page, french("Hint"), "Au fond")
    page.keyboard.press("Enter")
    expect(page.locator(".location-list")).to_be_visible()

    _open(app, "/app/wordings")
    closing = french("{label} (may stay empty)").format(label=french("Closing"))
    _type(page, closing, "À tout de suite")
    expect(page.locator(".letter")).to_contain_text("À tout de suite")
    # Neither by a link nor by reloading is it dropped unasked.
    page.locator(".back").press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    unasked = page.evaluate("() => dispatchEvent(new Event('beforeunload', { cancelable: true }))")
    assert not unasked
    _press(page, french("Put in force"))
    in_force = french("{what}, in force").format(what=french("Words of our own"))
    expect(page.get_by_text(in_force)).to_be_visible()
    tablet.close()


def _open(app: App, path: str) -> None:
    app.open(path)
    expect(app.page.locator("main .card").first).to_be_visible()


def _press(page: Page, name: str) -> None:
    _reach(page, name)
    page.keyboard.press("Enter")


def _type(page: Page, name: str, text: str) -> None:
    _reach(page, name)
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type(text)


def _reach(page: Page, name: str) -> None:
    """Go on with Tab until this has the keyboard; on the way everything shows that it has it."""
    for _step in range(FARTHEST):
        page.keyboard.press("Tab")
        focused, is_seen = page.evaluate(FOCUSED)
        assert is_seen or not focused, f"{focused} has the keyboard, and nobody sees it"
        if focused == name:
            return
    raise AssertionError(f"the keyboard does not lead to {name}")
