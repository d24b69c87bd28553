"""Everybody can use every screen: axe finds nothing, nothing is cut off."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys import screens
from tests.journeys.app import App
from tests.journeys.house import House
from tests.moving_clock import MovingClock
from tests.tools import need

pytestmark = [pytest.mark.browser, pytest.mark.full]

AXE = Path(__file__).resolve().parents[2] / "pwa/node_modules/axe-core/axe.min.js"
FADED_IN = """() => document.getAnimations().every(
    (one) => one.playState !== "running" || one.effect.getComputedTiming().endTime === Infinity)"""
#: What depends on the theme.
COLOURS = ["color-contrast", "link-in-text-block"]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def test_every_screen_of_the_router_has_a_scene() -> None:
    assert screens.screens_of_the_router() <= {scene.screen for scene in screens.SCENES}


def test_axe_finds_nothing_on_any_screen(demo: House, clock: MovingClock, browser: Browser) -> None:
    source = Path(need(AXE if AXE.exists() else None, "axe-core")).read_text()
    app = App(screens.phone_context(browser).new_page(), demo.url)
    walk = screens.a_busy_morning(app, demo, clock)
    found = []
    for language, scene in _looks():
        with screens.shown(app, scene, walk, language, "light") as it:
            look = f"{scene.screen}, {scene.state}, {language}"
            found += [f"{look}: {one}" for one in violations(it.page, source)]
            it.page.evaluate("() => { document.documentElement.dataset.theme = 'dark' }")
            found += [f"{look}, dark: {one}" for one in violations(it.page, source, COLOURS)]
    app.page.context.close()
    assert not found, "\n".join(found)


@pytest.mark.parametrize(("width", "text_size"), [(320, "100%"), (360, "200%")])
def test_no_screen_scrolls_sideways_on_a_small_phone_or_with_large_text(
    demo: House, clock: MovingClock, browser: Browser, width: int, text_size: str
) -> None:
    app = App(screens.phone_context(browser).new_page(), demo.url)
    walk = screens.a_busy_morning(app, demo, clock)
    app.page.set_viewport_size({"width": width, "height": 640})
    found = []
    for scene in screens.SCENES:
        with screens.shown(app, scene, walk, "fr", "light") as it:
            it.page.evaluate("size => document.documentElement.style.fontSize = size", text_size)
            wide = it.page.evaluate("document.scrollingElement.scrollWidth") - width
            found += [f"{scene.screen}, {scene.state}: {wide} px too wide"] * (wide > 0)
    app.page.context.close()
    assert not found, "\n".join(found)


def _looks() -> list[tuple[str, screens.Scene]]:
    return [(language, scene) for language in ("fr", "en") for scene in screens.SCENES]


def violations(page: Page, source: str, rules: Sequence[str] = RULES) -> list[str]:
    """What axe has to say. It is handed over as text: the pages allow no foreign script."""
    # Halfway through fading in, colours are too pale.
    page.emulate_media(reduced_motion="reduce")
    page.wait_for_function(FADED_IN)
    page.evaluate(f"if (!window.axe) {{ {source} }}")
    result = page.evaluate(
        "(rules) => axe.run({ runOnly: rules, resultTypes: ['violations'] })", rules
    )
    return [f"{v['id']}: {[node['html'] for node in v['nodes']]}" for v in result["violations"]]
