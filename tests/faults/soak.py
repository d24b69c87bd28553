"""The long run: 10,000 schedules in parts. It goes on where it was stopped, and writes a report."""

import json
import os
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import click

from tests.faults import report
from tests.faults.handsets import ROOT
from tests.faults.laboratory import laboratory
from tests.faults.running import play

Row = dict[str, Any]
#: Where the run has got to; outside of git.
STATE = Path(os.environ.get("RAYON_SOAK_STATE", ROOT / "var/soak"))
#: Schedules of one part, played in one process.
PART = 25
WORKERS = 2


def main(many: int) -> int:
    """Play what is missing of seeds 0 to ``many``; 0 when none has failed."""
    STATE.mkdir(parents=True, exist_ok=True)
    missing = [first for first in range(0, many, PART) if not _file_of(first).exists()]
    try:
        with ProcessPoolExecutor(WORKERS, max_tasks_per_child=1) as workers:
            for done in workers.map(_play_part, missing):
                click.echo(f"seeds {done['first']} to {done['first'] + PART - 1}: {_verdict(done)}")
                report.write(parts())
    except KeyboardInterrupt:
        click.echo("Stopped. The same command goes on from here.")
    report.write(parts())
    return 1 if any(part["failed"] for part in parts()) else 0


def parts() -> list[Row]:
    """What was played so far, by first seed."""
    read = [json.loads(path.read_text()) for path in STATE.glob("part-*.json")]
    return sorted(read, key=lambda part: int(part["first"]))


def _play_part(first: int) -> Row:
    faults, failed = Counter[str](), {}
    totals = Counter[str]()
    with laboratory() as lab:
        for seed in range(first, first + PART):
            played = play(lab, seed, STATE / "failed")
            faults += played.faults
            totals += Counter(schedules=1, actions=played.actions, mails=played.mails)
            totals["milliseconds"] += round(1000 * played.seconds)
            if not played.is_good:
                failed[str(seed)] = played.found
    part = {"first": first, "totals": totals, "faults": faults, "failed": failed}
    unfinished = _file_of(first).with_suffix(".unfinished")
    unfinished.write_text(json.dumps(part))
    unfinished.replace(_file_of(first))
    return part


def _file_of(first: int) -> Path:
    return STATE / f"part-{first:06}.json"


def _verdict(part: Row) -> str:
    return f"FAILED: {', '.join(part['failed'])}" if part["failed"] else "good"
