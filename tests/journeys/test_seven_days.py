"""Sixty readers and one strike: seven working days, from the order to the patron’s hand."""

import csv
import io
import random
import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from rayon.demo.people import CODES
from tests.faults.handsets import bundle
from tests.journeys import heard, openings, post, shelf
from tests.journeys.app import App
from tests.journeys.conftest import TUESDAY
from tests.journeys.counter import Counter
from tests.journeys.handset import Handset
from tests.journeys.heard import Owed
from tests.journeys.house import House
from tests.journeys.ledger import Ledger, sql
from tests.journeys.picker import Picker
from tests.journeys.readers import (
    BY_TELEPHONE,
    FAMILY,
    HERE,
    THERE,
    Document,
    Reader,
    bring_in,
    one_more,
    readers,
)
from tests.journeys.words import french
from tests.mail import Postbox
from tests.moving_clock import MovingClock

pytestmark = [pytest.mark.journey, pytest.mark.browser, pytest.mark.full]

SETTLED = timedelta(minutes=4)
#: Into how many walks the first morning is cut; Ada walks one of them by taps.
WALKS = 6
BY_TAPS = 4
LATE, PARTLY, CANCELS, MISSES, ASKS_AGAIN = 17, 27, 9, 19, 30
#: Readers one of whose documents nobody finds.
GONE = (4, 11)
PINS = {"Ada": "111111", "Ben": "222222", "Chloé": "333333", "Sol": "444444", "Inès": "777777"}
FILE = "async address => (await fetch(address)).text()"
ENDED = """
    SELECT status, count(*) AS number FROM hold GROUP BY status
"""


def day(number: int, hour: int, minute: int = 0) -> datetime:
    """A moment of one of the seven working days: Sunday and Monday it is closed."""
    days = (0, 1, 2, 3, 4, 7, 8)[number]
    return (TUESDAY + timedelta(days=days)).replace(hour=hour, minute=minute)


@dataclass
class Week:
    """The library, its readers, everybody's phones, and what readers have to be told."""

    house: House
    clock: MovingClock
    smtp_server: Postbox
    app: App
    team: Counter
    readers: list[Reader]
    damaged: tuple[Reader, Document] = field(init=False)
    owed: Owed = field(default_factory=Owed)
    received: int = 0
    #: What each reader can collect, and who has left with theirs.
    waits: dict[Reader, list[Document]] = field(default_factory=dict)
    collected: set[int] = field(default_factory=set)

    @contextmanager
    def on_the_phone(self, name: str) -> Iterator[App]:
        """This colleague signs in on the phone in the browser, and out again."""
        self.app.open()
        self.app.sign_in(name, PINS[name])
        yield self.app
        self.app.expect_all_sent()
        self.app.sign_out()
        expect(self.app.page.locator("h1")).to_have_text(french("Who is there?"))

    def begin(self, moment: datetime, *names: str) -> None:
        """A day, and who comes to work."""
        self.clock.set(moment)
        self.team.come("Chloé", *names)

    def ready(self, *branches: str) -> None:
        """What stands at these branches was shelved: its readers must hear of it."""
        for reader in self.readers:
            here = [one for one in reader.documents if one.branch in branches]
            found = [one for one in here if one.barcode not in self.team.gone]
            if self.damaged[1] in found:
                found.remove(self.damaged[1])
            self.waits.setdefault(reader, []).extend(found)
            if found:
                self.owed.add(reader, "message", [one.title for one in found])

    def told(self, *, given_up: int = 0) -> None:
        """Everybody has heard what they had to, once, by mail or by voice, and nothing else.

        ``given_up``: of how many documents, by now, the search is over.
        """
        self.clock.move(SETTLED)
        if given_up:
            post.wait_for(lambda: number_of(self.house.database, "unfilled") == given_up)
            self.clock.move(SETTLED)
        mails = self.owed.mails()
        post.wait_for(lambda: len(self.smtp_server.letters) >= len(mails))
        post.wait_for(lambda: post.is_quiet(self.house.database))
        assert heard.mails(self.smtp_server.letters, self.owed) == mails
        said = self.team.call("Chloé")
        assert sorted(name for name, _lines in said) == self.owed.calls()
        self.received += len(mails)
        self.smtp_server.letters.clear()
        self.owed = Owed()

    def collect(self, *numbers: int) -> None:
        """These readers show their cards and leave with all that waits for them."""
        comers = [(self.readers[number], self.waits[self.readers[number]]) for number in numbers]
        self.team.hand_over("Chloé", comers)
        self.note_collected(*numbers)

    def note_collected(self, *numbers: int) -> None:
        """Nothing waits for them any more."""
        for number in numbers:
            self.waits[self.readers[number]] = []
        self.collected |= set(numbers)

    def still_to_come(self) -> list[int]:
        """Who comes some day for everything, in the order of their cards."""
        apart = {*FAMILY, LATE, PARTLY, CANCELS, MISSES, ASKS_AGAIN}
        left = (reader.number for reader in self.readers if reader.number not in apart)
        return [number for number in left if number not in self.collected]


@pytest.fixture
def week(
    house: House, handset: Handset, clock: MovingClock, smtp_server: Postbox, tmp_path: Path
) -> Iterator[Week]:
    """The demo's people and shelves, none of its holds; sixty readers of our own."""
    openings.demo_without_holds(house)
    app = App(handset.switch_on(), house.url)
    app.enrol(CODES[HERE], "Téléphone 1")
    team = Counter(house, bundle(tmp_path), random.Random(20261124))
    for name in ("Ben", "Inès", "Chloé"):
        team.enrol(name, PINS[name], CODES[HERE])
    team.enrol("Dominique", "888888", CODES[THERE])
    yield Week(house, clock, smtp_server, app, team, readers(house))
    team.close()


def test_sixty_readers_get_what_was_found_in_seven_days_with_a_strike(
    week: Week, capsys: pytest.CaptureFixture[str]
) -> None:
    tuesday(week)
    wednesday(week)
    thursday(week)
    friday(week)
    saturday(week)
    tuesday_again(week)
    wednesday_again(week)
    expect_all_accounted_for(week)
    with capsys.disabled():
        sys.stdout.write(f"\n{week.received} mails received, as many owed\n")


def tuesday(week: Week) -> None:
    """Everything is looked for, shelved and told; what stands elsewhere comes with the van."""
    week.begin(day(0, 8, 30), "Ben", "Inès", "Dominique")
    bring_in(week.house, week.readers)
    by_telephone(week)
    week.team.gone = {barcode_here(week.readers[number]) for number in GONE}
    walk_by_taps(week)
    week.team.ask("Dominique", "/api/walks/plan", {"pickers": 1})
    assert week.team.fetch("Ben", "Inès") == WALKS - 1
    assert week.team.fetch("Dominique") == 1
    # Nobody is told before a second pair of eyes has looked.
    week.team.ask("Ben", "/api/walks/plan", {"pickers": 2})
    week.team.fetch("Inès", "Ben")
    with week.on_the_phone("Chloé") as app:
        shelf.shelve(app, *shelf.in_the_cart(week.house.database, HERE)[:BY_TAPS])
    week.team.bring("Ben")
    week.ready(HERE)
    for number in GONE:
        reader = week.readers[number]
        lost = [one.title for one in reader.documents if one.barcode in week.team.gone]
        week.owed.add(reader, "message", lost)
    week.told(given_up=len(GONE))
    # The van.
    week.team.bring("Dominique")
    week.team.bring("Ben")
    week.ready(THERE)
    week.told()


def by_telephone(week: Week) -> None:
    """Three readers call: one order is taken on the screen, the others as the screen sends them."""
    first, *others = (week.readers[number] for number in BY_TELEPHONE)
    with week.on_the_phone("Chloé") as app:
        for document in first.documents:
            order_by_taps(app, first, document)
    for reader in others:
        for document in reader.documents:
            order(week, reader, document)


def order_by_taps(app: App, reader: Reader, document: Document) -> None:
    app.open("/app/orders")
    app.page.get_by_label(french("Card or name"), exact=True).fill(reader.card)
    app.page.keyboard.press("Enter")
    label = french("Title, author, barcode or ISBN")
    app.page.get_by_label(label, exact=True).fill(document.barcode)
    app.page.keyboard.press("Enter")
    app.button("Reserve").click()
    expect(app.page.locator(".placed li")).to_have_count(1)


def order(week: Week, reader: Reader, document: Document) -> None:
    found = week.team.ask("Chloé", "/api/orders/patrons", {"text": reader.card})
    here = week.team.ask("Chloé", "/api/orders/choices")["here"]
    wanted = {"patron": found["patrons"][0]["id"], "title": document.title_id}
    week.team.ask(
        "Chloé", "/api/orders", {"id": str(uuid4()), "order": {**wanted, "pickup_branch": here}}
    )


def walk_by_taps(week: Week) -> None:
    """Ada plans the morning and walks her part; one of her documents is damaged."""
    with week.on_the_phone("Ada") as app:
        app.plan(pickers=WALKS)
        app.take()
        ada = Picker(app, Ledger(), week.house.database, app.walk())
        lines = [line.barcode for line in ada.lines]
        week.damaged = next(
            (reader, one)
            for number in week.still_to_come()
            for reader in [week.readers[number]]
            for one in reader.documents
            if one.barcode in lines and number not in GONE
        )
        for _ in lines:
            barcode = ada.here().barcode
            if barcode == week.damaged[1].barcode:
                ada.find_damaged()
            elif barcode in week.team.gone:
                ada.miss()
            else:
                ada.scan()
        app.button("Finish the walk").click()
        expect(app.page.locator(".menu")).to_be_visible()


def wednesday(week: Week) -> None:
    """A family comes with three cards; in the evening the search for the damaged one is over."""
    week.begin(day(1, 10))
    with week.on_the_phone("Chloé") as app:
        at_the_desk(app)
        for number in FAMILY:
            app.scan(week.readers[number].card)
            name = f"{week.readers[number].first_name} {week.readers[number].last_name}"
            expect(app.page.get_by_role("heading", name=name)).to_be_visible()
        count = sum(len(week.waits[week.readers[number]]) for number in FAMILY)
        expect(app.page.locator(".bundle-row")).to_have_count(count)
        app.button("Give all").click()
        expect(app.page.locator(".bundle-row .chip-green")).to_have_count(count)
        app.button("Next person").click()
    week.note_collected(*FAMILY)
    week.collect(*week.still_to_come()[:14])
    extra = one_more(week.house, week.readers)
    order(week, week.readers[ASKS_AGAIN], extra)
    week.clock.set(day(1, 19, 5))
    reader, damaged = week.damaged
    week.owed.add(reader, "message", [damaged.title])
    week.told(given_up=len(GONE) + 1)


def at_the_desk(app: App) -> None:
    """Before the first person has come."""
    app.open("/app/hand-over")
    expect(app.page.locator(".empty")).to_be_visible()


def thursday(week: Week) -> None:
    """A strike: what waits is kept a day longer, what comes in is announced tomorrow."""
    week.begin(day(2, 8, 40), "Ben")
    with week.on_the_phone("Sol") as app:
        app.open("/app/pickup-days")
        app.button("Closed today").click()
        app.page.get_by_label(french("Reason, as patrons will read it")).fill("grève")
        app.button("Close today").click()
        expect(app.button("Closed today")).to_have_count(0)
    for reader, documents in week.waits.items():
        if documents:
            week.owed.add(reader, "new_date", [one.title for one in documents])
    week.told()
    week.team.ask("Ben", "/api/walks/plan", {"pickers": 1})
    assert week.team.fetch("Ben") == 1
    week.team.bring("Ben")
    week.clock.move(SETTLED)
    post.wait_for(lambda: why_it_waits(week.house.database) == {"closed_today"})
    assert why_it_waits(week.house.database) == {"closed_today"}
    assert week.smtp_server.letters == []


def friday(week: Week) -> None:
    """Open again; one document is not where it should be, and one reader wants hers no more."""
    week.begin(day(3, 9, 30))
    extra = one_more(week.house, week.readers)
    week.waits[week.readers[ASKS_AGAIN]].append(extra)
    week.owed.add(week.readers[ASKS_AGAIN], "message", [extra.title])
    week.told()
    misses, cancels = week.readers[MISSES], week.readers[CANCELS]
    lost, kept = week.waits[misses]
    with week.on_the_phone("Chloé") as app:
        at_the_desk(app)
        app.scan(misses.card)
        row = app.page.locator(".bundle-row").filter(has_text=lost.title)
        row.get_by_role("button", name=french("Not in slot"), exact=True).click()
        app.button("It is not there").click()
        app.scan(kept.barcode)
        expect(app.page.locator(".bundle-row .chip-green")).to_have_count(1)
        app.button("Next person").click()
        app.scan(cancels.card)
        for left in range(len(cancels.documents), 0, -1):
            expect(app.page.locator(".bundle-row")).to_have_count(left)
            app.button("Not wanted").first.click()
            app.button("Cancel the hold").click()
        expect(app.page.locator(".bundle-row")).to_have_count(0)
        app.button("Next person").click()
    week.waits[misses] = week.waits[cancels] = []
    week.team.gone.add(lost.barcode)
    week.owed.add(misses, "correction", [lost.title])
    week.told()
    week.collect(*week.still_to_come()[:15])


def saturday(week: Week) -> None:
    """Sixteen readers come; at closing, the search for what was missing is given up."""
    week.begin(day(4, 10))
    week.collect(ASKS_AGAIN, *week.still_to_come()[:15])
    week.clock.set(day(4, 18, 5))
    lost = next(one for one in week.readers[MISSES].documents if one.barcode in week.team.gone)
    week.owed.add(week.readers[MISSES], "message", [lost.title])
    week.told(given_up=len(GONE) + 2)


def tuesday_again(week: Week) -> None:
    """The eve of the last day: who has not come is reminded; one takes half of theirs."""
    week.begin(day(5, 9, 10))
    # Loans are made in the library's own system: somebody looks whether all of it still stands.
    with week.on_the_phone("Chloé") as app:
        app.open("/app/files")
        app.button("Confirm the shelf").click()
        app.button("Yes, the shelf is as listed").click()
        expect(app.button("Confirm the shelf")).to_have_count(0)
    for reader, documents in week.waits.items():
        if documents:
            week.owed.add(reader, "reminder", [one.title for one in documents])
    week.told()
    partly = week.readers[PARTLY]
    half = week.waits[partly][:4]
    week.team.hand_over("Chloé", [(partly, half)])
    week.waits[partly] = week.waits[partly][4:]
    week.collect(*week.still_to_come()[:8])


def wednesday_again(week: Week) -> None:
    """The last day; after closing the shelf is cleared, and what comes off it goes back."""
    week.begin(day(6, 10))
    week.collect(*week.still_to_come())
    week.clock.set(day(6, 19, 5))
    over = [week.readers[LATE], week.readers[PARTLY]]
    count = sum(len(week.waits[reader]) for reader in over)
    with week.on_the_phone("Chloé") as app:
        app.open("/app/clearing")
        for left in range(count, 0, -1):
            expect(app.page.locator("header .muted")).to_have_text(count_of(left))
            app.scan(first_to_clear(app, over, week))
        expect(app.page.locator(".empty")).to_be_visible()
        app.expect_all_sent()
        put_back(app, count + len(week.readers[CANCELS].documents))
    for reader in over:
        week.owed.add(reader, "expired", [one.title for one in week.waits[reader]])
    week.told()
    with week.on_the_phone("Chloé") as app:
        at_the_desk(app)
        app.scan(week.readers[LATE].card)
        expect(app.page.get_by_text(french("Nothing waits here for this card."))).to_be_visible()


def first_to_clear(app: App, over: Sequence[Reader], week: Week) -> str:
    """The barcode of the document that the screen leads to."""
    title = app.page.locator(".slot-title").text_content()
    left = (one for reader in over for one in week.waits[reader])
    return next(one.barcode for one in left if one.title == title)


def count_of(documents: int) -> re.Pattern[str]:
    """What the head of a list says."""
    return re.compile(rf"^{documents} document")


def put_back(app: App, count: int) -> None:
    """Each where it stands, in shelf order; two by scan, the others by a tap."""
    app.open("/app/reshelving")
    for left in range(count, 0, -1):
        expect(app.page.locator("header .muted")).to_have_text(count_of(left))
        app.button("It is on its shelf").or_(app.button("It is in the crate")).click()
    expect(app.page.locator(".empty")).to_be_visible()


def expect_all_accounted_for(week: Week) -> None:
    """Every hold ended in one way, and the report says the same."""
    assert len(week.collected) == 56
    holds = sum(len(reader.documents) for reader in week.readers) + 1
    ends = {
        "unfilled": len(GONE) + 2,
        "cancelled": len(week.readers[CANCELS].documents),
        "expired": sum(len(week.waits[week.readers[n]]) for n in (LATE, PARTLY)),
    }
    ends["handed_over"] = holds - sum(ends.values())
    with sql(week.house.database) as connection:
        rows = connection.execute(ENDED).fetchall()
    assert {row["status"]: row["number"] for row in rows} == ends
    assert post.outcomes(week.house.database) == {"applied"}
    expect_the_report_to_add_up(week, holds, ends)
    assert week.smtp_server.letters == []


def expect_the_report_to_add_up(week: Week, holds: int, ends: dict[str, int]) -> None:
    """What the screen says at the top, and what the file for a spreadsheet says in its lines."""
    first, last = (f"{day(number, 8):%Y-%m-%d}" for number in (0, 6))
    elsewhere = sum(one.branch == THERE for reader in week.readers for one in reader.documents)
    found = holds - len(GONE) - 1
    # The library's own list says that all of it was asked for on the day before.
    span = f"first={day(0, 8) - timedelta(days=1):%Y-%m-%d}&last={last}"
    with week.on_the_phone("Sol") as app:
        app.open("/app/report")
        app.page.get_by_label(french("From"), exact=True).fill(first)
        app.page.get_by_label(french("To"), exact=True).fill(last)
        shown = app.page.locator(".figures div").filter(has_text=french("handed over"))
        expect(shown.locator("dd")).to_have_text(str(ends["handed_over"]))
        text = app.page.evaluate(FILE, f"/api/report/file?{span}")
    _head, *lines = csv.reader(io.StringIO(text), delimiter=";")
    sums = [
        sum(int(cell) for cell in column)
        for column in list(zip(*lines, strict=True))[1:]
        if all(cell.isdigit() for cell in column)
    ]
    by_phone = 1 + sum(len(week.readers[number].documents) for number in BY_TELEPHONE)
    looks = (found - elsewhere, 2 * len(GONE), 1)
    closed = (ends["expired"], ends["unfilled"], ends["cancelled"])
    assert sums == [holds, by_phone, *looks, found, ends["handed_over"], 1, *closed]


def barcode_here(reader: Reader) -> str:
    """The first of the reader's documents that stands at this branch."""
    return next(one.barcode for one in reader.documents if one.branch == HERE)


def number_of(database: Path, status: str) -> int:
    """How many holds are so."""
    with sql(database) as connection:
        rows = {row["status"]: row["number"] for row in connection.execute(ENDED)}
    return int(rows.get(status, 0))


def why_it_waits(database: Path) -> set[str]:
    """Why what is owed has not left."""
    with sql(database) as connection:
        rows = connection.execute("SELECT DISTINCT why FROM notice WHERE state = 'owed'")
        return {row["why"] for row in rows}
