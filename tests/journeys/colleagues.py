"""Colleagues whose phones are the app's own core in Node, and talk to the running server."""

import json
import random
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field
from email.message import Message
from pathlib import Path
from typing import Any

from rayon import clock
from tests.faults.handsets import Handsets, Parked, Reply, Request
from tests.faults.morning import ABOUT
from tests.journeys.book import Book
from tests.journeys.house import House

Row = dict[str, Any]
#: Deeds between two moments with a network.
OUT_OF_REACH = 12
TRIES = 60
NO_SCAN = ("no_label", "label_unreadable", "scanner_fails")
UNUSABLE = ("damaged", "incomplete", "empty_case", "not_for_loan", "being_read")


@dataclass
class Colleague:
    """Somebody with a phone of their own; ``cookie`` is their shift in the browser."""

    name: str
    pin: str
    device: Row = field(default_factory=dict)
    credential: str = ""
    cookie: str = ""


@dataclass
class Team:
    """Everybody's phones. ``chance``: what lies on the shelves, which answers get lost."""

    house: House
    program: Path
    chance: random.Random
    people: dict[str, Colleague] = field(default_factory=dict)
    lost_answers: int = 0

    def __post_init__(self) -> None:
        self.handsets = Handsets(self.program)
        self.handsets.begin(1, self._carry)

    def enrol(self, name: str, pin: str, code: str) -> None:
        """A new phone, and who carries it."""
        answer, _cookie = self._post("/api/devices/enrol", {"code": code, "name": name})
        self.people[name] = one = Colleague(name, pin, answer["device"], answer["credential"])
        self._phone("newPhone", name, {**self._shift(one), **answer})

    def begin_shift(self) -> None:
        """Everybody signs in for the day."""
        for name, one in self.people.items():
            self._phone("signIn", name, self._shift(one)["session"])

    def plan(self, name: str, pickers: int) -> None:
        """Walks for what is left, asked for by this colleague."""
        one = self.people[name]
        self._post("/api/walks/plan", {"pickers": pickers}, one)

    def walk(self, book: Book) -> int:
        """Each colleague in turn takes a free walk, until there is none; how many were walked."""
        walked = 0
        while True:
            before = walked
            for name in self.people:
                self._sync(name)
                walked += self._take_and_walk(name, book)
            if walked == before:
                return walked

    def close(self) -> None:
        """Switch every phone off."""
        self.handsets.close()

    def _shift(self, one: Colleague) -> Row:
        people = self._get("/api/device", one)["people"]
        staff = next(person["id"] for person in people if person["name"] == one.name)
        answer, one.cookie = self._post("/api/sign-in", {"staff": staff, "pin": one.pin}, one)
        times = {"endsAt": answer["ends_at"], "clockAhead": 0}
        return {"session": {"shift": answer["shift"], "staff": answer["staff"], **times}}

    def _take_and_walk(self, name: str, book: Book) -> int:
        free = [walk for walk in self._look(name)["walks"] if walk["status"] == "planned"]
        if not free:
            return 0
        walk = min(free, key=lambda one: str(one["id"]))
        self._record(name, "claim_walk", walk, {})
        while decided := self._some_picks(name, walk["id"], book):
            self._sync(name)
            assert decided <= OUT_OF_REACH
        mine = next(one for one in self._look(name)["walks"] if one["id"] == walk["id"])
        self._record(name, "finish_walk", mine, {})
        self._sync(name)
        return 1

    def _some_picks(self, name: str, walk: str, book: Book) -> int:
        """Look for a few documents where there is no network; how many were looked for."""
        picks = [pick for pick in self._look(name)["picks"] if pick["walk"] == walk]
        left = [pick for pick in picks if pick["status"] in ("open", "later")]
        left.sort(key=lambda pick: (pick["status"] == "later", pick["position"]))
        for pick in left[:OUT_OF_REACH]:
            deed, payload, note = self._what_is_there(pick, book)
            self._record(name, deed, pick, payload)
            note(pick["hold"]["id"])
        return len(left[:OUT_OF_REACH])

    def _what_is_there(self, pick: Row, book: Book) -> tuple[str, Row, Callable[[str], None]]:
        """What this colleague meets on the shelf."""
        others = [copy for copy in pick["copies"] if copy != pick["target"]]
        other = self.chance.choice(others) if others else pick["target"]
        missing, unusable = ("report_not_found", {}), {"reason": self.chance.choice(UNUSABLE)}
        found = [
            {"barcode": pick["target"], "how": "camera"},
            {"barcode": other, "how": "scanner"},
            {"how": "tap", "reason": self.chance.choice(NO_SCAN)},
        ]
        deeds: list[tuple[str, Row, Callable[[str], None]]] = [
            *(("report_found", payload, book.note_found) for payload in found),
            (*missing, book.note_missing),
            ("report_unusable", unusable, book.note_unusable),
            ("look_later", {}, lambda _hold: None),
        ]
        weights = [60, 10, 6, 14, 4, 6 if pick["status"] == "open" else 0]
        return self.chance.choices(deeds, weights)[0]

    def _record(self, name: str, deed: str, subject: Row, payload: Row) -> None:
        what = {"name": deed, "subject": subject["id"], "payload": payload, "about": ABOUT}
        self._phone("record", name, {**what, "seen": subject["version"]})

    def _sync(self, name: str) -> None:
        """Until the server has everything; answers may get lost on the way."""
        for _ in range(TRIES):
            said = self._phone("sync", name)
            if said["kind"] == "done":
                return
            time.sleep(0.1)
        raise AssertionError(f"the phone of {name} could not send: {said}")

    def _look(self, name: str) -> Row:
        screen: Row = self._phone("look", name)
        return screen

    def _phone(self, command: str, *given: Any) -> Any:
        return self.handsets.do(command, *given, now=clock.now().timestamp())

    def _carry(self, request: Request) -> Reply | Parked:
        reply = self._send(request.url, request.headers, request.body)
        if self.chance.random() > 0.1:
            return reply
        self.lost_answers += 1
        return None

    def _get(self, path: str, one: Colleague) -> Row:
        answer, _cookie = self._asked(path, "", one)
        return answer

    def _post(self, path: str, body: Row, one: Colleague | None = None) -> tuple[Row, str]:
        return self._asked(path, json.dumps(body), one)

    def _asked(self, path: str, body: str, one: Colleague | None) -> tuple[Row, str]:
        headers = {"Content-Type": "application/json", "X-Rayon": "1"}
        if one:
            headers |= {"Authorization": f"Device {one.credential}", "Cookie": one.cookie}
        status, given, text = self._send(path, headers, body)
        assert status < 300, text
        return json.loads(text), given.get("Set-Cookie", "").partition(";")[0]

    def _send(self, path: str, headers: Row, body: str) -> tuple[int, dict[str, str], str]:
        request = urllib.request.Request(
            f"{self.house.url}{path}",
            body.encode() if body else None,
            {**headers, "Sec-Fetch-Site": "same-origin"},
        )
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return answer.status, _headers(answer.headers), answer.read().decode()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, _headers(error.headers), error.read().decode()


def enrolment_code(house: House, branch: str) -> str:
    """A code for one phone: it stands below the QR picture, before how long it lasts."""
    return house.server.run("devices", "enrol", "--branch", branch).splitlines()[-1].split()[0]


def _headers(given: Message) -> dict[str, str]:
    wanted = ("Content-Type", "Retry-After", "Set-Cookie")
    return {name: given[name] for name in wanted if given[name]}
