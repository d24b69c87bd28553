"""`make bench-sync`: how many actions a second are judged and kept, beside Kinto and PocketBase.

Fifty phones send batches of twenty through /api/sync, every fifth batch twice; each round all
servers take their turn, and what counts is found in the databases afterwards. ``--quick``: two
rounds instead of five, for a look in between. Ends with 1 where a ratio is missed.

Durability: Rayon on SQLite syncs every commit to the disk (WAL, FULL), as PostgreSQL does;
PocketBase syncs its log at checkpoints only (WAL, NORMAL).
"""

import argparse
import copy
import os
import sys
import tempfile
from collections import defaultdict
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

import click

from tests.bench import peers, raw_limit, targets
from tests.bench.morning import BATCH, Morning
from tests.bench.targets import Run, Target
from tests.postgres import Postgres, running_postgres

PHONES, PRELOADED = 50, 50_000
#: Batches of one phone in a round, and of one Kinto phone: it takes twenty times as long.
BATCHES, KINTO_BATCHES = 8, 1
PACED_BATCHES, PACE = 4, 1000 / BATCH
OURS, KINTO, POCKETBASE = "Rayon, SQLite", "Kinto, PostgreSQL", "PocketBase, SQLite"
RAW = "raw limit, SQLite"


@dataclass(frozen=True)
class Bar:
    """A ratio that has to hold, and one to be proud of."""

    what: str
    least: float
    goal: float


BARS = {
    KINTO: Bar("times Kinto", 20, 40),
    POCKETBASE: Bar("times PocketBase", 0.8, 1.5),
    RAW: Bar("of the raw limit of the same SQL without HTTP", 0.12, 0.25),
}
PACED = Bar("times PocketBase's wait (p99 at 1,000 actions a second)", 1.3, 0.7)


@dataclass
class Found:
    """All rounds: closed loop and paced runs by target, and the raw limit's rates."""

    runs: defaultdict[str, list[Run]] = field(default_factory=lambda: defaultdict(list))
    paced: defaultdict[str, list[Run]] = field(default_factory=lambda: defaultdict(list))
    raw: list[float] = field(default_factory=list)

    def rates(self, name: str) -> list[float]:
        """Accepted actions a second in each round."""
        return self.raw if name == RAW else [run.rate for run in self.runs[name]]


def main() -> int:
    """Measure, print, judge."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true", help="two rounds instead of five")
    rounds = 2 if parser.parse_args().quick else 5
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="rayon-bench-")))
        found = _measure(stack, folder, rounds)
    _print(found)
    return 0 if all(_judge(found)) else 1


def _measure(stack: ExitStack, folder: Path, rounds: int) -> Found:
    ahead = (BATCHES + PACED_BATCHES) * rounds * BATCH + BATCH
    morning = targets.library(folder / "library", "", PHONES, PRELOADED, ahead)
    statements = _record(folder, morning)
    servers = list(_servers(stack, folder, morning, ahead))
    for server in servers:
        server.run(1)
    found = Found()
    for _round in range(rounds):
        # Now in this order and now in the other, and never while the disk still writes down what
        # another one has left to it.
        servers.reverse()
        for server in servers:
            os.sync()
            many = KINTO_BATCHES if server.name == KINTO else BATCHES
            found.runs[server.name].append(server.run(many))
        for server in servers:
            if server.name in (OURS, POCKETBASE):
                os.sync()
                found.paced[server.name].append(server.run(PACED_BATCHES, PACE))
        os.sync()
        took = raw_limit.replay(folder / "library", folder / "replayed", statements)
        found.raw.append(PHONES * BATCH / took)
    return found


def _record(folder: Path, morning: Morning) -> list[raw_limit.Statement]:
    """One batch of every phone."""
    handsets = copy.deepcopy(morning).handsets(1, again=PHONES + 1)
    return raw_limit.record(folder / "library", folder / "recorded", handsets)


def _servers(stack: ExitStack, folder: Path, morning: Morning, ahead: int) -> Sequence[Target]:
    pickers = copy.deepcopy(morning.pickers)
    postgres = stack.enter_context(running_postgres())
    database = postgres.url(postgres.new_database())
    on_postgres = targets.library(folder / "postgres", database, PHONES, PRELOADED, ahead)
    raw_limit.copy(folder / "library", folder / "served")
    started = [
        stack.enter_context(targets.rayon_on_sqlite(folder / "served", morning)),
        stack.enter_context(
            targets.rayon_on_postgres(
                folder / "postgres", on_postgres, database, _postmaster(postgres)
            )
        ),
    ]
    if not peers.install():
        click.echo("skipped: Kinto and PocketBase cannot be installed here")
        return started
    url, process = postgres.url(postgres.new_database()), _postmaster(postgres)
    kinto = peers.kinto(folder, url, process, copy.deepcopy(pickers), PRELOADED)
    return [
        *started,
        stack.enter_context(peers.pocketbase(folder, pickers, PRELOADED)),
        stack.enter_context(kinto),
    ]


def _postmaster(postgres: Postgres) -> int:
    return int((postgres.folder / "data" / "postmaster.pid").read_text().split()[0])


def _print(found: Found) -> None:
    click.echo(f"\n{PHONES} phones, batches of {BATCH}, {PRELOADED:,} rows before; min/median/max")
    click.echo(f"{'':20}{'actions/s':>22}{'p50 ms':>8}{'p99 ms':>8}{'CPU ms/1,000':>14}  answers")
    for name, runs in found.runs.items():
        click.echo(f"{name:20}{_spread([run.rate for run in runs])}{_details(runs)}")
    click.echo(f"{RAW:20}{_spread(found.raw)}")
    click.echo("\nat 1,000 actions a second")
    for name, runs in found.paced.items():
        click.echo(f"{name:20}{_spread([run.rate for run in runs])}{_details(runs)}")
    spent = sum(run.result.cpu for run in found.runs[OURS])
    accepted = sum(run.accepted for run in found.runs[OURS])
    click.echo(f"\nthe phones themselves: {spent * 1e6 / accepted:.0f} ms CPU for 1,000 actions")


def _details(runs: list[Run]) -> str:
    half, most = (median(run.result.wait_ms(share) for run in runs) for share in (0.5, 0.99))
    cpu = median(run.cpu_ms for run in runs)
    said = sum((run.result.statuses for run in runs), start=type(runs[0].result.statuses)())
    return f"{half:8.0f}{most:8.0f}{cpu:14.0f}  {dict(said)}"


def _spread(values: list[float]) -> str:
    return f"{min(values):8.0f}{median(values):7.0f}{max(values):7.0f}"


def _judge(found: Found) -> list[bool]:
    held = [
        _held(bar, median(found.rates(OURS)) / median(found.rates(name)))
        for name, bar in BARS.items()
        if found.rates(name)
    ]
    if POCKETBASE in found.paced:
        ours, theirs = (
            median(run.result.wait_ms(0.99) for run in found.paced[name])
            for name in (OURS, POCKETBASE)
        )
        held.append(_held(PACED, ours / theirs))
    return [*held, *(_nothing_refused(name, runs) for name, runs in found.runs.items())]


def _held(bar: Bar, ratio: float) -> bool:
    at_least = bar.least < bar.goal
    is_held = ratio >= bar.least if at_least else ratio <= bar.least
    limit = f"at {'least' if at_least else 'most'} {bar.least:g}, goal {bar.goal:g}"
    click.echo(f"{'ok ' if is_held else 'BAD'} {ratio:.2f} {bar.what} ({limit})")
    return is_held


def _nothing_refused(name: str, runs: list[Run]) -> bool:
    """Every action that phones sent is in the database, once; a peer's losses are only told."""
    sent = PHONES * BATCH * (KINTO_BATCHES if name == KINTO else BATCHES) * len(runs)
    kept = sum(run.accepted for run in runs)
    if kept != sent:
        click.echo(f"{name}: {sent - kept} of {sent} actions are not in the database")
    return kept == sent or not name.startswith("Rayon")


if __name__ == "__main__":
    sys.exit(main())
