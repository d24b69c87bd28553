"""Amina lets the page of the stop tell her phone: it is told the day before, and of each change."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import select

from rayon.config import Settings
from rayon.database import reading, writing
from rayon.ids import new_id
from rayon.notices.channels.push_hosts import is_allowed
from rayon.notices.channels.push_keys import make_keys, public_key
from rayon.notices.models import Message, Notice
from rayon.rounds.models import Announcement, Subscription
from tests.rounds.conftest import an_id
from tests.rounds.push_service import HANG_UP, Browser, PushService, push_service
from tests.rounds.test_announcing import AMINA, EVE_OF_2_DECEMBER, change

STOP = an_id("Place Voltaire")


@pytest.fixture
def service(app) -> Iterator[PushService]:
    """A push service that this library may use, and keys to use it with."""
    with push_service() as service:
        app.config["RAYON"].push_test_hosts = ["127.0.0.1"]
        make_keys(app.config["RAYON"])
        yield service


def say(readers, browser: Browser, wish: str = "tell", **said: Any) -> Any:
    path = f"{readers.page}/push?language=fr"
    return readers.visitor().post(path, json={"wish": wish, **browser.given, **said})


def subscribers(app) -> list[str]:
    with app.app_context(), reading() as session:
        return [one.channel for one in session.scalars(select(Subscription))]


def states(app) -> list[tuple[str, str]]:
    with app.app_context(), reading() as session:
        visits = select(Notice).where(Notice.subject_kind == "visit").order_by(Notice.id)
        return [(one.state, one.why) for one in session.scalars(visits)]


def test_told_the_day_before_and_of_what_changes(office, quai, readers, service):
    phone = service.browser("amina")
    assert say(readers, phone).get_json() == {"told": True}
    readers.at("2026-12-01T16:59")
    assert service.told == []
    readers.at(EVE_OF_2_DECEMBER)
    (told,) = service.told
    assert told.said == {
        "title": "Le biblio-vélo passe mercredi 2 décembre à 16\u00a0h\u00a010",
        "body": "Place Voltaire, de 16\u00a0h\u00a010 à 17\u00a0h\n"
        "En cas de pluie\u00a0: sous la halle",
        "page": readers.page,
    }
    # Until the end of the halt, 17:00 in Paris.
    # Until the end of the halt; the clock of the test goes on.
    assert 86_000 < int(told.headers["TTL"]) <= 86_400
    assert told.headers["Urgency"] == "normal"
    change(office, quai, "move", to_day="2026-12-02", later=10, because="Crevaison")
    readers.at("2026-12-02T16:01")
    changed = service.told[1]
    assert changed.said["title"].startswith("Changement\u00a0: le biblio-vélo passe mercredi 2")
    assert changed.said["body"].endswith("\nCrevaison")
    assert changed.headers["Urgency"] == "high"
    assert changed.headers["Topic"] == told.headers["Topic"]
    assert len(told.headers["Topic"]) == 32
    readers.at("2026-12-02T16:05")
    assert len(service.told) == 2
    assert readers.letters() == []


def test_each_over_their_own_channel_once(app, readers, service):
    readers.subscribe(AMINA)
    for name in ("ben", "chloe", "dora"):
        say(readers, service.browser(name))
    say(readers, service.browsers["/ben"])
    readers.at(EVE_OF_2_DECEMBER)
    readers.at("2026-12-01T18:00")
    assert sorted(told.to for told in service.told) == ["ben", "chloe", "dora"]
    assert [letter.recipients for letter in readers.letters()] == [[AMINA]]
    assert states(app) == [("told", "")] * 4


@pytest.mark.parametrize("status", [404, 410])
def test_a_browser_that_takes_no_more_is_forgotten(app, readers, service, status):
    say(readers, service.browser("amina"))
    say(readers, service.browser("ben"))
    service.answers = [status]
    readers.at(EVE_OF_2_DECEMBER)
    assert len(service.told) == 2
    assert subscribers(app) == ["push"]
    with app.app_context(), reading() as session:
        assert len(session.scalars(select(Announcement)).all()) == 1
    readers.at("2026-12-01T18:00")
    assert len(service.told) == 2


@pytest.mark.parametrize("status", [429, 500, 503, 401])
def test_a_push_service_that_is_busy_is_tried_again(app, readers, service, status):
    say(readers, service.browser("amina"))
    service.answers = [status]
    readers.at(EVE_OF_2_DECEMBER)
    assert states(app) == [("owed", "retry")]
    readers.at("2026-12-01T17:05")
    assert [told.to for told in service.told] == ["amina"] * 2
    assert states(app) == [("told", "")]


@pytest.mark.parametrize("status", [302, 400, 413])
def test_what_is_refused_is_not_sent_elsewhere_nor_again(app, readers, service, status):
    say(readers, service.browser("amina"))
    service.answers = [status]
    readers.at(EVE_OF_2_DECEMBER)
    readers.at("2026-12-01T18:00")
    assert len(service.told) == 1
    assert states(app) == [("failed", "push_refused")]
    assert subscribers(app) == ["push"]


def test_a_line_that_dies_after_the_words_is_of_unknown_fate(app, readers, service):
    say(readers, service.browser("amina"))
    service.answers = [HANG_UP]
    readers.at(EVE_OF_2_DECEMBER)
    readers.at("2026-12-01T18:00")
    assert len(service.told) == 1
    assert states(app) == [("ambiguous", "no_answer")]


def test_one_connection_serves_many(app, readers, service):
    for number in range(30):
        say_quietly(app, readers, service.browser(f"r{number}"))
    readers.at(EVE_OF_2_DECEMBER)
    assert len({told.to for told in service.told}) == len(service.told) == 30
    assert len(service.connections) <= 16
    with app.app_context(), reading() as session:
        messages = session.scalars(select(Message)).all()
        assert {(one.channel, one.state) for one in messages} == {("push", "accepted")}


def say_quietly(app, readers, browser: Browser) -> None:
    """Past the limit of one address on the network."""
    from rayon.rounds import subscribing
    from rayon.rounds.models import RoundStop

    with app.app_context():
        with reading() as session:
            stop = session.scalars(select(RoundStop).where(RoundStop.place == "Place Voltaire"))
            known = stop.one()
        given = browser.given.values()
        subscribing.ask_by_push(known, *given, "fr", readers.clock.now())


def test_the_page_knows_and_ends_it(app, readers, service):
    phone = service.browser("amina")
    assert say(readers, phone, "ask").get_json() == {"told": False}
    say(readers, phone)
    assert say(readers, phone, "ask").get_json() == {"told": True}
    assert say(readers, phone, "leave").get_json() == {"told": False}
    assert subscribers(app) == []
    readers.at(EVE_OF_2_DECEMBER)
    assert service.told == []


@pytest.mark.parametrize(
    "said",
    [
        {"endpoint": "https://10.0.0.1/x"},
        {"endpoint": "https://evil.example/fcm.googleapis.com"},
        {"endpoint": "x" * 1001},
        {"key": "AAAA"},
        {"key": "é"},
        {"secret": "AAAA"},
        {"wish": "all"},
        {"name": "Amina"},
    ],
)
def test_what_is_no_browser_is_refused(app, readers, service, said):
    answer = say(readers, service.browser("amina"), **said)
    assert answer.status_code == 422
    assert subscribers(app) == []


ALLOWED = [
    "https://fcm.googleapis.com/fcm/send/x",
    "https://updates.push.services.mozilla.com/wpush/v2/x",
    "https://web.push.apple.com/x",
    "https://wns2-par02p.notify.windows.com/w/?token=x",
]
REFUSED = [
    "http://fcm.googleapis.com/x",
    "https://fcm.googleapis.com:8443/x",
    "https://user@fcm.googleapis.com/x",
    "https://fcm.googleapis.com@evil.example/x",
    "https://fcm.googleapis.com.evil.example/x",
    "https://evilfcm.googleapis.com/x",
    "https://127.0.0.1/x",
    "https://[::1/x",
    "ftp://fcm.googleapis.com/x",
    "https://fcm.googleapis.com/é",
    "https://fcm.googleapis.com/\nx",
    "https://fcm.googleapis.com:/x",
    "https://.push.apple.com/x",
    f"https://{'a' * 64}.push.apple.com/x",
    "https://a_b.push.apple.com/x",
    "",
]


def test_only_the_push_services_that_browsers_have():
    settings = Settings()
    assert all(is_allowed(endpoint, settings) for endpoint in ALLOWED)
    assert not any(is_allowed(endpoint, settings) for endpoint in REFUSED)


@pytest.mark.parametrize(
    ("public", "hosts"),
    [
        ("https://biblio.example.org", ["127.0.0.1"]),
        ("http://127.0.0.1:8000", ["push.example.org"]),
        ("http://127.0.0.1:8000", ["10.0.0.1"]),
    ],
)
def test_test_hosts_are_for_tests(public, hosts):
    with pytest.raises(ValueError, match="RAYON_PUSH_TEST_HOSTS"):
        Settings(public_url=public, push_test_hosts=hosts)


def test_what_cannot_be_signed_is_tried_again_and_holds_nobody_back(app, readers, service):
    say(readers, service.browser("amina"))
    readers.subscribe(AMINA)
    app.config["RAYON"].mail_from = "library@nowhere"
    readers.at(EVE_OF_2_DECEMBER)
    with app.app_context(), reading() as session:
        states = session.scalars(select(Message.state)).all()
    assert service.told == []
    assert states.count("retry") == 1
    assert len(readers.letters(AMINA)) == 1


def test_what_was_kept_is_looked_at_again_when_it_is_used(app, readers, service):
    say(readers, service.browser("amina"))
    app.config["RAYON"].push_test_hosts = []
    readers.at(EVE_OF_2_DECEMBER)
    assert service.told == []
    assert subscribers(app) == []


def test_a_silent_push_service_does_not_keep_mail_back(app, readers, service):
    readers.subscribe(AMINA)
    say(readers, Browser("http://127.0.0.1:9/x", service.browser("x").private))
    readers.at(EVE_OF_2_DECEMBER)
    assert len(readers.letters(AMINA)) == 1
    assert sorted(states(app)) == [("owed", "retry"), ("told", "")]


def test_keys_are_made_once(app, settings):
    with app.app_context():
        made = app.test_cli_runner().invoke(args=["push", "keys"]).output.splitlines()
        again = app.test_cli_runner().invoke(args=["push", "keys"]).output.splitlines()
    assert made[-1] == again[-1] == public_key(app.config["RAYON"])
    assert len(made[-1]) == 87
    file = app.config["RAYON"].data_dir / "push-key.pem"
    assert file.stat().st_mode & 0o777 == 0o600


def test_without_keys_the_page_offers_nothing(readers):
    assert "push.js" not in readers.visitor().get(readers.page).text


def test_three_hundred_are_told_once_each_over_their_own_channel(app, canal, readers, service):
    mails = [f"reader{number}@example.org" for number in range(200)]
    browsers = [service.browser(f"browser{number}") for number in range(90)]
    voices = [f"+3363998{number:04}" for number in range(10)]
    asked = readers.clock.now()
    common = {"branch_id": canal, "stop_id": STOP, "language": "fr"}
    dated = {"asked_at": asked, "confirmed_at": asked}
    with app.app_context(), writing() as session:
        session.add_all(
            Subscription(id=new_id(), channel=channel, **said, **common, **dated)
            for channel, many in (
                ("email", [{"email": mail} for mail in mails]),
                ("push", [browser.given for browser in browsers]),
                ("phone", [{"phone": voice, "name": voice} for voice in voices]),
            )
            for said in many
        )
    readers.at(EVE_OF_2_DECEMBER)
    readers.at("2026-12-01T17:10")
    written = Counter(one for letter in readers.letters() for one in letter.recipients)
    assert written == Counter(mails)
    assert Counter(told.to for told in service.told) == Counter(
        browser.endpoint.rpartition("/")[2] for browser in browsers
    )
    called = readers.office.get("/api/cart/calls").get_json()["visits"]
    assert Counter(call["name"] for call in called) == Counter(voices)
