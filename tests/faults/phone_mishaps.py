"""What befalls phones: killed apps, dead batteries, wrong clocks, second pages, copied memories."""

from tests.faults.handsets import PhoneError
from tests.faults.morning import Morning

YEAR = 365 * 24 * 3600 * 1000
SKEWS = (-10 * YEAR, 10 * YEAR, -3600_000, 3600_000, 90_000, 0)


class PhoneMishaps:
    """Each befalls some phone of this morning."""

    def __init__(self, morning: Morning) -> None:
        self.s = morning

    def kill_app(self) -> None:
        """The app dies, perhaps while it writes; its memory stays."""
        phone = self.some_phone()
        self.s.forget_pages(phone)
        self.s.phone("kill", phone)

    def battery(self) -> None:
        """The phone dies; what was not flushed is gone."""
        phone = self.some_phone()
        self.s.forget_pages(phone)
        self.s.phone("batteryDies", phone)

    def abort(self) -> None:
        """The browser drops the next transactions."""
        self.s.phone("abortNext", self.some_phone(), self.s.chance.randint(1, 3))

    def wrong_clock(self) -> None:
        """The phone believes in another year."""
        self.s.phone("skew", self.some_phone(), self.s.chance.choice(SKEWS))

    def second_tab(self) -> None:
        """The app is opened a second time on the same phone."""
        phone = self.some_phone()
        tab = f"{phone}+{len(self.s.tabs[phone])}"
        if len(self.s.tabs[phone]) < 3:
            self.s.phone("openTab", phone, tab)
            self.s.tabs[phone].append(tab)

    def copied_phone(self) -> bool:
        """A phone's memory is restored onto another one, and both go on."""
        if len(self.s.people) > 5:
            return False
        phone = self.some_phone()
        copy = f"{phone}*"
        try:
            self.s.phone("clone", phone, copy)
        except PhoneError:
            return False
        self.s.tabs[copy], self.s.people[copy] = [copy], self.s.people[phone]
        self.s.history.add("copied", phone=phone, copy=copy)
        return True

    def some_phone(self) -> str:
        """Any phone."""
        return self.s.chance.choice(list(self.s.tabs))
