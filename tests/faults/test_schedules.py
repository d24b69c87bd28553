"""Mornings in which much goes wrong, each from a seed: nothing is lost, nothing false is told."""

import gc
from collections.abc import Iterator

import pytest

from tests.faults.laboratory import Laboratory, laboratory
from tests.faults.running import play

QUICK = range(50)
THOROUGH = range(50, 500)
#: A killed sender does not close its connection; nor does it say goodbye to its database.
KILLED = pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestWarning")


@pytest.fixture(scope="session")
def lab() -> Iterator[Laboratory]:
    with laboratory() as lab:
        yield lab


@KILLED
@pytest.mark.parametrize("seed", QUICK)
def test_a_morning_in_which_much_goes_wrong(lab, seed):
    _plays_well(lab, seed)


@KILLED
@pytest.mark.full
@pytest.mark.parametrize("seed", THOROUGH)
def test_many_more_such_mornings(lab, seed):
    _plays_well(lab, seed)


def _plays_well(lab: Laboratory, seed: int) -> None:
    played = play(lab, seed)
    # What the killed left open is found here, and not in the middle of another test.
    gc.collect()
    assert played.is_good, f"python -m tests.faults run --seed {seed}\n{played.found}"
    assert played.actions >= 200
    assert played.faults.total() >= 10
