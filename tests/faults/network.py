"""Between the phones and the server: requests and answers that get lost, doubled, held back."""

import json
import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from tests.faults.handsets import Parked, Reply, Request
from tests.faults.history import History
from tests.faults.server import Answer, Server, SimulatedCrash

#: What can become of a request, and how often out of a hundred.
FATES = {
    "delivered": 50,
    "request lost": 6,
    "answer lost": 9,
    "sent twice": 6,
    "held back": 6,
    "late": 5,
    "captive portal": 3,
    "bad gateway": 3,
    "half an answer": 3,
    "come back later": 3,
    "somebody else's answer": 3,
    "server dies": 3,
}
INSTANTS = ("actions.written_down", "actions.judged", "actions.committed")
PORTAL: Answer = (200, {"Content-Type": "text/html"}, "<html>Welcome to the town's wifi</html>")
GATEWAY: Answer = (502, {"Content-Type": "text/html"}, "<html>502 Bad Gateway</html>")
BUSY: Answer = (503, {"Retry-After": "20"}, '{"code": "busy", "message": "Try again."}')


@dataclass
class Network:
    """``is_bad`` until the schedule is over; nobody waits any more for ``late`` requests. Whose
    request it is that finds no network at all, ``is_out`` says.
    """

    server: Server
    history: History
    chance: random.Random
    counts: Counter[str]
    is_bad: bool = True
    late: list[Request] = field(default_factory=list)
    dies_at: str = ""
    is_out: Callable[[str], bool] = lambda _tab: False

    def carry(self, request: Request) -> Reply | Parked:
        """What a phone gets for its request; Parked when it has to wait."""
        if self.is_out(request.tab):
            return None
        fate = self._fate()
        if fate != "delivered":
            self.counts[f"network: {fate}"] += 1
        return self._meet(fate, request)

    def _fate(self) -> str:
        if not self.is_bad:
            return "delivered"
        return self.chance.choices(list(FATES), list(FATES.values()))[0]

    def _meet(self, fate: str, request: Request) -> Reply | Parked:
        match fate:
            case "request lost":
                return None
            case "held back":
                return Parked(0, request)
            case "late":
                self.late.append(request)
                return None
            case "captive portal":
                return PORTAL
            case "bad gateway":
                return GATEWAY
            case "come back later":
                return BUSY
            case "server dies":
                self.dies_at = self.chance.choice(INSTANTS)
        answer = self.deliver(request)
        self.dies_at = ""
        return self._on_the_way_back(fate, request, answer)

    def _on_the_way_back(self, fate: str, request: Request, answer: Reply) -> Reply:
        if answer is None or fate == "answer lost":
            return None
        if fate == "sent twice":
            again = self.deliver(request)
            return self.chance.choice([answer, again])
        if fate == "half an answer":
            status, headers, body = answer
            return status, headers, body[: self.chance.randrange(len(body))]
        if fate == "somebody else's answer":
            return self._with_other_ids(answer)
        return answer

    def deliver(self, request: Request) -> Reply:
        """The server's own answer; None when it died over it."""
        try:
            answer = self.server.request(request.method, request.url, request.headers, request.body)
        except SimulatedCrash:
            self.server.restart()
            return None
        self._note(request, answer)
        return answer

    def deliver_late(self) -> None:
        """A request arrives that its phone has given up."""
        if self.late:
            self.deliver(self.late.pop(self.chance.randrange(len(self.late))))

    def _note(self, request: Request, answer: Answer) -> None:
        status, _, body = answer
        if status == 200 and request.method == "POST":
            self.history.add("acknowledged", tab=request.tab, outcomes=json.loads(body)["outcomes"])

    def _with_other_ids(self, answer: Answer) -> Answer:
        status, headers, body = answer
        read: dict[str, Any] = json.loads(body)
        for outcome in read.get("outcomes", []):
            outcome["id"] = str(UUID(int=self.chance.getrandbits(128)))
        return status, headers, json.dumps(read)
