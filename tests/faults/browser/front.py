"""The door between a real browser and the server: it can be shut, and change what passes."""

import http.client
import json
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from tests.faults.history import History

SYNC = "/api/sync"
PATIENCE = 30
#: What may have to be changed must come whole and uncompressed.
AS_IT_IS = ("accept-encoding", "if-none-match", "if-modified-since")
#: What concerns one line only, and what we say ourselves.
NOT_PASSED_ON = (
    "connection",
    "transfer-encoding",
    "content-length",
    "keep-alive",
    "date",
    "server",
)


@dataclass(frozen=True)
class Answer:
    """What the browser gets."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def saying(self, body: str, status: int = 200) -> "Answer":
        """The same with other words."""
        kept = [(k, v) for k, v in self.headers if k.lower() not in ("content-encoding", "etag")]
        return replace(self, status=status, headers=tuple(kept), body=body.encode())

    def of_kind(self, kind: str) -> "Answer":
        """The same words, called something else."""
        kept = [(k, v) for k, v in self.headers if k.lower() != "content-type"]
        return replace(self, headers=(*kept, ("Content-Type", kind)))


Change = Callable[[Answer], Answer]


class _Listening(ThreadingHTTPServer):
    """With room for few, lines would wait for seconds that no fault has asked for."""

    request_queue_size = 128


@dataclass
class Front:
    """``changes``: by path, what becomes of an answer; ``asked``: what becomes of a sync."""

    target: int = 0
    history: History = field(default_factory=History)
    is_shut: bool = False
    changes: dict[str, Change] = field(default_factory=dict)
    asked: Callable[[bytes], bytes] = bytes
    #: The paths whose answers were changed.
    met: set[str] = field(default_factory=set)
    #: Seconds that each sync takes.
    pause: float = 0.0
    #: Syncs that were under way while another was.
    overlaps: int = 0

    def __post_init__(self) -> None:
        self._listening = _Listening(("127.0.0.1", 0), _handler(self))
        self._listening.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._listening.server_port}"
        self._syncing, self._counting = 0, threading.Lock()
        threading.Thread(target=self._listening.serve_forever, daemon=True).start()

    def open(self, history: History) -> None:
        """Everything passes as it is."""
        self.history, self.is_shut, self.pause, self.overlaps = history, False, 0.0, 0
        self.changes, self.asked, self.met = {}, bytes, set()

    def close(self) -> None:
        """No more visitors."""
        self._listening.shutdown()
        self._listening.server_close()

    def carry(self, method: str, path: str, headers: dict[str, str], body: bytes) -> Answer:
        """There and back."""
        if path == SYNC:
            with self._counted():
                time.sleep(self.pause)
                answer = self._ask(method, path, headers, self.asked(body))
        else:
            answer = self._ask(method, path, headers, body)
        if path == SYNC and answer.status == 200:
            outcomes = json.loads(answer.body)["outcomes"]
            self.history.add("acknowledged", tab="", outcomes=outcomes)
        bare = path.partition("?")[0]
        change = self.changes.get(bare)
        if change is None:
            return answer
        self.met.add(bare)
        return change(answer)

    def _counted(self) -> "_Counted":
        return _Counted(self)

    def count(self, change: int) -> None:
        """One sync more or less is under way."""
        with self._counting:
            self._syncing += change
            self.overlaps += self._syncing > 1 and change > 0

    def _ask(self, method: str, path: str, headers: dict[str, str], body: bytes) -> Answer:
        headers = {k: v for k, v in headers.items() if k.lower() not in AS_IT_IS}
        line = http.client.HTTPConnection("127.0.0.1", self.target, timeout=PATIENCE)
        try:
            given = {**headers, "Content-Length": str(len(body))} if body else headers
            line.request(method, path, body or None, given)
            reply = line.getresponse()
            passed = [(k, v) for k, v in reply.getheaders() if k.lower() not in NOT_PASSED_ON]
            return Answer(reply.status, tuple(passed), reply.read())
        finally:
            line.close()


@dataclass(frozen=True)
class _Counted:
    front: Front

    def __enter__(self) -> None:
        self.front.count(1)

    def __exit__(self, *_error: object) -> None:
        self.front.count(-1)


def _handler(front: Front) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self._pass()

        def do_POST(self) -> None:
            self._pass()

        def _pass(self) -> None:
            self.close_connection = True
            if front.is_shut:
                return
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            with suppress(OSError, http.client.HTTPException):
                self._say(front.carry(self.command, self.path, dict(self.headers), body))

        def _say(self, answer: Answer) -> None:
            self.send_response_only(answer.status)
            for key, value in answer.headers:
                self.send_header(key, value)
            self.send_header("Content-Length", str(len(answer.body)))
            self.send_header("Connection", "close")
            self.end_headers()
            self.wfile.write(answer.body)

        def log_message(self, format: str, *args: object) -> None:
            """The tests say themselves what went wrong."""

    return Handler
