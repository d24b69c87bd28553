"""What befalls phones and the database: killed apps, dead batteries, wrong clocks, backups."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tests.faults.handsets import PhoneError
from tests.faults.post import A_LONG_SLEEP

if TYPE_CHECKING:
    from tests.faults.schedule import Schedule

YEAR = 365 * 24 * 3600 * 1000
SKEWS = (-10 * YEAR, 10 * YEAR, -3600_000, 3600_000, 90_000, 0)


class Mishaps:
    """One at a time, chosen by the schedule's chance."""

    def __init__(self, schedule: Schedule) -> None:
        self.s = schedule
        self.backup: Path | None = None
        self.has_restored = False

    def one(self) -> None:
        """Something goes wrong."""
        what = self.s.chance.choices(
            [
                self.kill_app,
                self.battery,
                self.abort,
                self.wrong_clock,
                self.second_tab,
                self.copied_phone,
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
        self.s.network.is_bad = self.s.post.is_bad = False
        self.s.post.plan.clear()
        while self.s.network.late:
            self.s.network.deliver_late()

    def kill_app(self) -> None:
        """The app dies, perhaps while it writes; its memory stays."""
        phone = self._some_phone()
        self._forget_pages(phone)
        self.s.phone("kill", phone)

    def battery(self) -> None:
        """The phone dies; what was not flushed is gone."""
        phone = self._some_phone()
        self._forget_pages(phone)
        self.s.phone("batteryDies", phone)

    def abort(self) -> None:
        """The browser drops the next transactions."""
        self.s.phone("abortNext", self._some_phone(), self.s.chance.randint(1, 3))

    def wrong_clock(self) -> None:
        """The phone believes in another year."""
        self.s.phone("skew", self._some_phone(), self.s.chance.choice(SKEWS))

    def second_tab(self) -> None:
        """The app is opened a second time on the same phone."""
        phone = self._some_phone()
        tab = f"{phone}+{len(self.s.tabs[phone])}"
        if len(self.s.tabs[phone]) < 3:
            self.s.phone("openTab", phone, tab)
            self.s.tabs[phone].append(tab)

    def copied_phone(self) -> bool:
        """A phone's memory is restored onto another one, and both go on."""
        if len(self.s.people) > 5:
            return False
        phone = self._some_phone()
        copy = f"{phone}*"
        try:
            self.s.phone("clone", phone, copy)
        except PhoneError:
            return False
        self.s.tabs[copy], self.s.people[copy] = [copy], self.s.people[phone]
        self.s.history.add("copied", phone=phone, copy=copy)
        return True

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
        self.backup = self.s.server.folder / "backup.db"
        self.s.server.back_up(self.backup)

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
        self.s.server.restore(self.backup)
        self.s.history.add("restored")
        self.s.desk.import_holds(0)
        return True

    def _some_phone(self) -> str:
        return self.s.chance.choice(list(self.s.tabs))

    def _forget_pages(self, phone: str) -> None:
        for tab in self.s.tabs[phone]:
            if parked := self.s.parked.pop(tab, None):
                self.s.network.late.append(parked.request)
        self.s.tabs[phone] = [phone]
