"""The checker sees what it is there to see."""

import pytest

from tests.faults.bugs import hunt, names

#: One of the server, one of the phone, one of the notices; all of them are hunted in `make soak`.
HUNTED = ("ack_before_commit", "delete_on_send", "lease_without_fencing")


def test_twenty_bugs_are_known():
    assert len(names()) >= 20
    assert set(HUNTED) <= set(names())


@pytest.mark.full
@pytest.mark.parametrize("name", HUNTED)
def test_a_known_bug_is_caught(name):
    found = hunt(name, 500)
    assert found.caught, found.said
