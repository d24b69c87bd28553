"""What tests of the bike cart begin with: the Quai, every second Wednesday from 2 December on."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import NAMESPACE_DNS, uuid5
from zoneinfo import ZoneInfo

import pytest
from apiflask import APIFlask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from rayon import clock as rayon_clock
from rayon.rounds.jobs import announce
from tests.mail import Letter, Postbox
from tests.moving_clock import MovingClock
from tests.people import Person
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


@dataclass
class Readers:
    """Those who read the page of Place Voltaire, and the mail that comes to them."""

    app: APIFlask
    clock: MovingClock
    postbox: Postbox
    office: Phone
    sol: Person
    page: str

    def visitor(self) -> FlaskClient:
        """Somebody whom the server knows nothing of."""
        return self.app.test_client()

    def ask(self, email: str, page: str = "", language: str = "fr") -> TestResponse:
        """Fill the form in."""
        path = f"{page or self.page}/subscribe?language={language}"
        return self.visitor().post(path, data={"email": email})

    def work(self) -> None:
        """The server does what is due."""
        with self.app.app_context():
            announce(rayon_clock.now())

    def at(self, when: str) -> None:
        """It is this hour in Paris; what is due is done."""
        self.clock.set(datetime.fromisoformat(when).replace(tzinfo=ZoneInfo("Europe/Paris")))
        # A shift ends after twelve hours.
        self.office.sign_in(self.sol)
        self.work()

    def letters(self, email: str = "") -> list[Letter]:
        """What arrived since this was last asked."""
        came, self.postbox.letters = self.postbox.letters, []
        return [one for one in came if email in one.recipients] if email else came

    def subscribe(self, email: str, page: str = "", language: str = "fr") -> None:
        """Ask, open the link, press the button."""
        self.ask(email, page, language)
        self.work()
        (letter,) = self.letters(email)
        assert self.visitor().post(link_in(letter)).status_code == 200


def link_in(letter: Letter, of: str = "confirm") -> str:
    """The path of a personal link in a mail."""
    found = re.search(rf"http://\S+?(/p/{of}/\S+)", letter.text)
    assert found, letter.text
    return found.group(1)


@pytest.fixture
def readers(app, clock, smtp_server, office, sol, quai) -> Readers:
    """Mail leaves by a real mail server."""
    app.config["RAYON"].smtp_url = smtp_server.url
    app.config["RAYON"].mail_from = "canal@example.org"
    seen = office.get("/api/rounds").get_json()
    page = seen["neighbourhoods"][0]["stops"][0]["page"]
    return Readers(app, clock, smtp_server, office, sol, page)
