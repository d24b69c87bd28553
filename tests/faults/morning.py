"""The people of a schedule and their phones, whatever network and server they meet."""

import random
from collections import Counter
from typing import Any

from tests.faults.desk import Desk
from tests.faults.handsets import Handsets, PhoneError
from tests.faults.history import History
from tests.faults.library import PICKERS
from tests.faults.pickers import next_deed
from tests.faults.premises import Premises
from tests.faults.shelf import Deed, shelf_deed

Row = dict[str, Any]
ABOUT = {"title": "", "label": "", "slip": None}
#: Holds of the first import.
EARLY = 46
#: How much of what people do is done at the hold shelf and at the desk.
AT_THE_SHELF = 0.25


class Morning:
    """``history`` has everything that matters; ``counts`` says how often what went wrong."""

    def __init__(self, seed: int, server: Premises, handsets: Handsets) -> None:
        self.seed, self.server, self.handsets = seed, server, handsets
        self.chance = random.Random(seed)
        self.history, self.counts = History(), Counter[str]()
        self.desk = Desk(server, self.history, self.chance)
        #: Tabs by phone; a copied phone has the person and the device of its original.
        self.tabs: dict[str, list[str]] = {name: [name] for name in PICKERS}
        self.people = {name: name for name in PICKERS}
        self.saved = 0

    def work(self) -> None:
        """One round of the worker."""
        raise NotImplementedError

    def sync(self, tab: str, *, by_itself: bool = False) -> Any:
        """The phone talks to the server, as far as the network lets it."""
        raise NotImplementedError

    def open(self) -> None:
        """Everybody has a phone, holds have come in, and there are walks to take."""
        for name in PICKERS:
            one = self.server.library.colleagues[name]
            person = {"id": one.staff, "name": name, "language": "en", "roles": ["picker"]}
            session = {"shift": one.shift, "staff": person, "endsAt": "", "clockAhead": 0}
            device = {"id": one.device, "name": name}
            given = {"credential": one.credential, "device": device, "session": session}
            self.phone("newPhone", name, given)
        self.desk.import_holds(EARLY)
        self.desk.plan()
        for name in PICKERS:
            self.sync(name)

    def more(self) -> Row:
        """What else there is to say at the end."""
        return {}

    def act(self, tab: str) -> None:
        """Whoever holds this phone does something, and perhaps reads what came back."""
        screen = self.look(tab)
        one = self.server.library.colleagues[self.people[self.phone_of(tab)]]
        deed = self._at_the_shelf() or next_deed(screen, one.staff, one.device, self.chance)
        self.record(tab, *deed)
        if self.chance.random() < 0.1:
            self._read(tab, screen)

    def _at_the_shelf(self) -> Deed | None:
        """One deed of four, once there is something to shelve."""
        if self.chance.random() > AT_THE_SHELF:
            return None
        return shelf_deed(self.server, self.server.library.slots, self.chance)

    def record(self, tab: str, name: str, subject: str, payload: Row, seen: int) -> None:
        """Somebody does something; the screen says "saved" or it does not."""
        deed = {"name": name, "subject": subject, "payload": payload, "seen": seen, "about": ABOUT}
        self.write_down(tab, "record", deed)

    def write_down(self, tab: str, command: str, *given: Any) -> None:
        """A command after which the phone says "saved", or it does not."""
        try:
            kept = self.phone(command, tab, *given)
        except PhoneError:
            return
        if kept:
            self.saved += 1
            self.history.add("saved", phone=self.phone_of(tab), action=kept["action"])

    def _read(self, tab: str, screen: Row) -> None:
        for kept in screen["outbox"]:
            if not kept["isRead"]:
                try:
                    self.phone("markRead", tab, kept["number"])
                except PhoneError:
                    return
                self.history.add("read", id=kept["id"], outcome=kept["outcome"])

    def look(self, tab: str) -> Row:
        """What the phone shows and keeps."""
        screen: Row = self.phone("look", tab)
        return screen

    def phone(self, command: str, *given: Any) -> Any:
        """One command to a phone."""
        return self.handsets.do(command, *given, now=self.server.now.timestamp())

    def forget_pages(self, phone: str) -> None:
        """Every page of this phone is gone; one opens again."""
        self.tabs[phone] = [phone]

    def some_tab(self) -> str:
        """Any page of any phone."""
        return self.chance.choice([tab for tabs in self.tabs.values() for tab in tabs])

    def phone_of(self, tab: str) -> str:
        """Whose page that is."""
        return next(phone for phone, tabs in self.tabs.items() if tab in tabs)
