"""`make bench-storm`: everybody comes back into the network after a day without.

Thirty phones send two thousand actions each, in batches of two hundred, as the app does: the next
when the answer is there, later when the server says so, and in the end all that is new. Beside
it: the same number of actions from one phone. Ends with 1 when an action is missing, an answer is
a 5xx other than a 503 that says when to come back, or the server needs too much memory.
``--quick``: a tenth of the actions.
"""

import argparse
import sys
import tempfile
from pathlib import Path

import click

from tests.bench import targets
from tests.bench.targets import Run

PHONES, BATCHES, BATCH = 30, 10, 200
MOST_MEMORY_MB = 500


def main() -> int:
    """Measure, print, judge."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true", help="a tenth of the actions")
    batches = BATCHES // 10 if parser.parse_args().quick else BATCHES
    with tempfile.TemporaryDirectory(prefix="rayon-storm-") as folder:
        storm, memory = _drain(Path(folder) / "storm", PHONES, batches)
        calm, _memory = _drain(Path(folder) / "calm", 1, PHONES * batches)
    sent = PHONES * batches * BATCH
    click.echo(f"{sent:,} actions, {PHONES} phones at once: {_told(storm)}")
    click.echo(f"{sent:,} actions, one phone alone:  {_told(calm)}")
    held = [
        _held(sent - storm.accepted, 0, "actions that are not in the log"),
        _held(storm.result.refused, 0, "answers that are an error, other than 503"),
        _held(storm.result.without_retry_after, 0, "answers 503 without Retry-After"),
        _held(memory, MOST_MEMORY_MB, "MB, peak memory of all server processes"),
    ]
    return 0 if all(held) else 1


def _drain(folder: Path, phones: int, batches: int) -> tuple[Run, float]:
    """One round on a library of its own, and the server's peak memory in MB."""
    morning = targets.library(folder, "", phones, 0, batches * BATCH)
    with targets.rayon_on_sqlite(folder, morning) as server:
        server.handsets = lambda many: morning.handsets(many, BATCH, again=phones * batches + 1)
        return server.run(batches), server.peak_memory_mb()


def _told(run: Run) -> str:
    result = run.result
    longest = max(result.waits)
    return (
        f"{result.seconds:.1f} s, {run.rate:.0f} a second, longest answer {longest:.1f} s,"
        f" {run.cpu_ms:.0f} ms CPU for 1,000, answers {dict(result.statuses)}"
    )


def _held(value: float, most: float, what: str) -> bool:
    click.echo(f"{'ok ' if value <= most else 'BAD'} {value:.0f} {what} (at most {most:g})")
    return value <= most


if __name__ == "__main__":
    sys.exit(main())
