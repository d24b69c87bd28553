"""What befalls phones, requests and the database: killed apps, late requests, backups."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tests.faults.phone_mishaps import PhoneMishaps
from tests.faults.post import A_LONG_SLEEP

if TYPE_CHECKING:
    from tests.faults.schedule import Schedule


class Mishaps:
    """One at a time, chosen by the schedule's chance."""

    def __init__(self, schedule: Schedule) -> None:
        self.s, self.phones = schedule, PhoneMishaps(schedule)
        self.backup: Path | None = None
        self.has_restored = False

    def one(self) -> None:
        """Something goes wrong."""
        what = self.s.chance.choices(
            [
                self.phones.kill_app,
                self.phones.battery,
                self.phones.abort,
                self.phones.wrong_clock,
                self.phones.second_tab,
                self.phones.copied_phone,
                self.let_go,
                self.late_request,
                self.back_up,
                self.restore,
            ],
            [14, 8, 14, 12, 8, 3, 20, 12, 5, 4],
        )[0]
        if what() is not False:
            self.s.counts[f"mishap: {what.__name__}"] += 1

    def end(self) -> None:
        """What is still under way arrives or is lost; from now on nothing goes wrong."""
        while self.s.parked:
            self.let_go()
        self.s.street.come_home()
        self.s.network.is_bad = self.s.post.is_bad = False
        self.s.post.plan.clear()
        while self.s.network.late:
            self.s.network.deliver_late()

    def let_go(self) -> bool:
        """A request that was held back arrives; its answer comes, gets lost, or is too late."""
        if not self.s.parked:
            return False
        tab = self.s.chance.choice(list(self.s.parked))
        request = self.s.parked[tab].request
        fate = self.s.chance.choice(["answered", "answer lost", "lost", "late"])
        if fate == "late":
            self.s.network.late.append(request)
        reply = self.s.network.deliver(request) if fate in ("answered", "answer lost") else None
        self.s.release(tab, reply if fate == "answered" else None)
        return True

    def late_request(self) -> bool:
        """A request arrives that nobody waits for any more."""
        if not self.s.network.late:
            return False
        self.s.network.deliver_late()
        return True

    def back_up(self) -> None:
        """The night's copy is made."""
        self.backup = self.s.world.folder / "backup.db"
        self.s.world.back_up(self.backup)

    def restore(self) -> bool:
        """The server comes back from its copy; what was under way to the old one is lost."""
        if self.backup is None or self.has_restored:
            return False
        self.has_restored = True
        # A sender killed between a final dot and its note is noted when its lease runs out. Losing
        # the disk within those minutes as well is the one double fault that is left out.
        self.s.server.move(A_LONG_SLEEP)
        self.s.post.work_undisturbed()
        for tab in list(self.s.parked):
            self.s.release(tab, None)
        self.s.network.late.clear()
        self.s.post.returns.waiting.clear()
        self.s.world.restore(self.backup)
        self.s.history.add("restored")
        self.s.desk.import_holds(0)
        self.s.street.begin()
        return True
