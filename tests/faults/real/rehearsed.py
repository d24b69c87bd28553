"""What a process of the server does besides its work, so that a rehearsal can follow and hurt it.

``python -m tests.faults.real.rehearsed`` waits for jobs and forks each of them: what is imported is
imported once. Such a process dies by kill -9 like any other.
"""

import ctypes
import json
import os
import signal
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any
from unittest.mock import patch

from rayon import cli, clock, faults, jobs
from tests.faults.post import how_it_stands
from tests.faults.real.books import Books
from tests.faults.real.orders import Orders

Row = dict[str, Any]
PR_SET_PDEATHSIG = 1


def main() -> None:
    """One job a line; its process id is the answer."""
    # The kernel buries our children for us.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            _become(json.loads(line))
        print(child, flush=True)  # noqa: T201


def _become(job: Row) -> None:
    os.setsid()
    # Whoever plays the morning may be killed as well: then nobody is left behind.
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.environ.update(job["variables"])
    _write_to(Path(job["folder"]) / "log")
    rehearse(Path(job["folder"]), job["role"], job["name"])
    sys.argv = ["rayon", *job["words"]]
    try:
        cli.main()
    finally:
        os._exit(1)


def _write_to(log: Path) -> None:
    nothing = os.open(os.devnull, os.O_RDONLY)
    opened = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    for file, number in ((nothing, 0), (opened, 1), (opened, 2)):
        os.dup2(file, number)


def rehearse(folder: Path, role: str, name: str) -> None:
    """From now on this process obeys orders, and tells of its claims and its rounds."""
    orders = Orders(folder, role)
    books = Books(os.environ["RAYON_REHEARSED_BOOKS"])

    def at(instant: str) -> None:
        if instant == "notices.claiming":
            _tell_of_claim(folder / f"{name}.claims", books)
        orders.obey(instant)

    faults.rehearse(at)
    patch.object(jobs, "run_due", _counted(jobs.run_due, folder / f"{name}.rounds")).start()


def _tell_of_claim(file: Path, books: Books) -> None:
    """How everything stands while nobody can change it: the claim is not committed yet."""
    claim = how_it_stands(books, clock.now())
    with file.open("a") as opened:
        opened.write(json.dumps(claim, default=str) + "\n")


def _counted(run_due: Callable[[datetime], int], file: Path) -> Callable[[datetime], int]:
    rounds = 0

    def counted(now: datetime) -> int:
        nonlocal rounds
        done = run_due(now)
        rounds += 1
        unfinished = file.with_suffix(".unfinished")
        unfinished.write_text(str(rounds))
        unfinished.replace(file)
        return done

    return counted


if __name__ == "__main__":
    main()
