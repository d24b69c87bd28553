"""How many keys a second, beside pycallnumber, the other Python package that makes some.

``python -m tests.bench.call_numbers`` prints a table and ends with 1 where a ratio is missed.
20,000 distinct labels a scheme, varied from real ones; pycallnumber is given every tenth.
"""

import random
import re
import sys
import time
from collections.abc import Callable, Iterable
from functools import partial
from importlib import import_module
from pathlib import Path
from statistics import median

import click

from rayon.call_numbers import key
from tests.bench.real_labels import toulouse, virginia

LABELS = 20_000
REPETITIONS = 5
BAR = 400
PEER = Path(__file__).parents[2] / "var" / "bench"
DEWEY = re.compile(r"(?:[A-Z]{1,4} )?\d{3}(?:\.\d+)? ?[A-Z]{2,4}\b.*")


def varied(real: Iterable[str], seed: int = 2020) -> list[str]:
    """Distinct labels of the shapes of the real ones, the same in every run."""
    chance = random.Random(seed)
    shapes = sorted(set(real))
    made: dict[str, None] = {}
    while len(made) < LABELS:
        made[re.sub(r"(?<=\d)\d|(?<=[A-Z])[A-Z]", _another(chance), chance.choice(shapes))] = None
    return list(made)


def _another(chance: random.Random) -> Callable[[re.Match[str]], str]:
    def replaced(sign: re.Match[str]) -> str:
        if chance.random() < 0.5:
            return sign[0]
        return chance.choice("0123456789" if sign[0].isdigit() else "ABCDEFGHILMNOPRSTUV")

    return replaced


def main() -> None:
    make_peers_key = _peer()
    cotes = toulouse()
    lists = {
        "lc": varied(virginia()),
        "dewey": varied(filter(DEWEY.fullmatch, cotes)),
        "fr": varied(cotes),
    }
    ours: dict[str, list[float]] = {scheme: [] for scheme in lists}
    peers: dict[str, list[float]] = {scheme: [] for scheme in lists}
    for _ in range(REPETITIONS):
        for scheme, labels in lists.items():
            ours[scheme].append(_rate(labels, partial(key, scheme)))
            if make_peers_key:
                peers[scheme].append(_rate(labels[::10], make_peers_key))
    click.echo(f"keys a second, min / median / max of {REPETITIONS} interleaved repetitions\n")
    met = [_print(scheme, ours[scheme], peers[scheme]) for scheme in lists]
    sys.exit(0 if all(met) else 1)


def _peer() -> Callable[[str], object] | None:
    """What pycallnumber makes of a label; what it refuses to read costs its time all the same."""
    sys.path.append(str(PEER))
    try:
        package = import_module("pycallnumber")
    except ImportError:
        return None

    def make_key(label: str) -> object:
        try:
            return package.callnumber(label).for_sort()
        except package.exceptions.InvalidCallNumberStringError:
            return None

    return make_key


def _rate(labels: list[str], make_key: Callable[[str], object]) -> float:
    start = time.process_time()  # of this process alone: others may work beside it
    for label in labels:
        make_key(label)
    return len(labels) / (time.process_time() - start)


def _print(scheme: str, ours: list[float], peers: list[float]) -> bool:
    own = f"{_three(ours)} ({1e6 / median(ours):.1f} µs a key)"
    if not peers:
        click.echo(f"{scheme:6} Rayon {own}   pycallnumber skipped: not installed")
        return True
    ratio = median(ours) / median(peers)
    click.echo(
        f"{scheme:6} Rayon {own}   pycallnumber {_three(peers)}   "
        f"{ratio:.0f} times (at least {BAR})"
    )
    return ratio >= BAR


def _three(rates: list[float]) -> str:
    return f"{min(rates):,.0f} / {median(rates):,.0f} / {max(rates):,.0f}"


if __name__ == "__main__":
    main()
