"""What happens in the library away from the shelves: imports, plans, decisions, the worker."""

import random
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from rayon.errors import Refusal
from rayon.holds.action import Deed
from rayon.ids import new_id
from rayon.notices import outcomes
from rayon.notices.channels.phone_list import record_call
from rayon.picking.planning import plan_morning
from rayon.sync.perform import perform_all
from tests.faults.history import History
from tests.faults.library import READERS, TITLES
from tests.faults.premises import Premises

Row = dict[str, Any]


@dataclass
class Desk:
    """``asked``: every hold of the library's own system, by its reference. ``at_home``: readers to
    whom what they ask for is brought. ``at_halts``: where others come for it to the bike cart.
    """

    server: Premises
    history: History
    chance: random.Random
    asked: dict[str, Row] = field(default_factory=dict)
    cancelled: set[str] = field(default_factory=set)
    at_home: tuple[int, ...] = ()
    at_halts: dict[int, str] = field(default_factory=dict)

    def import_holds(self, many: int) -> None:
        """New holds, and those that a restored database does not know any more."""
        for _ in range(many):
            self._ask()
        known = {row["reference"] for row in self.server.rows("SELECT reference FROM hold")}
        missing = [ref for ref in self.asked if ref not in known and ref not in self.cancelled]
        self.server.do([self._place(reference) for reference in missing])

    def _ask(self) -> None:
        reader, title = self.chance.randrange(READERS), self.chance.randrange(TITLES)
        wants = "selection" if self.chance.random() < 0.04 else "title"
        reference = f"{reader}/{title}" if wants == "title" else f"selection {len(self.asked)}"
        asked = {"reader": reader, "title": title, "wants": wants, "home": reader in self.at_home}
        asked["halt"] = self.at_halts.get(reader, "")
        self.asked.setdefault(reference, asked)

    def _place(self, reference: str) -> Deed:
        asked, library = self.asked[reference], self.server.library
        hold = new_id()
        payload = {
            "source": "ils",
            "reference": reference,
            "wants": asked["wants"],
            "pickup_branch": self._collected_at(asked),
            "asked_at": self.server.now.isoformat(),
        }
        if asked["home"]:
            payload["fulfilment"] = "delivery"
        if asked["halt"]:
            payload |= {"fulfilment": "round", "round_stop": asked["halt"]}
        if asked["wants"] == "selection":
            payload["selection"] = {"kind": "", "number": 2}
        else:
            payload["title"] = library.titles[f"Title {asked['title']}"]
            payload["patron"] = library.readers[f"reader{asked['reader']}"]
        return Deed("place_hold", hold, payload)

    def _collected_at(self, asked: Row) -> int:
        """Every ninth title is collected at the other branch, unless it is brought."""
        here, far = self.server.library.slots
        is_brought = asked["home"] or asked["halt"]
        return far if asked["title"] % 9 == 0 and not is_brought else here

    def something(self) -> str:
        """One thing that happens; what it was."""
        what: Callable[[], object] = self.chance.choice(
            [self.cancel, self.plan, self.close, self.reassign, self.settle, self.late, self.decide]
        )
        what()
        return what.__name__

    def late(self) -> None:
        """A few more holds come in."""
        self.import_holds(self.chance.randint(1, 4))

    def plan(self) -> None:
        """Walks for what is open and for second looks."""
        with self.server.app.app_context():
            sol = self.server.library.colleagues["Sol"].staff
            pickers = self.chance.randint(1, 3)
            plan_morning(self.server.library.branch, pickers, sol, perform_all)

    def cancel(self) -> None:
        """A patron wants something no more."""
        self._cancel(self.server.rows("SELECT id, reference FROM hold"))

    def cancel_what_is_due(self) -> None:
        """A patron wants no more what somebody is about to tell them."""
        self._cancel(
            self.server.rows(
                "SELECT hold.id, reference FROM hold JOIN notice ON subject_id = hold.id"
                " WHERE notice.state = 'owed' AND hold.status = 'found' ORDER BY notice.id"
            )
        )

    def _cancel(self, holds: Sequence[Row]) -> None:
        if holds:
            hold = self.chance.choice(holds)
            self.cancelled.add(hold["reference"])
            self.server.do([Deed("cancel_hold", hold["id"], {"because": "ils"})])

    def close(self) -> None:
        """A supervisor ends a walk."""
        self._with_a_walk("close_walk", {})

    def reassign(self) -> None:
        """A walk is given to somebody else, or to whoever takes it."""
        people = [one.staff for one in self.server.library.colleagues.values()]
        self._with_a_walk("reassign_walk", {"to": self.chance.choice([None, *people])})

    def _with_a_walk(self, name: str, payload: Row) -> None:
        walks = self.server.rows("SELECT id FROM walk WHERE status <> 'finished'")
        if walks:
            self.server.do([Deed(name, self.chance.choice(walks)["id"], payload)])

    def settle(self) -> None:
        """A person looked whether the document is there."""
        disputed = self.server.rows("SELECT id FROM hold WHERE disputed")
        for hold in disputed:
            here = self.chance.random() < 0.5
            self.server.do([Deed("settle_dispute", hold["id"], {"here": here})])

    def decide(self) -> None:
        """Somebody decides about mails whose fate nobody knows, and makes the calls of the list."""
        with self.server.app.app_context():
            for row in self.server.rows("SELECT id FROM message WHERE state = 'ambiguous'"):
                resend = self.chance.random() < 0.5
                self._note_decision(row["id"], resend)
                fate = outcomes.resend if resend else outcomes.consider_told
                # What has stopped being true is not sent again, and the person is told so.
                with suppress(Refusal):
                    fate(row["id"], self.server.now)
            for row in self.server.rows("SELECT id FROM phone_call WHERE state = 'to_call'"):
                self._call(row["id"])

    def _call(self, call: str) -> None:
        said = self.chance.choice(["reached", "no_answer"])
        # A worker may have taken it off the list while the telephone rang.
        with suppress(Refusal):
            self._record_call(call, said)

    def _record_call(self, call: str, said: str) -> None:
        record_call(call, self.server.library.branch, said, self.server.now)  # type: ignore[arg-type]
        for told in self.keys_of("notice.call_id = ? AND notice.state = 'told'", call):
            self.history.add("called", key=told["key"], kind=told["kind"], says=told["says"])

    def _note_decision(self, message: str, resend: bool) -> None:
        for key in self.keys_of("notice.message_id = ?", message):
            told = {"kind": key["kind"], "says": key["says"]}
            self.history.add("decided", key=key["key"], **told, resend=resend)

    def keys_of(self, which: str, *given: Any) -> list[Row]:
        """Notices as a patron would name them: who was to hear what about which title, or about
        their delivery.
        """
        query = f"""
            SELECT patron.first_name || '/' || COALESCE(title.title, 'delivery') AS key,
                   notice.kind, notice.state, notice.says, notice.channel, notice.why
            FROM notice JOIN patron ON patron.id = notice.patron_id
            LEFT JOIN hold ON hold.id = notice.subject_id
            LEFT JOIN title ON title.id = hold.title_id
            WHERE (title.id IS NOT NULL OR notice.subject_kind = 'delivery') AND {which}
            ORDER BY notice.id"""
        return self.server.rows(query, *given)
