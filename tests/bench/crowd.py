"""All phones of a bench at once: one connection each, everything they say prepared beforehand.

``python -m tests.bench.crowd JOB RESULT`` runs in a process of its own, so that building requests
costs the server nothing and what the phones cost can be told apart (``Result.cpu``).
"""

import pickle
import random
import re
import resource
import selectors
import socket
import sys
import time
from collections import deque
from pathlib import Path

from tests.bench.load import Handset, Job, Result

_LENGTH = re.compile(rb"\r\nContent-Length: (\d+)", re.IGNORECASE)
_RETRY = re.compile(rb"\r\nRetry-After: (\d+)", re.IGNORECASE)


class _Phone:
    """One connection: at most one request under way."""

    def __init__(self, job: Job, handset: Handset) -> None:
        self.port, self.cursor, self.pull = job.port, handset.cursor, handset.pull
        self.waiting = deque(handset.requests)
        self.received = bytearray()
        self.due = 0.0
        # Later, and servers with a thread for each connection would wait for what it says.
        self.socket = socket.socket() if job.by_chance else self._connect()

    def send(self, due: float) -> None:
        """Say the next thing."""
        self.due = due
        self.received.clear()
        try:
            self.socket.sendall(self.waiting[0].with_cursor(self.cursor))
        except ConnectionError:
            self.send_again()

    def send_again(self) -> None:
        """Servers close connections on which nothing was said for a while."""
        self.socket.close()
        self.socket = self._connect()
        self.socket.sendall(self.waiting[0].with_cursor(self.cursor))

    def receive(self) -> bool:
        """Whether the answer is complete. Raises ``ConnectionError`` where there is none."""
        part = self.socket.recv(1 << 18)
        if not part:
            raise ConnectionError("closed")
        self.received += part
        return _is_complete(self.received)

    def _connect(self) -> socket.socket:
        connected = socket.create_connection(("127.0.0.1", self.port))
        connected.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return connected


def _is_complete(received: bytearray) -> bool:
    head = received.find(b"\r\n\r\n")
    if head < 0:
        return False
    if received.startswith(b"304", 9):
        return True
    length = _LENGTH.search(received, 0, head)
    if length:
        return len(received) >= head + 4 + int(length[1])
    return received.endswith(b"0\r\n\r\n")


class _Crowd:
    """All phones at once, in one thread."""

    def __init__(self, job: Job) -> None:
        self.job, self.result = job, Result()
        self.takes = re.compile(job.takes)
        self.phones = [_Phone(job, handset) for handset in job.handsets]
        self.selector = selectors.DefaultSelector()
        #: (when, phone), soonest first: who sends when.
        self.plan: list[tuple[float, int]] = []

    def run(self) -> Result:
        began = time.perf_counter()
        self._plan_all(began)
        while self.plan or self.selector.get_map():
            self._send_due()
            for key, _events in self.selector.select(self._pause()):
                self._answered(key.data)
        self.result.seconds = time.perf_counter() - began
        self.result.cursors = [phone.cursor for phone in self.phones]
        used = resource.getrusage(resource.RUSAGE_SELF)
        self.result.cpu = used.ru_utime + used.ru_stime
        return self.result

    def _plan_all(self, began: float) -> None:
        """Paced: all phones share one beat. Else everybody begins at once."""
        count = len(self.phones)
        gap = 1 / self.job.pace if self.job.pace else 0.0
        self.step = gap * count
        turns = [number * gap for number in range(count)]
        if self.job.by_chance:
            chance = random.Random(count)
            turns = sorted(chance.uniform(0, self.step) for _phone in self.phones)
        self.plan = [(began + turn, number) for number, turn in enumerate(turns)]

    def _pause(self) -> float | None:
        return max(0.0, self.plan[0][0] - time.perf_counter()) if self.plan else None

    def _send_due(self) -> None:
        now = time.perf_counter()
        while self.plan and self.plan[0][0] <= now:
            due, number = self.plan.pop(0)
            self.phones[number].send(due)
            self.selector.register(self.phones[number].socket, selectors.EVENT_READ, number)

    def _answered(self, number: int) -> None:
        phone = self.phones[number]
        try:
            if not phone.receive():
                return
        except ConnectionError:
            self._resend(number, phone)
            return
        self.selector.unregister(phone.socket)
        now = time.perf_counter()
        status = int(phone.received[9:12])
        self.result.statuses[status] += 1
        if status == 503:
            self._later(now, number, phone)
            return
        self.result.waits.append(now - phone.due)
        self._take(phone)
        if phone.waiting:
            self._plan(max(now, phone.due + self.step) if self.step else now, number)

    def _resend(self, number: int, phone: _Phone) -> None:
        self.selector.unregister(phone.socket)
        phone.send_again()
        self.selector.register(phone.socket, selectors.EVENT_READ, number)

    def _later(self, now: float, number: int, phone: _Phone) -> None:
        asked = _RETRY.search(phone.received)
        self.result.without_retry_after += asked is None
        self._plan(now + (float(asked[1]) if asked else 1.0), number)

    def _take(self, phone: _Phone) -> None:
        phone.waiting.popleft()
        if found := self.takes.search(phone.received):
            phone.cursor = bytes(found[1])
        if not phone.waiting and phone.pull and b'"more":true' in phone.received:
            phone.waiting.append(phone.pull)

    def _plan(self, when: float, number: int) -> None:
        self.plan.append((when, number))
        self.plan.sort()


if __name__ == "__main__":
    given, answer = (Path(name) for name in sys.argv[1:])
    answer.write_bytes(pickle.dumps(_Crowd(pickle.loads(given.read_bytes())).run()))
