"""The checker sees what it is there to see."""

import subprocess

import pytest

from tests.faults.bugs import PATCHES, hunt, names
from tests.faults.handsets import ROOT

#: One of the server, one of the phone, one of the notices; all of them are hunted in `make soak`.
HUNTED = ("ack_before_commit", "delete_on_send", "lease_without_fencing")


def test_twenty_bugs_are_known():
    assert len(names()) >= 20
    assert set(HUNTED) <= set(names())


@pytest.mark.parametrize("name", names())
def test_a_known_bug_still_fits_the_code(name):
    command = ["git", "apply", "-C1", "--check", str(PATCHES / f"{name}.patch")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"write this bug into the code as it is now: {done.stderr}"


@pytest.mark.full
@pytest.mark.parametrize("name", HUNTED)
def test_a_known_bug_is_caught(name):
    found = hunt(name, 500)
    assert found.caught, found.said
