"""One thing that befalls Ada's browser on her walk, chosen by a seed; then all comes to rest."""

import random
import time
from collections import Counter
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, expect

from tests.faults.browser.front import Front
from tests.faults.browser.memory import WATCH, shown, tables, waiting
from tests.faults.history import History
from tests.faults.real.books import Books
from tests.faults.rest import server_side
from tests.journeys.app import App
from tests.journeys.handset import Handset

PHONE = "Ada"
PATIENCE = 60.0
WAKE = "() => void dispatchEvent(new Event('online'))"


class Visit:
    """``run`` plays it; what the screen said to be saved is in ``history``."""

    def __init__(
        self, seed: int, kinds: dict[str, "Callable[[Visit], None]"], bench: "Bench"
    ) -> None:
        self.seed, self.bench, self.front = seed, bench, bench.front
        self.chance, self.history = random.Random(seed), History()
        names = list(kinds)
        self.kind = names[seed % len(names)]
        self._befalls = kinds[self.kind]
        self.counts = Counter({self.kind: 1})
        self.said = 0

    @property
    def saved(self) -> int:
        """How much the screen said to be saved."""
        return sum(1 for _ in self.history.of("saved"))

    def run(self) -> History:
        """From a phone at rest to a phone at rest."""
        self.history.add("begin", seed=self.seed)
        self.front.open(self.history)
        self.app = self.bench.app_at_a_pick()
        self._known = {kept["action"]["id"] for kept in tables(self.page)["outbox"]}
        self.watch()
        self._befalls(self)
        self._note_what_was_said()
        self._come_to_rest()
        return self.history

    @property
    def page(self) -> Page:
        """The page on which Ada works."""
        return self.app.page

    def watch(self, page: Page | None = None) -> None:
        """Remember what this page says from now on."""
        page = page or self.page
        page.expose_function("screenSays", self._hear)
        page.add_init_script(WATCH)
        page.reload()
        expect(page.locator(".pick")).to_be_visible()
        self._begun = self.app.done() - self.said

    def _hear(self, decided: int) -> None:
        self.said = max(self.said, decided - self._begun)

    def tap(self) -> None:
        """Found or not there: one keystroke of a scanner, or one touch."""
        barcode = self.app.current()
        if self.chance.random() < 0.5 and self.bench.is_simple(barcode):
            self.app.scan(barcode)
        else:
            self.app.miss()

    def do(self) -> None:
        """One document, until the screen says that it is saved."""
        before = self.said
        self.tap()
        self.wait_for(lambda: self.said > before, "the screen does not say saved")

    def wait_for(self, condition: Callable[[], bool], otherwise: str) -> None:
        """While the browser goes on. Raises AssertionError when it takes too long."""
        ends = time.monotonic() + PATIENCE
        while not condition():
            assert time.monotonic() < ends, otherwise
            self.page.wait_for_timeout(20)

    def die_and_come_back(self) -> None:
        """kill -9 of every process of the browser; then it is started again."""
        self.bench.handset.kill()
        self.app = App(self.bench.handset.switch_on(), self.front.url)
        self.app.open()
        expect(self.page.locator(".pick")).to_be_visible()

    def new_actions(self) -> list[dict[str, Any]]:
        """What this browser has recorded since the visit began, in order."""
        kept = [row["action"] for row in tables(self.page)["outbox"]]
        return [action for action in kept if action["id"] not in self._known]

    def _note_what_was_said(self) -> None:
        """Each deed is one action; one that was said and is not there has no name."""
        ids = [action["id"] for action in self.new_actions()]
        for number in range(self.said):
            action = ids[number] if number < len(ids) else f"deed {number + 1}"
            self.history.add("saved", phone=PHONE, action={"id": action})

    def _come_to_rest(self) -> None:
        self.front.open(self.history)
        self.page.evaluate(WAKE)
        self.wait_for(lambda: waiting(self.page) == 0, "the phone does not send")
        device = self.bench.books.rows("SELECT id FROM device ORDER BY enrolled_at DESC")[0]["id"]
        phones = {PHONE: {"device": device, **shown(self.page)}}
        # Who is told what is seen by the other layers.
        about = {"holds": [], "notices": [], "phones": phones}
        self.history.add("end", **server_side(self.bench.books), **about)


class Bench:
    """One phone, one server and the door between them, for as many visits as its walk has picks."""

    def __init__(self, handset: Handset, front: Front, books: Books) -> None:
        self.handset, self.front, self.books = handset, front, books
        self._app: App | None = None

    def open(self) -> None:
        """Ada enrols the phone, signs in and takes a walk."""
        self._app = App(self.handset.switch_on(), self.front.url)
        self._app.enrol("CANAL-2468", "Téléphone 1")
        self._app.sign_in("Ada", "111111")
        self._app.plan()
        self._app.take()
        self._app.expect_all_sent()

    def app_at_a_pick(self) -> App:
        """A fresh page before the next document; other pages are closed."""
        context = self.handset.context
        page = context.new_page()
        for other in context.pages:
            if other != page:
                other.close()
        page.set_viewport_size({"width": 360, "height": 800})
        app = App(page, self.front.url)
        app.open()
        expect(page.locator(".pick")).to_be_visible()
        return app

    def is_simple(self, barcode: str) -> bool:
        """Whether nobody has to count its parts."""
        found = self.books.rows("SELECT parts FROM item WHERE barcode = ?", barcode)
        return bool(found) and found[0]["parts"] == 1
