"""A new version of the app, or the end of a phone, in the middle of a walk."""

import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Error, Page, expect

import rayon
from tests.browsers import PHONE
from tests.journeys.app import App
from tests.journeys.conftest import TUESDAY
from tests.journeys.handset import Handset
from tests.journeys.house import House
from tests.journeys.ledger import sql
from tests.journeys.versions import DEAF, IS_WAITING, LOOK_FOR_UPDATES
from tests.journeys.words import french
from tests.moving_clock import MovingClock

pytestmark = [pytest.mark.journey, pytest.mark.browser]

#: A version of the app that keeps its memory in another shape.
NEWER_MEMORY = """
    const open = IDBFactory.prototype.open;
    IDBFactory.prototype.open = function (name, version) {
        return version ? open.call(this, name, version + 1) : open.call(this, name);
    };
"""
ROWS = """
    new Promise((resolve) => {
        const opening = indexedDB.open("rayon");
        opening.onsuccess = () => {
            const database = opening.result;
            const names = [...database.objectStoreNames];
            const reading = database.transaction(names);
            const counts = names.map((name) => reading.objectStore(name).count());
            reading.oncomplete = () => {
                database.close();
                resolve(Object.fromEntries(names.map((name, i) => [name, counts[i].result])));
            };
        };
    })
"""


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """A copy of the whole server that a test may upgrade."""
    ignored = shutil.ignore_patterns("__pycache__")
    return shutil.copytree(Path(rayon.__file__).parent, tmp_path / "code/rayon", ignore=ignored)


@pytest.fixture
def library(tmp_path: Path, installed: Path, clock: MovingClock) -> Iterator[House]:
    """The demo library, run from that copy."""
    clock.set(TUESDAY)
    house = House(tmp_path / "data", variables={"PYTHONPATH": str(installed.parent)})
    house.open()
    house.server.run("demo", "load")
    yield house
    house.close()


@pytest.fixture
def app(library: House, handset: Handset) -> App:
    """Ada's phone, at the first document of her walk."""
    app = App(handset.switch_on(), library.url)
    app.enrol("CANAL-2468", "Téléphone 1")
    app.sign_in("Ada", "111111")
    app.plan()
    app.take()
    app.expect_all_sent()
    app.page.reload()
    return app


def test_a_new_version_waits_until_the_walk_is_left_and_loses_nothing(
    app: App, installed: Path, library: House
) -> None:
    page = app.page
    page.context.route("**/api/sync", lambda route: route.abort())
    app.scan(app.current())
    app.expect_waiting(1)
    before = app.current()

    _upgrade(installed)
    assert page.evaluate(LOOK_FOR_UPDATES)
    _wait_for_new_version(page)
    page.reload()
    assert app.current() == before
    app.expect_waiting(1)
    offer = page.get_by_text(french("A new version is ready."))
    expect(offer).to_be_hidden()

    page.context.unroute("**/api/sync")
    page.reload()
    app.expect_all_sent()
    expect(offer).to_be_hidden()
    app.go_back()
    expect(offer).to_be_visible()
    _restart(app)
    assert app.current() == before
    assert not page.evaluate(IS_WAITING)
    assert _found(library) == 1


def test_an_older_version_leaves_what_a_newer_one_wrote(
    app: App, installed: Path, library: House
) -> None:
    old, context = app.page, app.page.context
    context.route("**/api/sync", lambda route: route.abort())
    app.scan(app.current())
    app.expect_waiting(1)

    newer = App(_with_newer_memory(context), app.url)
    newer.open()
    newer.expect_waiting(1)
    newer.page.close()
    old.reload()
    expect(old.get_by_text(french("This version of Rayon is too old"))).to_be_visible()

    _upgrade(installed)
    # It goes away by itself, perhaps before it has answered.
    with old.expect_event("load"), suppress(Error):
        old.evaluate(LOOK_FOR_UPDATES)
    _wait_for_new_version(old, waits=False)

    context.unroute("**/api/sync")
    newer = App(_with_newer_memory(context), app.url)
    newer.open()
    newer.expect_all_sent()
    assert _found(library) == 1


def test_a_tab_in_the_way_is_told_of_until_it_is_gone(app: App) -> None:
    app.page.add_init_script(DEAF)
    app.page.reload()
    before = app.current()
    newer = App(_with_newer_memory(app.page.context), app.url)
    newer.open()
    alarm = newer.page.get_by_text(french("Rayon is open twice"))
    expect(alarm).to_be_visible()
    app.page.close()
    expect(alarm).to_be_hidden()
    assert newer.current() == before


def _with_newer_memory(context: BrowserContext) -> Page:
    page = context.new_page()
    page.set_viewport_size(PHONE)
    page.add_init_script(NEWER_MEMORY)
    return page


def test_a_phone_that_is_shut_out_forgets_everything(app: App, library: House) -> None:
    assert app.page.evaluate(ROWS)["picks"] > 0
    app.page.context.route("**/api/**", lambda route: route.abort())
    app.scan(app.current())
    app.expect_waiting(1)

    with sql(library.database) as connection:
        connection.execute("UPDATE device SET revoked_at = enrolled_at")
        connection.commit()
    app.page.context.unroute("**/api/**")
    app.page.reload()
    expect(app.page.locator("h1")).to_have_text(french("Enrol this phone"))
    rows = app.page.evaluate(ROWS)
    assert {name: rows[name] for name in ("walks", "picks", "outbox")} == {
        "walks": 0,
        "picks": 0,
        "outbox": 0,
    }


def _upgrade(installed: Path) -> None:
    """As a new build does: the service worker is another, and so is what it fetches."""
    worker = installed / "app/service-worker.js"
    worker.write_text(worker.read_text() + "\n// A newer build.\n")
    for ending in (".br", ".gz"):
        worker.with_name(worker.name + ending).unlink(missing_ok=True)


def _wait_for_new_version(page: Page, *, waits: bool = True) -> None:
    for _ in range(100):
        # The page may be on its way to the next one.
        with suppress(Error):
            if page.evaluate(IS_WAITING) == waits:
                return
        page.wait_for_timeout(100)
    pytest.fail("the new version does not wait" if waits else "the new version does not start")


def _restart(app: App) -> None:
    """Taps until the offer is gone, as a person does whose tap was lost."""
    offer = app.page.get_by_text(french("A new version is ready."))
    for _ in range(5):
        app.button("Restart").click()
        with suppress(AssertionError):
            return expect(offer).to_be_hidden(timeout=10_000)
    pytest.fail("the new version does not start")


def _found(library: House) -> int:
    with sql(library.database) as connection:
        query = "SELECT count(*) AS number FROM pick WHERE status = 'found'"
        return int(connection.execute(query).fetchone()["number"])
