"""Taking a walk, pausing it, bringing it to its end; and two people who want the same one."""

from tests.builders import a_copy, a_hold, a_title, a_walk, pick_of, row, the_server_does
from tests.phones import a_phone


def test_ada_takes_a_walk(phone, wanted):
    assert phone.do("claim_walk", wanted.walk)["outcome"] == "applied"
    walk = row(wanted.app, "walk", wanted.walk)
    assert (walk["status"], walk["claimed_by"], walk["claimed_on"]) == (
        "claimed",
        phone.by,
        phone.device,
    )


def test_the_first_claim_that_arrives_wins_and_ben_is_told_by_whom(app, canal, phone, ben, wanted):
    bens = a_phone(app, canal, ben)
    phone.do("claim_walk", wanted.walk)
    outcome = bens.do("claim_walk", wanted.walk)
    assert outcome["outcome"] == "superseded"
    assert outcome["why"]["code"] == "claimed_by_another"
    assert "Ada" in outcome["why"]["text"]


def test_what_ben_found_on_a_walk_he_did_not_get_still_counts(app, canal, phone, ben, wanted):
    bens = a_phone(app, canal, ben)
    phone.do("claim_walk", wanted.walk)
    claim = bens.record("claim_walk", wanted.walk)
    found = bens.record("report_found", wanted.pick, {"barcode": "C-0001", "how": "camera"})
    finish = bens.record("finish_walk", wanted.walk)
    outcomes = [one["outcome"] for one in bens.push(claim, found, finish)["outcomes"]]
    assert outcomes == ["superseded", "applied", "superseded"]
    assert wanted.status == "found"
    assert row(app, "walk", wanted.walk)["status"] == "claimed"


def test_ada_goes_on_with_her_walk_on_a_second_phone(app, canal, phone, ada, wanted):
    second = a_phone(app, canal, ada)
    phone.do("claim_walk", wanted.walk)
    second.push()
    answer = second.push(second.record("claim_walk", wanted.walk))
    assert [one["outcome"] for one in answer["outcomes"]] == ["applied"]
    assert wanted.pick in {change["id"] for change in answer["changes"]}
    assert row(app, "walk", wanted.walk)["claimed_on"] == second.device
    assert second.do("claim_walk", wanted.walk)["why"]["code"] == "already_yours"


def test_a_pause_and_the_way_back(phone, wanted):
    phone.do("claim_walk", wanted.walk)
    assert phone.do("pause_walk", wanted.walk)["outcome"] == "applied"
    assert row(wanted.app, "walk", wanted.walk)["status"] == "paused"
    assert phone.do("pause_walk", wanted.walk)["why"]["code"] == "already_decided"
    assert phone.do("resume_walk", wanted.walk)["outcome"] == "applied"
    assert row(wanted.app, "walk", wanted.walk)["status"] == "claimed"


def test_nobody_pauses_or_ends_somebody_elses_walk(app, canal, phone, ben, wanted):
    bens = a_phone(app, canal, ben)
    phone.do("claim_walk", wanted.walk)
    for name in ("pause_walk", "resume_walk", "finish_walk"):
        assert bens.do(name, wanted.walk)["why"]["code"] == "not_your_walk"


def test_a_walk_that_nobody_has_cannot_be_finished(phone, wanted):
    assert phone.do("finish_walk", wanted.walk)["why"]["code"] == "nobody_walks"


def test_a_finished_walk_stays_finished(phone, wanted):
    phone.do("claim_walk", wanted.walk)
    phone.do("finish_walk", wanted.walk)
    for name in ("claim_walk", "pause_walk", "resume_walk", "finish_walk"):
        outcome = phone.do(name, wanted.walk)
        assert (outcome["outcome"], outcome["why"]["code"]) == ("superseded", "walk_is_finished")


def test_what_was_not_touched_goes_back_and_what_was_put_off_too(app, canal, phone):
    holds = [_wanted_book(app, canal, f"C-{n}") for n in range(3)]
    walk = a_walk(app, canal, *holds)
    picks = [pick_of(app, hold) for hold in holds]
    phone.do("claim_walk", walk)
    phone.do("report_found", picks[0], {"barcode": "C-0", "how": "camera"})
    phone.do("look_later", picks[1])
    phone.do("finish_walk", walk)
    assert [row(app, "pick", pick)["status"] for pick in picks] == ["found", "returned", "returned"]
    assert [row(app, "hold", hold)["status"] for hold in holds] == ["found", "open", "open"]


def test_what_was_looked_for_before_goes_back_to_being_searched(app, canal, phone, wanted):
    phone.do("claim_walk", wanted.walk)
    phone.do("report_not_found", wanted.pick)
    phone.do("finish_walk", wanted.walk)
    second = a_walk(app, canal, wanted.hold)
    phone.do("claim_walk", second)
    assert wanted.status == "on_walk"
    phone.do("finish_walk", second)
    assert wanted.status == "searching"


def test_a_supervisor_ends_the_walk_of_a_dead_phone(app, phone, office, wanted):
    phone.do("claim_walk", wanted.walk)
    assert office.post(f"/api/walks/{wanted.walk}/close").get_json() == {"outcome": "applied"}
    assert (wanted.status, wanted.pick_status) == ("open", "returned")
    assert phone.do("finish_walk", wanted.walk)["why"]["code"] == "walk_is_finished"


def test_a_supervisor_gives_the_walk_to_ben_and_ada_keeps_what_she_found(
    app, canal, phone, ben, office, wanted
):
    phone.do("claim_walk", wanted.walk)
    given = office.post(f"/api/walks/{wanted.walk}/reassign", {"to": ben.id})
    assert given.get_json() == {"outcome": "applied"}
    found = phone.do("report_found", wanted.pick, {"barcode": "C-0001", "how": "camera"})
    assert found["outcome"] == "applied"
    assert phone.do("finish_walk", wanted.walk)["why"]["code"] == "not_your_walk"
    bens = a_phone(app, canal, ben)
    assert bens.do("claim_walk", wanted.walk)["outcome"] == "applied"
    assert bens.do("finish_walk", wanted.walk)["outcome"] == "applied"


def test_a_walk_can_be_put_back_for_whoever_takes_it(app, phone, office, wanted):
    phone.do("claim_walk", wanted.walk)
    office.post(f"/api/walks/{wanted.walk}/reassign", {"to": None})
    walk = row(app, "walk", wanted.walk)
    assert (walk["status"], walk["claimed_by"]) == ("planned", None)


def test_a_walk_is_given_only_to_somebody_who_walks_here(app, office, karim, eve, wanted):
    for stranger in (karim.id, eve.id, 4711):
        answer = office.post(f"/api/walks/{wanted.walk}/reassign", {"to": stranger})
        assert (answer.status_code, answer.get_json()["code"]) == (404, "unknown_person")


def test_a_finished_walk_is_not_given_away(phone, office, ben, wanted):
    phone.do("claim_walk", wanted.walk)
    phone.do("finish_walk", wanted.walk)
    answer = office.post(f"/api/walks/{wanted.walk}/reassign", {"to": ben.id})
    assert (answer.status_code, answer.get_json()["code"]) == (409, "walk_is_finished")


def test_a_walk_that_does_not_exist(phone, office):
    nowhere = "01900000-0000-7000-8000-000000000000"
    for name in ("claim_walk", "pause_walk", "finish_walk"):
        assert phone.do(name, nowhere)["why"]["code"] == "unknown_walk"
    assert office.post(f"/api/walks/{nowhere}/close").status_code == 404


def test_two_plans_made_at_once_give_each_hold_to_one_walk(app, canal, wanted):
    again = {"id": wanted.pick[:-1] + "f", "hold": wanted.hold, "item": None, "position": 10}
    plan = {"branch": canal, "name": "Romans", "day": "2026-11-24", "picks": [again]}
    walk = "01900000-0000-7000-8000-00000000000a"
    assert the_server_does(app, "plan_walk", walk, plan).outcome == "superseded"


def _wanted_book(app, canal, barcode):
    title = a_title(app, barcode)
    a_copy(app, canal, title, barcode)
    return a_hold(app, canal, title)
