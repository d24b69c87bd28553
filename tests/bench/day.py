"""`make bench-day`: a day of 400 holds, and whether a supervisor's board keeps up with it.

Three pickers, a desk and a courier send what they do to a running server, one after the other; a
supervisor's Chromium stands beside. After each of 200 syncs the script waits until the board shows
what the database says, and takes the time. In between the page is reloaded, the server restarted,
and the page put to sleep for ten minutes of the library's clock. Ends with 1 when a total differs,
or when the 95th of a hundred waits is longer than 2.5 s.
"""

import os
import random
import shutil
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import click
from apiflask import APIFlask
from playwright.sync_api import Browser, CDPSession, Page, expect, sync_playwright

from rayon import create_app
from rayon.config import Settings
from rayon.database import upgrade
from rayon.sync.installation import introduce
from tests.browsers import FLAGS
from tests.builders import a_copy, a_hold, a_slot, a_title, a_walk, pick_of
from tests.delivery.afternoon import Afternoon
from tests.journeys.app import App
from tests.journeys.colleagues import enrolment_code
from tests.journeys.conftest import TUESDAY
from tests.journeys.house import House
from tests.journeys.over_the_wire import a_phone_on_the_wire
from tests.journeys.words import french
from tests.moving_clock import MovingClock
from tests.people import a_branch, a_person
from tests.phones import Phone, a_phone

WALKS, DOCUMENTS, HOMES = 36, 10, 20
MOMENTS, MOST_SECONDS = 200, 2.5
PICKERS = ("Ada", "Ben", "Chloé")
SLEEP = timedelta(minutes=10)
#: Longer than this, and it is not late but lost.
PATIENCE = 15.0
TABLET = {"width": 1024, "height": 768}
COUNTS = "SELECT status, count(*) FROM hold GROUP BY status"
WORDS = {
    "open": "asked for",
    "on_walk": "on a walk",
    "found": "found",
    "searching": "being searched",
    "on_hold_shelf": "on the hold shelf",
    "in_parcel": "in a parcel",
    "on_bike": "on the bike",
    "handed_over": "handed over",
    "unfilled": "not found",
}
FIGURES = """() => Object.fromEntries([...document.querySelectorAll(".figures > div")].map(
    (one) => [one.querySelector("dt").textContent, Number(one.querySelector("dd").textContent)]))"""


@dataclass
class Day:
    """Who is at work and what is left to do."""

    app: APIFlask
    house: House
    branch: int
    slot: str
    walks: list[str]
    holds: dict[str, tuple[str, str]]
    parcels: list[str]
    chance: random.Random = field(default_factory=lambda: random.Random(9))
    phones: dict[str, Phone] = field(default_factory=dict)
    under_way: dict[str, tuple[str, list[str]]] = field(default_factory=dict)
    found: list[str] = field(default_factory=list)
    shelved: list[str] = field(default_factory=list)
    loaded: list[str] = field(default_factory=list)

    def turn(self) -> None:
        """Somebody does one or two things and sends them."""
        chosen = self.chance.choice([*PICKERS, "desk", "desk", "courier"])
        deeds: dict[str, Callable[[], bool]] = {"desk": self._at_the_desk, "courier": self._ride}
        if not deeds.get(chosen, lambda: self._pick(chosen))():
            self._pick(PICKERS[0]) or self._at_the_desk() or self._ride()

    def _pick(self, name: str) -> bool:
        phone = self.phones[name]
        if name not in self.under_way:
            if not self.walks:
                return False
            walk = self.walks.pop()
            picks = [pick for pick, (of, _code) in self.holds.items() if of == walk]
            self.under_way[name] = (walk, picks)
            self._send(phone, phone.record("claim_walk", walk))
            return True
        walk, picks = self.under_way[name]
        deeds = [self._looked(phone, picks.pop(0)) for _ in range(min(2, len(picks)))]
        if not picks:
            deeds.append(phone.record("finish_walk", walk))
            del self.under_way[name]
        self._send(phone, *deeds)
        return True

    def _looked(self, phone: Phone, pick: str) -> dict[str, Any]:
        if self.chance.random() < 0.1:
            return phone.record("report_not_found", pick)
        self.found.append(pick)
        return phone.record(
            "report_found", pick, {"barcode": self.holds[pick][1], "how": "scanner"}
        )

    def _at_the_desk(self) -> bool:
        phone = self.phones["desk"]
        if self.found and (not self.shelved or self.chance.random() < 0.7):
            pick = self.found.pop(0)
            said = {"barcode": self.holds[pick][1], "how": "scanner", "slot": self.slot}
            self._send(phone, phone.record("shelve", HOLD_OF[pick], said))
            self.shelved.append(pick)
            return True
        if not self.shelved:
            return False
        pick = self.shelved.pop(0)
        said = {"barcode": self.holds[pick][1], "how": "scanner", "presented": "code"}
        self._send(phone, phone.record("hand_over", HOLD_OF[pick], said))
        return True

    def _ride(self) -> bool:
        phone = self.phones["courier"]
        if self.parcels:
            self.loaded.append(self.parcels.pop())
            self._send(phone, phone.record("load_parcel", self.loaded[-1]))
            return True
        if not self.loaded:
            return False
        parcel = self.loaded.pop()
        self._send(phone, phone.record("deliver_parcel", parcel, {"to": "patron"}))
        return True

    def _send(self, phone: Phone, *deeds: dict[str, Any]) -> None:
        outcomes = phone.push(*deeds)["outcomes"]
        assert all(one["outcome"] == "applied" for one in outcomes), outcomes


#: Which hold a pick is about.
HOLD_OF: dict[str, str] = {}


def main() -> int:
    """Fill a library, let the day go by, print, judge."""
    with tempfile.TemporaryDirectory(prefix="rayon-day-") as folder:
        clock = _clock(Path(folder))
        day = _morning(Path(folder) / "data")
        day.house.open()
        try:
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(
                    executable_path=shutil.which("chromium"), args=FLAGS
                )
                waits, lost = _watched(day, clock, browser)
                browser.close()
        finally:
            day.house.close()
    waits.sort()
    click.echo(f"{len(waits)} syncs on a day of {WALKS * DOCUMENTS + 2 * HOMES} holds")
    half, late = waits[len(waits) // 2], waits[int(len(waits) * 0.95)]
    click.echo(
        f"  on the board after: p50 {half:.2f} s, p95 {late:.2f} s, at most {waits[-1]:.2f} s"
    )
    for what in lost:
        click.echo(f"BAD {what}")
    click.echo(f"{'ok ' if late <= MOST_SECONDS else 'BAD'} p95 at most {MOST_SECONDS} s")
    return 0 if late <= MOST_SECONDS and not lost else 1


def _watched(day: Day, clock: MovingClock, browser: Browser) -> tuple[list[float], list[str]]:
    """The wait of each sync; what differed for good."""
    page = _board(day, browser)
    asleep: CDPSession = page.context.new_cdp_session(page)
    waits: list[float] = []
    lost: list[str] = []

    def restart() -> None:
        day.house.close()
        day.house.open()

    def sleep() -> None:
        asleep.send("Page.setWebLifecycleState", {"state": "frozen"})
        day.turn()
        clock.move(SLEEP)
        asleep.send("Page.setWebLifecycleState", {"state": "active"})

    befalls = {50: ("a reload", page.reload), 100: ("a restart", restart), 150: ("sleep", sleep)}
    for moment in range(MOMENTS):
        what, befall = befalls.get(moment, ("", None))
        if befall:
            befall()
        day.turn()
        waited = _until_shown(day.house.database, page)
        if waited is None:
            said = f"the board says {page.evaluate(FIGURES)}, not {_counts(day.house.database)}"
            lost.append(f"at moment {moment}, after {what or 'a sync'}: {said}")
        elif not befall:
            waits.append(waited)
    return waits, lost


def _until_shown(database: Path, page: Page) -> float | None:
    """Seconds until the board says what the database says; None where it never does."""
    began = time.monotonic()
    while time.monotonic() - began < PATIENCE:
        if page.evaluate(FIGURES) == _counts(database, page.evaluate(FIGURES)):
            return time.monotonic() - began
        time.sleep(0.02)
    return None


def _counts(database: Path, shown: dict[str, int] | None = None) -> dict[str, int]:
    """What the board should say, in its own words; what it need not say only where it does."""
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as connection:
        counts = dict(connection.execute(COUNTS).fetchall())
    said = {french(word): counts.get(status, 0) for status, word in WORDS.items()}
    return {word: count for word, count in said.items() if count or word in (shown or {})}


def _board(day: Day, browser: Browser) -> Page:
    """Sol's tablet, with the board open."""
    context = browser.new_context(viewport=TABLET, locale="fr-FR")
    tablet = App(context.new_page(), day.house.url)
    tablet.enrol(enrolment_code(day.house, "CANAL"), "Tablette")
    tablet.sign_in("Sol", "246810")
    tablet.open("/app/board")
    expect(tablet.page.locator(".figures")).to_be_visible()
    for name, person in PEOPLE.items():
        day.phones[name] = a_phone_on_the_wire(day.app, day.house.url, day.branch, person)
    return tablet.page


PEOPLE: dict[str, Any] = {}


def _morning(data: Path) -> Day:
    """Everything that is asked for, planned as walks; twenty parcels are packed."""
    app = create_app(Settings(data_dir=data, worker="off"))
    with app.app_context():
        upgrade()
        introduce()
    branch = a_branch(app)
    a_person(app, branch, "Sol", "supervisor")
    PEOPLE.update({name: a_person(app, branch, name, "picker") for name in PICKERS})
    PEOPLE["desk"] = a_person(app, branch, "Dana", "picker", "desk", "supervisor")
    PEOPLE["courier"] = a_person(app, branch, "Karim", "courier")
    packing = a_phone(app, branch, PEOPLE["desk"])
    afternoon = Afternoon(app, branch, packing, packing)
    parcels = [afternoon.packed(afternoon.order(documents=2)) for _home in range(HOMES)]
    day = Day(
        app,
        House(data),
        branch,
        a_slot(app, branch, "A-Z", takes="letters", letters="A-Z"),
        [],
        {},
        parcels,
    )
    for number in range(WALKS):
        holds = {}
        for document in range(DOCUMENTS):
            barcode = f"C{number:02}{document:02}"
            title = a_title(app, f"Tome {barcode}")
            a_copy(app, branch, title, barcode)
            holds[a_hold(app, branch, title)] = barcode
        walk = a_walk(app, branch, *holds, name=f"Romans {number + 1}")
        day.walks.append(walk)
        for hold, barcode in holds.items():
            pick = pick_of(app, hold)
            HOLD_OF[pick] = hold
            day.holds[pick] = (walk, barcode)
    return day


def _clock(folder: Path) -> MovingClock:
    file = folder / "clock"
    file.write_text("0")
    os.environ["RAYON_CLOCK_FILE"] = str(file)
    clock = MovingClock(file)
    clock.set(TUESDAY)
    return clock


if __name__ == "__main__":
    sys.exit(main())
