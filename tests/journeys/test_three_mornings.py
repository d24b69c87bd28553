"""Five hundred holds over three mornings, beside a system that exports them anew each day."""

import json
import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.faults.handsets import bundle
from tests.journeys import post, tally
from tests.journeys.app import App
from tests.journeys.book import LOOKS, Book
from tests.journeys.colleagues import Team, enrolment_code
from tests.journeys.conftest import TUESDAY
from tests.journeys.handset import Handset
from tests.journeys.house import House
from tests.journeys.ledger import sql
from tests.journeys.own_system import BRANCH, ENGLISH, FRENCH, Asked, OwnSystem
from tests.journeys.picker import Picker
from tests.journeys.tally import Figures
from tests.mail import Postbox
from tests.moving_clock import MovingClock

pytestmark = [pytest.mark.journey, pytest.mark.browser, pytest.mark.full]

SETTLED = timedelta(minutes=4)
COLLEAGUES = ("Ben", "Cleo", "Dan", "Eli", "Fay")
PIN = "111111"
#: Holds that are new in each morning's file, and into how many walks all of that day's are cut.
NEW, WALKS = (300, 120, 80), (6, 4, 3)
#: Holds that Ada is the first to look for, each morning.
BY_TAPS = 20
WANTED_AGAIN = 3
WEDNESDAY, THURSDAY, FRIDAY = (TUESDAY + timedelta(days=days) for days in (1, 2, 3))

Deed = tuple[Callable[[Picker], None], Callable[[Book, str], None]]
FOUND: tuple[Deed, ...] = (
    (Picker.scan, Book.note_found),
    (Picker.type_number, Book.note_found),
    (Picker.find_without_label, Book.note_found),
)
MISSED: tuple[Deed, ...] = (
    (Picker.miss, Book.note_missing),
    (Picker.find_damaged, Book.note_unusable),
)
#: What Ada meets, over and over.
ON_THE_SHELF = (FOUND[0], FOUND[0], MISSED[0], FOUND[1], FOUND[0], FOUND[2], MISSED[1], FOUND[0])


@dataclass
class Days:
    """The library, its own system, everybody's phones, and what ought to come of it."""

    house: House
    clock: MovingClock
    smtp_server: Postbox
    koha: OwnSystem
    ada: App
    team: Team
    chance: random.Random
    book: Book = field(default_factory=Book)
    figures: list[Figures] = field(default_factory=list)
    forgotten: dict[str, list[Asked]] = field(default_factory=dict)

    def begin(self, moment: datetime, new: int) -> None:
        """A day: everybody signs in, and the readers want more."""
        self.clock.set(moment)
        self.book.today = moment.date()
        self.ada.open()
        self.ada.sign_in("Ada", PIN)
        self.team.begin_shift()
        self.koha.ask(new, moment.date() - timedelta(days=1))

    def bring_in(self, path: Path) -> None:
        """The morning's holds; the same file again changes nothing."""
        run = self.house.server.run
        for _ in range(2):
            run("import", "holds", str(path), "--branch", BRANCH)
            assert tally.count(self.house.database)["holds"] == sum(NEW[: self.day + 1])

    @property
    def day(self) -> int:
        """0 on Tuesday."""
        return (self.book.today - TUESDAY.date()).days

    def walk(self) -> None:
        """Ada plans, looks for a few, and leaves; the others do theirs, then what is left."""
        self.ada.open()
        self.ada.plan(pickers=WALKS[self.day])
        self.ada.take()
        ada = Picker(self.ada, self.book, self.house.database, self.ada.walk())
        before = {line.hold for line in ada.lines} & set(self.book.looks)
        for number in range(BY_TAPS + len(before)):
            hold = ada.here().hold
            deed, note = ON_THE_SHELF[number % len(ON_THE_SHELF)]
            deed(ada)
            note(self.book, hold)
            if len(set(ada.done) - before) == BY_TAPS:
                break
        self.ada.finish()
        self.ada.expect_all_sent()
        assert self.team.walk(self.book) == WALKS[self.day] - 1
        self.team.plan(COLLEAGUES[0], 2)
        # Who waits for nothing else is told meanwhile; the others not before they are done.
        self.clock.move(SETTLED)
        assert self.team.walk(self.book) == 2
        self.ada.sign_out()

    def told(self, when: str, *, is_evening: bool = False) -> None:
        """Each patron heard all of it in one mail, or is on the phone list."""
        holds = self.book.decided(is_evening=is_evening)
        self.clock.move(SETTLED)
        post.wait_for(lambda: post.is_over(self.house.database, holds - self.book.found))
        self.clock.move(SETTLED)
        news = self.book.news(self.house.database, holds)
        mail = post.expected_mail(self.house.database, news)
        post.wait_for(lambda: len(self.smtp_server.letters) >= len(mail))
        post.wait_for(lambda: post.is_quiet(self.house.database))
        self._note(when, len(mail))
        assert post.news(self.smtp_server.letters, mail) == sorted(mail.items())
        assert post.calls(self.house.database) >= post.expected_calls(self.house.database, news)
        self.book.told |= holds
        self.smtp_server.letters.clear()

    def evening(self, when: str) -> None:
        """The pick-up day is over, and with it the search for what was missed the day before."""
        self.clock.set(datetime.combine(self.book.today, TUESDAY.timetz()).replace(hour=19))
        self.told(when, is_evening=True)

    def _note(self, when: str, owed: int) -> None:
        received = len(self.smtp_server.letters)
        counts = tally.count(self.house.database)
        self.figures.append(Figures(when=when, owed=owed, received=received, **counts))


@pytest.fixture
def days(
    house: House,
    handset: Handset,
    clock: MovingClock,
    smtp_server: Postbox,
    real_catalogue: Path,
    tmp_path: Path,
) -> Iterator[Days]:
    """A library with a real catalogue, Ada with a browser, five colleagues with phones."""
    run = house.server.run
    places = ("--create-branches", "--create-locations")
    run("import", "items", str(real_catalogue), "--mapping", "uva-999", *places)
    chance = random.Random(20261124)
    koha = OwnSystem(house, chance)
    koha.open()
    for name in ("Ada", *COLLEAGUES):
        roles = [word for role in ROLES[name == "Ada"] for word in ("--role", role)]
        run("staff", "add", name, *roles, "--branch", BRANCH, "--pin", PIN)
    app = App(handset.switch_on(), house.url)
    app.enrol(enrolment_code(house, BRANCH), "Ada")
    team = Team(house, bundle(tmp_path), chance)
    for name in COLLEAGUES:
        team.enrol(name, PIN, enrolment_code(house, BRANCH))
    yield Days(house, clock, smtp_server, koha, app, team, chance)
    team.close()


ROLES = {True: ("picker", "supervisor"), False: ("picker",)}


def test_five_hundred_holds_end_well_whatever_the_other_system_says_each_morning(
    days: Days, capsys: pytest.CaptureFixture[str]
) -> None:
    tuesday(days)
    wednesday(days)
    thursday(days)
    days.book.today = FRIDAY.date()
    days.evening("Friday evening")
    with capsys.disabled():
        sys.stdout.write(f"\n{tally.as_table(days.figures)}\n{summary(days)}\n")
    expect_all_accounted_for(days)


def tuesday(days: Days) -> None:
    days.begin(TUESDAY, NEW[0])
    days.bring_in(days.koha.export_queue("tuesday.csv", ENGLISH))
    days.walk()
    days.told("Tuesday morning")


def wednesday(days: Days) -> None:
    """Part of what was found was keyed in or lent; some of what was not found is cancelled."""
    days.begin(WEDNESDAY, NEW[1])
    book, koha = days.book, days.koha
    keyed = set(days.chance.sample(sorted(book.found), 80))
    koha.drop(keyed)
    lent = koha.barcode_and_card(set(sorted(keyed)[:25]))
    loans = koha.export_loans(lent, TUESDAY.replace(hour=16))
    days.house.server.run("import", "loans", str(loans), "--branch", BRANCH)
    # A copy that was damaged is not looked for again, so that its hold could not come back.
    missed = book.missing - book.unusable
    searched = sorted(hold for hold in missed if book.looks[hold] < LOOKS)
    gone = searched[: len(searched) // 4]
    days.forgotten = {hold: koha.drop({hold}) for hold in gone}
    days.bring_in(koha.export_queue("wednesday.csv", FRENCH))
    cancel_what_vanished(days, set(gone))
    days.walk()
    days.told("Wednesday morning")
    days.evening("Wednesday evening")


def thursday(days: Days) -> None:
    """A file that was cut is not believed; some of what was cancelled is wanted after all."""
    days.begin(THURSDAY, NEW[2])
    back = set(list(days.forgotten)[:WANTED_AGAIN])
    for hold in back:
        days.koha.queue += days.forgotten[hold]
    path = days.koha.export_queue("thursday.csv", ENGLISH)
    refuse_a_cut_file(days, path)
    days.bring_in(path)
    days.book.note_wanted_again(back)
    days.walk()
    days.told("Thursday morning")
    days.evening("Thursday evening")


def cancel_what_vanished(days: Days, gone: set[str]) -> None:
    """One list with one button."""
    assert asked_about(days.house.database) == gone
    days.ada.open("/app/files")
    days.ada.page.locator(".button-danger").click()
    post.wait_for(lambda: tally.count(days.house.database)["cancelled"] == len(gone))
    days.book.note_cancelled(gone)


def refuse_a_cut_file(days: Days, path: Path) -> None:
    """Half of the list is no reason to believe that the other half was cancelled."""
    database = days.house.database
    before = tally.count(database), asked_about(database)
    cut = path.with_name("cut.csv")
    cut.write_bytes(path.read_bytes()[: path.stat().st_size // 4])
    with suppress(subprocess.CalledProcessError):
        days.house.server.run("import", "holds", str(cut), "--branch", BRANCH)
        pytest.fail("a cut file was believed")
    assert (tally.count(database), asked_about(database)) == before


def asked_about(database: Path) -> set[str]:
    """The vanished holds that supervisors are asked about."""
    with sql(database) as connection:
        lines = connection.execute(
            "SELECT facts FROM trouble WHERE kind = 'vanished_holds' AND closed_at IS NULL"
        ).fetchall()
    return {hold for line in lines for hold in json.loads(line["facts"])["holds"]}


def expect_all_accounted_for(days: Days) -> None:
    """Every hold ended in one way, and as those remember it who had the phones."""
    book, database = days.book, days.house.database
    counts, looked = tally.count(database), tally.first_looks(database)
    assert counts == {
        "holds": sum(NEW),
        "found": len(book.found),
        "not_found": len(book.missing - book.unusable),
        "unusable": len(book.unusable),
        "cancelled": len(book.cancelled),
        "looked_for": 0,
    }
    assert looked["Ada"] == BY_TAPS * len(NEW)
    assert sum(looked.values()) == sum(NEW)
    assert tally.walked_again(database) == 0
    assert post.outcomes(database) == {"applied"}
    assert [one.difference for one in days.figures] == [0] * len(days.figures)


def summary(days: Days) -> str:
    """Who looked, and over what kind of line."""
    looked = tally.first_looks(days.house.database)
    by_taps = looked.pop("Ada")
    return (
        f"{by_taps} holds by taps in Chromium, {sum(looked.values())} on the phones of "
        f"{', '.join(sorted(looked))}; {days.team.lost_answers} answers got lost on the way"
    )
