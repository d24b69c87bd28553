"""What a process is to do at a named instant: die, or stand still. Kept as one file per role."""

import json
import os
import signal
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

What = Literal["kill", "stop"]
SIGNALS = {"kill": signal.SIGKILL, "stop": signal.SIGSTOP}


@dataclass(frozen=True)
class Orders:
    """Those for one role, which several processes may have; the first to get there obeys."""

    folder: Path
    role: str

    @property
    def _order(self) -> Path:
        return self.folder / f"{self.role}.order"

    @property
    def _obeyed(self) -> Path:
        return self.folder / f"{self.role}.obeyed"

    def give(self, at: str, what: What) -> None:
        """From now on; there is one order at a time."""
        self.withdraw()
        unfinished = self._order.with_suffix(".unfinished")
        unfinished.write_text(json.dumps({"at": at, "what": what}))
        unfinished.replace(self._order)

    def withdraw(self) -> None:
        """Nothing shall happen any more."""
        for file in (self._order, self._obeyed):
            file.unlink(missing_ok=True)

    @property
    def is_waiting(self) -> bool:
        """Whether nobody has come to that instant yet."""
        return self._order.exists()

    def who_obeyed(self) -> int | None:
        """The process that did."""
        with suppress(OSError, ValueError):
            return int(self._obeyed.read_text())
        return None

    def obey(self, name: str) -> None:
        """In the process itself: this instant has come."""
        with suppress(FileNotFoundError):
            order = json.loads(self._order.read_text())
            if order["at"] != name:
                return
            # Whoever renames it first is the one that was meant.
            self._order.rename(self._order.with_suffix(f".{os.getpid()}"))
            self._obeyed.write_text(str(os.getpid()))
            os.kill(os.getpid(), SIGNALS[order["what"]])
