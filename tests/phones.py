"""Phones of the tests: enrolled, signed in, and speaking the contract of /api."""

from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import pytest
from apiflask import APIFlask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from rayon import clock
from rayon.database import reading, writing
from rayon.ids import new_id
from rayon.staff.access import Person as SignedIn
from rayon.staff.models import Device
from rayon.staff.rights import authors_of
from rayon.staff.secrets import hash_of
from rayon.sync.handlers import OFFLINE
from rayon.sync.perform import perform_for
from tests.people import Person

#: The session cookie is only sent over https.
ADDRESS = "https://rayon.test"


@dataclass
class Phone:
    """One device. ``record`` writes an action down as the app does; ``push`` sends them."""

    client: FlaskClient
    credential: str
    device: str
    store: str = field(default_factory=lambda: str(uuid4()))
    number: int = 0
    epoch: str | None = None
    cursor: int = 0
    by: int = 0
    shift: str = ""
    #: What it says that it has not sent yet; apps of before say nothing.
    unsent: str = ""
    reads: str = ""

    def get(self, path: str, **options: Any) -> TestResponse:
        """GET /api…, as this device and whoever is signed in on it."""
        return self.client.get(path, base_url=ADDRESS, headers=self._headers(), **options)

    def post(self, path: str, body: Any = None, **options: Any) -> TestResponse:
        """POST JSON to /api…, as this device and whoever is signed in on it."""
        return self.client.post(
            path, base_url=ADDRESS, headers=self._headers(), json=body or {}, **options
        )

    def sign_in(self, person: Person) -> TestResponse:
        """Open a shift; later actions are theirs."""
        answer = self.post("/api/sign-in", {"staff": person.id, "pin": person.pin})
        if answer.status_code == 200:
            self.by, self.shift = person.id, answer.get_json()["shift"]
        return answer

    def record(
        self, name: str, subject: str = "", payload: dict[str, Any] | None = None, seen: int = 0
    ) -> dict[str, Any]:
        """An action, numbered, not sent yet."""
        self.number += 1
        return {
            "id": new_id(),
            "store": self.store,
            "number": self.number,
            "v": 1,
            "by": self.by,
            "shift": self.shift,
            "name": name,
            "subject": subject,
            "seen": seen,
            "at": clock.now().isoformat(),
            "payload": payload or {},
        }

    def push(self, *actions: dict[str, Any]) -> dict[str, Any]:
        """Send actions and take what is new: the whole answer of one sync."""
        body = {
            "store": self.store,
            "epoch": self.epoch,
            "cursor": self.cursor,
            "actions": list(actions),
        }
        response = self.post("/api/sync", body)
        assert response.status_code == 200, response.text
        answer: dict[str, Any] = response.get_json()
        self.epoch, self.cursor = answer["epoch"], answer["cursor"]
        return answer

    def do(
        self, name: str, subject: str = "", payload: dict[str, Any] | None = None, seen: int = 0
    ) -> dict[str, Any]:
        """Record one action, send it at once, and hear its outcome.

        What no phone may record offline goes the way of the web pages.
        """
        if name not in OFFLINE:
            return self._by_a_page(name, subject, payload or {})
        outcome: dict[str, Any]
        (outcome,) = self.push(self.record(name, subject, payload, seen))["outcomes"]
        return outcome

    def _by_a_page(self, name: str, subject: str, payload: dict[str, Any]) -> dict[str, Any]:
        """As a route does it for the person who is signed in on this device."""
        with self.client.application.app_context():
            with reading() as session:
                branch = session.get_one(Device, self.device).branch_id
                author = authors_of(session.connection(), {self.shift})[self.shift]
            person = SignedIn(author, "", "fr", self.shift, clock.now(), branch)
            judged = perform_for(name, subject, by=person, **payload)
        why = {"code": judged.why} if judged.why else None
        return {"id": judged.id, "outcome": judged.outcome, "why": why}

    def _headers(self) -> dict[str, str]:
        return {
            "Authorization": f"Device {self.credential}",
            "X-Rayon": "1",
            "Sec-Fetch-Site": "same-origin",
            **({"X-Rayon-Unsent": self.unsent} if self.unsent else {}),
            **({"X-Rayon-Reads": self.reads} if self.reads else {}),
        }


def a_phone(app: APIFlask, branch: int, person: Person | None = None) -> Phone:
    """A phone enrolled at this branch, with somebody signed in on it if one is named."""
    credential, device = str(uuid4()), new_id()
    with app.app_context(), writing() as session:
        session.add(
            Device(
                id=device,
                name=f"Phone of {person.name if person else 'nobody'}",
                branch_id=branch,
                credential_hash=hash_of(credential),
                enrolled_at=clock.now(),
            )
        )
    phone = Phone(app.test_client(), credential, device)
    if person:
        assert phone.sign_in(person).status_code == 200
    return phone


@pytest.fixture
def phone(app: APIFlask, canal: int, ada: Person) -> Phone:
    """Ada's phone, with Ada signed in."""
    return a_phone(app, canal, ada)


@pytest.fixture
def desk(app: APIFlask, canal: int, chloe: Person) -> Phone:
    """The computer at the desk, with Chloé signed in."""
    return a_phone(app, canal, chloe)


@pytest.fixture
def office(app: APIFlask, canal: int, sol: Person) -> Phone:
    """The tablet in the office, with Sol signed in."""
    return a_phone(app, canal, sol)
