"""What the post office of a schedule writes down, and in which order."""

import random
from collections import Counter
from types import SimpleNamespace
from typing import Any

import pytest

from tests.faults.history import History
from tests.faults.library import NINE
from tests.faults.post import PostOffice

DOUBTFUL = {"key": "reader1/Title 1", "kind": "ready", "says": "ready"}
MAIL = b"""To: reader1@example.org
Content-Type: text/plain; charset=utf-8

Hello Lou,
One document is waiting for you at this address, until Monday included:
- \xe2\x80\x9cTitle 1\xe2\x80\x9d
"""


@pytest.fixture
def office() -> PostOffice:
    history = History()
    server: Any = SimpleNamespace(
        now=NINE, rows=lambda query: [{"id": "a1"}] if "FROM action" in query else []
    )
    desk: Any = SimpleNamespace(history=history, keys_of=lambda _which: [])
    return PostOffice(server, desk, history, random.Random(0), Counter(), lambda: None)


def test_a_claim_knows_what_had_been_received(office):
    office.workers.append(1)
    office.at("notices.claimed")
    assert office.history.last("claim")["known"] == ["a1"]


def test_what_is_doubtful_is_written_down_before_the_mail_that_follows(office):
    office.desk.keys_of = lambda _which: [DOUBTFUL]
    office.arrived(MAIL, 1, sender="returns@example.org", accepted=True, answered=True)
    assert [line["what"] for line in office.history.lines] == ["flagged", "mail"]
