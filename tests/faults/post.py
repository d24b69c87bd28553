"""The worker's rounds and the mail server they talk to, with everything that can go wrong."""

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from tests.faults.desk import Desk
from tests.faults.history import History
from tests.faults.mail_reader import read_mail
from tests.faults.mail_sink import HANG_UP, KEEP_AND_HANG_UP
from tests.faults.premises import Readable, utc
from tests.faults.returns import Returns
from tests.faults.server import Server, SimulatedCrash

#: Whom a doubtful mail is about, its kind and what it says.
Flag = tuple[str, str, str]
#: Longer than a message may be under way: whoever sleeps so long has lost it.
A_LONG_SLEEP = timedelta(minutes=9)
#: What the server says now and then, by verb.
MOODS = {
    "BANNER": ("421 too busy", "554 no service", HANG_UP),
    "EHLO": (HANG_UP,),
    "MAIL": ("451 later", "550 not from you", HANG_UP),
    "RCPT": ("450 greylisted", "550 no such user", "421 closing", HANG_UP),
    "DATA": ("452 no room", "554 no", HANG_UP),
    "DOT": ("451 later", "552 too large", HANG_UP, KEEP_AND_HANG_UP, KEEP_AND_HANG_UP),
}
#: Where a worker may die, and where somebody else may come first.
DEATHS = (
    "notices.compared",
    "notices.owed",
    "notices.sorted",
    "notices.looked",
    "notices.claiming",
    "notices.claimed",
    "notices.marked",
    "notices.sent",
    "notices.noted",
    "notices.recorded",
    "actions.written_down",
    "actions.judged",
    "actions.committed",
)
TURNS = (
    "notices.compared",
    "notices.owed",
    "notices.sorted",
    "notices.looked",
    "notices.claimed",
)


@dataclass
class PostOffice:
    """``meanwhile`` is something that happens between two steps of a worker."""

    server: Server
    desk: Desk
    history: History
    chance: random.Random
    counts: Counter[str]
    meanwhile: Callable[[], None]
    is_bad: bool = True
    workers: list[int] = field(default_factory=list)
    rounds: int = 0
    flagged: set[Flag] = field(default_factory=set)
    plan: dict[str, Callable[[], None]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.returns = Returns(self.server, self.history, self.chance, self.counts)

    def work(self) -> None:
        """One round of a worker, which may die on the way."""
        if self.is_bad and not self.workers:
            self._plan_mishaps()
        if not self.workers:
            self.returns.arrive(all_of_them=not self.is_bad)
        self.rounds += 1
        self.workers.append(self.rounds)
        try:
            self.server.work()
        except SimulatedCrash:
            self.server.restart()
        finally:
            self.workers.pop()
            self._note_flags()

    def work_undisturbed(self) -> None:
        """One round in which nothing goes wrong."""
        was_bad, self.is_bad = self.is_bad, False
        self.plan.clear()
        self.work()
        self.is_bad = was_bad

    def at(self, name: str) -> None:
        """A named instant of the server has come."""
        if not self.workers:
            return
        if name == "notices.claimed":
            self._note_claim()
        if what := self.plan.pop(name, None):
            what()

    def owner(self) -> int:
        """Which worker is talking to the mail server."""
        return self.workers[-1] if self.workers else 0

    def says(self, verb: str, owner: int) -> str:
        """How the mail server is in the mood to answer."""
        if not self.is_bad or verb not in MOODS or self.chance.random() > 0.05:
            return ""
        if verb in ("RCPT", "DATA") and len(self.workers) < 2 and self.chance.random() < 0.4:
            self.counts["worker: slept through its lease"] += 1
            self.server.move(A_LONG_SLEEP)
            self.work()
            return ""
        said = self.chance.choice(MOODS[verb])
        self.counts[f"mail: {verb} {said}"] += 1
        return said

    def arrived(
        self, text: bytes, owner: int, *, sender: str, accepted: bool, answered: bool
    ) -> None:
        """The mail server has a whole mail. What was doubtful by then comes first."""
        self._note_flags()
        facts = {"worker": owner, "accepted": accepted, "answered": answered}
        note_mail(self.history, text, returns_to=sender, **facts)
        if accepted and self.is_bad:
            self.returns.took(sender, text)

    def _plan_mishaps(self) -> None:
        self.plan.clear()
        if self.chance.random() < 0.2:
            name = self.chance.choice(DEATHS)
            self.plan[name] = lambda: self._die(name)
        if self.chance.random() < 0.35:
            self.plan[self.chance.choice(TURNS)] = self._let_others_go_first

    def _die(self, name: str) -> None:
        self.counts[f"worker died at {name}"] += 1
        raise SimulatedCrash(name)

    def _let_others_go_first(self) -> None:
        self.counts["worker: others went first"] += 1
        if self.chance.random() < 0.3:
            self.work()
        else:
            self.meanwhile()

    def _note_claim(self) -> None:
        self.history.add(
            "claim", worker=self.workers[-1], **how_it_stands(self.server, self.server.now)
        )

    def _note_flags(self) -> None:
        self.flagged = note_flags(self.desk, self.flagged)


def note_flags(desk: Desk, before: set[Flag]) -> set[Flag]:
    """A line for each mail that the desk can see to be doubtful since ``before``."""
    doubtful = {
        (row["key"], row["kind"], row["says"]) for row in desk.keys_of("notice.state = 'ambiguous'")
    }
    for key, kind, says in sorted(doubtful - before):
        desk.history.add("flagged", key=key, kind=kind, says=says)
    return doubtful


def note_mail(history: History, text: bytes, **facts: Any) -> None:
    """A line for each thing that a mail tells."""
    address, told = read_mail(text)
    reader = address.partition("@")[0]
    for kind, title, says, details in told:
        what = {"kind": kind, "says": says, "details": details}
        history.add("mail", key=f"{reader}/{title}", **what, **facts)


def how_it_stands(server: Readable, now: datetime) -> dict[str, Any]:
    """What whoever decides now can know: more may be received within the same instant."""
    known = [row["id"] for row in server.rows("SELECT id FROM action")]
    return {"at": now.isoformat(), "holds": standings(server), "known": known}


def standings(server: Readable) -> list[dict[str, Any]]:
    """Each hold of a reader as it stands: where its documents are, and since when."""
    rows = server.rows(
        """
        SELECT hold.id, patron.first_name || '/' || title.title AS key, hold.status,
               hold.disputed, hold.fulfilment, hold.pickup_branch_id AS branch,
               hold.fact_at AS since,
               patron.email <> '' AS mailed, walk.status AS walk,
               (SELECT action_id FROM hold_event WHERE hold_event.hold_id = hold.id
                ORDER BY hold_event.id DESC LIMIT 1) AS by_action
        FROM hold JOIN patron ON patron.id = hold.patron_id
        JOIN title ON title.id = hold.title_id
        LEFT JOIN walk ON walk.id = hold.walk_id
        ORDER BY hold.id"""
    )
    places = server.rows(
        "SELECT hold_id AS hold, place_kind || '@' || place_branch_id AS place FROM item "
        "WHERE hold_id IS NOT NULL"
    )
    for row in rows:
        row["places"] = [item["place"] for item in places if item["hold"] == row["id"]]
        row["since"] = utc(row["since"])
    return rows
