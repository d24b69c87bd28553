"""Somebody on a walk: what they do on the phone, and what the test remembers of it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import expect

from tests.journeys.app import App
from tests.journeys.ledger import Ledger, Line
from tests.journeys.words import french


@dataclass
class Picker:
    """Somebody on this walk; every deed is entered in the ledger."""

    app: App
    ledger: Ledger
    database: Path
    walk: str
    done: list[str] = field(default_factory=list)
    taken: set[str] = field(default_factory=set)
    other_copies: int = 0

    def here(self) -> Line:
        """The document that the phone sends us to now."""
        barcode = self.app.current()
        # Where a copy was taken for somebody else, the plan may be aimed at another one by now.
        left = [line for line in self.lines if line.hold not in self.done]
        return next(line for line in left if barcode in line.copies)

    @property
    def lines(self) -> list[Line]:
        """The plan as it is now: holds that came late may have joined it."""
        return self.ledger.add_plan(self.database, self.walk)

    def work(self, deeds: Iterable[Callable[["Picker"], None]]) -> None:
        """One deed after the other, each before the document that the phone sends us to."""
        for deed in deeds:
            deed(self)

    def find_with_camera(self) -> None:
        line = self.here()
        self.app.look_through_camera()
        self._found(line)
        self.app.put_camera_away()

    def scan(self) -> None:
        """With a hand scanner: another copy that does, where there is one, else the target."""
        line, target = self.here(), self.app.current()
        others = sorted(line.copies - self.taken - {target})
        if others:
            self.scan_other_copy(line, others[0])
        else:
            self._scan(line, target)

    def type_number(self) -> None:
        line = self.here()
        self.app.type_number(self.app.current())
        self._found(line)
        self.app.put_keys_away()

    def scan_other_copy(self, line: Line, barcode: str) -> None:
        self._scan(line, barcode)
        expect(self.app.result()).to_have_text(french("Another copy, accepted"))
        self.other_copies += 1

    def scan_further_on(self) -> None:
        """A document that would have come next."""
        lines = self.lines
        after = lines[lines.index(self.here()) + 1]
        self._scan(after, after.barcode)
        expect(self.app.result()).to_have_text(french("Found, further down the list"))

    def find_without_label(self) -> None:
        line = self.here()
        self.app.choose("No barcode label on it")
        self._found(line)

    def miss(self) -> None:
        line = self.here()
        self.app.miss()
        self._missed(line)

    def find_damaged(self) -> None:
        line = self.here()
        self.app.choose("Damaged")
        self._missed(line)

    def scan_and_undo(self) -> None:
        """Right document, wrong reader: take it back at once."""
        line = self.here()
        self._scan(line, self.app.current())
        self.app.button("Undo").click()
        expect(self.app.result()).to_have_text(french("Taken back"))
        self.ledger.found.remove(line.hold)
        self.done.remove(line.hold)
        self.app.expect_done(len(self.done))
        assert self.here() == line

    def _scan(self, line: Line, barcode: str) -> None:
        self.app.scan(barcode)
        self.taken.add(barcode)
        self._found(line)

    def _found(self, line: Line) -> None:
        if line.has_two_stops:
            self.app.button("I have both").click()
        elif line.parts > 1:
            self.app.button("Complete").click()
        self.ledger.found.add(line.hold)
        self.ledger.missing.discard(line.hold)
        self._decided(line)

    def _missed(self, line: Line) -> None:
        self.ledger.missing.add(line.hold)
        self._decided(line)

    def _decided(self, line: Line) -> None:
        self.done.append(line.hold)
        self.app.expect_done(len(self.done))
