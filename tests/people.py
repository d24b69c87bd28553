"""The people of the tests, at one library, the Médiathèque du Canal.

Ada and Ben pick, Chloé stands at the desk, Sol supervises, Max sets up, Karim rides for the
courier firm, Inès takes the bike cart out, and Eve works here no more.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any

import pytest
from apiflask import APIFlask

from rayon.catalogue.models import Branch
from rayon.database import writing
from rayon.staff.models import Staff, StaffRole
from rayon.staff.pins import hash_pin

PIN = "246810"


@dataclass(frozen=True)
class Person:
    """Somebody who can sign in with ``pin``."""

    id: int
    name: str
    roles: tuple[str, ...]
    pin: str = PIN


def a_branch(app: APIFlask, code: str = "CANAL", **values: Any) -> int:
    """The id of a new branch."""
    named = {"name": "Médiathèque du Canal", "language": "fr", "settings": {}, **values}
    with app.app_context(), writing() as session:
        branch = Branch(code=code, **named)
        session.add(branch)
        session.flush()
        return branch.id


def a_person(app: APIFlask, branch: int, name: str, *roles: str, active: bool = True) -> Person:
    """A new colleague with these roles at this branch."""
    with app.app_context(), writing() as session:
        staff = Staff(name=name, language="fr", pin_hash=_pin_hash(), active=active)
        session.add(staff)
        session.flush()
        for role in roles:
            session.add(StaffRole(staff_id=staff.id, role=role, branch_id=branch))
        return Person(staff.id, name, roles)


@cache
def _pin_hash() -> str:
    # Slow by design; one hash serves them all.
    return hash_pin(PIN)


@pytest.fixture
def canal(app: APIFlask) -> int:
    """The library everybody works at."""
    return a_branch(app)


@pytest.fixture
def ada(app: APIFlask, canal: int) -> Person:
    return a_person(app, canal, "Ada", "picker")


@pytest.fixture
def ben(app: APIFlask, canal: int) -> Person:
    return a_person(app, canal, "Ben", "picker")


@pytest.fixture
def chloe(app: APIFlask, canal: int) -> Person:
    return a_person(app, canal, "Chloé", "desk")


@pytest.fixture
def sol(app: APIFlask, canal: int) -> Person:
    return a_person(app, canal, "Sol", "supervisor")


@pytest.fixture
def max_(app: APIFlask, canal: int) -> Person:
    return a_person(app, canal, "Max", "admin")


@pytest.fixture
def karim(app: APIFlask, canal: int) -> Person:
    return a_person(app, canal, "Karim", "courier")


@pytest.fixture
def ines(app: APIFlask, canal: int) -> Person:
    return a_person(app, canal, "Inès", "cart")


@pytest.fixture
def eve(app: APIFlask, canal: int) -> Person:
    return a_person(app, canal, "Eve", "picker", active=False)
