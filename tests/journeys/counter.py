"""Colleagues at the hold shelf and at the desk, on the phones of ``colleagues``."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from tests.journeys.book import Book
from tests.journeys.colleagues import Row, Team
from tests.journeys.readers import Document, Reader


@dataclass
class Counter(Team):
    """``gone``: the barcodes of what does not stand where it should."""

    gone: set[str] = field(default_factory=set)

    def come(self, *names: str) -> None:
        """These colleagues sign in for the day."""
        for name in names:
            self._phone("signIn", name, self._shift(self.people[name])["session"])

    def fetch(self, *names: str) -> int:
        """These colleagues take the free walks; how many were walked."""
        walked = 0
        while True:
            before = walked
            for name in names:
                self._sync(name)
                walked += self._take_and_walk(name, Book())
            if walked == before:
                return walked

    def bring(self, name: str) -> None:
        """What was found goes into its slot, into the crate, or out of it first and then in."""
        shelf = self._shelf(name)
        beside = {one["bundle"]: one["slot"] for one in shelf["documents"] if one["slot"]}
        for one in shelf["documents"]:
            here = one["to"] is None
            if not here and one["status"] == "found":
                self._do(name, "send_on", one)
            if here and one["status"] == "in_transit":
                self._do(name, "receive", one)
            if here and not one["from"] and one["status"] in ("found", "in_transit"):
                slot = beside.setdefault(one["bundle"], one["letters"])
                self._do(name, "shelve", one, slot=slot)
        self._sync(name)

    def hand_over(self, name: str, comers: Iterable[tuple[Reader, Collection[Document]]]) -> None:
        """Each shows the card, and leaves with these documents."""
        for reader, documents in comers:
            (bundle,) = self.ask(name, "/api/hold-shelf/look", {"card": reader.card})["bundles"]
            there = {one["barcode"]: one for one in bundle["documents"]}
            for document in documents:
                shown = {"presented": "card", "card_of": bundle["who"]}
                self._do(name, "hand_over", there[document.barcode], **shown)
            self._sync(name)

    def call(self, name: str) -> list[tuple[str, list[str]]]:
        """Reach everybody on the phone list; by name, what was said."""
        calls = self.ask(name, "/api/calls")["calls"]
        for one in calls:
            said = {"result": "reached", "notices": one["notices"]}
            self.ask(name, f"/api/calls/{one['id']}/result", said)
        return [(one["name"], one["lines"]) for one in calls]

    def ask(self, name: str, path: str, body: Row | None = None) -> Row:
        """As a page asks for this colleague."""
        one = self.people[name]
        if body is None:
            return self._get(path, one)
        answer, _cookie = self._post(path, body, one)
        return answer

    def _what_is_there(self, pick: Row, book: Book) -> tuple[str, Row, Callable[[str], None]]:
        if pick["target"] in self.gone:
            return "report_not_found", {}, book.note_missing
        return "report_found", {"barcode": pick["target"], "how": "scanner"}, book.note_found

    def _shelf(self, name: str) -> Row:
        self._sync(name)
        return self.ask(name, "/api/hold-shelf")

    def _do(self, name: str, deed: str, one: Row, **said: Any) -> None:
        subject = {"id": one["hold"], "version": one["version"]}
        self._record(name, deed, subject, {"barcode": one["barcode"], "how": "scanner", **said})
