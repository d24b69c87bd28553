"""The phone app as its people use it: by the words on the buttons."""

import re
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

from tests.journeys import wedge
from tests.journeys.words import beginning, french

#: Chromium shares two cores with the server and other tests.
PATIENCE_MS = 30_000
WORKER_IS_READY = "navigator.serviceWorker.ready.then(({active}) => active !== null)"

expect.set_options(timeout=PATIENCE_MS)


@dataclass
class App:
    """One page of the app, in the language of who is signed in."""

    page: Page
    url: str
    language: str = "fr"

    def open(self, path: str = "/app/") -> None:
        """The address in the browser's bar."""
        self.page.goto(f"{self.url}{path}")

    def enrol(self, code: str, name: str) -> None:
        """A new phone becomes one of the library's."""
        self.open(f"/app/enrol/{code}")
        self.page.get_by_label(french("Name of this phone")).fill(name)
        self.button("Enrol").click()
        expect(self.page.locator("h1")).to_have_text(french("Who is there?"))
        # From now on the app opens without a network.
        assert self.page.evaluate(WORKER_IS_READY)

    def sign_in(self, name: str, pin: str) -> None:
        """Choose a name, key the PIN in."""
        self.page.get_by_role("button", name=name, exact=True).click()
        self.page.locator("input[type=password]").fill(pin)
        expect(self.page.locator("h1")).not_to_have_text(name)

    def sign_out(self) -> None:
        """The shift is over."""
        self.open("/app/settings")
        self.button("Sign out").click()

    def plan(self, pickers: int = 1) -> None:
        """A walk for each picker, with all that is wanted this morning."""
        more = self.button("Plan walks for new holds")
        expect(more.or_(self.button("Plan the walks")).first).to_be_visible()
        if more.is_visible():
            more.click()
        for _ in range(pickers - 1):
            self.button("One picker more").click()
        self.button("Plan the walks").click()
        expect(self.take_button).to_be_visible()

    @property
    def take_button(self) -> Locator:
        """The button that claims the first free walk."""
        return self.page.get_by_role("button", name=beginning("Take {walk}")).first

    def take(self) -> None:
        """Claim the first free walk, and stand before its first document."""
        self.take_button.click()
        expect(self.page.locator(".pick")).to_be_visible()

    def walk(self) -> str:
        """The id of the walk on the screen."""
        return self.page.url.split("/walks/")[1].split("/")[0]

    def current(self) -> str:
        """The barcode of the document that the screen sends us to; "" for a free choice."""
        expect(self.page.locator(".pick, .empty, .walk-done")).to_be_visible()
        shown = self.page.locator(".barcode")
        if shown.count() == 0:
            return ""
        name = (shown.locator(".sr-only").text_content() or "").strip()
        return name.removeprefix(self.say("Barcode {barcode}").split("{")[0])

    def scan(self, number: str) -> None:
        """A hand scanner: keys faster than any person, then Enter."""
        wedge.send(self.page, number)

    def type_number(self, number: str) -> None:
        """The number under the bars, by hand."""
        self.button("Type the number").click()
        field = self.page.get_by_label(self.say("Number under the bars"))
        field.press_sequentially(number, delay=80)
        self.button("OK").click()

    def put_keys_away(self) -> None:
        """Done with typing."""
        self.button("Type the number").click()

    def go_back(self) -> None:
        """The arrow left of the title."""
        self.page.locator(".back").click()
        expect(self.page.locator(".menu")).to_be_visible()

    def look_through_camera(self) -> None:
        """Hold the phone before a label."""
        self.button("Scan").click()

    def put_camera_away(self) -> None:
        """Done with the camera."""
        self.button("Stop").click()

    def choose(self, answer: str) -> None:
        """One of the rarer answers."""
        self.button("More answers").click()
        self.button(answer).click()

    def miss(self) -> None:
        """Neither on its shelf nor where else it might be; where the screen names such places."""
        noted = self.page.locator(f"progress[value='{self.done() + 1}']")
        self.button("Not on the shelf").click()
        elsewhere = self.button("Not there either")
        expect(elsewhere.or_(noted)).to_be_visible()
        if elsewhere.is_visible():
            elsewhere.click()

    def finish(self) -> None:
        """End the walk; what was not looked for goes back to the list."""
        self.page.locator(".position").click()
        self.button("Finish").click()
        self.button("Finish the walk").click()
        expect(self.page.locator(".menu")).to_be_visible()

    def say(self, text: str) -> str:
        """What the screen says for this English text."""
        return french(text) if self.language == "fr" else text

    def button(self, text: str) -> Locator:
        """The visible button that says this."""
        return self.page.get_by_role("button", name=self.say(text), exact=True)

    def result(self) -> Locator:
        """The word in which the last scan was answered."""
        return self.page.locator(".result-word")

    def done(self) -> int:
        """How many documents of the walk are decided."""
        return int(self.page.locator("progress").get_attribute("value") or 0)

    def expect_done(self, count: int) -> None:
        """The bar says that so many are decided."""
        expect(self.page.locator("progress")).to_have_attribute("value", str(count))

    def expect_waiting(self, count: int) -> None:
        """The badge says that so much is saved here and waits for a network."""
        expect(self.page.locator(".badge")).to_contain_text(re.compile(rf"^{count}\b"))

    def expect_all_sent(self) -> None:
        """The badge says that nothing waits any more."""
        expect(self.page.locator(".badge")).to_have_text(self.say("All sent"))
