"""A morning at random: several phones, an unreliable network, people who change their minds."""

import random
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from apiflask import APIFlask

from rayon.picking.jobs import end_searches, join_late_holds
from rayon.sync.perform import perform_all
from tests.builders import a_copy, a_hold, a_selection, a_title, a_walk, the_server_does
from tests.moving_clock import MovingClock
from tests.phones import Phone
from tests.sync.rush import all_at_once

Row = dict[str, Any]
TITLES = 6


@dataclass
class Handset:
    """A phone with the rows it keeps, as the app does, and what it has not been able to send."""

    phone: Phone
    walks: dict[str, Row] = field(default_factory=dict)
    picks: dict[str, Row] = field(default_factory=dict)
    waiting: list[Row] = field(default_factory=list)
    sent: list[Row] = field(default_factory=list)
    told: dict[str, list[Row]] = field(default_factory=dict)

    def record(self, name: str, subject: str = "", payload: Row | None = None) -> None:
        self.waiting.append(self.phone.record(name, subject, payload))

    def sync(self, chance: random.Random) -> None:
        """Send what waits, now and then with old actions among it, in any order; or lose it all."""
        batch, where = self.batch(chance), (self.phone.epoch, self.phone.cursor)
        self.hear(self.phone.push(*batch), where, chance)

    def batch(self, chance: random.Random) -> list[Row]:
        """What waits, and some of what was sent before."""
        batch = self.waiting + chance.sample(self.sent, min(len(self.sent), chance.randint(0, 3)))
        chance.shuffle(batch)
        return batch

    def hear(self, answer: Row, where: tuple[str | None, int], chance: random.Random) -> None:
        """Take an answer in, or lose it: then the phone stands where it stood."""
        if chance.random() < 0.2:
            # The answer was lost on its way: the phone knows nothing of it.
            self.phone.epoch, self.phone.cursor = where
            return
        self._take_in(answer)

    def catch_up(self) -> None:
        """A quiet network: everything is sent and everything is heard."""
        more = True
        while more:
            answer = self.phone.push(*self.waiting)
            self._take_in(answer)
            more = answer["more"]

    def _take_in(self, answer: Row) -> None:
        for one in answer["outcomes"]:
            self.told.setdefault(one["id"], []).append(one)
        self.sent += [action for action in self.waiting if action["id"] in self.told]
        self.waiting = [action for action in self.waiting if action["id"] not in self.told]
        if answer["reset"]:
            self.walks.clear()
            self.picks.clear()
        for change in answer["changes"]:
            if change["kind"] in ("walk", "pick"):
                kept = self.walks if change["kind"] == "walk" else self.picks
                kept[change["id"]] = change["data"]
            elif change["kind"] == "pick_state" and change["id"] in self.picks:
                self._take_in_state(change["data"])

    def _take_in_state(self, state: Row) -> None:
        known = self.picks[state["id"]]
        hold = {**known["hold"], **state["hold"]}
        self.picks[state["id"]] = {**known, **state, "hold": hold}


@dataclass
class Simulation:
    """The library, its phones, and chance."""

    app: APIFlask
    branch: int
    clock: MovingClock
    handsets: list[Handset]
    office: Handset
    chance: random.Random
    holds: list[str] = field(default_factory=list)
    walks: list[str] = field(default_factory=list)

    def open_the_library(self) -> None:
        for number in range(TITLES):
            title = a_title(self.app, f"Tome {number}")
            for copy in range(1 + number % 3):
                a_copy(self.app, self.branch, title, f"C-{number}-{copy}")
            self.holds.append(a_hold(self.app, self.branch, title))
        self.holds.append(a_selection(self.app, self.branch))
        half = len(self.holds) // 2
        for part in (self.holds[:half], self.holds[half:]):
            self.walks.append(a_walk(self.app, self.branch, *part))

    def run(self, rounds: int) -> None:
        for handset in self.handsets:
            handset.catch_up()
        for _ in range(rounds):
            handset = self.chance.choice(self.handsets)
            self._somebody_does_something(handset)
            if self.chance.random() < 0.4:
                handset.sync(self.chance)
            if self.chance.random() < 0.1:
                self._something_else_happens()
            if self.chance.random() < 0.1:
                self._all_sync_at_once()
        for handset in (*self.handsets, *self.handsets):
            handset.catch_up()

    def _all_sync_at_once(self) -> None:
        saying = [(one, one.batch(self.chance)) for one in self.handsets if one.waiting]
        where = [(one.phone.epoch, one.phone.cursor) for one, _batch in saying]
        pushes = [partial(one.phone.push, *batch) for one, batch in saying]
        heard = all_at_once(self.app, pushes) if pushes else []
        for (one, _batch), stood, answer in zip(saying, where, heard, strict=True):
            one.hear(answer, stood, self.chance)

    def _somebody_does_something(self, handset: Handset) -> None:
        walk = self.chance.choice(list(handset.walks))
        picks = [pick for pick in handset.picks.values() if pick["walk"] == walk]
        deeds = ["claim_walk", "pause_walk", "resume_walk", "report_seen", "undo", "finish_walk"]
        weights = [4, 1, 1, 2, 4, 1]
        if picks:
            deeds += ["report_found", "report_not_found", "report_unusable", "look_later"]
            weights += [8, 5, 1, 2]
        (name,) = self.chance.choices(deeds, weights)
        if name == "undo":
            self._undo(handset)
        elif name == "report_seen":
            handset.record(name, "", {"barcode": self._any_barcode(), "walk": walk})
        elif name.endswith("_walk"):
            handset.record(name, walk)
        else:
            self._decide(handset, name, self.chance.choice(picks))

    def _decide(self, handset: Handset, name: str, pick: Row) -> None:
        copies = [copy["barcode"] for copy in pick["copies"]] + [self._any_barcode()]
        scan = {"barcode": self.chance.choice(copies), "how": "camera"}
        if pick["hold"]["wants"] == "selection" and name == "report_found":
            handset.record("choose_item", pick["id"], {**scan, "barcode": self._any_barcode()})
        reasons = {"report_found": scan, "report_unusable": {"reason": "damaged"}}
        handset.record(name, pick["id"], reasons.get(name))

    def _undo(self, handset: Handset) -> None:
        done = handset.sent + handset.waiting
        if done:
            handset.record("undo", self.chance.choice(done)["id"])

    def _something_else_happens(self) -> None:
        kind = self.chance.choice(["cancel", "replan", "close", "late", "deadline", "settle"])
        hold, walk = self.chance.choice(self.holds), self.chance.choice(self.walks)
        if kind == "cancel":
            the_server_does(self.app, "cancel_hold", hold)
        elif kind == "settle":
            self.office.phone.do("settle_dispute", hold, {"here": self.chance.random() < 0.5})
        elif kind == "close":
            self.office.phone.do("close_walk", walk)
        elif kind == "replan":
            self.office.phone.post("/api/walks/plan", {"pickers": 1})
        else:
            self._by_the_clock(late=kind == "late")

    def _by_the_clock(self, *, late: bool) -> None:
        with self.app.app_context():
            if late:
                join_late_holds(self.clock.now(), perform_all)
            else:
                end_searches(self.clock.now(), perform_all)

    def _any_barcode(self) -> str:
        number = self.chance.randrange(TITLES)
        return f"C-{number}-{self.chance.randrange(1 + number % 3)}"
