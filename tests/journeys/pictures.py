"""``python -m tests.journeys.pictures``: the pictures of docs/pictures, from the real app."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import click
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browsers import FLAGS
from tests.journeys import at_the_shelf, screens
from tests.journeys.app import App
from tests.journeys.conftest import TUESDAY
from tests.journeys.house import House
from tests.journeys.ledger import Ledger
from tests.journeys.picker import Picker
from tests.journeys.screens import SETTLED, Scene
from tests.moving_clock import MovingClock
from tests.slips.printing import sheets_of

FOLDER = Path(__file__).resolve().parents[2] / "docs/pictures"
TABLET = {"width": 1180, "height": 820}
#: Sharp enough for a page of documentation, small enough for a repository.
SCALE = 1.5
A_BOOK_OF_NO_LIST = "34242000099993"

#: Only what the phone takes for the date: a hand scanner is known by the speed of its keys.
STANDS_STILL = """
    Date = class extends Date {
        constructor(...given) { super(...(given.length ? given : [NOW])); }
        static now() { return NOW; }
    };
"""

#: The longer side of a picture of a sheet, in pixels.
PAPER_SIDE = 900
ON_PAPER = {
    "hold-slip-roll": "/api/paper/hold-slips?paper=roll",
    "hold-slip-a6": "/api/paper/hold-slips?paper=a6",
    "pick-slip-roll": "/api/walks/{walk}/slips?paper=roll",
    "bay-labels-21": "/api/paper/bay-labels?sheet=21",
    "scan-sheet": "/api/paper/scan-sheet",
}

ON_PAPER_HERE = {
    "transit-slip-roll": "/api/paper/transit-slips?paper=roll",
    "slot-labels-21": "/api/paper/slot-labels?sheet=21",
}
A_WEEK_LATER = TUESDAY.replace(hour=18, minute=30) + timedelta(days=15)

Deed = Callable[[Picker], None]
WORK: tuple[Deed, ...] = (Picker.scan, Picker.scan, Picker.miss, Picker.scan, Picker.scan)
OF_ADA = (
    Scene("today", "", "/walks/{walk}", lambda app: app.go_back()),
    Scene("walk", "", "/walks/{walk}"),
    Scene("walk-list", "", "/walks/{walk}/list"),
    Scene("floor-map", "", "/walks/{walk}/map"),
    Scene("sync", "", "/sync"),
    # Last, for it is recorded and counted.
    Scene("walk-after-a-scan", "", "/walks/{walk}", lambda app: app.scan(A_BOOK_OF_NO_LIST)),
)
OF_INES = (
    Scene("sign-in", "", "/sign-in", lambda app: app.button("Somebody else").click(), locked=True),
)
OF_SOL = (Scene("board", "", "/board"),)
OF_SOL_AT_THE_DESK = (
    Scene("catalogue-import", "", "/catalogue-import"),
    Scene("orders", "", "/orders"),
    Scene("ils-lists", "", "/lists"),
    Scene("ils-list", "", "/lists/to_trap"),
    Scene("phone-list", "", "/phone-list"),
)

#: Whoever is alone in a small library does it all.
OF_DOMINIQUE = (
    Scene("shelving", "", "/shelving", lambda app: app.page.locator(".row-button").first.click()),
    Scene("hand-over", "", "/hand-over", screens.open_a_bundle),
)
OF_DOMINIQUE_AT_THE_COMPUTER = (
    Scene("morning", "", "/morning"),
    Scene("closing", "", "/closing"),
    Scene("report", "", "/report"),
    Scene("pickup-days", "", "/pickup-days"),
    Scene("closed-today", "", "/pickup-days", lambda app: app.button("Closed today").click()),
    Scene("letters", "", "/phone-list"),
)
OF_DOMINIQUE_A_WEEK_LATER = (Scene("clearing", "", "/clearing"),)
OF_DOMINIQUE_AFTER_CLEARING = (Scene("reshelving", "", "/reshelving"),)
OF_SOL_IN_THE_AFTERNOON = (
    Scene("deliveries", "", "/deliveries"),
    Scene("packing", "", "/deliveries", lambda app: app.page.locator("a.row").first.click()),
)
OF_KARIM = (Scene("riding", "", "/riding", screens.ride),)
OF_SOL_IN_THE_EVENING = (Scene("sums", "", "/sums"),)


def main() -> None:
    """A large library in the morning, and a small one for a week."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=[*FLAGS, "--hide-scrollbars"]
        )
        FOLDER.mkdir(parents=True, exist_ok=True)
        with _demo() as (house, _clock):
            _large_library(browser, house)
        with _demo() as (house, clock):
            _small_library(browser, house, clock)
        browser.close()


def _large_library(browser: Browser, house: House) -> None:
    """Ada and Inès are on their walks, Sol looks on."""
    ada, ines = _phone(browser, house), _phone(browser, house)
    walk = _on_a_walk(ada, house, "Ada", "111111", pickers=3)
    _on_a_walk(ines, house, "Inès", "777777")
    sol = _phone(browser, house, viewport=TABLET, is_mobile=False)
    sol.enrol("CANAL-2468", "Tablette du bureau")
    sol.sign_in("Sol", "444444")
    desk = _phone(browser, house)
    desk.enrol("CANAL-2468", "Téléphone du bureau")
    desk.sign_in("Sol", "444444")
    _offline_work(ada)
    sets = ((ada, OF_ADA), (ines, OF_INES), (sol, OF_SOL), (desk, OF_SOL_AT_THE_DESK))
    for app, scenes in sets:
        _shoot(app, scenes, walk)
    _print(desk, ON_PAPER, walk)
    _deliveries(browser, house)


def _deliveries(browser: Browser, house: House) -> None:
    """Five doors, of which Karim has seen two when Sol looks at what is due."""
    house.server.run("demo", "deliveries")
    sol, karim = _phone(browser, house, viewport=TABLET, is_mobile=False), _phone(browser, house)
    for app, name, pin in ((sol, "Sol", "444444"), (karim, "Karim", "666666")):
        app.enrol("CANAL-2468", f"Livraisons de {name}")
        app.sign_in(name, pin)
    _shoot(sol, OF_SOL_IN_THE_AFTERNOON, "")
    _shoot(karim, OF_KARIM, "")
    karim.open("/app/riding")
    screens.ride(karim)
    for first, second in (("Delivered", "The patron"), ("Absent", "Absent: I bring it back")):
        karim.button(first).click()
        karim.button(second).click()
    expect(karim.page.locator(".badge")).to_have_text("All sent")
    _shoot(sol, OF_SOL_IN_THE_EVENING, "")


def _small_library(browser: Browser, house: House, clock: MovingClock) -> None:
    """Dominique alone: the cart, the shelf and the desk, and a week later what nobody fetched."""
    phone = _phone(browser, house)
    walk = at_the_shelf.fetch_all(phone, house)
    at_the_shelf.shelve_most(phone, house)
    _shoot(phone, OF_DOMINIQUE, walk)
    clock.move(SETTLED)
    computer = _phone(browser, house, viewport=TABLET, is_mobile=False)
    code, name, pin = screens.DOMINIQUE
    computer.enrol(code, "Ordinateur de l’accueil")
    computer.sign_in(name, pin)
    letter = at_the_shelf.call_in_vain(computer, house)
    _shoot(computer, OF_DOMINIQUE_AT_THE_COMPUTER, walk)
    _print(phone, {**ON_PAPER_HERE, "letter": f"/api/paper/letters/{letter}"}, walk)
    phone.sign_out()
    expect(phone.page.locator("h1")).to_have_text(phone.say("Who is there?"))
    clock.set(A_WEEK_LATER)
    phone.language = "fr"
    phone.open()
    phone.sign_in(name, pin)
    _shoot(phone, OF_DOMINIQUE_A_WEEK_LATER, walk)
    at_the_shelf.clear_some(phone)
    _shoot(phone, OF_DOMINIQUE_AFTER_CLEARING, walk)


def _print(app: App, papers: dict[str, str], walk: str) -> None:
    """The first sheet of everything on paper, in the language of who is signed in."""
    for name, address in papers.items():
        app.page.goto(app.url + address.format(walk=walk))
        sheet = sheets_of(app.page)[0]
        sheet.thumbnail((PAPER_SIDE, PAPER_SIDE))
        path = FOLDER / f"paper-{name}.png"
        sheet.save(path)
        click.echo(path.relative_to(FOLDER.parents[1]))


def _shoot(app: App, scenes: tuple[Scene, ...], walk: str) -> None:
    for scene in scenes:
        for language in ("fr", "en"):
            for theme in ("light", "dark"):
                with screens.shown(app, scene, walk, language, theme) as it:
                    # Fading in is over, and what comes from the server is there.
                    it.page.wait_for_timeout(700)
                    path = FOLDER / f"{scene.screen}-{language}-{theme}.png"
                    it.page.screenshot(path=path, animations="disabled")
                click.echo(path.relative_to(FOLDER.parents[1]))


def _phone(browser: Browser, house: House, **options: Any) -> App:
    context = screens.phone_context(browser, device_scale_factor=SCALE, **options)
    return App(_on_tuesday(context.new_page()), house.url)


def _on_tuesday(page: Page) -> Page:
    page.add_init_script(STANDS_STILL.replace("NOW", f"{TUESDAY.timestamp() * 1000:.0f}"))
    return page


def _on_a_walk(app: App, house: House, name: str, pin: str, pickers: int = 0) -> str:
    """Five documents further on; the id of the walk."""
    app.enrol("CANAL-2468", f"Téléphone de {name}")
    app.sign_in(name, pin)
    if pickers:
        app.plan(pickers)
    app.take()
    Picker(app, Ledger(), house.database, app.walk()).work(WORK)
    app.expect_all_sent()
    return app.walk()


def _offline_work(app: App) -> None:
    """Three things that wait to be sent."""
    app.page.context.set_offline(True)
    for _ in range(3):
        app.scan(app.current())
        app.page.wait_for_timeout(300)


@contextmanager
def _demo() -> Iterator[tuple[House, MovingClock]]:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "clock"
        file.write_text("0")
        os.environ["RAYON_CLOCK_FILE"] = str(file)
        clock = MovingClock(file)
        clock.set(TUESDAY)
        house = House(Path(folder) / "data")
        house.open()
        try:
            house.server.run("demo", "load")
            yield house, clock
        finally:
            house.close()


if __name__ == "__main__":
    main()
