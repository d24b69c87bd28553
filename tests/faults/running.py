"""Play one schedule and judge it."""

import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import click

from tests.faults.checker import Findings, check
from tests.faults.history import History

#: Beside the nine sets: the server raised, or the laboratory broke off.
BROKEN = "broken"


@dataclass(frozen=True)
class Played:
    """What came of one seed; ``found`` has only the sets that are not empty."""

    seed: int
    found: Findings
    actions: int
    faults: Counter[str]
    mails: int
    seconds: float

    @property
    def is_good(self) -> bool:
        """Whether all sets are empty."""
        return not self.found

    @property
    def is_caught(self) -> bool:
        """Whether the checker saw something: where the laboratory broke off it saw nothing."""
        return not self.found.keys() <= {BROKEN}

    def summary(self) -> str:
        """One line."""
        verdict = "good" if self.is_good else f"FAILED ({', '.join(self.found)})"
        return (
            f"seed {self.seed}: {self.actions} actions, {self.faults.total()} faults, "
            f"{self.mails} mails, {self.seconds:.1f} s: {verdict}"
        )


class Playable(Protocol):
    """A morning: everything that matters is in ``history`` after ``run``."""

    history: History
    counts: Counter[str]

    @property
    def saved(self) -> int:
        """How many actions screens have called saved."""

    def run(self) -> History:
        """Play it to its end."""


class Playing(Protocol):
    """A laboratory of whatever kind."""

    def schedule(self, seed: int) -> Playable:
        """The morning of this seed."""


def play(lab: Playing, seed: int, keep: Path | None = None) -> Played:
    """One morning. What the server raises, or anything else that should not, is a finding too."""
    started = time.monotonic()
    schedule = lab.schedule(seed)
    found: Findings = {}
    try:
        history = schedule.run()
        found = {name: lines for name, lines in check(history).items() if lines}
    except Exception as error:
        found[BROKEN] = [f"{type(error).__name__}: {error}"]
    if found and keep:
        schedule.history.write(keep / f"{seed}.jsonl")
    mails = sum(line["accepted"] for line in schedule.history.of("mail"))
    seconds = time.monotonic() - started
    return Played(seed, found, schedule.saved, schedule.counts, mails, seconds)


def tell(played: Played) -> None:
    """One line, and the first findings of each set."""
    click.echo(played.summary())
    for name, found in played.found.items():
        for one in found[:5]:
            click.echo(f"    {name}: {one}")
