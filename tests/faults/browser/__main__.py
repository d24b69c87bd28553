"""python -m tests.faults.browser --seed 7 · --first 0 --many 20."""

import argparse
import sys
from pathlib import Path

import click

from tests.faults.browser.laboratory import browser_laboratory
from tests.faults.running import play, tell


def main(words: list[str]) -> int:
    """Play visits and judge them; 0 when every set is empty."""
    known = argparse.ArgumentParser(prog="python -m tests.faults.browser", description=__doc__)
    known.add_argument("--seed", type=int, help="only this one")
    known.add_argument("--first", type=int, default=0)
    known.add_argument("--many", type=int, default=10)
    known.add_argument("--keep", type=Path, help="folder for the histories of failed visits")
    given = known.parse_args(words)
    first, many = (given.seed, 1) if given.seed is not None else (given.first, given.many)
    failed = 0
    with browser_laboratory() as lab:
        for seed in range(first, first + many):
            played = play(lab, seed, given.keep)
            failed += not played.is_good
            click.echo(", ".join(played.faults))
            tell(played)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
