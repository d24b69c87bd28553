"""One schedule: a morning in the library, chosen by a seed, in which much goes wrong."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from tests.faults.handsets import Handsets, Parked
from tests.faults.history import History
from tests.faults.mail_sink import MailSink
from tests.faults.mishaps import Mishaps
from tests.faults.morning import Morning
from tests.faults.network import Network
from tests.faults.parcels import AT_HOME, ON_THE_BIKE, Deliveries, parcel_deed
from tests.faults.post import PostOffice
from tests.faults.rest import Rest
from tests.faults.server import Server, SimulatedCrash
from tests.faults.shelf import Deed
from tests.faults.street import Street, street_side

Row = dict[str, Any]
ACTIONS = 200
FAULTS = 10


class Schedule(Morning):
    """``run`` plays it to its end; everything that matters is in ``history``."""

    def __init__(self, seed: int, server: Server, handsets: Handsets, sink: MailSink) -> None:
        super().__init__(seed, server, handsets)
        self.world, self.sink = server, sink
        self.network = Network(server, self.history, self.chance, self.counts)
        self.post = PostOffice(
            server, self.desk, self.history, self.chance, self.counts, self.meanwhile
        )
        self.deliveries = Deliveries(server, self.chance)
        self.street = Street(self)
        self.network.is_out = self.street.is_out
        self.desk.at_home, self.desk.at_halts = AT_HOME, self.street.halts()
        self.mishaps, self.rest = Mishaps(self), Rest(self)
        self.parked: dict[str, Parked] = {}
        self._samples = 0

    def run(self) -> History:
        """Play the morning, then let everything come to rest."""
        self.history.add("begin", seed=self.seed)
        with self._world():
            self.street.open()
            self.open()
            self.deliveries.order()
            self.desk.at_home, self.desk.at_halts = (), {}
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
        with self.world.begin(self.seed, self._at):
            yield

    def _at(self, name: str) -> None:
        if name == self.network.dies_at:
            self.network.dies_at = ""
            raise SimulatedCrash(name)
        self.post.at(name)

    def _pass_time(self) -> None:
        minutes = self.chance.uniform(5, 40) if self.chance.random() < 0.02 else 0
        self.server.move(timedelta(minutes=minutes, seconds=self.chance.expovariate(1 / 20)))

    def _something(self) -> None:
        what = self.chance.choices(
            [
                self._act,
                self._sync_some_phone,
                self.post.work,
                self.desk.something,
                self.deliveries.something,
                self._mishap,
            ],
            [67, 18, 5, 4, 8, 6],
        )[0]
        what()

    def _mishap(self) -> None:
        self.mishaps.one()

    def meanwhile(self) -> None:
        """Something that comes between two steps of somebody else."""
        what = self.chance.choice(
            [self.desk.something, self.desk.cancel_what_is_due, self._act_and_sync]
        )
        what()

    def work(self) -> None:
        """One round of the worker."""
        self.post.work()

    def more(self) -> Row:
        """How the round ended, where there was one."""
        return {"street": street_side(self.server)} if self.street.rides else {}

    def forget_pages(self, phone: str) -> None:
        """What they had sent may still arrive; nobody waits for the answer."""
        for tab in self.tabs[phone]:
            if parked := self.parked.pop(tab, None):
                self.network.late.append(parked.request)
        super().forget_pages(phone)

    def _at_the_shelf(self) -> Deed | None:
        """Or on the bike, once a parcel was closed."""
        if self.chance.random() < ON_THE_BIKE and (deed := parcel_deed(self.server, self.chance)):
            return deed
        return super()._at_the_shelf()

    def _act(self) -> None:
        tab = self.street.some_tab() or self.some_tab()
        if not self.street.act(tab):
            self.act(tab)

    def _act_and_sync(self) -> None:
        self._act()
        self._sync_some_phone()

    def _sync_some_phone(self) -> None:
        self.sync(self.some_tab(), by_itself=self.chance.random() < 0.3)

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
