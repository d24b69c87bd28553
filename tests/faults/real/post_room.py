"""The mail servers of a library, one for each worker, and what both of them accepted."""

import json
import random
import threading
from collections import Counter
from pathlib import Path

from tests.faults.desk import Desk
from tests.faults.post import MOODS, Flag, note_flags, note_mail


class PostRoom:
    """Decides how the mail servers behave, and writes down what arrives.

    What a worker had decided to send, and which mails were doubtful by then, is written down first.
    """

    def __init__(self, desk: Desk, seed: int, counts: Counter[str], folder: Path) -> None:
        self.desk, self.history, self.counts, self.folder = desk, desk.history, counts, folder
        self.chance, self.is_bad = random.Random(seed), True
        self._writing = threading.Lock()
        self._flagged: set[Flag] = set()
        self._read: Counter[int] = Counter()

    def says(self, verb: str, owner: int) -> str:
        """How the mail server is in the mood to answer."""
        with self._writing:
            if not self.is_bad or verb not in MOODS or self.chance.random() > 0.05:
                return ""
            said = self.chance.choice(MOODS[verb])
            self.counts[f"mail: {verb} {said}"] += 1
            return said

    def arrived(
        self, text: bytes, owner: int, *, sender: str, accepted: bool, answered: bool
    ) -> None:
        """A mail server has a whole mail of this worker."""
        with self._writing:
            self._note_claims(owner)
            self._flagged = note_flags(self.desk, self._flagged)
            facts = {"worker": owner, "accepted": accepted, "answered": answered}
            note_mail(self.history, text, returns_to=sender, **facts)

    def look_for_doubtful(self) -> None:
        """Write down what the desk can see to be doubtful by now."""
        with self._writing:
            self._flagged = note_flags(self.desk, self._flagged)

    def _note_claims(self, worker: int) -> None:
        lines = (self.folder / f"worker-{worker}.claims").read_text().splitlines()
        for line in lines[self._read[worker] :]:
            self.history.add("claim", worker=worker, **json.loads(line))
        self._read[worker] = len(lines)
