"""`make bench-board`: what two hundred open boards cost, and whom they make wait.

Two hundred supervisors look at one branch, each asking every two seconds with the tag of the
answer before, while five actions a second are synced there and one more phone asks ten times a
second what is new: the ordinary request. The same without boards, in turns. Ends with 1 where a
limit is missed. ``--quick``: two short rounds, for a look in between.
"""

import argparse
import sys
import tempfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from statistics import median
from typing import Any
from uuid import uuid4

import click
from sqlalchemy import insert, update

from rayon import clock, create_app
from rayon.config import Settings
from rayon.database import table_of, writing
from rayon.holds.models import Hold
from rayon.ids import new_id
from rayon.picking.models import Walk
from rayon.staff.models import AuthSession, Device, Staff, StaffRole
from rayon.staff.secrets import hash_of
from tests.bench import targets
from tests.bench.load import Handset, Job, Request, Result, run
from tests.bench.morning import Morning
from tests.bench.targets import Target

BOARDS, EVERY = 200, 2.0
PICKERS, ACTIONS, PROBES = 4, 5.0, 10.0
#: Fetched on the days before.
BEHIND = 20_000
ROUNDS, SECONDS = 5, 20
MOST_CPU, CPU_GOAL = 0.30, 0.15
MOST_WAIT, WAIT_GOAL = 4.0, 3.0
SUPERVISOR = 999
ETAG = rb'\r\nETag: ("[^"]+")'


@dataclass
class Side:
    """The rounds with boards, or those without: by round."""

    cpu: list[float] = field(default_factory=list)
    half: list[float] = field(default_factory=list)
    p99: list[float] = field(default_factory=list)
    boards: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)


def main() -> int:
    """Measure, print, judge."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true", help="two short rounds")
    rounds, seconds = (2, 6) if parser.parse_args().quick else (ROUNDS, SECONDS)
    with tempfile.TemporaryDirectory(prefix="rayon-board-") as folder:
        without, beside = _measure(Path(folder) / "library", rounds, seconds)
    _print(without, beside)
    ratios = [many / few for many, few in zip(beside.p99, without.p99, strict=True)]
    failed = [status for status in without.statuses + beside.statuses if status >= 400]
    held = [
        _held(median(beside.cpu), MOST_CPU, CPU_GOAL, "of a core, with all boards open"),
        _held(median(ratios), MOST_WAIT, WAIT_GOAL, "times the p99 of the same without boards"),
        _held(len(failed), 0, 0, f"kinds of refusal {failed or ''}"),
    ]
    return 0 if all(held) else 1


def _measure(folder: Path, rounds: int, seconds: int) -> tuple[Side, Side]:
    # Of each phone: more walks than a day has would make the board larger than any is.
    ahead = int(seconds * ACTIONS) // PICKERS * (2 * rounds + 1)
    morning = targets.library(folder, "", PICKERS + 1, BEHIND, ahead, branches=1)
    boards = _open_boards(folder)
    without, beside = Side(), Side()
    with targets.rayon_on_sqlite(folder, morning) as server:
        _round(server, morning, boards, Side(), 3)
        for _round_number in range(rounds):
            _round(server, morning, [], without, seconds)
            _round(server, morning, boards, beside, seconds)
    return without, beside


def _open_boards(folder: Path) -> list[str]:
    """Tickets of two hundred tablets; what was fetched before was fetched yesterday."""
    tickets = [str(uuid4()) for _board in range(BOARDS)]
    now = clock.now()
    app = create_app(Settings(data_dir=folder, worker="off"))
    with app.app_context(), writing() as session:
        add = session.connection().execute
        yesterday = now - timedelta(days=1)
        done = Walk.status == "finished"
        add(update(table_of(Walk)).where(done).values(day=yesterday.date()))
        add(update(table_of(Hold)).where(Hold.status == "handed_over").values(fact_at=yesterday))
        add(insert(table_of(Staff)), {"id": SUPERVISOR, "name": "Sol", "pin_hash": "-"})
        role: dict[str, Any] = {"staff_id": SUPERVISOR, "role": "supervisor", "branch_id": 1}
        add(insert(table_of(StaffRole)), role)
        for ticket in tickets:
            device = {"id": new_id(), "name": "Tablette", "branch_id": 1, "enrolled_at": now}
            add(insert(table_of(Device)), {**device, "credential_hash": hash_of(f"d{ticket}")})
            shift = {"id": new_id(), "token_hash": hash_of(ticket), "staff_id": SUPERVISOR}
            times = {"started_at": now, "ends_at": now + timedelta(hours=12)}
            add(insert(table_of(AuthSession)), {**shift, **times, "device_id": device["id"]})
    return tickets


def _round(server: Target, morning: Morning, boards: list[str], side: Side, seconds: int) -> None:
    """Everybody at once, for so long; each crowd is a process of its own."""
    each = int(seconds * ACTIONS) // PICKERS
    *walking, asking = morning.handsets(each, many=1, again=10**9)
    asking.requests = [morning.sync(morning.pickers[-1], [])] * int(seconds * PROBES)
    looks = int(seconds / EVERY)
    tablets = [Handset([_look(ticket)] * looks, cursor=b'"none"') for ticket in boards]
    jobs = [Job(server.port, walking, ACTIONS), Job(server.port, [asking], PROBES)]
    if tablets:
        jobs.append(Job(server.port, tablets, BOARDS / EVERY, takes=ETAG, by_chance=True))
    cpu = server.cpu()
    with ThreadPoolExecutor() as together:
        walked, asked, *looked = together.map(run, jobs)
    side.cpu.append((server.cpu() - cpu) / asked.seconds)
    _note(side, asked, looked)
    for result in (walked, asked, *looked):
        side.statuses += result.statuses
    for picker, cursor in zip(morning.pickers, walked.cursors + asked.cursors, strict=True):
        picker.cursor = cursor


def _note(side: Side, asked: Result, looked: list[Result]) -> None:
    side.half.append(asked.wait_ms(0.5))
    side.p99.append(asked.wait_ms(0.99))
    side.boards += [result.wait_ms(0.99) for result in looked]


def _look(ticket: str) -> Request:
    """One look at the board, but for the tag of the look before."""
    lines = [
        "GET /api/board HTTP/1.1",
        "Host: 127.0.0.1",
        "Accept-Language: fr",
        "Accept-Encoding: gzip",
        f"Cookie: __Host-rayon={ticket}",
        "If-None-Match: ",
    ]
    return Request("\r\n".join(lines).encode(), b"\r\n\r\n")


def _print(without: Side, beside: Side) -> None:
    click.echo(f"{BOARDS} boards, a look every {EVERY:g} s, {ACTIONS:g} actions a second")
    click.echo(f"  {'min / median / max':32}{'without boards':>24}{'with boards':>24}")
    for name, few, many in (
        ("CPU of the server, cores", without.cpu, beside.cpu),
        ("ordinary request, p50 ms", without.half, beside.half),
        ("ordinary request, p99 ms", without.p99, beside.p99),
        ("a look at the board, p99 ms", without.boards, beside.boards),
    ):
        click.echo(f"  {name:32}{_spread(few)}{_spread(many)}")
    click.echo(f"  answers {dict(beside.statuses)}")


def _spread(values: list[float]) -> str:
    if not values:
        return f"{'':24}"
    return f"{min(values):8.2f}{median(values):8.2f}{max(values):8.2f}"


def _held(value: float, most: float, goal: float, what: str) -> bool:
    verdict = "ok " if value <= most else "BAD"
    click.echo(f"{verdict} {value:.2f} {what} (at most {most:g}, goal {goal:g})")
    return value <= most


if __name__ == "__main__":
    sys.exit(main())
