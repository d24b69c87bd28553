"""Phones of the tests that speak to a running server: the same contract, over HTTP."""

import json
import urllib.error
import urllib.request
from dataclasses import dataclass
from typing import Any, cast

from apiflask import APIFlask
from flask.testing import FlaskClient

from tests.people import Person
from tests.phones import Phone, a_phone


@dataclass(frozen=True)
class Reply:
    """What came back."""

    status_code: int
    text: str

    def get_json(self) -> Any:
        """The body."""
        return json.loads(self.text)


@dataclass
class Wire:
    """As much of a test client as a phone needs; ``application`` looks at the same database."""

    application: APIFlask
    url: str
    cookie: str = ""

    def get(self, path: str, base_url: str, headers: dict[str, str]) -> Reply:
        """Ask."""
        return self._send(path, headers, None)

    def post(self, path: str, base_url: str, headers: dict[str, str], json: Any) -> Reply:
        """Tell."""
        return self._send(path, headers, json)

    def _send(self, path: str, headers: dict[str, str], body: Any) -> Reply:
        sent = {**headers, "Content-Type": "application/json", "Cookie": self.cookie}
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{self.url}{path}", data, sent)
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                if given := answer.headers["Set-Cookie"]:
                    self.cookie = given.partition(";")[0]
                return Reply(answer.status, answer.read().decode())
        except urllib.error.HTTPError as error:
            with error:
                return Reply(error.code, error.read().decode())


def a_phone_on_the_wire(app: APIFlask, url: str, branch: int, person: Person) -> Phone:
    """Enrolled beforehand; signs in over the wire."""
    phone = a_phone(app, branch)
    phone.client = cast(FlaskClient, Wire(app, url))
    assert phone.sign_in(person).status_code == 200
    return phone
