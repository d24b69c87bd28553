"""The checker sees what it is there to see."""

import subprocess

import pytest

from tests.faults import bugs
from tests.faults.bugs import PATCHES, hunt, names
from tests.faults.handsets import ROOT

#: One of the server, one of the phone, one of the notices; all of them are hunted in `make soak`.
HUNTED = ("ack_before_commit", "delete_on_send", "lease_without_fencing")
#: No morning gets past its first mail.
RAISES = """\
--- a/server/rayon/notices/outcomes.py
+++ b/server/rayon/notices/outcomes.py
@@ -97,5 +97,5 @@
     match result.kind:
         case "accepted":
-            ACCEPTED.run(session.connection(), [{"message": message_id, "now": now}])
+            raise TypeError
             TOLD.run(session.connection(), [{"message": message_id, "now": now}])
         case "ambiguous":
"""


def test_twenty_bugs_are_known():
    assert len(names()) >= 20
    assert set(HUNTED) <= set(names())


@pytest.mark.parametrize("name", names())
def test_a_known_bug_still_fits_the_code(name):
    command = ["git", "apply", "-C1", "--check", str(PATCHES / f"{name}.patch")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"write this bug into the code as it is now: {done.stderr}"


def test_a_server_that_only_raises_is_no_bug_that_was_caught(tmp_path, monkeypatch):
    """As a known bug does that calls what has another shape by now."""
    monkeypatch.setattr(bugs, "PATCHES", tmp_path)
    (tmp_path / "raises.patch").write_text(RAISES)
    found = hunt("raises", 1)
    assert "FAILED (broken)" in found.said
    assert not found.caught


@pytest.mark.full
@pytest.mark.parametrize("name", HUNTED)
def test_a_known_bug_is_caught(name):
    found = hunt(name, 500)
    assert found.caught, found.said
