"""One action that the server cannot deal with never holds the others back."""

from dataclasses import replace

import pytest

from rayon import clock
from rayon.sync import handlers
from tests.builders import log_of, row


@pytest.fixture
def broken(monkeypatch):
    """A server on which every report of C-1 raises."""
    real = handlers.HANDLERS["report_found"]

    def judge(action, state):
        if action.payload.barcode == "C-1":
            raise ZeroDivisionError
        return real.judge(action, state)

    monkeypatch.setitem(handlers.HANDLERS, "report_found", replace(real, judge=judge))


def found(phone, morning, number):
    return phone.record(
        "report_found", morning.picks[number], {"barcode": f"C-{number}", "how": "camera"}
    )


def test_the_poison_is_quarantined_alone(app, phone, morning, broken):
    batch = [found(phone, morning, number) for number in range(4)]
    answer = phone.push(*batch)["outcomes"]
    assert [one["outcome"] for one in answer] == ["applied", "quarantined", "applied", "applied"]
    assert answer[1]["why"]["code"] == "server_fault"
    assert row(app, "pick", morning.picks[1])["status"] == "open"
    kept = log_of(app)[batch[1]["id"]]
    assert (kept["outcome"], kept["branch_id"]) == ("quarantined", morning.branch)


def test_it_stays_quarantined_when_it_comes_again(app, phone, morning, broken, monkeypatch):
    batch = [found(phone, morning, number) for number in range(3)]
    first = phone.push(*batch)["outcomes"]
    monkeypatch.undo()
    second = phone.push(*batch)["outcomes"]
    assert [one["outcome"] for one in second] == ["duplicate", "quarantined", "duplicate"]
    assert second[1] == first[1]


def test_what_was_never_readable_is_no_poison_to_its_undo(phone, morning):
    odd = phone.do("put_on_bay", "", {"bay": ["T-1"], "barcode": "C-0"})
    assert odd["outcome"] == "quarantined"
    answer = phone.do("undo", odd["id"])
    assert (answer["outcome"], answer["why"]["code"]) == ("superseded", "was_not_applied")


def test_facts_that_no_log_can_keep_are_poison_too(app, phone, morning, monkeypatch):
    real = handlers.HANDLERS["look_later"]

    def judge(action, state):
        return replace(real.judge(action, state), facts={"day": clock.now().date()})

    monkeypatch.setitem(handlers.HANDLERS, "look_later", replace(real, judge=judge))
    odd = phone.record("look_later", morning.picks[1])
    answer = phone.push(odd, found(phone, morning, 0))["outcomes"]
    assert [one["outcome"] for one in answer] == ["quarantined", "applied"]
    assert answer[0]["why"]["code"] == "server_fault"


def test_a_change_that_the_database_refuses_is_poison_too(app, phone, morning, monkeypatch):
    real = handlers.HANDLERS["claim_walk"]

    def judge(action, state):
        decision = real.judge(action, state)
        (change,) = decision.changes
        nobody = replace(change, values={**change.values, "claimed_by": 4711})
        return replace(decision, changes=(nobody,))

    monkeypatch.setitem(handlers.HANDLERS, "claim_walk", replace(real, judge=judge))
    answer = phone.push(phone.record("claim_walk", morning.walk), found(phone, morning, 0))
    assert [one["outcome"] for one in answer["outcomes"]] == ["quarantined", "applied"]
    assert row(app, "walk", morning.walk)["status"] == "planned"


def test_a_fault_is_logged_without_what_was_in_it(app, phone, morning, broken, capsys, caplog):
    phone.push(found(phone, morning, 1))
    told = capsys.readouterr()
    assert "C-1" not in told.out + told.err + caplog.text
