"""A clock that tests move, seen by every process of the server."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from rayon import clock as rayon_clock

#: When every test begins, whatever day it is run on: a Monday, before the branches open.
MONDAY = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)


@dataclass
class MovingClock:
    """``rayon.clock`` under a test's hand. It goes on running from wherever it is set."""

    file: Path

    def set(self, instant: datetime) -> None:
        """It is this instant now."""
        self.move(instant - rayon_clock.now())

    def move(self, by: timedelta) -> None:
        """So much time goes by (or back)."""
        self.file.write_text(str(self._offset() + by.total_seconds()))

    def now(self) -> datetime:
        """The instant everybody lives in."""
        return rayon_clock.now()

    def _offset(self) -> float:
        return float(self.file.read_text() or 0)


@pytest.fixture(autouse=True)
def clock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> MovingClock:
    """Move the time with ``clock.move(timedelta(days=1))`` or ``clock.set(instant)``."""
    file = tmp_path / "clock"
    file.write_text("0")
    monkeypatch.setenv("RAYON_CLOCK_FILE", str(file))
    clock = MovingClock(file)
    clock.set(MONDAY)
    return clock
