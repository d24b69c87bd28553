"""A morning with enough to do: ten documents on one walk, and Ada's phone."""

from dataclasses import dataclass

import pytest
from apiflask import APIFlask

from tests.builders import a_copy, a_hold, a_title, a_walk, pick_of


@dataclass
class Morning:
    """Ten holds and their picks; copy ``C-n`` is what pick ``n`` aims at."""

    app: APIFlask
    branch: int
    walk: str
    holds: list[str]
    picks: list[str]


@pytest.fixture
def morning(app: APIFlask, canal: int) -> Morning:
    holds = []
    for n in range(10):
        title = a_title(app, f"Tome {n}")
        a_copy(app, canal, title, f"C-{n}")
        holds.append(a_hold(app, canal, title))
    walk = a_walk(app, canal, *holds)
    return Morning(app, canal, walk, holds, [pick_of(app, hold) for hold in holds])
