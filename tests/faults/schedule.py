"""One schedule: a morning in the library, chosen by a seed, in which much goes wrong."""

import random
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from tests.faults.desk import Desk
from tests.faults.handsets import Handsets, Parked, PhoneError
from tests.faults.history import History
from tests.faults.library import PICKERS
from tests.faults.mail_sink import MailSink
from tests.faults.mishaps import Mishaps
from tests.faults.network import Network
from tests.faults.pickers import next_deed
from tests.faults.post import PostOffice
from tests.faults.rest import Rest
from tests.faults.server import Server, SimulatedCrash

Row = dict[str, Any]
ACTIONS = 200
FAULTS = 10
ABOUT = {"title": "", "label": "", "slip": None}


class Schedule:
    """``run`` plays it to its end; everything that matters is in ``history``."""

    def __init__(self, seed: int, server: Server, handsets: Handsets, sink: MailSink) -> None:
        self.seed, self.server, self.handsets, self.sink = seed, server, handsets, sink
        self.chance = random.Random(seed)
        self.history, self.counts = History(), Counter[str]()
        self.network = Network(server, self.history, self.chance, self.counts)
        self.desk = Desk(server, self.history, self.chance)
        self.post = PostOffice(
            server, self.desk, self.history, self.chance, self.counts, self.meanwhile
        )
        self.mishaps, self.rest = Mishaps(self), Rest(self)
        #: Tabs by phone; a copied phone has the person and the device of its original.
        self.tabs: dict[str, list[str]] = {name: [name] for name in PICKERS}
        self.people = {name: name for name in PICKERS}
        self.parked: dict[str, Parked] = {}
        self.saved = self._samples = 0

    def run(self) -> History:
        """Play the morning, then let everything come to rest."""
        self.history.add("begin", seed=self.seed)
        with self._world():
            self._open()
            while self.saved < ACTIONS or sum(self.counts.values()) < FAULTS:
                self._pass_time()
                self._something()
                if self.saved >= 50 * self._samples:
                    self._samples += 1
                    self.rest.sample()
            self.mishaps.end()
            self.rest.come()
        return self.history

    @contextmanager
    def _world(self) -> Iterator[None]:
        self.handsets.begin(self.seed, self.network.carry)
        self.sink.temper, self.sink.owner = self.post, self.post.owner
        with self.server.begin(self.seed, self._at):
            yield

    def _at(self, name: str) -> None:
        if name == self.network.dies_at:
            self.network.dies_at = ""
            raise SimulatedCrash(name)
        self.post.at(name)

    def _open(self) -> None:
        for name in PICKERS:
            one = self.server.library.colleagues[name]
            person = {"id": one.staff, "name": name, "language": "en", "roles": ["picker"]}
            session = {"shift": one.shift, "staff": person, "endsAt": "", "clockAhead": 0}
            device = {"id": one.device, "name": name}
            given = {"credential": one.credential, "device": device, "session": session}
            self.phone("newPhone", name, given)
        self.desk.import_holds(46)
        self.desk.plan()
        for name in PICKERS:
            self.sync(name)

    def _pass_time(self) -> None:
        minutes = self.chance.uniform(5, 40) if self.chance.random() < 0.02 else 0
        self.server.move(timedelta(minutes=minutes, seconds=self.chance.expovariate(1 / 20)))

    def _something(self) -> None:
        what = self.chance.choices(
            [self._act, self._sync_some_phone, self.post.work, self.desk.something, self._mishap],
            [67, 18, 5, 4, 6],
        )[0]
        what()

    def _mishap(self) -> None:
        self.mishaps.one()

    def meanwhile(self) -> None:
        """Something that comes between two steps of somebody else."""
        if self.chance.random() < 0.5:
            self.desk.something()
        else:
            self._act()
            self._sync_some_phone()

    def _act(self) -> None:
        tab = self._some_tab()
        screen = self.look(tab)
        one = self.server.library.colleagues[self.people[self._phone_of(tab)]]
        self.record(tab, *next_deed(screen, one.staff, one.device, self.chance))
        if self.chance.random() < 0.1:
            self._read(tab, screen)

    def record(self, tab: str, name: str, subject: str, payload: Row, seen: int) -> None:
        """Somebody does something; the screen says "saved" or it does not."""
        deed = {"name": name, "subject": subject, "payload": payload, "seen": seen, "about": ABOUT}
        try:
            kept = self.phone("record", tab, deed)
        except PhoneError:
            return
        self.saved += 1
        self.history.add("saved", phone=self._phone_of(tab), action=kept["action"])

    def _read(self, tab: str, screen: Row) -> None:
        for kept in screen["outbox"]:
            if not kept["isRead"]:
                try:
                    self.phone("markRead", tab, kept["number"])
                except PhoneError:
                    return
                self.history.add("read", id=kept["id"], outcome=kept["outcome"])

    def _sync_some_phone(self) -> None:
        self.sync(self._some_tab(), by_itself=self.chance.random() < 0.3)

    def sync(self, tab: str, *, by_itself: bool = False) -> Any:
        """The phone talks to the server, as far as the network lets it."""
        if tab in self.parked:
            return None
        return self._keep(tab, self.phone("tick" if by_itself else "sync", tab))

    def release(self, tab: str, reply: Any) -> None:
        """What a phone waited for is here, or will never come."""
        self._keep(tab, self.handsets.release(self.parked.pop(tab), reply))

    def _keep(self, tab: str, result: Any) -> Any:
        if isinstance(result, Parked):
            self.parked[tab] = result
            return None
        return result

    def look(self, tab: str) -> Row:
        """What the phone shows and keeps."""
        screen: Row = self.phone("look", tab)
        return screen

    def phone(self, command: str, *given: Any) -> Any:
        """One command to a phone."""
        return self.handsets.do(command, *given, now=self.server.now.timestamp())

    def _some_tab(self) -> str:
        return self.chance.choice([tab for tabs in self.tabs.values() for tab in tabs])

    def _phone_of(self, tab: str) -> str:
        return next(phone for phone, tabs in self.tabs.items() if tab in tabs)
