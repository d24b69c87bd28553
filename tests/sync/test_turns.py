"""Phones that come back together are judged together, and each as if it had come alone."""

from dataclasses import replace

import pytest
from sqlalchemy.exc import OperationalError

from rayon.sync import apply as door
from rayon.sync import handlers, turns
from tests.builders import log_of, row
from tests.phones import a_phone
from tests.sync.rush import all_at_once


@pytest.fixture
def phones(app, canal, ada, ben, sol):
    return [a_phone(app, canal, person) for person in (ada, ben, sol)]


@pytest.fixture
def groups(monkeypatch):
    """How many batches were judged in each transaction."""
    seen, real = [], door._together

    def together(batches):
        seen.append(len(batches))
        return real(batches)

    monkeypatch.setattr(door, "_together", together)
    return seen


def found(phone, morning, number):
    return phone.record(
        "report_found", morning.picks[number], {"barcode": f"C-{number}", "how": "camera"}
    )


def pushing(phone, *batch):
    return lambda: phone.push(*batch)["outcomes"]


def test_three_phones_are_judged_in_one_transaction(app, phones, morning, groups):
    phones[0].do("claim_walk", morning.walk)
    batches = [
        [found(phone, morning, number), phone.record("look_later", morning.picks[number + 3])]
        for number, phone in enumerate(phones)
    ]
    heard = all_at_once(app, [pushing(p, *batch) for p, batch in zip(phones, batches, strict=True)])
    assert groups == [1, 3]
    for phone, batch, outcomes in zip(phones, batches, heard, strict=True):
        assert [one["id"] for one in outcomes] == [action["id"] for action in batch]
        assert [one["outcome"] for one in outcomes] == ["applied", "applied"]
        kept = [log_of(app)[action["id"]] for action in batch]
        assert {(one["device_id"], one["by"]) for one in kept} == {(phone.device, phone.by)}
        assert [one["outcome"] for one in kept] == ["applied", "applied"]


def test_of_two_who_claim_one_walk_in_one_moment_one_has_it(app, phones, morning):
    phones[2].do("report_seen", "", {"barcode": "C-0"})
    batches = [phone.record("claim_walk", morning.walk) for phone in phones[:2]]
    heard = all_at_once(app, [pushing(p, one) for p, one in zip(phones, batches, strict=False)])
    assert sorted(one["outcome"] for (one,) in heard) == ["applied", "superseded"]


def test_one_batch_from_two_connections_is_judged_once(app, phones, morning, groups):
    phones[1].do("look_later", morning.picks[5])
    action = found(phones[0], morning, 0)
    heard = all_at_once(app, [pushing(phones[0], action)] * 2)
    assert sorted(one["outcome"] for (one,) in heard) == ["applied", "duplicate"]
    assert groups == [1, 1, 1]


def test_what_goes_wrong_in_one_batch_is_no_matter_of_the_others(
    app, phones, morning, groups, monkeypatch
):
    phones[0].do("claim_walk", morning.walk)
    real = handlers.HANDLERS["look_later"]

    def judge(action, state):
        raise ZeroDivisionError

    monkeypatch.setitem(handlers.HANDLERS, "look_later", replace(real, judge=judge))
    batches = [[found(phone, morning, number)] for number, phone in enumerate(phones)]
    batches[1].append(phones[1].record("look_later", morning.picks[5]))
    heard = all_at_once(app, [pushing(p, *batch) for p, batch in zip(phones, batches, strict=True)])
    told = [[one["outcome"] for one in outcomes] for outcomes in heard]
    assert told == [["applied"], ["applied", "quarantined"], ["applied"]]
    assert groups[1] == 3
    assert row(app, "pick", morning.picks[5])["status"] == "open"


def test_a_database_out_of_reach_is_told_to_each_of_them(app, phones, morning, monkeypatch):
    phones[0].do("claim_walk", morning.walk)

    def together(batches):
        raise OperationalError(None, None, Exception("disk full"))

    monkeypatch.setattr(door, "_together", together)
    bodies = [
        {"store": phone.store, "cursor": 0, "actions": [found(phone, morning, number)]}
        for number, phone in enumerate(phones)
    ]
    asking = [
        lambda phone=phone, body=body: phone.post("/api/sync", body).status_code
        for phone, body in zip(phones, bodies, strict=True)
    ]
    assert all_at_once(app, asking) == [503, 503, 503]
    monkeypatch.undo()
    assert [phone.post("/api/sync", body).get_json()["outcomes"][0]["outcome"]
            for phone, body in zip(phones, bodies, strict=True)] == ["applied"] * 3  # fmt: skip


def test_what_a_page_does_is_judged_alone(app, phones, office, morning, groups):
    phones[0].do("claim_walk", morning.walk)
    pushes = [pushing(phone, found(phone, morning, n)) for n, phone in enumerate(phones[:2])]
    closing = lambda: office.do("close_walk", morning.walk)  # noqa: E731
    one, other, closed = all_at_once(app, [*pushes, closing])
    assert groups[-2:] in ([1, 2], [2, 1])
    assert closed["outcome"] == "applied"
    assert [one[0]["outcome"], other[0]["outcome"]] == ["applied", "applied"]


def test_whatever_goes_wrong_with_several_is_tried_with_each(app, phones, morning, monkeypatch):
    phones[0].do("claim_walk", morning.walk)
    real = door._together

    def together(batches):
        if len(batches) > 1:
            raise LookupError
        return real(batches)

    monkeypatch.setattr(door, "_together", together)
    pushes = [pushing(phone, found(phone, morning, n)) for n, phone in enumerate(phones)]
    assert [one["outcome"] for (one,) in all_at_once(app, pushes)] == ["applied"] * 3


def test_a_thread_that_ends_while_it_waits_is_not_waited_for(app, phones, morning, monkeypatch):
    phones[0].do("claim_walk", morning.walk)
    waiting = app.extensions["rayon.turns"]
    waiting._is_taken = True

    class Ended(BaseException):
        """The server takes a thread down."""

    def ends(_mine):
        raise Ended

    with monkeypatch.context() as patch:
        patch.setattr(waiting, "_wait", ends)
        with pytest.raises(Ended):
            phones[1].push(found(phones[1], morning, 1))
    waiting._hand_over()
    assert [one["outcome"] for one in phones[2].push(found(phones[2], morning, 2))["outcomes"]] == [
        "applied"
    ]


def test_who_waited_too_long_is_told_to_come_again(app, phones, morning, monkeypatch):
    phones[0].do("claim_walk", morning.walk)
    monkeypatch.setattr(turns, "PATIENCE", 0.01)
    app.extensions["rayon.turns"]._is_taken = True
    action = found(phones[1], morning, 1)
    body = {"store": phones[1].store, "cursor": 0, "actions": [action]}
    assert phones[1].post("/api/sync", body).status_code == 503
    app.extensions["rayon.turns"]._hand_over()
    assert action["id"] not in log_of(app)
    assert [one["outcome"] for one in phones[1].push(action)["outcomes"]] == ["applied"]


def test_not_more_at_once_than_leaves_room_for_others(app, phones, morning, groups, monkeypatch):
    phones[0].do("claim_walk", morning.walk)
    monkeypatch.setattr(turns, "MOST_TOGETHER", 2)
    pushes = [pushing(phone, found(phone, morning, n)) for n, phone in enumerate(phones)]
    assert [one["outcome"] for (one,) in all_at_once(app, pushes)] == ["applied"] * 3
    assert groups == [1, 2, 1]
