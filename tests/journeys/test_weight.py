"""How much code a phone fetches before it shows a document, and with the scanner."""

from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys import screens
from tests.journeys.app import App
from tests.journeys.house import House

pytestmark = [pytest.mark.browser, pytest.mark.journey]

FOR_A_PICK = 35_000
WITH_THE_SCANNER = 480_000
CODE = (".js", ".wasm")
#: What was asked for before the label stood on the screen; more comes after it.
WATCH = """
    new MutationObserver((_changes, watching) => {
        if (!document.querySelector(".label-line")) return;
        watching.disconnect();
        const fetched = performance.getEntriesByType("resource").map(({ name }) => name);
        window.fetchedForThePick = fetched;
    }).observe(document, { childList: true, subtree: true });
"""


def test_a_pick_on_the_screen_costs_little_code(demo: House, browser: Browser) -> None:
    context = screens.phone_context(browser, permissions=["camera"])
    app = App(context.new_page(), demo.url)
    app.enrol("CANAL-2468", "Téléphone 1")
    app.sign_in("Ada", "111111")
    app.plan()
    app.take()
    app.page.close()

    app.page = _as_on_the_first_day(context.new_page())
    app.page.add_init_script(WATCH)
    app.open()
    assert app.current()
    app.page.wait_for_load_state("networkidle")
    for_a_pick = _weights(app.page.evaluate("window.fetchedForThePick"))
    assert 0 < sum(for_a_pick.values()) <= FOR_A_PICK, for_a_pick

    fetched: list[str] = []
    context.on("response", lambda response: fetched.append(response.url))
    app.look_through_camera()
    expect(app.page.locator(".viewfinder").or_(app.page.locator(".note-amber"))).to_be_visible()
    app.page.wait_for_load_state("networkidle")
    with_the_scanner = for_a_pick | _weights([*fetched, *_scanner(demo)])
    assert any(address.endswith(".wasm") for address in with_the_scanner)
    assert sum(with_the_scanner.values()) <= WITH_THE_SCANNER, with_the_scanner
    context.close()


def _as_on_the_first_day(page: Page) -> Page:
    """Neither the browser's cache nor the service worker answers."""
    protocol = page.context.new_cdp_session(page)
    protocol.send("Network.enable")
    protocol.send("Network.setCacheDisabled", {"cacheDisabled": True})
    protocol.send("Network.setBypassServiceWorker", {"bypass": True})
    return page


def _weights(addresses: list[str]) -> dict[str, int]:
    """By address of a script or of wasm: its bytes, gzipped, as the server sends them."""
    code = {address for address in addresses if address.endswith(CODE)}
    return {address: _gzipped(address) for address in sorted(code)}


def _gzipped(address: str) -> int:
    with urlopen(Request(address, headers={"Accept-Encoding": "gzip"})) as response:
        assert response.headers["Content-Encoding"] == "gzip", address
        return len(response.read())


def _scanner(demo: House) -> list[str]:
    """A browser without a camera never starts the decoder: its files, from the build."""
    from rayon.app_files import FOLDER

    files = [*FOLDER.glob("assets/*.wasm"), *FOLDER.glob("assets/decoder*.js")]
    return [f"{demo.url}/app/assets/{file.name}" for file in files]
