"""The people, devices, clock and mail server that all other tests rely on."""

import smtplib
from datetime import timedelta

import pytest

from rayon import clock as rayon_clock
from tests.phones import a_phone
from tests.serving import Server


def test_ada_is_signed_in_on_her_phone_and_sync_answers_her(phone, ada):
    assert phone.get("/api/me").get_json()["staff"]["name"] == "Ada"
    assert phone.push()["outcomes"] == []


def test_eve_who_left_cannot_sign_in_any_more(app, canal, eve):
    assert a_phone(app, canal).sign_in(eve).status_code == 403


def test_a_shift_is_over_after_twelve_hours(phone, clock):
    clock.move(timedelta(hours=13))
    assert phone.get("/api/me").status_code == 401


def test_the_clock_can_be_set(clock):
    christmas = rayon_clock.now().replace(month=12, day=25)
    clock.set(christmas)
    assert clock.now() - christmas < timedelta(minutes=1)


def test_the_mail_server_keeps_what_it_accepted(smtp_server):
    with smtplib.SMTP("127.0.0.1", int(smtp_server.url.rsplit(":", 1)[1])) as connection:
        connection.sendmail("a@example.org", ["pat@example.org"], "Subject: B\r\n\r\nBonjour\r\n")
    (letter,) = smtp_server.letters
    assert letter.recipients == ["pat@example.org"]
    assert letter.text.strip() == "Bonjour"


@pytest.mark.browser
def test_a_browser_opens_the_app_and_has_nothing_to_complain_about(server: Server, page):
    said: list[str] = []
    page.on("console", lambda message: said.append(f"{message.type}: {message.text}"))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(f"{server.url}/app/", wait_until="networkidle")
    assert "Rayon" in page.title()
    assert page.get_by_role("main").inner_text().strip()
    assert said == []
