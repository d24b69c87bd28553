"""One morning with real processes: a seed says what is done and what goes wrong."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from typing import Any

from tests.faults.handsets import Handsets
from tests.faults.history import History
from tests.faults.mail_sink import MailSink
from tests.faults.morning import Morning
from tests.faults.phone_mishaps import PhoneMishaps
from tests.faults.real.post_room import PostRoom
from tests.faults.real.proxy import Proxy
from tests.faults.real.site import Site
from tests.faults.real.troubles import Troubles
from tests.faults.rest import Rest

ACTIONS = 90
TROUBLES = 7


class RealMorning(Morning):
    """``run`` plays it to its end; everything that matters is in ``history``."""

    def __init__(
        self, seed: int, site: Site, handsets: Handsets, proxy: Proxy, sinks: list[MailSink]
    ) -> None:
        super().__init__(seed, site, handsets)
        self.site, self.proxy, self.sinks = site, proxy, sinks
        self.post = PostRoom(self.desk, seed, self.counts, site.notes)
        self.mishaps, self.troubles, self.rest = PhoneMishaps(self), Troubles(self), Rest(self)

    def run(self) -> History:
        """Play the morning, then let everything come to rest."""
        with self._begin():
            self.play()
            self._end()
            self.rest.come()
        assert not self.proxy.faults, self.proxy.faults
        return self.history

    def play(self) -> None:
        """What this morning is about."""
        met = 0
        while self.saved < ACTIONS or met < TROUBLES:
            self._pass_time()
            met += self._something()
            self.rest.sample()

    @contextmanager
    def _begin(self) -> Iterator[None]:
        self.history.add("begin", seed=self.seed)
        for number, sink in enumerate(self.sinks):
            sink.temper, sink.owner = self.post, partial(int, number)
        with self.site.begin():
            ports = [server.port for server in self.site.servers]
            self.proxy.begin(ports, self.history, self.counts, self.seed)
            self.handsets.begin_on_wire(self.seed, self.proxy.url)
            self.open()
            yield

    def work(self) -> None:
        """Each worker does a round."""
        self.site.work()
        self.post.look_for_doubtful()

    def sync(self, tab: str, *, by_itself: bool = False) -> Any:
        """The phone talks to the server, as far as the network lets it."""
        return self.phone("tick" if by_itself else "sync", tab)

    def burst(self, *, kill_one: bool = False) -> None:
        """Several people do a few things, and their phones send all at once."""
        tabs = [tab for tab in self._all_tabs() if self.chance.random() < 0.6] or self._all_tabs()
        for tab in tabs:
            for _ in range(self.chance.randint(1, 4)):
                self.act(tab)
        now = self.site.now.timestamp()
        sending = {tab: self.handsets.start("sync", tab, now=now) for tab in tabs}
        killed = self._kill_one() if kill_one else []
        for tab, call in sending.items():
            if tab not in killed:
                self.handsets.wait_for(call)
        if self.chance.random() < 0.5:
            self.proxy.deliver_late()

    def _kill_one(self) -> list[str]:
        phone = self.mishaps.some_phone()
        gone = list(self.tabs[phone])
        time.sleep(self.chance.uniform(0, 0.04))
        self.forget_pages(phone)
        self.phone(self.chance.choice(["kill", "batteryDies"]), phone)
        return gone

    def _something(self) -> bool:
        """Whether it was a trouble."""
        what = self.chance.choices(
            [self.troubles.one, self.burst, self.desk.something, self._phone_mishap],
            [50, 20, 20, 10],
        )[0]
        what()
        self.post.look_for_doubtful()
        return what == self.troubles.one

    def _phone_mishap(self) -> None:
        mishap = self.chance.choice(
            [
                self.mishaps.kill_app,
                self.mishaps.battery,
                self.mishaps.abort,
                self.mishaps.wrong_clock,
                self.mishaps.second_tab,
                self.mishaps.copied_phone,
            ]
        )
        if mishap() is not False:
            self.counts[f"mishap: {mishap.__name__}"] += 1

    def _pass_time(self) -> None:
        minutes = self.chance.uniform(5, 40) if self.chance.random() < 0.1 else 0
        self.site.move(timedelta(minutes=minutes, seconds=self.chance.expovariate(1 / 60)))

    def _end(self) -> None:
        """What is still under way arrives; from now on nothing goes wrong."""
        self.site.heal()
        self.proxy.is_bad = self.post.is_bad = False
        self.proxy.deliver_late()

    def _all_tabs(self) -> list[str]:
        return [tab for tabs in self.tabs.values() for tab in tabs]
