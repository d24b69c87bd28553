"""A TCP proxy between phones and servers that loses, doubles, delays and drips what passes.

It reads whole messages, so that it knows what it does: "cut after the commit" breaks the line to
the phone when the server's 200 is here, and not by the clock.
"""

import json
import random
import socket
import struct
import threading
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from tests.faults.history import History
from tests.faults.real.messages import Wire, answer, read_message, with_body

#: What can become of a request, and how often out of a hundred.
FATES = {
    "delivered": 50,
    "cut before it is sent": 5,
    "cut within the request": 4,
    "cut after the commit": 9,
    "cut within the answer": 5,
    "dripped": 4,
    "sent twice at once": 6,
    "late": 5,
    "overtaken": 4,
    "captive portal": 4,
    "bad gateway": 2,
    "come back later": 1,
    "somebody else's answer": 1,
}
WELCOME = "<html>Welcome to the town's wifi</html>"
PORTALS = (
    answer(200, WELCOME),
    answer(302, "", Location="http://portal.test/"),
    answer(204, ""),
    answer(200, "{}", "application/json"),
    answer(200, '{"ok": true}', "application/json"),
    answer(200, "not gzip at all", Content_Encoding="gzip"),
    answer(511, WELCOME),
)
GATEWAY = answer(502, "<html>502 Bad Gateway</html>")
BUSY = answer(503, '{"code": "busy", "message": "Try again."}', "application/json", Retry_After="9")
#: Seconds; the app itself gives up after 20.
SLOWEST = 15.0
OVERTAKEN_WITHIN = 0.6
#: Closing with it resets the line instead of saying goodbye.
ABRUPTLY = struct.pack("ii", 1, 0)


#: How a phone is answered.
Say = Callable[[socket.socket], None]


@dataclass
class Proxy:
    """``backends``: the ports of the servers. ``begin`` makes it ready for one schedule."""

    history: History = field(default_factory=History)
    backends: list[int] = field(default_factory=list)
    chance: random.Random = field(default_factory=random.Random)
    counts: Counter[str] = field(default_factory=Counter)
    is_bad: bool = False
    late: list[Wire] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._listening = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.url = f"http://127.0.0.1:{self._listening.getsockname()[1]}"
        self._deciding, self._passed = threading.Lock(), threading.Condition()
        self._sending = ThreadPoolExecutor(8)
        threading.Thread(target=self._accept, daemon=True).start()

    def begin(self, backends: list[int], history: History, counts: Counter[str], seed: int) -> None:
        """A new schedule: other servers, an empty network."""
        self.backends, self.history, self.counts = backends, history, counts
        self.chance, self.is_bad = random.Random(seed), True
        self.late, self.faults = [], []

    def close(self) -> None:
        """No more lines."""
        with suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        self._sending.shutdown()

    def deliver_late(self) -> None:
        """Requests arrive that their phones have given up."""
        late, self.late = self.late, []
        for request in late:
            self._ask(request)

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                line, _ = self._listening.accept()
                threading.Thread(target=self._serve, args=(line,), daemon=True).start()

    def _serve(self, line: socket.socket) -> None:
        with suppress(OSError), line, line.makefile("rb") as heard:
            while request := read_message(heard):
                reply = self._meet(request)
                if reply is None:
                    line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, ABRUPTLY)
                    return
                reply(line)
                with self._passed:
                    self._passed.notify_all()

    def _meet(self, request: Wire) -> Say | None:
        """How the phone is answered; None: not at all."""
        fate = self._fate()
        match fate:
            case "cut before it is sent":
                return None
            case "cut within the request":
                self._send_a_part(request)
                return None
            case "late":
                self.late.append(request)
                return None
            case "captive portal":
                return whole(self._choice(PORTALS))
            case "bad gateway":
                return whole(GATEWAY)
            case "come back later":
                return whole(BUSY)
            case "overtaken":
                with self._passed:
                    self._passed.wait(OVERTAKEN_WITHIN)
        asked = Wire(request.head, request.body)
        reply = self._ask_twice(asked) if fate == "sent twice at once" else self._ask(asked, fate)
        return self._way_back(fate, reply)

    def _way_back(self, fate: str, reply: Wire | None) -> Say | None:
        if reply is None:
            return whole(GATEWAY) if self._below(2) else None
        match fate:
            case "cut after the commit":
                return None
            case "cut within the answer":
                return _first(self._below(len(reply.raw)), reply)
            case "dripped":
                return _dripped(reply)
            case "somebody else's answer" if reply.status == 200:
                return whole(self._with_other_ids(reply))
        return whole(reply)

    def _fate(self) -> str:
        if not self.is_bad:
            return "delivered"
        with self._deciding:
            fate = self.chance.choices(list(FATES), list(FATES.values()))[0]
            if fate != "delivered":
                self.counts[f"network: {fate}"] += 1
        return fate

    def _choice(self, options: Any) -> Any:
        with self._deciding:
            return self.chance.choice(options)

    def _below(self, most: int) -> int:
        with self._deciding:
            return self.chance.randrange(most)

    def _ask(self, request: Wire, fate: str = "") -> Wire | None:
        """The server's own answer; None when there was none, or no whole one."""
        with suppress(OSError), self._line() as line, line.makefile("rb") as heard:
            if fate == "dripped":
                _drip(line, request.raw)
            else:
                line.sendall(request.raw)
            reply = read_message(heard)
            if reply is not None:
                self._note(reply)
            return reply
        return None

    def _ask_twice(self, request: Wire) -> Wire | None:
        one, other = [self._sending.submit(self._ask, request) for _ in range(2)]
        replies = [reply for reply in (one.result(), other.result()) if reply is not None]
        return self._choice(replies) if replies else None

    def _send_a_part(self, request: Wire) -> None:
        with suppress(OSError), self._line() as line:
            line.sendall(request.raw[: self._below(len(request.raw))])

    def _line(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self._choice(self.backends)), SLOWEST)

    def _note(self, reply: Wire) -> None:
        if reply.status == 200:
            # Not everything that a phone asks for is an exchange: the floor has no outcomes.
            if outcomes := json.loads(reply.body).get("outcomes"):
                self.history.add("acknowledged", tab="", outcomes=outcomes)
        elif reply.status not in (400, 503):
            # Half a request is a bad one; anything else is not what we sent.
            self.faults.append(f"{reply.status} {reply.body.decode()[:200]}")

    def _with_other_ids(self, reply: Wire) -> Wire:
        read: dict[str, Any] = json.loads(reply.body)
        for outcome in read.get("outcomes", []):
            with self._deciding:
                outcome["id"] = str(UUID(int=self.chance.getrandbits(128)))
        return with_body(reply, read)


def whole(message: Wire) -> Say:
    """Say it all."""
    return lambda line: line.sendall(message.raw)


def _first(many: int, message: Wire) -> Say:
    def say(line: socket.socket) -> None:
        line.sendall(message.raw[:many])
        raise ConnectionError("cut")

    return say


def _dripped(message: Wire) -> Say:
    return lambda line: _drip(line, message.raw)


def _drip(line: socket.socket, raw: bytes) -> None:
    size = max(1, len(raw) // 10)
    for start in range(0, len(raw), size):
        line.sendall(raw[start : start + size])
        time.sleep(0.02)
