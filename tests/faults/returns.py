"""Mails that the library's mail server takes, and that another one sends back later."""

import os
import random
from collections import Counter
from dataclasses import dataclass, field
from email import message_from_bytes

from tests.faults.history import History, Line
from tests.faults.mail_reader import read_mail
from tests.faults.server import Server

#: Of the mails; and of those that come back, how many name the patron's own address, to which
#: nothing is mailed any more then.
SHARE, OWN_ADDRESS = 0.03, 0.3
REPORT = """\
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary=r

--r
Content-Type: text/plain

It could not be delivered.
--r
Content-Type: message/delivery-status

Reporting-MTA: dns; relay.test

Final-Recipient: rfc822; {address}
Action: {action}
Status: {status}

--r--
"""
GIVEN_UP, DELAYED = ("failed", "5.1.1"), ("delayed", "4.4.1")


@dataclass(frozen=True)
class Return:
    """A mail on its way back: to whom, what it says, and what it told."""

    sender: str
    report: str
    is_given_up: bool
    told: tuple[Line, ...]


@dataclass
class Returns:
    """``waiting``: what is on its way back."""

    server: Server
    history: History
    chance: random.Random
    counts: Counter[str]
    waiting: list[Return] = field(default_factory=list)

    def took(self, sender: str, text: bytes) -> None:
        """The library's mail server has this one."""
        if self.chance.random() >= SHARE:
            return
        action, status = self.chance.choice([GIVEN_UP, GIVEN_UP, GIVEN_UP, DELAYED])
        own = message_from_bytes(text)["To"]
        address = own if self.chance.random() < OWN_ADDRESS else "elsewhere@example.net"
        report = REPORT.format(address=address, action=action, status=status)
        name, told = read_mail(text)
        keys = tuple(
            {
                "key": f"{name.partition('@')[0]}/{title}",
                "kind": kind,
                "says": says,
                "details": more,
            }
            for kind, title, says, more in told
        )
        self.waiting.append(Return(sender, report, action == "failed", keys))

    def arrive(self, *, all_of_them: bool) -> None:
        """Some of what is on its way comes in; what is to come again later is kept."""
        for one in [*self.waiting]:
            if not all_of_them and self.chance.random() < 0.6:
                continue
            if self.server.mail_came(one.sender, one.report) == os.EX_TEMPFAIL:
                continue
            self.waiting.remove(one)
            self.counts["mail: came back later" if one.is_given_up else "mail: was delayed"] += 1
            for told in one.told if one.is_given_up else ():
                self.history.add("returned", returns_to=one.sender, **told)
