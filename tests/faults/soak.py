"""The long run, in parts. It goes on where it was stopped, and writes a report."""

import json
import os
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import click

from tests.faults import report
from tests.faults.handsets import ROOT
from tests.faults.parts import PARTS, Part, part_of
from tests.faults.running import play

Row = dict[str, Any]
#: The name of a part, a first seed, how many.
Step = tuple[str, int, int]
#: Where the run has got to; outside of git.
STATE = Path(os.environ.get("RAYON_SOAK_STATE", ROOT / "var/soak"))


def main(names: Sequence[str], many: int | None, minutes: float | None) -> int:
    """Play what is missing of these parts, or of all; 0 when no schedule has failed."""
    ends = time.monotonic() + 60 * minutes if minutes else None
    try:
        for part in PARTS:
            if not names or part.name in names:
                _go_on(part, many or part.count, ends)
    except KeyboardInterrupt:
        click.echo("Stopped. The same command goes on from here.")
    return 1 if any(step["failed"] for part in PARTS for step in steps(part)) else 0


def steps(part: Part) -> list[Row]:
    """What was played of this part so far, by first seed."""
    read = [json.loads(path.read_text()) for path in _folder(part).glob("step-*.json")]
    return sorted(read, key=lambda step: int(step["first"]))


def _go_on(part: Part, many: int, ends: float | None) -> None:
    missing = [
        (part.name, first, min(part.at_once, many - first))
        for first in range(0, many, part.at_once)
        if not _file(part, first).exists()
    ]
    with ProcessPoolExecutor(part.workers, max_tasks_per_child=1) as processes:
        for together in _in_turn(missing, part.workers, ends):
            for done in processes.map(_play_step, *zip(*together, strict=True)):
                click.echo(f"{part.name}, seeds from {done['first']}: {_verdict(done)}")
            report.write({one.title: steps(one) for one in PARTS})


def _in_turn(missing: Sequence[Step], size: int, ends: float | None) -> Iterator[Sequence[Step]]:
    for start in range(0, len(missing), size):
        if ends and time.monotonic() > ends:
            click.echo("The time is up. The same command goes on from here.")
            return
        yield missing[start : start + size]


def _play_step(name: str, first: int, many: int) -> Row:
    part = part_of(name)
    faults, totals = Counter[str](), Counter[str]()
    failed = {}
    with part.laboratory() as lab:
        for seed in range(first, first + many):
            played = play(lab, seed, _folder(part) / "failed")
            faults += played.faults
            totals += Counter(schedules=1, actions=played.actions, mails=played.mails)
            totals["milliseconds"] += round(1000 * played.seconds)
            if not played.is_good:
                failed[str(seed)] = played.found
    step = {"first": first, "totals": totals, "faults": faults, "failed": failed}
    report.keep(step, _file(part, first))
    return step


def _folder(part: Part) -> Path:
    return STATE / part.name


def _file(part: Part, first: int) -> Path:
    return _folder(part) / f"step-{first:06}.json"


def _verdict(step: Row) -> str:
    return f"FAILED: {', '.join(step['failed'])}" if step["failed"] else "good"
