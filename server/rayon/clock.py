"""The only clock. Everything that asks for the time asks here, so that tests can move it.

A test, or a rehearsal with several processes, writes a number of seconds into the file named by
``RAYON_CLOCK_FILE``; every process then lives that many seconds away from the machine's clock.
"""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo


def now() -> datetime:
    """The present instant, in UTC."""
    return datetime.now(UTC) + _offset()


def local(instant: datetime, time_zone: str) -> datetime:
    """The same instant on the wall clock of a branch."""
    return instant.astimezone(ZoneInfo(time_zone))


def _offset() -> timedelta:
    path = os.environ.get("RAYON_CLOCK_FILE")
    if not path:
        return timedelta()
    try:
        return timedelta(seconds=float(Path(path).read_text().strip() or 0))
    except (OSError, ValueError):
        return timedelta()
