"""What tests of the bike cart begin with: the Quai, every second Wednesday from 2 December on."""

from datetime import UTC, datetime
from typing import Any
from uuid import NAMESPACE_DNS, uuid5

import pytest

from tests.phones import Phone

#: Tuesday, nine o'clock in Paris.
TUESDAY = datetime(2026, 11, 24, 8, tzinfo=UTC)


def an_id(name: str) -> str:
    """The same id for the same name."""
    return str(uuid5(NAMESPACE_DNS, name))


def a_stop(place: str, begins: str, ends: str, **said: Any) -> dict[str, Any]:
    return {"id": an_id(place), "place": place, "begins": begins, "ends": ends, **said}


def a_round(**said: Any) -> dict[str, Any]:
    """What the form says of the Quai."""
    return {
        "name": "Quai des Mariniers",
        "first_day": "2026-12-02",
        "rule": "FREQ=WEEKLY;INTERVAL=2",
        "stops": [
            a_stop("Place Voltaire", "16:10", "17:00", rain_place="sous la halle"),
            a_stop("Écluse", "17:15", "18:00"),
        ],
        **said,
    }


def begin(office: Phone, name: str = "quai", **said: Any) -> dict[str, Any]:
    """Sol begins a neighbourhood: the calendar afterwards."""
    path = f"/api/rounds/neighbourhoods/{an_id(name)}"
    answer = office.post(path, a_round(**said))
    assert answer.status_code == 200, answer.text
    seen: dict[str, Any] = answer.get_json()
    return seen


@pytest.fixture(autouse=True)
def tuesday(clock) -> None:
    clock.set(TUESDAY)


@pytest.fixture
def quai(office) -> str:
    """The id of the neighbourhood."""
    begin(office)
    return an_id("quai")
