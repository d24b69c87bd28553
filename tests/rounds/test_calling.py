"""Mona has neither mail nor a browser: the desk calls her the day before."""

import pytest

from tests.rounds.conftest import an_id

STOP = an_id("Place Voltaire")
MONA = {"stop": STOP, "name": "Mona", "phone": "06 39 98 00 11"}
EVE = "2026-12-01T17:00"


@pytest.fixture
def calls(readers, office):
    """Sol has written her down."""
    assert office.post("/api/cart/calls/subscribers", MONA).status_code == 200

    def listed() -> list[dict]:
        seen: list[dict] = office.get("/api/cart/calls").get_json()["visits"]
        return seen

    return listed


def visit(quai: str) -> str:
    return f"/api/rounds/neighbourhoods/{quai}/visits/2026-12-02"


def record(office, call: dict, *, reached: bool = True, **said):
    body = {"says": call["says"], "reached": reached, **said}
    return office.post(f"/api/cart/calls/visits/{call['id']}", body)


def test_the_day_before_she_is_on_the_list(readers, calls, office):
    readers.at("2026-12-01T16:00")
    assert calls() == []
    readers.at(EVE)
    (call,) = calls()
    assert (call["name"], call["dial"], call["place"]) == ("Mona", "+33639980011", "Place Voltaire")
    assert "mercredi 2 décembre à 16\u00a0h\u00a010" in call["lines"][0]
    assert readers.letters() == []
    assert record(office, call).status_code == 200
    readers.work()
    assert calls() == []
    assert record(office, call).status_code == 409


def test_what_changes_afterwards_is_another_call(readers, calls, office, quai):
    readers.at(EVE)
    (call,) = calls()
    path = f"/api/rounds/neighbourhoods/{quai}/visits/2026-12-02/cancel"
    office.post(path, {"because": "Neige"})
    assert calls() == []
    assert record(office, call).get_json()["code"] == "call_has_changed"
    office.post(path.replace("cancel", "keep"))
    assert record(office, call).status_code == 200
    office.post(path, {"because": "Neige"})
    readers.work()
    (call,) = calls()
    assert "ne passe pas" in call["lines"][0] and "Neige" in call["lines"]


def test_who_is_not_reached_is_called_again_while_it_matters(readers, calls, office):
    readers.at(EVE)
    (call,) = calls()
    assert record(office, call, reached=False).status_code == 200
    readers.work()
    assert calls() == []
    readers.at("2026-12-02T09:00")
    assert calls() == [call]
    readers.at("2026-12-02T18:00")
    assert calls() == []


def test_what_is_new_since_a_vain_call_does_not_wait(readers, calls, office, quai):
    readers.at(EVE)
    record(office, calls()[0], reached=False)
    office.post(f"{visit(quai)}/move", {"to_day": "2026-12-02", "later": 30})
    (call,) = calls()
    assert "16\u00a0h\u00a040" in call["lines"][0]


def test_a_visit_that_moved_is_told_and_put_right_on_its_new_day(readers, calls, office, quai):
    readers.at(EVE)
    record(office, calls()[0])
    office.post(f"{visit(quai)}/move", {"to_day": "2026-12-04", "later": 0})
    readers.work()
    # Nobody had time to call on the day that the rule has for it.
    readers.at("2026-12-03T10:00")
    (call,) = calls()
    assert "vendredi 4 décembre" in call["lines"][0]
    record(office, call)
    office.post(f"{visit(quai)}/cancel", {"because": "Neige"})
    readers.work()
    (call,) = calls()
    assert "Neige" in call["lines"]


def test_a_call_that_nobody_made_ends_with_the_visit(readers, calls, office):
    readers.at(EVE)
    readers.at("2026-12-02T18:00")
    assert calls() == []
    waiting = office.get("/api/board").get_json()["waiting"]
    assert waiting == []


def test_she_leaves(readers, calls, office):
    (known,) = office.get("/api/cart/calls").get_json()["subscribers"]
    assert (known["name"], known["place"]) == ("Mona", "Place Voltaire")
    again = office.post("/api/cart/calls/subscribers", {**MONA, "name": "Mona B."}).get_json()
    assert [one["name"] for one in again["subscribers"]] == ["Mona B."]
    path = f"/api/cart/calls/subscribers/{known['id']}/leave"
    assert office.post(path).get_json()["subscribers"] == []
    readers.at(EVE)
    assert calls() == []
    assert office.post(path).status_code == 404


@pytest.mark.parametrize(
    ("said", "status"),
    [({"phone": "12"}, 422), ({"stop": an_id("nowhere")}, 404), ({"name": ""}, 422)],
)
def test_what_cannot_be_called(office, quai, said, status):
    assert office.post("/api/cart/calls/subscribers", {**MONA, **said}).status_code == status
