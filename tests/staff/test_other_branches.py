"""Whoever has every role at one branch changes nothing of another: by path, by body, in a batch."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from apiflask import APIFlask
from sqlalchemy import select

from rayon.database import reading
from rayon.staff.access import ROLES
from rayon.sync.handlers import HANDLERS
from rayon.sync.tables import TABLES
from tests.builders import a_copy, a_hold, a_location, a_slot, a_title, a_walk, pick_of
from tests.people import a_branch, a_person
from tests.phones import Phone, a_phone
from tests.staff.test_roles import ACTIONS, PAYLOADS, ROUTES


@pytest.fixture
def gare(app: APIFlask) -> dict[str, Any]:
    """The other branch: something of each kind, by its name."""
    branch = a_branch(app, "GARE", name="Médiathèque de la Gare")
    location, title = a_location(app, branch, "Albums"), a_title(app)
    a_copy(app, branch, title, "X-1", location)
    hold = a_hold(app, branch, title)
    return {
        "branch": branch,
        "walk": a_walk(app, branch, hold, name="Albums"),
        "hold": hold,
        "pick": pick_of(app, hold),
        "slot": a_slot(app, branch, "G1"),
        "location": location,
        "device": a_phone(app, branch).device,
    }


@pytest.fixture
def sacha(app: APIFlask, canal: int) -> Phone:
    """Every role, at the Canal."""
    return a_phone(app, canal, a_person(app, canal, "Sacha", *ROLES))


def rows_of(app: APIFlask, branch: int) -> dict[str, list[Any]]:
    """All that actions can change, of one branch."""
    with app.app_context(), reading() as session:
        return {
            name: [tuple(row) for row in session.execute(select(table).where(mine))]
            for name, table in TABLES.items()
            for mine in [_of(table, branch)]
            if mine is not None
        }


def _of(table: Any, branch: int) -> Any:
    for column in ("branch_id", "pickup_branch_id"):
        if column in table.c:
            return table.c[column] == branch
    return table.c.id == branch if table.name == "branch" else None


def with_ids(path: str, gare: dict[str, Any]) -> Iterator[str]:
    """The address with an id of the other branch, where it wants one of a kind that it has."""
    wanted = re.findall(r"<(?:\w+:)?(\w+)_id>", path)
    if wanted and all(name in gare for name in wanted):
        yield re.sub(r"<(?:\w+:)?(\w+)_id>", lambda it: str(gare[it[1]]), path)


def test_an_id_of_another_branch_in_an_address_leads_nowhere(app, gare, sacha):
    before, tried = rows_of(app, gare["branch"]), 0
    for route in ROUTES:
        verb, path = route.split(" ")
        for address in with_ids(path, gare):
            send = sacha.get if verb == "GET" else sacha.post
            assert send(address).status_code >= 400, route
            tried += 1
    assert tried > 8
    assert rows_of(app, gare["branch"]) == before


def test_another_branch_in_a_body_changes_nothing_there(app, gare, sacha):
    before = rows_of(app, gare["branch"])
    for name in ACTIONS:
        payload = dict(PAYLOADS.get(name) or {})
        payload |= {key: gare[key] for key in ("branch", "location", "slot") if key in payload}
        subject = str(gare.get(HANDLERS[name].subject, gare["branch"]))
        outcome = sacha.do(name, subject, payload)
        assert outcome["outcome"] != "quarantined", (name, outcome)
        assert rows_of(app, gare["branch"]) == before, name


def test_nor_does_it_in_the_middle_of_a_batch(app, gare, sacha):
    before = rows_of(app, gare["branch"])
    batch = [
        sacha.record(name, str(gare[HANDLERS[name].subject]), PAYLOADS.get(name))
        for name in ACTIONS
        if HANDLERS[name].subject in gare
    ]
    sacha.push(*batch)
    assert rows_of(app, gare["branch"]) == before
