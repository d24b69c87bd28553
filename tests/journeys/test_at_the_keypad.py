"""A picker without a camera, whose phone spoke another language before."""

import pytest
from playwright.sync_api import Browser, FloatRect, expect

from tests.journeys.app import App
from tests.journeys.house import House
from tests.journeys.ledger import Ledger
from tests.journeys.screens import DOMINIQUE, phone_context
from tests.journeys.words import french

#: No line of a result is as high as this with the keys open; two lines are higher.
ONE_LINE = 30

pytestmark = [pytest.mark.journey, pytest.mark.browser, pytest.mark.full]


def test_typing_what_the_screen_shows_is_enough(demo: House, browser: Browser) -> None:
    code, name, pin = DOMINIQUE
    app = App(phone_context(browser, locale="en-GB").new_page(), demo.url)
    app.open(f"/app/enrol/{code}")
    app.language = "en"
    app.button("Enrol").click()
    app.sign_in(name, pin)
    app.language = "fr"
    said = french("{language}, the language of {name}. Settings changes it.")
    expect(app.page.locator(".toast")).to_contain_text(said.format(language="Français", name=name))
    app.plan()
    app.take()
    app.expect_all_sent()
    app.page.context.set_offline(True)

    before, first = _height_of_the_top(app), app.current()
    shown = app.page.locator(".barcode").inner_text().split("…")[-1]
    app.type_number(shown)
    expect(app.result()).to_have_text(french("Found"))
    expect(app.page.locator(".result-text")).to_contain_text(first)
    app.expect_waiting(1)
    assert _height_of_the_top(app) == before
    assert _bottom(app, ".pick .label-large") <= _top(app, ".result")
    assert _bottom(app, ".pick .barcode") <= _top(app, ".result")

    app.put_keys_away()
    app.type_number("0000")
    expect(app.result()).to_have_text(french("Part of a number"))
    app.button("Not on the shelf").click()
    expect(app.page.locator("dialog .places li").first).to_be_visible()
    app.button("Go on looking").click()
    expect(app.page.locator("dialog")).to_have_count(0)
    app.expect_waiting(1)
    app.page.context.close()


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_strange_number_leaves_the_next_label_in_sight(
    demo: House, browser: Browser, language: str
) -> None:
    app = _on_a_small_phone(demo, browser, language)
    title = app.page.locator("main h2").inner_text()
    typed = {"30999999999999": "30999999999999", "0000": "0000", app.current(): title}
    for number, named in typed.items():
        app.type_number(number)
        expect(app.page.locator(".result-text")).to_contain_text(named)
        app.page.evaluate("scrollTo(0, 0)")
        assert _height(app, ".result-word") < ONE_LINE
        assert _bottom(app, ".pick .label-large") <= _top(app, ".result")
        app.put_keys_away()
    app.page.context.close()


@pytest.mark.parametrize(("height", "beside_the_keys"), [(640, 380), (800, 530)])
def test_the_label_stays_in_sight_over_the_keys(
    demo: House, browser: Browser, height: int, beside_the_keys: int
) -> None:
    app = _on_a_small_phone(demo, browser, "fr")
    app.page.set_viewport_size({"width": 360, "height": height})
    app.button("Type the number").click()
    expect(app.page.locator(".type-code input")).to_be_focused()
    app.page.set_viewport_size({"width": 360, "height": beside_the_keys})
    # As a phone does once its keys are up.
    app.page.evaluate("document.activeElement.scrollIntoView({ block: 'nearest' })")
    assert _top(app, ".pick .label-large") >= 0
    assert _bottom(app, ".pick .label-large") <= _top(app, ".frame-foot")
    assert _bottom(app, ".type-code input") <= beside_the_keys
    app.page.context.close()


def test_a_double_click_is_one(demo: House, browser: Browser) -> None:
    app = _on_a_small_phone(demo, browser, "fr")
    first = app.current()
    app.button("Later").dblclick()
    expect(app.result()).to_have_text(french("Put off to the end of the walk"))
    second = app.current()
    assert second != first
    app.page.locator(".position").click()
    put_off = app.page.locator(".row-button", has_text=app.say("Later"))
    expect(put_off).to_have_count(1)
    app.page.context.close()


def test_the_other_half_is_fetched_later_and_the_first_is_not_scanned_again(
    demo: House, browser: Browser
) -> None:
    app = _on_a_small_phone(demo, browser, "fr")
    app.page.context.set_offline(True)
    lines = Ledger().add_plan(demo.database, app.walk())
    app.scan(next(line.barcode for line in lines if line.has_two_stops))
    app.button("The other half later").click()
    expect(app.page.locator("dialog")).to_have_count(0)
    app.page.locator(".position").click()
    app.page.locator(".row-button", has_text=app.say("Later")).click()
    half = app.page.locator(".half-taken")
    expect(half).to_be_visible()
    app.page.reload()
    expect(half).to_contain_text("Tiroir des disques")
    app.button("Type the number").click()
    expect(app.page.locator(".type-code input")).to_be_focused()
    assert _bottom(app, ".half-taken") <= _top(app, ".frame-foot")
    app.put_keys_away()
    half.get_by_role("button").click()
    expect(app.result()).to_have_text(french("Found"))
    app.expect_done(1)
    app.page.context.close()


def _on_a_small_phone(demo: House, browser: Browser, language: str) -> App:
    """Ada stands before the first document of her walk."""
    context = phone_context(browser, viewport={"width": 360, "height": 640})
    app = App(context.new_page(), demo.url)
    app.enrol("CANAL-2468", "Téléphone 1")
    app.sign_in("Ada", "111111")
    app.plan()
    app.take()
    app.expect_all_sent()
    app.language = language
    app.page.evaluate(f"localStorage.setItem('rayon.language', '\"{language}\"')")
    app.page.reload()
    expect(app.button("Not on the shelf")).to_be_visible()
    return app


def _height_of_the_top(app: App) -> float:
    return _bottom(app, ".frame-top")


def _top(app: App, part: str) -> float:
    return _box(app, part)["y"]


def _height(app: App, part: str) -> float:
    return _box(app, part)["height"]


def _bottom(app: App, part: str) -> float:
    box = _box(app, part)
    return box["y"] + box["height"]


def _box(app: App, part: str) -> FloatRect:
    """Where it lies; two reads may see two answers, one does not."""
    box = app.page.locator(part).bounding_box()
    assert box
    return box
