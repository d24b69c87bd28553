"""500 notices, and a mail server that may do anything at every verb: told once, or flagged."""

from collections.abc import Iterator

import pytest

from tests.faults.mailing import PostRoom, post_room
from tests.faults.running import play


@pytest.fixture(scope="module")
def lab() -> Iterator[PostRoom]:
    with post_room() as lab:
        yield lab


@pytest.mark.full
@pytest.mark.parametrize("seed", range(8))
def test_every_patron_is_told_once_or_a_person_sees_why_not(lab, seed):
    played = play(lab, seed)
    assert played.is_good, f"python -m tests.faults soak mail\n{played.found}"
    assert played.actions >= 60
    assert played.faults.total() >= 10
