"""Amina wants to be told: she asks, confirms by a link, and leaves with one tap."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from rayon import clock as rayon_clock
from rayon import diary
from rayon.database import reading, writing
from rayon.privacy.purge import purge
from rayon.privacy.restoring import put_right
from rayon.rounds.models import Announcement, Subscription
from rayon.sync.perform import perform_all
from tests.rounds.conftest import a_stop, begin, link_in

AMINA = "amina@example.org"


def subscribers(app) -> list[tuple[str, bool]]:
    with app.app_context(), reading() as session:
        rows = session.scalars(select(Subscription).order_by(Subscription.email))
        return [(one.email, one.confirmed_at is not None) for one in rows]


def test_a_link_shows_and_only_a_button_changes(app, readers):
    assert readers.ask(" Amina@Example.org ").status_code == 200
    readers.work()
    (letter,) = readers.letters(AMINA)
    assert letter.message["Subject"].startswith("Confirmez pour être prévenu")
    assert letter.message["List-Unsubscribe"] is None
    path = link_in(letter)
    page = readers.visitor().get(path)
    assert (page.status_code, "noindex" in page.text) == (200, True)
    assert page.headers["X-Robots-Tag"] == "noindex"
    assert subscribers(app) == [(AMINA, False)]
    assert "Vous serez prévenu" in readers.visitor().post(path).text
    assert subscribers(app) == [(AMINA, True)]
    assert readers.visitor().post(path).status_code == 200


def test_the_answer_is_the_same_whoever_is_known(readers):
    unknown = readers.ask(AMINA).text
    readers.work()
    readers.visitor().post(link_in(readers.letters()[0]))
    assert readers.ask(AMINA).text == unknown
    readers.work()
    (letter,) = readers.letters()
    assert "Vous serez prévenu" in readers.visitor().get(link_in(letter)).text


def test_nobody_fills_the_mailbox_of_another(office, readers):
    for _ in range(4):
        assert readers.ask(AMINA).status_code == 200
    other = begin(office)["neighbourhoods"][0]["stops"][1]["page"]
    readers.ask(AMINA, other)
    readers.work()
    assert len(readers.letters()) == 2
    readers.clock.move(timedelta(hours=7))
    readers.ask(AMINA)
    readers.work()
    assert len(readers.letters()) == 1


def test_whoever_asks_again_and_again_is_made_to_wait(readers):
    answers = [readers.ask(f"a{number}@example.org").status_code for number in range(8)]
    assert answers == [200] * 6 + [429] * 2


BAD = ["", "amina", "amina@", "a@b@c", "amina@example.org\nBcc: x@example.org", "é@example.org"]


@pytest.mark.parametrize("address", [*BAD, "\x00@example.org", f"{'a' * 300}@example.org"])
def test_an_address_that_cannot_be_is_said_so(app, readers, address):
    answer = readers.ask(address)
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.text
    assert f'href="{readers.page}?language=en"' in answer.text
    assert subscribers(app) == []


@pytest.mark.parametrize("what", ["confirm", "leave"])
@pytest.mark.parametrize("token", ["x", "ImEi.x", "%00", "é"])
def test_a_link_that_is_not_ours_leads_nowhere(app, client, what, token):
    for send in (client.get, client.post):
        assert send(f"/p/{what}/{token}").status_code == 404


def test_the_link_that_confirms_does_not_end(app, readers):
    readers.ask(AMINA)
    readers.work()
    token = link_in(readers.letters()[0]).rpartition("/")[2]
    assert readers.visitor().post(f"/p/leave/{token}").status_code == 404
    assert subscribers(app) == [(AMINA, False)]


def told(readers) -> str:
    """The link that ends it, from the announcement of 2 December."""
    readers.at("2026-12-01T17:00")
    (letter,) = readers.letters()
    return link_in(letter, "leave")


def test_one_tap_ends_it_and_nothing_is_kept(app, readers):
    readers.subscribe(AMINA)
    path = told(readers)
    assert "Ne plus recevoir" in readers.visitor().get(path).text
    assert subscribers(app) == [(AMINA, True)]
    assert "C’est fait" in readers.visitor().post(path).text
    assert subscribers(app) == []
    with app.app_context(), reading() as session:
        assert session.scalars(select(Announcement)).all() == []
    assert "C’est fait" in readers.visitor().get(path).text
    readers.at("2026-12-15T18:00")
    assert readers.letters() == []


def test_a_mail_program_ends_it_by_itself(app, readers):
    readers.subscribe(AMINA)
    readers.at("2026-12-01T17:00")
    (letter,) = readers.letters()
    assert letter.message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = letter.message["List-Unsubscribe"].strip("<>")
    path = address.removeprefix("http://127.0.0.1:8000")
    answer = readers.visitor().post(path, data={"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert subscribers(app) == []


def test_what_nobody_confirms_is_forgotten_within_a_week(app, readers):
    readers.ask(AMINA)
    readers.subscribe("ben@example.org")
    readers.clock.move(timedelta(days=7, hours=1))
    with app.app_context():
        purge(rayon_clock.now())
    assert subscribers(app) == [("ben@example.org", True)]


def test_who_subscribed_to_a_stop_that_is_no_more_is_forgotten(app, office, readers):
    readers.subscribe(AMINA)
    begin(office, stops=[a_stop("Écluse", "17:15", "18:00")])
    assert readers.ask("ben@example.org").status_code == 404
    readers.clock.move(timedelta(days=31))
    with app.app_context():
        purge(rayon_clock.now())
    assert subscribers(app) == []


def test_a_restored_backup_brings_nobody_back(app, readers):
    readers.subscribe(AMINA)
    with app.app_context(), reading() as session:
        amina = session.scalars(select(Subscription)).one()
    readers.visitor().post(told(readers))
    with app.app_context():
        with writing() as session:
            session.merge(amina)
        counts = put_right(rayon_clock.now(), perform_all, [diary.folder()])
    assert counts["subscriptions_ended"] == 1
    assert subscribers(app) == []
