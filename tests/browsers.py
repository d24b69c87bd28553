"""The distribution's Chromium, for tests that look at Rayon as a person does."""

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Playwright, ViewportSize, sync_playwright

from tests.tools import need

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE: ViewportSize = {"width": 360, "height": 800}


def find_chromium() -> str:
    """The browser of this machine."""
    return need(shutil.which("chromium") or shutil.which("google-chrome"), "chromium")


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of Chromium. Start it with ``FLAGS``: it finds no other host here."""
    return find_chromium()


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """What drives browsers; there can be only one in a process."""
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def browser(chromium: str, playwright: Playwright) -> Iterator[Browser]:
    """One Chromium for all the tests of this worker."""
    browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
    yield browser
    browser.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """An empty browser the size of a small phone, in French."""
    context = browser.new_context(viewport=PHONE, locale="fr-FR", has_touch=True)
    yield context.new_page()
    context.close()
