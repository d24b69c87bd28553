"""Every screen of the app, in a state worth looking at, for eyes and for checkers."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, expect

from rayon.demo import numbers
from tests.browsers import PHONE
from tests.journeys import carts, deliveries, troubles
from tests.journeys.app import App
from tests.journeys.house import House
from tests.journeys.ledger import Ledger
from tests.journeys.picker import Picker
from tests.journeys.shelf import in_the_cart, shelve
from tests.moving_clock import MovingClock

ROUTER = Path(__file__).resolve().parents[2] / "pwa/src/router.ts"
SETTLED = timedelta(minutes=4)
#: The only one in the demo who picks, stands at the desk and supervises.
DOMINIQUE = ("TILLEULS-2468", "Dominique", "888888")


@dataclass(frozen=True)
class Scene:
    """A screen in one state. ``path`` below /app; ``act`` is done after it has opened."""

    screen: str
    state: str
    path: str
    act: Callable[[App], None] = lambda _app: None
    locked: bool = False
    enrolled: bool = True


def _choose_a_file(app: App) -> None:
    file = {"name": "holds.txt", "mimeType": "text/plain", "buffer": b"reference;title\n1;Odes\n"}
    app.page.locator("input[type=file]").set_input_files([file])  # type: ignore[list-item]
    expect(app.page.locator("main [role=alert]")).to_be_visible()


def begin_survey(app: App, *labels: str) -> None:
    """Say where one stands, unless the app remembers it, and scan labels."""
    begin = app.button("Begin")
    expect(
        begin.or_(app.button("Scan the label")).or_(app.button("Scan the document"))
    ).to_be_visible()
    if begin.is_visible():
        app.page.get_by_label(app.say("Range"), exact=True).fill("Z")
        begin.click()
    for label in labels:
        app.scan(label)


def open_a_bundle(app: App) -> None:
    """Of the first slot, without a card."""
    app.button("Choose the slot").click()
    app.page.locator(".slot-lines button").first.click()


def a_caller(app: App) -> None:
    """Robert Perrin is on the telephone."""
    app.page.get_by_label(app.say("Card or name"), exact=True).fill("perrin")
    app.page.keyboard.press("Enter")
    expect(app.button("Deliver at home")).to_be_visible()


def home(app: App) -> None:
    """He wants it brought to 12 rue des Tilleuls."""
    a_caller(app)
    app.button("Deliver at home").click()
    app.page.get_by_label(app.say("Address in town"), exact=True).fill("12 till")
    app.page.keyboard.press("Enter")
    app.page.get_by_role("button", name="12 Rue des Tilleuls").click()
    expect(app.page.locator(".read-back p").first).to_be_visible()


def ride(app: App) -> None:
    """Off without scanning."""
    app.button("Ride without the others").click()
    expect(app.page.locator(".stop-bell")).to_be_visible()


def ask_what_happened(app: App) -> None:
    """Neither delivered nor absent."""
    ride(app)
    app.button("Something else").click()


def nobody_opens(app: App) -> None:
    """At the only door of the round."""
    ride(app)
    app.button("Absent").click()
    app.button("Absent: I bring it back").click()
    expect(app.page.locator(".last-stop")).to_be_visible()
    nothing_waits(app)


def correct_it(app: App) -> None:
    """What the courier has said of the only parcel."""
    app.button("Correct the outcome").click()
    app.button("Delivered to the patron").click()
    expect(app.button("The wrong button")).to_be_visible()


def take_it_back(app: App) -> None:
    """The door opens after all: everything is as it was."""
    app.page.locator(".last-stop button").click()
    expect(app.page.locator(".stop-bell")).to_be_visible()
    nothing_waits(app)


def nothing_waits(app: App) -> None:
    """All is sent, whatever another scene has left to be settled."""
    expect(app.page.locator(".badge")).not_to_contain_text(re.compile("envoyer|to send"))


def settle_a_reader(app: App) -> None:
    """Somebody registered in the street, and the library did not take it in."""
    app.page.evaluate(
        """async () => {
            const usages = ["encrypt", "decrypt"], iv = new Uint8Array(12);
            const aes = { name: "AES-GCM", length: 256 };
            const key = await crypto.subtle.generateKey(aes, false, usages);
            const said = {
                round: "r", card: "20000000000077", first_name: "Amina", last_name: "Benali",
                email: "amina@example", phone: "", guardian: "", is_minor: true,
            };
            const clear = new TextEncoder().encode(JSON.stringify(said));
            const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, clear);
            const action = {
                id: "a", store: "s", name: "register_patron", subject: "r",
                by: 1, at: "2026-11-24T09:30:00Z",
            };
            const kept = {
                number: 9999, state: "kept", outcome: "quarantined", isRead: true,
                about: { title: "", label: "", slip: null }, judgedAt: "2026-11-24T10:00:00Z",
                why: { code: "bad_payload", text: "", texts: {} },
                action: { ...action, number: 9999, payload: { key, iv, sealed } },
            };
            const opening = indexedDB.open("rayon");
            await new Promise((resolve) => {
                opening.onsuccess = () => {
                    const writing = opening.result.transaction("outbox", "readwrite");
                    writing.objectStore("outbox").put(kept);
                    writing.oncomplete = () => { opening.result.close(); resolve(); };
                };
            });
        }"""
    )
    app.page.reload()
    app.button("Open").click()
    expect(app.button("Register")).to_be_visible()


def say_not_on_the_shelf(app: App) -> None:
    """It is asked where else somebody has looked."""
    app.button("Not on the shelf").click()
    expect(app.page.locator("dialog[open]")).to_be_visible()


def change_a_visit(app: App) -> None:
    """The first that is to come."""
    app.page.locator(".visit .button").first.click()


def open_a_neighbourhood(app: App) -> None:
    """The only one of a small branch."""
    app.page.locator("a.row").first.click()
    expect(app.page.locator(".stop-hours").first).to_be_visible()


def leave_one_at_home(app: App) -> None:
    """The first that staff have chosen."""
    app.button("Leave at home").first.click()


#: An earlier look has left every stop; the phone forgets that it did.
NO_STOP_LEFT = """() => new Promise((resolve) => {
    const opening = indexedDB.open("rayon");
    opening.onsuccess = () => {
        const writing = opening.result.transaction("outbox", "readwrite");
        writing.objectStore("outbox").openCursor().onsuccess = ({ target: { result } }) => {
            if (result?.value.action.name === "leave_stop") result.delete();
            result?.continue();
        };
        writing.oncomplete = () => { opening.result.close(); resolve(); };
    };
})"""


def load_the_cart(app: App) -> None:
    """Before it leaves, also where another scene has left with it, or every stop."""
    app.page.evaluate(NO_STOP_LEFT)
    app.open("/app/street")
    leave, back = app.button("Leave with the cart"), app.button("Back to loading")
    expect(leave.or_(back)).to_be_visible()
    if back.is_visible():
        back.click()
    expect(leave).to_be_visible()


def leave_with_the_cart(app: App) -> None:
    """To the first stop, whatever is loaded and whatever day it is."""
    load_the_cart(app)
    app.button("Leave with the cart").click()
    clock, all_the_same = app.page.locator(".street-clock"), app.button("Leave all the same")
    expect(clock.or_(all_the_same)).to_be_visible()
    if all_the_same.is_visible():
        all_the_same.click()
    expect(clock).to_be_visible()


def say_what_changes(app: App) -> None:
    """It rains, and the cart is late."""
    leave_with_the_cart(app)
    app.button("Late, or rain").click()
    expect(app.page.locator("dialog[open]")).to_be_visible()


def scan_a_blank_card(app: App) -> None:
    """Of nobody whom the phone knows."""
    leave_with_the_cart(app)
    app.scan(numbers.card(900))
    expect(app.button("Register")).to_be_visible()


def ride_to_the_end(app: App) -> None:
    """Past every stop."""
    leave_with_the_cart(app)
    leaving, end = app.button("Leave this stop"), app.button("End the round")
    while not end.is_visible():
        place = app.page.locator("h1").inner_text()
        leaving.click()
        app.page.locator("dialog[open] .button-primary").click()
        expect(app.page.locator("h1")).not_to_have_text(place)


SCENES = (
    # From a walk, for the app opens where one left it.
    Scene("today", "with walks", "/walks/{walk}", lambda app: app.go_back()),
    Scene("walk", "first document", "/walks/{walk}"),
    Scene("walk", "after a scan", "/walks/{walk}", lambda app: app.scan("34242000099993")),
    Scene("walk", "more answers", "/walks/{walk}", lambda app: app.button("More answers").click()),
    Scene("walk", "typing", "/walks/{walk}", lambda app: app.type_number("0000")),
    Scene("walk", "elsewhere", "/walks/{walk}", say_not_on_the_shelf),
    Scene("walk", "not on this phone", "/walks/00000000-0000-0000-0000-000000000000"),
    Scene("walk-list", "half done", "/walks/{walk}/list"),
    Scene(
        "walk-list", "asked to finish", "/walks/{walk}/list", lambda a: a.button("Finish").click()
    ),
    Scene("floor-map", "on the way", "/walks/{walk}/map"),
    Scene("floor-map", "no such walk", "/walks/00000000-0000-0000-0000-000000000000/map"),
    Scene("hand-over", "nobody yet", "/hand-over"),
    Scene("hand-over", "a bundle", "/hand-over", open_a_bundle),
    Scene("hand-over", "which slot", "/hand-over", lambda a: a.button("Choose the slot").click()),
    Scene("shelving", "what is in the cart", "/shelving"),
    Scene(
        "shelving",
        "in the hand",
        "/shelving",
        lambda a: a.page.locator(".row-button").first.click(),
    ),
    Scene("clearing", "nothing to clear", "/clearing"),
    Scene("reshelving", "an empty cart", "/reshelving"),
    Scene("slots", "of a small branch", "/slots"),
    Scene("tables", "which one", "/tables"),
    Scene("tables", "a known one", "/tables", lambda app: app.scan("BAY:TABLE-1")),
    Scene("tables", "a new one", "/tables", lambda app: app.scan("BAY:TABLE-9")),
    Scene("survey", "where are you", "/survey"),
    Scene("survey", "the label", "/survey", begin_survey),
    Scene("survey", "the document", "/survey", lambda app: begin_survey(app, "BAY:Z-1")),
    Scene("lookup", "waiting", "/lookup"),
    Scene("lookup", "not on the list", "/lookup", lambda app: app.scan("34242000099993")),
    Scene("history", "after a morning", "/history"),
    Scene("sync", "all sent", "/sync"),
    Scene("sync", "a reader to settle", "/sync", settle_a_reader),
    Scene("board", "a morning", "/board"),
    Scene("trouble", "what needs a person", "/trouble"),
    Scene("phone-list", "calls to make", "/phone-list"),
    Scene("pickup-days", "an open day", "/pickup-days"),
    Scene("pickup-days", "a strike", "/pickup-days", lambda a: a.button("Closed today").click()),
    Scene("pickup-days", "a closure", "/pickup-days", lambda a: a.button("Add a closure").click()),
    Scene("pickup-days", "hours", "/pickup-days", lambda a: a.button("Change the hours").click()),
    Scene("paper", "slips and labels", "/paper"),
    Scene("morning", "under way", "/morning"),
    Scene("closing", "not closed yet", "/closing"),
    Scene("report", "four weeks", "/report"),
    Scene("orders", "who is calling", "/orders"),
    Scene("orders", "somebody calls", "/orders", a_caller),
    Scene("orders", "brought home", "/orders", home),
    Scene("deliveries", "a day", "/deliveries"),
    Scene("packing", "half packed", f"/deliveries/{deliveries.DELIVERY.format(2)}"),
    Scene("packing", "to pack", f"/deliveries/{deliveries.DELIVERY.format(3)}"),
    Scene("riding", "to load", "/riding"),
    Scene("riding", "at a door", "/riding", ride),
    Scene("riding", "what happened", "/riding", ask_what_happened),
    Scene("riding", "nobody opened", "/riding", nobody_opens),
    Scene("packing", "correcting", f"/deliveries/{deliveries.DELIVERY.format(1)}", correct_it),
    Scene("riding", "taken back", "/riding", take_it_back),
    Scene("sums", "nothing yet", "/sums"),
    Scene("rounds", "visits to come", "/rounds"),
    Scene("rounds", "a visit", "/rounds", change_a_visit),
    Scene("neighbourhood", "a new one", "/rounds/new"),
    Scene("neighbourhood", "a known one", "/rounds", open_a_neighbourhood),
    Scene("neighbourhood", "no such one", "/rounds/00000000-0000-0000-0000-000000000000"),
    Scene("cart", "a selection", "/cart"),
    Scene("cart", "what stays", "/cart", leave_one_at_home),
    Scene("street", "to load", "/street", load_the_cart),
    Scene("street", "at a stop", "/street", leave_with_the_cart),
    Scene("street", "late, or rain", "/street", say_what_changes),
    Scene("street", "a blank card", "/street", scan_a_blank_card),
    Scene("street", "back again", "/street", ride_to_the_end),
    Scene("devices", "one phone", "/devices"),
    Scene("branch", "its rules", "/branch"),
    Scene("people", "who works here", "/people"),
    Scene("people", "a new one", "/people", lambda a: a.button("New colleague").click()),
    Scene(
        "people", "one of them", "/people", lambda a: a.page.locator(".row-button").nth(1).click()
    ),
    Scene("locations", "in walking order", "/locations"),
    Scene(
        "locations",
        "one of them",
        "/locations",
        lambda a: a.page.locator(".location-buttons button:last-child").first.click(),
    ),
    Scene("wordings", "our own text", "/wordings"),
    Scene("audit", "a busy morning", "/audit"),
    Scene("outbox-file", "how to", "/outbox-file"),
    Scene("outbox-file", "another file", "/outbox-file", _choose_a_file),
    Scene("mailbox", "mails sent", "/mailbox"),
    Scene("ils-files", "never any", "/files"),
    Scene("ils-files", "the shelf", "/files", lambda a: a.button("Confirm the shelf").click()),
    Scene("ils-lists", "after a walk", "/lists"),
    Scene("ils-list", "all of them", "/lists/to_trap"),
    Scene("ils-list", "one by one", "/lists/to_trap", lambda a: a.button("One by one").click()),
    Scene("ils-list", "nothing left", "/lists/return"),
    Scene("catalogue-import", "no file yet", "/catalogue-import"),
    Scene("help", "all of it", "/help"),
    Scene("help-page", "of the board", "/help/board"),
    Scene("help-page", "of nothing", "/help/nothing"),
    Scene("settings", "signed in", "/settings"),
    Scene("sign-in", "PIN", "/sign-in", locked=True),
    Scene("sign-in", "who", "/sign-in", lambda a: a.button("Somebody else").click(), locked=True),
    Scene("enrol", "a new phone", "/enrol", enrolled=False),
    Scene("enrol-with-code", "by QR code", "/enrol/ABCD-1234", enrolled=False),
    Scene("not found", "no such address", "/nowhere/at/all"),
)


def screens_of_the_router() -> set[str]:
    """The names in the app's own table."""
    return set(re.findall(r'^\s+name: "([\w-]+)"', ROUTER.read_text(), re.MULTILINE))


def phone_context(browser: Browser, **options: Any) -> BrowserContext:
    """A small phone, in French."""
    usual = {
        "viewport": PHONE,
        "locale": "fr-FR",
        "timezone_id": "Europe/Paris",
        "has_touch": True,
        "is_mobile": True,
    }
    return browser.new_context(**{**usual, **options})


def a_busy_morning(app: App, house: House, clock: MovingClock) -> str:
    """One walk is finished and told, a second under way; the id of the second."""
    code, name, pin = DOMINIQUE
    app.enrol(code, "Téléphone 1")
    app.sign_in(name, pin)
    app.plan(pickers=2)
    _walk(app, house, Picker.scan, Picker.miss, Picker.find_damaged, *[Picker.scan] * 3)
    app.finish()
    app.expect_all_sent()
    *shelved, _last = in_the_cart(house.database, "TILLEULS")
    shelve(app, *shelved)
    app.expect_all_sent()
    clock.move(SETTLED)
    app.go_back()
    _walk(app, house, Picker.scan, Picker.miss)
    app.expect_all_sent()
    deliveries.stage(app, house)
    troubles.stage(app, house)
    carts.stage(app, house)
    return app.walk()


def _walk(app: App, house: House, *deeds: Callable[[Picker], None]) -> None:
    app.take()
    Picker(app, Ledger(), house.database, app.walk()).work(deeds)


@contextmanager
def shown(app: App, scene: Scene, walk: str, language: str, theme: str) -> Iterator[App]:
    """The scene as somebody with these settings sees it; where it needs one, on a new phone."""
    if scene.enrolled:
        yield _open(app, scene, walk, language, theme)
        return
    assert app.page.context.browser
    context = phone_context(app.page.context.browser, viewport=app.page.viewport_size)
    stranger = App(context.new_page(), app.url)
    stranger.open()
    yield _open(stranger, scene, walk, language, theme)
    context.close()


def _open(app: App, scene: Scene, walk: str, language: str, theme: str) -> App:
    settings = {"rayon.language": language, "rayon.theme": theme}
    app.page.evaluate(
        """([settings, locked]) => new Promise((resolve) => {
            for (const [key, value] of Object.entries(settings))
                localStorage.setItem(key, JSON.stringify(value));
            const opening = indexedDB.open("rayon");
            opening.onsuccess = () => {
                const writing = opening.result.transaction(["meta", "outbox"], "readwrite");
                const touched = locked ? "" : new Date().toISOString();
                writing.objectStore("meta").put(touched, "touchedAt");
                // A reader to settle is on one picture, and nothing is to settle on the next.
                writing.objectStore("outbox").delete(9999);
                writing.oncomplete = () => { opening.result.close(); resolve(); };
            };
        })""",
        [settings, scene.locked],
    )
    app.language = language
    app.open(f"/app{scene.path.format(walk=walk)}")
    expect(app.page.locator("h1")).to_be_visible()
    scene.act(app)
    return app
