"""Mornings with real processes, each from a seed: nothing is lost, nothing false is told."""

from collections.abc import Iterator

import pytest

from tests.faults.checker import check
from tests.faults.real.laboratory import HOMES, RealLaboratory, real_laboratory
from tests.faults.real.morning import ACTIONS, TROUBLES
from tests.faults.real.sweep import EverySyncFails
from tests.faults.running import play

pytestmark = pytest.mark.full
SEEDS = range(20)
#: Of one request and of one mail; with fewer, the disk that failed was not that of the server. A
#: mail needs a third, which PostgreSQL's own writer has sometimes done by then.
FLUSHES = (2, 2)


@pytest.fixture(scope="module", params=HOMES)
def lab(request: pytest.FixtureRequest) -> Iterator[RealLaboratory]:
    with real_laboratory(request.param) as lab:
        yield lab


@pytest.mark.parametrize("seed", SEEDS)
def test_a_morning_in_which_processes_die(lab: RealLaboratory, seed: int) -> None:
    played = play(lab, seed)
    on = lab.site.home.kind.lower()
    assert played.is_good, f"python -m tests.faults.real --on {on} --seed {seed}\n{played.found}"
    assert played.actions >= ACTIONS
    assert played.faults.total() >= TROUBLES


def test_whichever_flush_of_the_disk_fails_nothing_is_lost(lab: RealLaboratory) -> None:
    morning = EverySyncFails(0, lab.site, lab.handsets, lab.proxy, lab.sinks)
    history = morning.run()
    assert not {name: lines for name, lines in check(history).items() if lines}
    assert morning.swept[0] >= FLUSHES[0]
    assert morning.swept[1] >= FLUSHES[1]
