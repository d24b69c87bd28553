"""A checker that has not failed has not been tested: known bugs, each in a copy of the tree."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import click

from tests.faults import report
from tests.faults.handsets import ROOT
from tests.faults.running import BROKEN
from tests.faults.soak import STATE

PATCHES = Path(__file__).parent / "bugs"
COPIED = ("server", "tests", "pwa/src")
WORKERS = 2
#: What was caught so far, by name.
KEPT = STATE / "bugs.json"


@dataclass(frozen=True)
class Hunt:
    """``caught``: the line that names the seed and the sets; empty when nothing was found."""

    name: str
    caught: str
    said: str


def names() -> list[str]:
    """Every known bug."""
    return sorted(path.stem for path in PATCHES.glob("*.patch"))


def hunt(name: str, many: int) -> Hunt:
    """Play up to ``many`` schedules against a copy with this bug, until the checker sees it.

    Raises CalledProcessError when the patch no longer fits the code.
    """
    with _copy() as tree:
        command = ["git", "apply", "-C1", str(PATCHES / f"{name}.patch")]
        subprocess.run(command, cwd=tree, check=True)
        run = ["-m", "tests.faults", "run", f"--many={many}", "--until-found"]
        done = subprocess.run(
            [sys.executable, *run],
            cwd=tree,
            env={**os.environ, "PYTHONPATH": f"{tree}/server:{tree}"},
            capture_output=True,
            text=True,
            check=False,
        )
    failed = [line for line in done.stdout.splitlines() if "FAILED (" in line]
    # A bug that only makes the server raise is one that does not fit the code any more.
    caught = [line for line in failed if not line.endswith(f"({BROKEN})")]
    return Hunt(name, caught[0] if caught else "", done.stdout[-2000:] + done.stderr[-2000:])


def main(chosen: list[str], many: int) -> int:
    """Hunt these, or all that were not caught yet; 0 when each was caught."""
    caught = json.loads(KEPT.read_text()) if KEPT.exists() else {}
    hunted = chosen or [name for name in names() if not caught.get(name)]
    with ThreadPoolExecutor(WORKERS) as pool:
        for found in pool.map(lambda name: hunt(name, many), hunted):
            click.echo(f"{found.name}: {found.caught or 'NOT CAUGHT'}")
            if not found.caught:
                click.echo(found.said)
            caught[found.name] = found.caught
            report.keep(caught, KEPT)
            report.write_bugs(caught, names())
    missed = [name for name in hunted if not caught[name]]
    click.echo(f"{len(missed)} not caught")
    return 1 if missed else 0


@contextmanager
def _copy() -> Iterator[Path]:
    """What a schedule needs of the tree, writable."""
    with tempfile.TemporaryDirectory(prefix="rayon-bug-") as folder:
        tree = Path(folder)
        skipped = shutil.ignore_patterns("__pycache__", "app", "data")
        for part in COPIED:
            shutil.copytree(ROOT / part, tree / part, ignore=skipped)
        (tree / "pwa/node_modules").symlink_to(ROOT / "pwa/node_modules")
        yield tree
