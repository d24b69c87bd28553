"""python -m tests.faults run --seed 7 · run --first 0 --many 50 · bugs · soak."""

import argparse
import sys
from pathlib import Path

from tests.faults import bugs, soak
from tests.faults.laboratory import laboratory
from tests.faults.running import play, tell


def main(words: list[str]) -> int:
    """What to do; 0 when every set is empty and every bug was caught."""
    known = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    todo = known.add_subparsers(dest="what", required=True)
    run = todo.add_parser("run", help="play schedules and judge them")
    run.add_argument("--seed", type=int, help="only this one")
    run.add_argument("--first", type=int, default=0)
    run.add_argument("--many", type=int, default=50)
    run.add_argument("--until-found", action="store_true", help="stop at the first that is caught")
    run.add_argument("--keep", type=Path, help="folder for the histories of failed schedules")
    known_bugs = todo.add_parser("bugs", help="show that the checker sees known bugs")
    known_bugs.add_argument("names", nargs="*", help="only these")
    known_bugs.add_argument("--many", type=int, default=500, help="schedules for each")
    soaking = todo.add_parser("soak", help="go on with the long run; Ctrl-C stops it for now")
    soaking.add_argument("parts", nargs="*", help="only these")
    soaking.add_argument("--many", type=int, help="schedules of each part")
    soaking.add_argument("--minutes", type=float, help="begin nothing new after these")
    given = known.parse_args(words)
    if given.what == "bugs":
        return bugs.main(given.names, given.many)
    if given.what == "soak":
        return soak.main(given.parts, given.many, given.minutes)
    first, many = (given.seed, 1) if given.seed is not None else (given.first, given.many)
    return _run(range(first, first + many), until_found=given.until_found, keep=given.keep)


def _run(seeds: range, *, until_found: bool, keep: Path | None) -> int:
    failed = 0
    with laboratory() as lab:
        for seed in seeds:
            played = play(lab, seed, keep)
            failed += not played.is_good
            tell(played)
            if played.is_caught and until_found:
                break
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
