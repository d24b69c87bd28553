"""What the phones of a bench will say, and what came of it; ``crowd.py`` is their process."""

import pickle
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

CROWD = "tests.bench.crowd"
#: Stands in a request until it is known how long its body will be.
NO_LENGTH = b"Content-Length: 0"
#: What a phone takes from one answer into its next request.
CURSOR = rb'"cursor": ?(\d+)'


@dataclass(frozen=True)
class Request:
    """One request as bytes; where there is a ``tail``, what the phone took goes before it, and
    ``length`` is how long the body is without that.
    """

    head: bytes
    tail: bytes = b""
    length: int = 0

    def with_cursor(self, cursor: bytes) -> bytes:
        """What goes over the wire."""
        if not self.tail:
            return self.head
        head = self.head.replace(NO_LENGTH, b"Content-Length: %d" % (self.length + len(cursor)), 1)
        return head + cursor + self.tail


@dataclass
class Handset:
    """What one phone says, in order. ``pull``: asked at the end while the server has more."""

    requests: list[Request]
    cursor: bytes = b"0"
    pull: Request | None = None


@dataclass
class Job:
    """Who talks to which port. ``pace``: requests a second of all phones; 0: nobody waits.

    ``takes``: what becomes of the cursor, out of each answer. ``by_chance``: each phone begins at
    some moment of the first turn, and not one after the other.
    """

    port: int
    handsets: list[Handset]
    pace: float = 0.0
    takes: bytes = CURSOR
    by_chance: bool = False


@dataclass
class Result:
    """``waits``: seconds from when a request was due to its answer; ``statuses``: how many."""

    seconds: float = 0.0
    cpu: float = 0.0
    waits: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    without_retry_after: int = 0
    cursors: list[bytes] = field(default_factory=list)

    @property
    def refused(self) -> int:
        """Answers that were neither success nor a request to come back later."""
        return sum(n for status, n in self.statuses.items() if status != 503 and status >= 400)

    def wait_ms(self, share: float) -> float:
        """The wait that this share of the requests did not exceed, in milliseconds."""
        ordered = sorted(self.waits)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))] * 1000


def run(job: Job) -> Result:
    """Run a job in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        there, back = Path(folder) / "job", Path(folder) / "result"
        there.write_bytes(pickle.dumps(job))
        subprocess.run([sys.executable, "-m", CROWD, str(there), str(back)], check=True)
        result: Result = pickle.loads(back.read_bytes())
    return result
