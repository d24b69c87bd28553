"""Three hundred who are told of the bike cart the day before, each over their own channel."""

import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from tests.journeys.house import House
from tests.journeys.ledger import sql
from tests.mail import Postbox
from tests.rounds.push_service import PushService

PATIENCE = 60.0
MAILS, BROWSERS = 200, 100
SUBSCRIBE = """
    INSERT INTO subscription (id, branch_id, stop_id, channel, email, endpoint, "key", secret,
                              phone, name, language, asked_at, confirmed_at)
    SELECT :id, branch_id, id, :channel, :email, :endpoint, :key, :secret,
           '', '', 'fr', begun, begun
      FROM (SELECT *, '2026-11-24 07:00:00.000000' AS begun FROM round_stop)
     WHERE id = :stop
"""
STOPS = """
    SELECT round_stop.id FROM round_stop
      JOIN neighbourhood ON neighbourhood.id = neighbourhood_id
     WHERE neighbourhood.name = ? ORDER BY begins
"""
TOLD = "SELECT count(*) AS number FROM notice WHERE subject_kind = 'visit' AND state = 'told'"


@dataclass
class Subscribers:
    """Who they are, by address and by name of their browser, and where they are told."""

    postbox: Postbox
    service: PushService
    mails: list[str] = field(default_factory=list)
    browsers: list[str] = field(default_factory=list)

    def subscribe(self, library: House, neighbourhood: str) -> None:
        """They have all agreed to be told, at one stop or another."""
        with sql(library.database) as connection:
            stops = [row["id"] for row in connection.execute(STOPS, (neighbourhood,))]
            for number, said in enumerate(self._said()):
                stop = stops[number % len(stops)]
                named = {**said, "id": f"subscriber-{number:03}", "stop": stop}
                connection.execute(SUBSCRIBE, named)
            connection.commit()

    def wait(self, library: House) -> None:
        """Until all of them have been told."""
        until = time.monotonic() + PATIENCE
        while self._told(library) < MAILS + BROWSERS:
            assert time.monotonic() < until, "somebody was not told"
            time.sleep(0.2)

    def check(self) -> None:
        """One announcement each, and over no other channel."""
        addresses = set(self.mails)
        written = Counter(one for letter in self.postbox.letters for one in letter.recipients)
        assert {one: written[one] for one in addresses} == dict.fromkeys(addresses, 1)
        assert Counter(told.to for told in self.service.told) == Counter(self.browsers)

    def _said(self) -> Iterator[dict[str, str | None]]:
        nothing = {"email": None, "endpoint": None, "key": "", "secret": ""}
        for number in range(MAILS):
            self.mails.append(f"subscriber{number}@example.org")
            yield {**nothing, "channel": "email", "email": self.mails[-1]}
        for number in range(BROWSERS):
            self.browsers.append(f"browser{number}")
            given = self.service.browser(self.browsers[-1]).given
            yield {**nothing, "channel": "push", **given}

    def _told(self, library: House) -> int:
        with sql(library.database) as connection:
            number: int = connection.execute(TOLD).fetchone()["number"]
        return number
