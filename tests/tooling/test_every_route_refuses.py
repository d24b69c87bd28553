"""Every address, asked by everybody: who is not named by its route is refused."""

import re
from collections.abc import Iterator

from apiflask import APIFlask
from werkzeug.test import TestResponse

from rayon.staff.access import ROLES
from tests.people import a_person
from tests.phones import Phone, a_phone

ANY_ID = "01900000-0000-7000-8000-000000000000"


def guarded(app: APIFlask) -> Iterator[tuple[str, str, frozenset[str]]]:
    """Verb, address and roles of every route that wants a person."""
    for rule in app.url_map.iter_rules():
        allowed = frozenset(app.view_functions[rule.endpoint].__rayon_allow__)
        if allowed <= set(ROLES):
            path = re.sub(r"<[^>]+>", ANY_ID, re.sub(r"<int:[^>]+>", "999999", rule.rule))
            for verb in (rule.methods or set()) - {"HEAD", "OPTIONS"}:
                yield verb, path, allowed


def ask(phone: Phone, verb: str, path: str) -> TestResponse:
    return phone.get(path) if verb == "GET" else phone.post(path)


def test_a_phone_without_a_person_gets_nothing(app, canal):
    phone = a_phone(app, canal)
    answers = {path: ask(phone, verb, path).status_code for verb, path, _ in guarded(app)}
    assert len(answers) > 10
    assert {path: status for path, status in answers.items() if status != 401} == {}


def test_nobody_gets_what_only_others_may_have(app, canal):
    for role in ROLES:
        phone = a_phone(app, canal, a_person(app, canal, role, role))
        answers = {
            path: ask(phone, verb, path).status_code
            for verb, path, allowed in guarded(app)
            if role not in allowed
        }
        assert {path: status for path, status in answers.items() if status != 403} == {}, role


def test_a_phone_that_was_never_enrolled_cannot_sync(app, client):
    stranger = Phone(client, "no-such-secret", "no-such-device")
    assert stranger.post("/api/sync").status_code == 401
    assert stranger.post("/api/sign-in", {"staff": 1, "pin": "111111"}).status_code == 401
