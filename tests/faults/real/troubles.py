"""What befalls a library that runs in earnest, one thing at a time, while phones and post work."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from typing import TYPE_CHECKING

from tests.faults.network import INSTANTS
from tests.faults.post import A_LONG_SLEEP, DEATHS
from tests.faults.real.processes import StandsStill, wait_until, wait_until_stopped

if TYPE_CHECKING:
    from tests.faults.real.morning import RealMorning

#: Where a worker may sleep past its lease. Between the mark and the final dot it may still send.
BEDS = ("notices.claimed", "notices.claimed", "notices.marked", "notices.sent")
SETTLED = timedelta(minutes=4)
#: Seconds in which a worker that was given an order will have come to it, if it ever does.
A_WHILE = 0.8
#: A round of the others while one of them sleeps in the middle of a transaction takes its time.
PATIENCE = 4.0


class Troubles:
    """``one`` brings one about and puts everything right again."""

    def __init__(self, morning: RealMorning) -> None:
        self.m, self.site = morning, morning.site
        self.kinds: dict[str, Callable[[], str]] = {
            "server dies at": self._server_dies_at_an_instant,
            "server": self._server_is_killed,
            "worker dies at": self._worker_dies_at_an_instant,
            "worker": self._worker_is_killed,
            "lease": self._worker_sleeps_through_its_lease,
            "sync": self._a_sync_fails,
            "sync of the post": self._a_sync_of_the_post_fails,
            "database": self._something_befalls_the_database,
            "app": self._an_app_dies_while_it_sends,
        }
        if self.site.room.is_small:
            self.kinds["disk"] = self._the_disk_is_full

    def one(self) -> None:
        """Something goes wrong; its name is counted if it really did."""
        kind = self.m.chance.choice(list(self.kinds))
        if name := self.kinds[kind]():
            self.m.counts[name] += 1
        self.site.heal()

    def _server_dies_at_an_instant(self) -> str:
        instant = self.m.chance.choice(INSTANTS)
        self.site.orders("serve").give(instant, "kill")
        self.m.burst()
        return f"server killed at {instant}" if self._was_obeyed("serve") else ""

    def _server_is_killed(self) -> str:
        server = self.m.chance.choice(self.site.servers)
        with self._meanwhile(server.kill):
            self.m.burst()
        return "server killed"

    def _worker_dies_at_an_instant(self) -> str:
        instant = self.m.chance.choice(DEATHS)
        self.a_walk_ends()
        self.site.orders("worker").give(instant, "kill")
        self._work_for_a_while()
        return f"worker killed at {instant}" if self._was_obeyed("worker") else ""

    def _worker_is_killed(self) -> str:
        worker = self.m.chance.choice(self.site.workers)
        self.a_walk_ends()
        with self._meanwhile(worker.kill):
            self._work_for_a_while()
        return "worker killed"

    def _worker_sleeps_through_its_lease(self) -> str:
        orders = self.site.orders("worker")
        bed = self.m.chance.choice(BEDS)
        self.a_walk_ends()
        orders.give(bed, "stop")
        self._work_for_a_while()
        sleeper = orders.who_obeyed()
        if sleeper is None:
            return ""
        wait_until_stopped(sleeper)
        self.site.move(A_LONG_SLEEP)
        awake = [worker for worker in self.site.workers if worker.pid != sleeper]
        # It may have fallen asleep with the only pen in its hand.
        with suppress(StandsStill):
            self.site.work(awake, PATIENCE)
        for worker in self.site.workers:
            worker.wake()
        self.site.work()
        return f"worker stopped past its lease at {bed}"

    def _a_sync_fails(self) -> str:
        self.site.sync.fail_at(self.m.chance.randint(1, 12))
        self.m.burst()
        return "" if self.site.sync.is_still_to_fail else "EIO while phones send"

    def _a_sync_of_the_post_fails(self) -> str:
        self.a_walk_ends()
        self.site.sync.fail_at(self.m.chance.randint(1, 12))
        self._work_for_a_while()
        return "" if self.site.sync.is_still_to_fail else "EIO while mail is sent"

    def _the_disk_is_full(self) -> str:
        self.site.room.fill()
        self.m.burst()
        self._work_for_a_while()
        return "disk full"

    def _something_befalls_the_database(self) -> str:
        name = self.m.chance.choice(list(self.site.home.mishaps))
        with self._meanwhile(self.site.home.mishaps[name]):
            self.m.burst()
        return f"database {name}"

    def _an_app_dies_while_it_sends(self) -> str:
        self.m.burst(kill_one=True)
        return "app killed while it sends"

    def _was_obeyed(self, role: str) -> bool:
        return self.site.orders(role).who_obeyed() is not None

    def a_walk_ends(self) -> None:
        """There is something to tell, and somebody has something new to look for."""
        self.m.desk.close()
        self.m.desk.late()
        self.m.desk.plan()

    def _work_for_a_while(self) -> None:
        """What was found has settled: mail leaves."""
        self.site.move(SETTLED)
        with suppress(StandsStill):
            wait_until(lambda: not self.site.orders("worker").is_waiting, "", A_WHILE)
        time.sleep(A_WHILE / 4)

    @contextmanager
    def _meanwhile(self, what: Callable[[], None]) -> Iterator[None]:
        wait = self.m.chance.uniform(0.001, 0.05)
        failed: list[Exception] = []

        def later() -> None:
            time.sleep(wait)
            try:
                what()
            except Exception as error:
                failed.append(error)

        thread = threading.Thread(target=later)
        thread.start()
        try:
            yield
        finally:
            thread.join()
        if failed:
            raise failed[0]
