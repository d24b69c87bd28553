"""A morning in which each flush of the disk fails once, the first, the second, and so on."""

from datetime import timedelta
from itertools import count

from tests.faults.library import PICKERS
from tests.faults.real.morning import RealMorning

SETTLED = timedelta(minutes=4)


class EverySyncFails(RealMorning):
    """``swept``: at how many flushes of one request, and of one mail, the disk failed."""

    def play(self) -> None:
        """Until a request, and then a mail, went through without meeting the failure."""
        self.proxy.is_bad = self.post.is_bad = False
        self.swept = (self._sweep_requests(), self._sweep_mails())

    def _sweep_requests(self) -> int:
        for number in count(1):
            tab = PICKERS[number % len(PICKERS)]
            self.act(tab)
            # After a minute the sign of life of this phone is written down as well.
            self.site.move(SETTLED)
            self.site.sync.fail_at(number)
            self.sync(tab)
            if self._was_spared():
                return number - 1
        raise AssertionError("unreachable")

    def _sweep_mails(self) -> int:
        number = 1
        while True:
            told = self._mails()
            self._find_something()
            self.site.sync.fail_at(number)
            self.site.move(SETTLED)
            self.site.work()
            if not self._was_spared():
                number += 1
            elif self._mails() > told:
                return number - 1

    def _find_something(self) -> None:
        for tab in PICKERS:
            for _ in range(3):
                self.act(tab)
            self.sync(tab)
        self.troubles.a_walk_ends()

    def _mails(self) -> int:
        return sum(1 for _ in self.history.of("mail"))

    def _was_spared(self) -> bool:
        is_spared = self.site.sync.is_still_to_fail
        if not is_spared:
            self.counts["EIO"] += 1
        self.site.heal()
        self.rest.sample()
        return is_spared
