"""`make bench-import`: a large catalogue comes in while a phone syncs all along.

Prints memory, time and the longest write lock; ends with an error when a limit is passed.
"""

import os
import re
import sqlite3
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from tests.bench.big_catalogue import write_catalogue
from tests.bench.waiting import LockWatch, SyncingPhone
from tests.serving import Server, rayon, serving

COPIES = int(os.environ.get("RAYON_BENCH_COPIES", "500000"))
MOST_MEMORY_MB = 300
LONGEST_LOCK_S = 10.0
LONGEST_SYNC_S = 12.0


@dataclass
class Measured:
    """One import, seen from outside."""

    seconds: float
    memory_mb: float
    said: str

    @property
    def longest_step(self) -> float:
        """What the import itself says of its longest transaction."""
        found = re.search(r"(\d+\.\d) s", self.said.replace("\u202f", " ").replace("\xa0", " "))
        return float(found[1]) if found else -1.0


def say(text: str) -> None:
    """One line, at once: a long import is watched."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def main() -> int:
    """Exit status: 0 when every limit is kept."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        file = Path(folder) / "catalogue.mrc"
        records = write_catalogue(file, COPIES)
        say(f"{COPIES:,} copies of {records:,} titles, {file.stat().st_size / 1e6:.0f} MB of MARC")
        with serving(data, RAYON_DEMO="1") as server:
            server.run("demo", "load")
            return _report(*_measure(server, file))


def _measure(server: Server, file: Path) -> tuple[Measured, SyncingPhone, LockWatch, int]:
    database = server.data / "rayon.db"
    phone, watch = SyncingPhone(server.url), LockWatch(database)
    before = _count(database, "item")
    with phone, watch:
        measured = _import(server, file)
    missing = COPIES - (_count(database, "item") - before)
    phone.count_lost(database)
    return measured, phone, watch, missing


def _import(server: Server, file: Path) -> Measured:
    words = ["import", "items", str(file), "--mapping", "koha-952"]
    words += ["--create-branches", "--create-locations"]
    began = time.monotonic()
    with tempfile.TemporaryFile("w+") as out:
        process = subprocess.Popen([rayon(), *words], env=server.environment, stdout=out)
        _pid, status, usage = os.wait4(process.pid, 0)
        out.seek(0)
        said = out.read()
    if status:
        raise SystemExit(f"the import failed: {said}")
    return Measured(time.monotonic() - began, usage.ru_maxrss / 1024, said)


def _report(measured: Measured, phone: SyncingPhone, watch: LockWatch, missing: int) -> int:
    longest = max(measured.longest_step, watch.longest)
    rows = [
        ("peak memory, MB", measured.memory_mb, MOST_MEMORY_MB),
        ("longest write lock, s", longest, LONGEST_LOCK_S),
        ("longest wait of a sync, s", phone.longest, LONGEST_SYNC_S),
        ("actions lost", float(phone.lost), 0.0),
        ("copies missing", float(missing), 0.0),
    ]
    say(measured.said)
    say(f"time, s: {measured.seconds:.0f}")
    say(f"longest step by the import's own word, s: {measured.longest_step:.1f}")
    say(f"syncs: {phone.syncs}, of them told to wait: {phone.told_to_wait}")
    for what, value, most in rows:
        say(f"{'ok ' if value <= most else 'BAD'} {what}: {value:.1f} (at most {most:g})")
    return int(any(value > most for _what, value, most in rows))


def _count(database: Path, table: str) -> int:
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as connection:
        count: int = connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
    return count


if __name__ == "__main__":
    sys.exit(main())
