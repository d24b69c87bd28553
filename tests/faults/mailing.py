"""A morning's notices, and a mail server that may do anything at every verb."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from unittest.mock import patch

from rayon.holds.action import Deed
from rayon.notices.channels import smtp
from tests.faults.handsets import Handsets
from tests.faults.history import History
from tests.faults.laboratory import Laboratory, laboratory
from tests.faults.library import copies_of
from tests.faults.mail_sink import (
    BABBLE,
    DRIP,
    HANG_UP,
    KEEP_AND_BABBLE,
    KEEP_AND_HANG_UP,
    SILENCE,
    MailSink,
)
from tests.faults.morning import Morning
from tests.faults.post import PostOffice
from tests.faults.rest import Rest
from tests.faults.server import Server
from tests.faults.shelf import STANDING

#: Asked for; some of it cannot be found, and then that is what is told.
HOLDS = 120
#: Documents found between two rounds of the worker: so many mails leave together.
AT_ONCE = 6
#: A sender waits so long in seconds; the sink's silence is longer.
VERB_SECONDS = 2.0
ANY = ("421 closing", "451 later", "554 no", HANG_UP, BABBLE, DRIP)
EVERY_VERB = {
    "BANNER": ANY,
    "EHLO": ANY,
    "MAIL": (*ANY, SILENCE),
    "RCPT": (*ANY, "450 greylisted", "550 no such user"),
    "DATA": (*ANY, "452 no room", "250 not yet"),
    "DOT": (*ANY, "552 too large", KEEP_AND_HANG_UP, KEEP_AND_HANG_UP, KEEP_AND_BABBLE, SILENCE),
    "QUIT": ANY,
}


MOODINESS = 0.12


class MoodyPost(PostOffice):
    """The mail server alone is to blame: workers neither die nor sleep."""

    def says(self, verb: str, owner: int) -> str:
        """Anything, at any verb."""
        if not self.is_bad or self.chance.random() > MOODINESS:
            return ""
        said = self.chance.choice(EVERY_VERB[verb])
        self.counts[f"{verb}: {said.encode('unicode_escape').decode()}"] += 1
        return said

    def _plan_mishaps(self) -> None:
        self.plan.clear()


class Mailing(Morning):
    """``saved`` counts the notices that were owed."""

    def __init__(self, seed: int, server: Server, handsets: Handsets, sink: MailSink) -> None:
        super().__init__(seed, server, handsets)
        self.world, self.sink = server, sink
        self.tabs = {}
        self.post = MoodyPost(
            server, self.desk, self.history, self.chance, self.counts, self.desk.decide
        )

    def run(self) -> History:
        """Tell everybody, then let all come to rest."""
        self.history.add("begin", seed=self.seed)
        with self._world():
            self.desk.import_holds(HOLDS)
            self.desk.plan()
            self._close_walks()
            for some in self._in_turn():
                self.server.do([self._look_for(pick, title) for pick, title in some])
                self.server.do(self._shelve())
                self.server.move(timedelta(minutes=self.chance.uniform(2, 8)))
                self.work()
            self.post.is_bad = False
            Rest(self).come()
            self.saved = len(self.server.rows("SELECT id FROM notice"))
        return self.history

    def work(self) -> None:
        """One round of the worker; now and then a person decides about doubtful mails."""
        self.post.work()
        if self.chance.random() < 0.2:
            self.desk.decide()

    @contextmanager
    def _world(self) -> Iterator[None]:
        self.sink.temper, self.sink.owner = self.post, self.post.owner
        with (
            self.world.begin(self.seed, self.post.at),
            patch.object(smtp, "VERB_SECONDS", VERB_SECONDS),
        ):
            yield

    def _close_walks(self) -> None:
        """What is found from now on is with its patron's others, not on its way to them."""
        walks = self.server.rows("SELECT id FROM walk")
        self.server.do([Deed("close_walk", walk["id"], {}) for walk in walks])

    def _in_turn(self) -> Iterator[list[tuple[str, int]]]:
        rows = self.server.rows(
            "SELECT pick.id, title.record FROM pick JOIN hold ON hold.id = pick.hold_id "
            "JOIN title ON title.id = hold.title_id ORDER BY pick.id"
        )
        picks = [(row["id"], int(row["record"])) for row in rows]
        self.chance.shuffle(picks)
        return (picks[start : start + AT_ONCE] for start in range(0, len(picks), AT_ONCE))

    def _shelve(self) -> list[Deed]:
        """What was found stands in the slot that takes everybody's."""
        slots = self.world.library.slots
        found = [one for one in self.server.rows(STANDING) if one["status"] == "found"]
        return [
            Deed("shelve", one["id"], {"barcode": one["barcode"], "slot": slots[one["branch"]][0]})
            for one in found
        ]

    def _look_for(self, pick: str, title: int) -> Deed:
        if self.chance.random() < 0.1:
            return Deed("report_not_found", pick, {})
        scan = {"barcode": self.chance.choice(copies_of(title)), "how": "scanner"}
        return Deed("report_found", pick, scan)


class PostRoom(Laboratory):
    """The same server and the same mail server; nobody has a phone."""

    def schedule(self, seed: int) -> Mailing:
        """The mails of this seed."""
        return Mailing(seed, self.server, self.handsets, self.sink)


@contextmanager
def post_room() -> Iterator[PostRoom]:
    """Built once, for as many schedules as wanted."""
    with laboratory() as lab:
        yield PostRoom(lab.server, lab.handsets, lab.sink)
