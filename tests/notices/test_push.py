"""Ana lets her phone tell her what waits: once, in the place of the mail that stands behind it."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import delete, select, update

from rayon import clock, diary
from rayon.catalogue.models import Patron
from rayon.database import reading, table_of, writing
from rayon.holds.models import Hold
from rayon.languages import LANGUAGES
from rayon.notices import claiming, outcomes
from rayon.notices.channels.push_keys import make_keys
from rayon.notices.channels.web_push import Push, PushServices
from rayon.notices.invented import letter_for
from rayon.notices.links import of_waiting
from rayon.notices.models import PatronPush
from rayon.notices.rendering import render
from rayon.privacy.erasing import erase
from rayon.privacy.exporting import export
from rayon.privacy.purge import purge
from rayon.privacy.restoring import put_right
from rayon.sync.perform import perform_all
from tests.notices.mail_server import MailServer, html_of, text_of
from tests.notices.stories import Library
from tests.notices.test_wording import CANAL
from tests.privacy.limits import everything
from tests.rounds.push_service import CLOSES, HANG_UP, Browser, PushService, push_service

CARD = "20000000000001"
BY_PUSH, BY_MAIL = ("ready", "push", "told"), ("ready", "email", "told")
NOT_BY_PUSH = ("ready", "push", "failed")


@pytest.fixture
def service(library: Library, mail: MailServer) -> Iterator[PushService]:
    """A push service that this library may use, and keys to use it with."""
    with push_service() as service:
        library.post_to(mail.url, push_test_hosts=["127.0.0.1"])
        make_keys(library.app.config["RAYON"])
        yield service


@pytest.fixture
def link(library: Library, mail: MailServer, ana: int, service: PushService) -> str:
    """The link in the mail of a document that Ana has taken home since."""
    first = library.hold(ana, "Persuasion")
    library.fetched(first)
    library.run()
    library.change(first, status="handed_over")
    path = link_in(text_of(mail.arrived.pop()))
    assert path
    return path


@pytest.fixture
def phone(library: Library, link: str, service: PushService) -> Browser:
    """Ana’s phone, which tells her from now on."""
    browser = service.browser("ana")
    assert say(library, link, browser).get_json() == {"told": True}
    return browser


def link_in(text: str) -> str:
    found = re.search(r"https?://[^\s\"]+?(/p/waiting/[^\s\"]+)", text)
    return found.group(1) if found else ""


def visitor(library: Library) -> FlaskClient:
    """Somebody whom the server knows nothing of."""
    return library.app.test_client()


def say(library: Library, link: str, browser: Browser, wish: str = "tell", **said: Any) -> Any:
    return visitor(library).post(f"{link}/push", json={"wish": wish, **browser.given, **said})


def fetched(library: Library, patron: int, title: str = "Dune") -> str:
    """A hold of which its patron should have heard by now, whichever way."""
    hold = library.hold(patron, title)
    library.fetched(hold)
    rounds(library)
    return hold


def rounds(library: Library) -> None:
    """Time to settle, and rounds enough for one way to fail and the next to be taken."""
    library.run()
    library.settle()
    for _ in range(3):
        library.run()


def no_mailbox(patron: int) -> None:
    with writing() as session:
        session.execute(update(Patron).where(Patron.id == patron).values(email=""))


def browsers() -> list[str]:
    with reading() as session:
        return list(session.scalars(select(PatronPush.endpoint)))


def test_what_is_ready_is_told_once_by_the_phone_and_by_no_mail(
    library: Library, mail: MailServer, ana: int, service: PushService, phone: Browser
):
    dune = fetched(library, ana)
    (told,) = service.told
    page = told.said.pop("page")
    assert told.said == {
        "title": "Un document vous attend",
        "body": "Médiathèque du Canal\nJusqu’au lundi 30 novembre 2026 inclus",
    }
    assert (told.headers["Urgency"], len(told.headers["Topic"])) == ("normal", 32)
    assert 6 * 86_400 < int(told.headers["TTL"]) < 7 * 86_400
    assert (library.state_of(dune), mail.arrived) == ([BY_PUSH], [])
    assert library.row(dune).ready_until is not None
    shown = visitor(library).get(page, query_string={"language": "en"})
    assert "<cite>Dune</cite>" in shown.text and "Médiathèque du Canal" in shown.text
    assert "Monday 30 November 2026" in shown.text
    assert "Persuasion" not in shown.text and "Martin" not in shown.text
    assert (shown.headers["X-Robots-Tag"], shown.headers["Cache-Control"]) == (
        "noindex",
        "no-store",
    )


@pytest.mark.parametrize("status", [404, 410])
def test_a_browser_that_takes_no_more_is_forgotten_and_the_mail_leaves(
    library: Library, mail: MailServer, ana: int, service: PushService, phone: Browser, status: int
):
    service.answers = [status]
    dune = fetched(library, ana)
    assert library.state_of(dune) == [NOT_BY_PUSH, BY_MAIL]
    assert browsers() == []
    assert library.state_of(fetched(library, ana, "Nana")) == [BY_MAIL]
    assert (len(service.told), len(mail.arrived)) == (1, 2)


@pytest.mark.parametrize("status", [302, 400, 401, 429, 503])
def test_what_a_push_service_does_not_take_is_mailed_and_never_pushed_again(
    library: Library, mail: MailServer, ana: int, service: PushService, phone: Browser, status: int
):
    service.answers = [status]
    dune = fetched(library, ana)
    library.clock.move(timedelta(hours=1))
    library.run()
    assert library.state_of(dune) == [NOT_BY_PUSH, BY_MAIL]
    assert (len(service.told), len(mail.arrived)) == (1, 1)
    assert library.state_of(fetched(library, ana, "Nana")) == [BY_PUSH]


def test_a_push_service_that_cannot_be_reached_keeps_nobody_waiting(
    library: Library, mail: MailServer, ana: int, service: PushService, link: str
):
    say(library, link, Browser("http://127.0.0.1:9/x", service.browser("x").private))
    assert library.state_of(fetched(library, ana)) == [NOT_BY_PUSH, BY_MAIL]


def test_a_line_that_dies_after_the_words_is_a_question_for_a_person(
    library: Library, mail: MailServer, ana: int, service: PushService, phone: Browser
):
    service.answers = [HANG_UP]
    dune = fetched(library, ana)
    assert library.state_of(dune) == [("ready", "push", "ambiguous")]
    assert (len(service.told), mail.arrived) == (1, [])
    outcomes.resend(library.messages()[-1].id, library.clock.now())
    rounds(library)
    assert library.state_of(dune) == [BY_PUSH]
    assert (len(service.told), mail.arrived) == (2, [])


def test_without_browser_and_mailbox_somebody_calls(
    library: Library, mail: MailServer, ana: int, service: PushService, phone: Browser
):
    no_mailbox(ana)
    service.answers = [410]
    dune = fetched(library, ana)
    assert library.state_of(dune) == [
        NOT_BY_PUSH,
        ("ready", "email", "failed"),
        ("ready", "phone", "owed"),
    ]
    assert [call.why for call in library.calls()] == ["no_mail"]


def test_what_the_phone_said_wrongly_it_corrects(
    library: Library, mail: MailServer, ana: int, service: PushService, phone: Browser
):
    dune = fetched(library, ana)
    library.undo(dune)
    rounds(library)
    ready, correction = service.told
    assert correction.said["title"].startswith("Rectificatif\u00a0: ne vous déplacez pas")
    assert correction.headers["Urgency"] == "high"
    assert correction.headers["Topic"] != ready.headers["Topic"]
    assert library.state_of(dune) == [BY_PUSH, ("correction", "push", "told")]
    assert mail.arrived == []
    shown = visitor(library).get(correction.said["page"], query_string={"language": "en"})
    assert "Nothing waits for you" in shown.text


def test_what_was_mailed_is_corrected_by_mail_and_what_was_pushed_too_once_she_has_left(
    library: Library, mail: MailServer, ana: int, service: PushService, link: str
):
    mailed = fetched(library, ana, "Nana")
    say(library, link, service.browser("ana"))
    pushed = fetched(library, ana)
    visitor(library).post(f"{link}/by-mail")
    library.undo(mailed)
    library.undo(pushed)
    rounds(library)
    assert library.state_of(mailed) == [BY_MAIL, ("correction", "email", "told")]
    assert library.state_of(pushed) == [BY_PUSH, ("correction", "email", "told")]
    assert (len(service.told), len(mail.arrived)) == (1, 2)


def test_a_correction_that_was_refused_and_taken_back_is_owed_again_by_mail(
    library: Library, mail: MailServer, ana: int, service: PushService, phone: Browser
):
    dune = fetched(library, ana)
    service.answers = [503]
    mail.will_say("RCPT", "451 later")
    library.undo(dune)
    rounds(library)
    again = library.walk(dune)
    library.found(dune)
    library.finish(again)
    rounds(library)
    assert library.state_of(dune) == [
        BY_PUSH,
        ("correction", "push", "failed"),
        ("correction", "email", "withdrawn"),
    ]
    assert library.row(dune).ready_until is not None
    library.undo(dune)
    rounds(library)
    assert library.state_of(dune)[-1] == ("correction", "email", "told")
    assert len(service.told) == 2


def test_a_mail_reminds_on_the_eve_for_nobody_knows_what_a_phone_has_shown(
    library: Library, mail: MailServer, ana: int, service: PushService, phone: Browser
):
    library.set(loans_in="rayon")
    dune = fetched(library, ana)
    library.clock.set(datetime(2026, 11, 29, 8, tzinfo=UTC))
    rounds(library)
    rounds(library)
    assert library.state_of(dune) == [BY_PUSH, ("reminder", "email", "told")]
    assert (len(service.told), len(mail.arrived)) == (1, 1)


def test_who_has_no_mailbox_is_reminded_by_the_phone_and_told_what_has_expired(
    library: Library, mail: MailServer, ana: int, service: PushService, phone: Browser
):
    library.set(loans_in="rayon")
    no_mailbox(ana)
    dune = fetched(library, ana)
    library.clock.set(datetime(2026, 11, 29, 8, tzinfo=UTC))
    rounds(library)
    library.change(dune, status="expired")
    library.clock.move(timedelta(days=3))
    rounds(library)
    assert library.state_of(dune) == [
        BY_PUSH,
        ("reminder", "push", "told"),
        ("expired", "push", "told"),
    ]
    assert [told.said["title"] for told in service.told] == [
        "Un document vous attend",
        "Des documents vous attendent",
        "Nous ne gardons plus ce qui vous attendait",
    ]
    assert mail.arrived == []


def test_a_courtesy_that_the_phone_does_not_take_is_mailed_and_nobody_called(
    library: Library, mail: MailServer, ana: int, service: PushService, phone: Browser
):
    library.set(loans_in="rayon")
    dune = fetched(library, ana)
    library.change(dune, status="expired")
    library.clock.move(timedelta(days=7))
    service.answers = [410]
    rounds(library)
    assert library.state_of(dune) == [
        BY_PUSH,
        ("expired", "push", "failed"),
        ("expired", "email", "told"),
    ]


def test_whoever_leaves_before_it_rings_gets_the_mail(
    library: Library, mail: MailServer, ana: int, service: PushService, link: str, phone: Browser
):
    dune = library.hold(ana, "Dune")
    library.fetched(dune)
    library.run_owing()
    assert library.state_of(dune) == [("ready", "push", "owed")]
    visitor(library).post(f"{link}/by-mail")
    library.run()
    assert library.state_of(dune) == [NOT_BY_PUSH, BY_MAIL]
    assert (len(service.told), len(mail.arrived)) == (0, 1)


@pytest.mark.parametrize("is_marked", [False, True])
def test_a_sender_that_dies_rings_once_or_asks_a_person(
    library: Library,
    mail: MailServer,
    ana: int,
    service: PushService,
    phone: Browser,
    is_marked: bool,
):
    dune = library.hold(ana, "Dune")
    library.fetched(dune)
    library.run_owing()
    ((claimed,), _) = claiming.claim(library.clock.now(), library.app.config["RAYON"])
    held = (claimed.message_id, claimed.lease)
    if is_marked:
        assert outcomes.about_to_hand_over(*held, library.clock.now(), claiming.LEASE)
    library.clock.move(claiming.LEASE * 2)
    rounds(library)
    # It wakes up when its lease is somebody else's.
    assert not outcomes.about_to_hand_over(*held, library.clock.now(), claiming.LEASE)
    fate = ("ready", "push", "ambiguous") if is_marked else BY_PUSH
    assert library.state_of(dune) == [fate]
    assert (len(service.told), mail.arrived) == (0 if is_marked else 1, [])


def test_a_phone_does_not_ring_at_night(
    library: Library, ana: int, service: PushService, phone: Browser
):
    library.clock.set(datetime(2026, 11, 24, 20, tzinfo=UTC))
    dune = fetched(library, ana)
    assert (library.why(dune), service.told) == ("quiet_hours", [])


# -- the page behind the link


def test_the_link_is_in_both_halves_of_the_mail_where_there_are_keys(
    library: Library, mail: MailServer, ana: int
):
    fetched(library, ana)
    make_keys(library.app.config["RAYON"])
    fetched(library, ana, "Nana")
    without, with_keys = mail.arrived
    assert (link_in(text_of(without)), link_in(html_of(without))) == ("", "")
    assert link_in(text_of(with_keys)) == link_in(html_of(with_keys)) != ""


def test_the_page_tells_one_device_and_one_tap_ends_it(
    library: Library, mail: MailServer, ana: int, service: PushService, link: str
):
    old, new = service.browser("old"), service.browser("new")
    assert say(library, link, old, "ask").get_json() == {"told": False}
    say(library, link, old)
    assert say(library, link, new).get_json() == {"told": True}
    assert say(library, link, old, "ask").get_json() == {"told": False}
    assert browsers() == [new.endpoint]
    page = visitor(library).get(link, query_string={"language": "en"}).text
    assert 'id="push-instead">' in page
    left = visitor(library).post(f"{link}/by-mail", query_string={"language": "en"})
    assert 'id="push-instead" hidden' in left.text and "push-tell" in left.text
    assert browsers() == []
    assert library.state_of(fetched(library, ana)) == [BY_MAIL]


def test_opening_the_page_changes_nothing(library: Library, link: str, phone: Browser):
    assert visitor(library).get(link).status_code == 200
    assert visitor(library).get(f"{link}/by-mail").status_code == 405
    assert browsers() == [phone.endpoint]
    icon = visitor(library).get(f"{link}/manifest.webmanifest")
    said = icon.get_json()
    assert (said["start_url"], said["scope"], said["id"]) == (link, "/p/", "/p/waiting")
    assert icon.headers["Cache-Control"] == "no-store"


def test_a_family_that_shares_an_address_reads_no_titles_on_the_page(
    library: Library, mail: MailServer, service: PushService
):
    lea = library.patron("Léa", email="famille@example.org")
    library.patron("Tom", email="famille@example.org")
    fetched(library, lea, "Château")
    path = link_in(text_of(mail.arrived[0]))
    page = visitor(library).get(path, query_string={"language": "en"}).text
    assert "1 document" in page
    assert "Château" not in page


@pytest.mark.parametrize(
    "said",
    [
        {"endpoint": "https://evil.example/fcm.googleapis.com"},
        {"key": "AAAA"},
        {"wish": "all"},
        {"name": "Ana"},
    ],
)
def test_what_is_no_browser_is_refused(
    library: Library, service: PushService, link: str, said: dict[str, str]
):
    assert say(library, link, service.browser("ana"), **said).status_code == 422
    assert browsers() == []


def test_a_link_ends_with_its_hold_and_a_made_up_one_never_began(
    library: Library, ana: int, service: PushService, link: str
):
    browser = service.browser("ana")
    assert visitor(library).get(f"{link}x").status_code == 404
    assert say(library, f"{link}x", browser).status_code == 404
    # As the purge does a week after the hold has ended.
    with writing() as session:
        session.execute(update(Hold).where(Hold.patron_id == ana).values(patron_id=None))
    page = visitor(library).get(link, query_string={"language": "en"})
    assert "This link is used up" in page.text
    assert say(library, link, browser).status_code == 404
    nothing = visitor(library).post(f"{link}/by-mail", query_string={"language": "en"})
    assert "There was nothing to end here" in nothing.text
    assert browsers() == []


def test_an_old_link_still_ends_the_phone_of_its_patron_and_of_nobody_else(
    library: Library, mail: MailServer, ana: int, service: PushService, link: str, phone: Browser
):
    lea = library.patron("Léa", email="lea@example.org")
    fetched(library, lea, "Nana")
    hers = service.browser("lea")
    say(library, link_in(text_of(mail.arrived[-1])), hers)
    with writing() as session:
        session.execute(update(Hold).where(Hold.patron_id == ana).values(patron_id=None))
    page = visitor(library).get(link).text
    assert "Ce lien n’est plus valable" in page and "Me prévenir de nouveau par courriel" in page
    ended = visitor(library).post(f"{link}/by-mail", query_string={"language": "en"})
    assert "no phone tells you any more" in ended.text and "This link is used up" in ended.text
    assert browsers() == [hers.endpoint]


@pytest.mark.parametrize("what", ["reminder", "correction", "new_date", "expired", "message"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_mail_to_whom_a_phone_tells_leads_to_where_that_ends(what: str, language: str):
    letter = letter_for(what, "not_found", CANAL, language, clock.now())
    mailed = render(letter)
    assert letter.page in mailed.text and f'href="{letter.page}"' in mailed.html
    quiet = render(replace(letter, by_phone=False))
    assert letter.page not in quiet.text + quiet.html


def test_the_mail_on_the_eve_ends_the_phone_of_a_stranger(
    library: Library, mail: MailServer, ana: int, service: PushService, link: str
):
    library.set(loans_in="rayon")
    say(library, link, service.browser("stranger"))
    fetched(library, ana)
    library.clock.set(datetime(2026, 11, 29, 8, tzinfo=UTC))
    rounds(library)
    visitor(library).post(f"{link_in(text_of(mail.arrived[-1]))}/by-mail")
    assert browsers() == []


def test_staff_end_it_by_card(library: Library, phone: Browser):
    def by_mail(card: str) -> Any:
        return library.app.test_cli_runner().invoke(args=["patrons", "by-mail", card])

    assert by_mail("99999999999999").exit_code == 1
    assert by_mail(CARD).exit_code == 0
    assert browsers() == []
    assert "Aucun téléphone ne prévient cet usager" in by_mail(CARD).output


def test_a_page_opened_while_the_phone_rings_says_what_waits(
    library: Library, mail: MailServer, ana: int, service: PushService, phone: Browser
):
    dune = library.hold(ana, "Dune")
    library.fetched(dune)
    library.run_owing()
    ((claimed,), _) = claiming.claim(library.clock.now(), library.app.config["RAYON"])
    assert claimed.letter.push is not None and library.row(dune).ready_until is None
    page = claimed.letter.push.said["page"]
    shown = visitor(library).get(page, query_string={"language": "en"}).text
    assert "<cite>Dune</cite>" in shown and "Monday 30 November 2026" in shown


def test_the_link_names_what_is_kept_before_what_was_not_found(
    library: Library, mail: MailServer, ana: int, service: PushService
):
    gone = library.hold(ana, "Nana")
    dune = library.hold(ana, "Dune")
    walk = library.walk(gone, dune)
    library.not_there(gone)
    library.found(dune)
    library.finish(walk)
    rounds(library)
    token = link_in(text_of(mail.arrived[-1])).removeprefix("/p/waiting/")
    assert of_waiting(token)[0] == dune


# -- perhaps told


@pytest.mark.parametrize("is_forgotten", [False, True])
def test_what_perhaps_rang_and_is_then_refused_is_corrected_when_undone(
    library: Library,
    mail: MailServer,
    ana: int,
    service: PushService,
    link: str,
    phone: Browser,
    is_forgotten: bool,
):
    service.answers = [HANG_UP, 410]
    mail.will_say("RCPT", "451 later")
    dune = fetched(library, ana)
    outcomes.resend(library.messages()[-1].id, library.clock.now())
    if is_forgotten:
        visitor(library).post(f"{link}/by-mail")
    library.run()
    library.run()
    assert library.state_of(dune) == [NOT_BY_PUSH, ("ready", "email", "owed")]
    library.undo(dune)
    rounds(library)
    assert library.state_of(dune) == [
        NOT_BY_PUSH,
        ("ready", "email", "ambiguous"),
        ("correction", "email", "told"),
    ]


def test_what_was_perhaps_mailed_and_is_then_refused_is_corrected_by_voice(
    library: Library, mail: MailServer, ana: int
):
    mail.will_say("DATA", "hang up")
    dune = fetched(library, ana)
    mail.will_say("RCPT", "550 nobody")
    outcomes.resend(library.messages()[-1].id, library.clock.now())
    library.run()
    assert library.state_of(dune) == [("ready", "email", "failed"), ("ready", "phone", "owed")]
    library.undo(dune)
    rounds(library)
    assert library.state_of(dune)[1:] == [
        ("ready", "phone", "ambiguous"),
        ("correction", "phone", "owed"),
    ]


# -- the line


def test_a_line_that_the_service_has_closed_is_dialled_again(
    library: Library, service: PushService, phone: Browser
):
    lines = PushServices(library.app.config["RAYON"])
    push = a_push(library, phone)
    try:
        service.answers = [CLOSES, 201, 201]
        assert lines.deliver(push, lambda: True).kind == "accepted"
        assert service.hung_up.wait(10)
        assert lines.deliver(push, lambda: True).kind == "accepted"
        library.clock.move(timedelta(seconds=10))
        assert lines.deliver(push, lambda: True).kind == "accepted"
    finally:
        lines.close()
    assert (len(service.connections), service.told[0].headers["TTL"]) == (3, str(28 * 86_400))


def a_push(library: Library, browser: Browser) -> Push:
    """Worth something for longer than any push service keeps it."""
    until = library.clock.now() + timedelta(days=60)
    return Push(**browser.given, said={}, topic="a", until=until, is_urgent=False)


# -- what is kept


def test_what_is_kept_and_for_how_long_is_one_link_away(library: Library, link: str):
    page = visitor(library).get(link, query_string={"language": "en"})
    assert f"{link}/privacy" in page.text
    notice = visitor(library).get(f"{link}/privacy", query_string={"language": "en"})
    assert "after a year in which that device has not opened the page" in notice.text
    assert "the stop" not in notice.text
    assert notice.headers["X-Robots-Tag"] == "noindex"


def test_a_browser_that_opens_the_page_is_kept_for_another_year(
    library: Library, ana: int, service: PushService, link: str, phone: Browser
):
    library.clock.move(timedelta(days=364))
    assert say(library, link, phone, "ask").get_json() == {"told": True}
    library.clock.move(timedelta(days=364))
    with writing() as session:
        in_file_today = update(Patron).where(Patron.id == ana)
        session.execute(in_file_today.values(seen_on=library.clock.now().date()))
    purge(library.clock.now())
    assert browsers() == [phone.endpoint]
    library.clock.move(timedelta(days=2))
    purge(library.clock.now())
    assert browsers() == []


def test_the_device_that_told_can_end_it(library: Library, link: str, phone: Browser):
    assert say(library, link, phone, "leave").get_json() == {"told": False}
    assert browsers() == []


def test_ana_sees_it_and_with_her_it_is_forgotten(library: Library, phone: Browser):
    known = json.loads(json.dumps(export(CARD, library.clock.now())))
    assert [one["endpoint"] for one in known["browsers"]] == [phone.endpoint]
    assert erase(CARD, perform_all).erased["browsers"] == 1
    assert phone.endpoint not in everything()


@pytest.mark.parametrize("is_replaced", [False, True])
def test_a_restored_backup_does_not_bring_back_who_has_left(
    library: Library, service: PushService, link: str, phone: Browser, is_replaced: bool
):
    with reading() as session:
        (kept,) = session.scalars(select(PatronPush))
    if is_replaced:
        say(library, link, service.browser("new"))
        with writing() as session:
            session.execute(delete(PatronPush))
    else:
        visitor(library).post(f"{link}/by-mail")
    again = {column.name: getattr(kept, column.name) for column in table_of(PatronPush).c}
    with writing() as session:
        session.add(PatronPush(**again))
    done = put_right(library.clock.now(), perform_all, [diary.folder()])
    assert (done["subscriptions_ended"], browsers()) == (1, [])


def test_a_refused_push_stays_refused_when_the_mailbox_is_gone_too(
    library: Library, mail: MailServer, ana: int, service: PushService, phone: Browser
):
    dune = library.hold(ana, "Dune")
    service.answers = [503]
    mail.will_say("RCPT", "451 later")
    library.fetched(dune)
    rounds(library)
    assert library.state_of(dune) == [NOT_BY_PUSH, ("ready", "email", "owed")]
    library.undo(dune)
    rounds(library)
    no_mailbox(ana)
    walk = library.walk(dune)
    library.found(dune)
    library.finish(walk)
    rounds(library)
    assert library.state_of(dune)[-1] == ("ready", "phone", "owed")
    assert len(library.calls()) == 1
