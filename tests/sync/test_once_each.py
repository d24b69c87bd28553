"""Whatever the network does, each action is judged once, for ever."""

import random
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

from sqlalchemy import func, select, update

from rayon.database import reading, writing
from rayon.holds.models import HoldEvent
from rayon.ids import new_id
from rayon.sync.models import Installation
from tests.builders import log_of, row, the_trouble
from tests.people import a_person
from tests.phones import a_phone


def a_morning_of(phone, morning):
    """Claim, five found, five not found, finish: twelve actions."""
    found = [
        phone.record("report_found", pick, {"barcode": f"C-{n}", "how": "camera"})
        for n, pick in enumerate(morning.picks[:5])
    ]
    missed = [phone.record("report_not_found", pick) for pick in morning.picks[5:]]
    claim, finish = (
        phone.record("claim_walk", morning.walk),
        phone.record("finish_walk", morning.walk),
    )
    return [claim, *found, *missed, finish]


def outcomes(answer):
    return [one["outcome"] for one in answer["outcomes"]]


def steps(app):
    with app.app_context(), reading() as session:
        return session.scalar(select(func.count()).select_from(HoldEvent))


def test_the_same_batch_twice(app, phone, morning):
    batch = a_morning_of(phone, morning)
    assert set(outcomes(phone.push(*batch))) == {"applied"}
    before = steps(app)
    assert set(outcomes(phone.push(*batch))) == {"duplicate"}
    assert steps(app) == before


def test_one_action_many_times_in_one_batch(app, phone, morning):
    found = phone.record("report_found", morning.picks[0], {"barcode": "C-0", "how": "camera"})
    assert outcomes(phone.push(found, found, found)) == ["applied", "duplicate", "duplicate"]


def test_a_refusal_stays_a_refusal(phone, morning):
    wrong = phone.record("report_found", morning.picks[0], {"barcode": "C-1", "how": "camera"})
    first = phone.push(wrong)["outcomes"]
    phone.do("report_found", morning.picks[0], {"barcode": "C-0", "how": "camera"})
    assert phone.push(wrong)["outcomes"] == first


def test_in_any_order_everything_is_applied(app, phone, morning):
    batch = a_morning_of(phone, morning)
    claim, *facts, finish = batch
    random.Random(7).shuffle(facts)
    assert set(outcomes(phone.push(claim, *facts, finish))) == {"applied"}
    assert [row(app, "hold", hold)["status"] for hold in morning.holds] == (
        ["found"] * 5 + ["searching"] * 5
    )


def test_facts_that_come_after_the_end_still_count(app, phone, morning):
    claim, *facts, finish = a_morning_of(phone, morning)
    assert set(outcomes(phone.push(claim, finish, *facts))) == {"applied"}
    assert row(app, "hold", morning.holds[0])["status"] == "found"
    assert row(app, "hold", morning.holds[9])["status"] == "searching"


def test_the_same_batch_from_eight_threads_at_once(app, phone, morning):
    batch = a_morning_of(phone, morning)
    start = Barrier(8)
    copies = [_same_phone(app, phone) for _ in range(8)]

    def push(copy):
        start.wait()
        return copy.push(*batch)

    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(push, copies))
    for number in range(len(batch)):
        told = sorted(outcomes(answer)[number] for answer in answers)
        assert told == ["applied"] + ["duplicate"] * 7
    assert steps(app) == 30  # placed, put on the walk, found or missed: ten times
    assert len([one for one in log_of(app).values() if one["number"]]) == len(batch)


def test_eight_people_claim_one_walk_at_once(app, canal, ada, morning):
    people = [a_person(app, canal, f"Picker {n}", "picker") for n in range(8)]
    phones = [a_phone(app, canal, person) for person in people]
    start = Barrier(8)

    def claim(phone):
        start.wait()
        return phone.do("claim_walk", morning.walk)["outcome"]

    with ThreadPoolExecutor(8) as threads:
        told = sorted(threads.map(claim, phones))
    assert told == ["applied"] + ["superseded"] * 7


def test_an_id_used_for_something_else_is_a_conflict(app, phone, morning):
    found = phone.record("report_found", morning.picks[0], {"barcode": "C-0", "how": "camera"})
    phone.push(found)
    other = {**found, "subject": morning.picks[1]}
    outcome = phone.push(other)["outcomes"][0]
    assert (outcome["outcome"], outcome["why"]["code"]) == ("conflict", "id_reused")
    assert row(app, "pick", morning.picks[1])["status"] == "open"


def test_a_number_used_twice_is_a_conflict_and_the_first_counts(app, phone, morning):
    first = phone.record("look_later", morning.picks[0])
    second = {**phone.record("look_later", morning.picks[1]), "number": first["number"]}
    answer = phone.push(first, second)["outcomes"]
    assert [one["outcome"] for one in answer] == ["applied", "conflict"]
    assert answer[1]["why"]["code"] == "number_reused"
    assert row(app, "pick", morning.picks[1])["status"] == "open"


def test_what_a_copied_phone_did_is_kept_and_shown_to_a_person(app, phone, morning):
    first = phone.record("look_later", morning.picks[0])
    second = {**phone.record("look_later", morning.picks[1]), "number": first["number"]}
    phone.push(first)
    once, twice = phone.push(second)["outcomes"], phone.push(second)["outcomes"]
    assert once == twice
    kept = log_of(app)[second["id"]]
    assert (kept["outcome"], kept["why"], kept["number"]) == ("conflict", "number_reused", None)
    assert the_trouble(app)["kind"] == "number_reused"


def test_after_a_restored_backup_the_phone_is_heard_from_the_beginning(app, phone, morning):
    phone.push(phone.record("look_later", morning.picks[0]))
    with app.app_context(), writing() as session:
        session.execute(update(Installation).values(epoch=new_id()))
    late = phone.record("look_later", morning.picks[1])
    told = phone.push(late)
    assert (told["outcomes"], told["reset"]) == ([], True)
    assert late["id"] not in log_of(app)
    assert phone.push(late)["outcomes"][0]["outcome"] == "applied"


def _same_phone(app, phone):
    return replace(phone, client=app.test_client())
