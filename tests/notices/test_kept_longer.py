"""A closure moves the last day: whoever was told of a date is told the new one, once."""

from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from rayon.ids import new_id
from rayon.notices.channels.phone_list import list_calls, record_call
from tests.notices.mail_server import MailServer, html_of, text_of
from tests.notices.stories import Library

SAMPLE = Path(__file__).parents[1] / "samples" / "pickup-code.txt"
WEDNESDAY = "2026-11-25"


def close(library: Library, first: str = WEDNESDAY, last: str = "", because: str = "grève") -> str:
    closure = new_id()
    days = {"first": first, "last": last or first, "because": because}
    library.done("close_days", closure, branch=library.canal, **days)
    return closure


def rounds(library: Library) -> None:
    """Time to settle, and two rounds: what is owed leaves once."""
    library.run()
    library.settle()
    library.run()
    library.run()


def test_who_was_told_a_date_is_told_the_new_one_once(library: Library, mail: MailServer, ana: int):
    dune, nana = library.hold(ana, "Dune"), library.hold(ana, "Nana")
    library.fetched(dune, nana)
    library.run()
    close(library)
    rounds(library)
    _ready, changed = mail.arrived
    assert str(changed["Subject"]).startswith("Nouvelle date pour votre réservation")
    text = text_of(changed)
    assert "n’ouvre pas le mercredi 25 novembre 2026 (grève)" in text
    assert "2 documents vous attendent plus longtemps, jusqu’au mardi 1er décembre 2026" in text
    assert "du jeudi 26 au samedi 28 novembre\xa0: 9\xa0h – 18\xa0h" in text
    assert library.state_of(dune) == [("ready", "email", "told"), ("new_date", "email", "told")]
    assert library.row(dune).ready_until == date(2026, 12, 1)


def test_two_closures_in_one_breath_are_one_correction(
    library: Library, mail: MailServer, ana: int
):
    library.fetched(library.hold(ana))
    library.run()
    close(library)
    library.run()
    close(library, "2026-11-26")
    rounds(library)
    assert len(mail.arrived) == 2
    assert "jusqu’au mercredi 2 décembre 2026" in text_of(mail.arrived[1])


def test_a_closure_after_the_last_day_is_no_news(library: Library, mail: MailServer, ana: int):
    library.fetched(library.hold(ana))
    library.run()
    close(library, "2026-12-24")
    rounds(library)
    assert len(mail.arrived) == 1


def test_a_strike_that_is_called_off_takes_no_day_away(
    library: Library, mail: MailServer, ana: int
):
    dune = library.hold(ana)
    library.fetched(dune)
    library.run()
    library.done("reopen_days", close(library))
    rounds(library)
    assert library.row(dune).ready_until == date(2026, 12, 1)
    assert len(mail.arrived) == 2, "the day that was given is told"


def test_closed_today_holds_what_is_ready_back(library: Library, mail: MailServer, ana: int):
    dune = library.hold(ana)
    close(library, "2026-11-24")
    library.fetched(dune)
    library.run()
    assert (library.why(dune), mail.arrived) == ("closed_today", [])
    library.clock.move(timedelta(days=1))
    library.run()
    assert len(mail.arrived) == 1
    assert library.row(dune).ready_until == date(2026, 12, 1), "day 0 is the day of the mail"


def test_closed_today_holds_no_bad_news_back(library: Library, mail: MailServer, ana: int):
    dune = library.hold(ana)
    library.fetched(dune)
    library.run()
    close(library, "2026-11-24")
    library.undo(dune)
    rounds(library)
    assert [kind for kind, _, state in library.state_of(dune) if state == "told"] == [
        "ready",
        "correction",
    ]


def test_who_was_called_is_called_again(library: Library):
    bob = library.patron("Bob", email="", phone="0411223344")
    library.fetched(library.hold(bob))
    library.run()

    def listed():
        return list_calls(library.canal, "fr", library.clock.now())

    record_call(listed()[0]["id"], library.canal, "reached", library.clock.now())
    library.run()
    close(library)
    rounds(library)
    (call,) = listed()
    assert call["lines"][0].startswith("La date a changé")
    assert "mardi 1er décembre" in call["lines"][0]
    record_call(call["id"], library.canal, "reached", library.clock.now())
    rounds(library)
    assert listed() == []


# -- the reminder


@pytest.fixture
def known(library: Library) -> None:
    """Loans are made in Rayon: it knows what waits on its shelf."""
    library.set(loans_in="rayon")


def test_a_reminder_on_the_eve_of_the_last_day(
    library: Library, mail: MailServer, ana: int, known: None
):
    dune = library.hold(ana)
    library.fetched(dune)
    library.run()
    for hour in (7, 8):
        library.clock.set(datetime(2026, 11, 29, hour, tzinfo=UTC))
        library.run()
        library.run()
        assert len(mail.arrived) == hour - 6, "at nine in Paris, not before, and once"
    text = text_of(mail.arrived[1])
    assert str(mail.arrived[1]["Subject"]).startswith("Rappel")
    assert "Un document vous attend encore, jusqu’au lundi 30 novembre 2026 inclus" in text
    assert "- lundi 30 novembre\xa0: 9\xa0h – 18\xa0h" in text
    library.clock.move(timedelta(days=1))
    rounds(library)
    assert library.state_of(dune) == [("ready", "email", "told"), ("reminder", "email", "told")]


def test_nobody_is_reminded_of_what_may_have_been_lent(
    library: Library, mail: MailServer, ana: int
):
    library.fetched(library.hold(ana))
    library.run()
    library.clock.set(datetime(2026, 11, 29, 9, tzinfo=UTC))
    library.run()
    assert len(mail.arrived) == 1, "the other system lends, and its loans did not come in"


def test_nobody_is_reminded_on_the_very_day_they_were_told(
    library: Library, mail: MailServer, ana: int, known: None
):
    library.set(kept_days=1)
    library.fetched(library.hold(ana))
    library.run()
    library.clock.move(timedelta(hours=3))
    library.run()
    assert len(mail.arrived) == 1


def test_nobody_is_reminded_of_what_was_collected(
    library: Library, mail: MailServer, ana: int, known: None
):
    dune = library.hold(ana)
    library.fetched(dune)
    library.run()
    library.change(dune, status="handed_over")
    library.clock.set(datetime(2026, 11, 29, 9, tzinfo=UTC))
    library.run()
    assert len(mail.arrived) == 1


def test_who_is_told_by_voice_is_not_called_for_a_reminder(library: Library, known: None):
    library.fetched(library.hold(library.patron("Bob", email="")))
    library.run()
    (call,) = list_calls(library.canal, "fr", library.clock.now())
    record_call(call["id"], library.canal, "reached", library.clock.now())
    library.run()
    library.clock.set(datetime(2026, 11, 29, 9, tzinfo=UTC))
    library.run()
    assert list_calls(library.canal, "fr", library.clock.now()) == []


def test_a_closed_eve_holds_the_reminder_and_moves_its_day(
    library: Library, mail: MailServer, ana: int, known: None
):
    dune = library.hold(ana)
    library.fetched(dune)
    library.run()
    library.clock.set(datetime(2026, 11, 28, 9, tzinfo=UTC))
    close(library, "2026-11-30")
    rounds(library)
    library.clock.set(datetime(2026, 11, 30, 9, tzinfo=UTC))
    library.run()
    assert library.why(dune) == "closed_today"
    kinds = [kind for kind, _, state in library.state_of(dune) if state == "told"]
    assert kinds == ["ready", "new_date"]
    library.clock.set(datetime(2026, 12, 1, 8, tzinfo=UTC))
    library.run()
    assert len(mail.arrived) == 3, "the last day itself, before it is over"


# -- expired


def test_what_was_not_collected_is_told_once(library: Library, mail: MailServer, ana: int):
    dune = library.hold(ana)
    library.fetched(dune)
    library.run()
    library.change(dune, status="expired")
    library.clock.move(timedelta(days=8))
    rounds(library)
    _ready, expired = mail.arrived
    assert str(expired["Subject"]).startswith("Votre réservation a expiré")
    assert "n’a pas été retiré à temps" in text_of(expired)
    assert library.state_of(dune) == [("ready", "email", "told"), ("expired", "email", "told")]


def test_what_nobody_was_told_of_expires_in_silence(library: Library, mail: MailServer, ana: int):
    dune = library.hold(ana)
    library.walk(dune)
    library.found(dune)
    library.change(dune, status="expired")
    rounds(library)
    assert mail.arrived == []


# -- one address, several patrons


def test_a_family_of_one_address_gets_one_message_each_without_titles(
    library: Library, mail: MailServer
):
    lea = library.patron("Léa", email="famille@example.org")
    tom = library.patron("Tom", email="Famille@Example.org")
    library.fetched(library.hold(lea, "Dune"), library.hold(tom, "Nana"))
    library.run()
    texts = sorted(text_of(one) for one in mail.arrived)
    assert [text.split(",")[0] for text in texts] == ["Bonjour Léa", "Bonjour Tom"]
    assert not any("Dune" in text or "Nana" in text or "Martin" in text for text in texts)


def test_titles_to_a_family_when_the_library_wants_it(library: Library, mail: MailServer):
    library.set(titles_to_shared_addresses=True)
    for name in ("Léa", "Tom"):
        patron = library.patron(name, email="famille@example.org")
        library.fetched(library.hold(patron, "Dune"))
        library.run()
    assert all("Dune" in text_of(one) for one in mail.arrived)


def test_the_code_of_the_mail_is_a_picture_that_reads_as_the_code(
    library: Library, mail: MailServer, ana: int
):
    dune = library.hold(ana)
    library.fetched(dune)
    library.run()
    (ready,) = mail.arrived
    code = library.row(dune).pickup_code
    (picture,) = [part for part in ready.walk() if part.get_content_type() == "image/png"]
    assert picture["Content-ID"] == "<pickup-code>"
    assert picture.get_content_disposition() == "inline"
    image = Image.open(BytesIO(picture.get_content()))
    # The phone's tests read the same sample.
    sample = SAMPLE.read_text().strip()
    read = [one.text for one in zxingcpp.read_barcodes(image)]
    assert read == [sample.replace("ABCD2345", code)]
    assert f"{code[:4]} {code[4:]}" in text_of(ready)
    assert 'src="cid:pickup-code"' in html_of(ready)


def test_expired_a_second_time_is_told_when_the_first_was_taken_back(
    library: Library, mail: MailServer, ana: int
):
    dune = library.hold(ana, "Dune")
    library.fetched(dune)
    library.run()
    library.change(dune, status="expired")
    library.run_owing()
    assert library.state_of(dune)[-1] == ("expired", "email", "owed")
    library.change(dune, status="handed_over")
    library.run_owing()
    assert library.state_of(dune)[-1] == ("expired", "email", "withdrawn")
    library.change(dune, status="expired")
    library.settle()
    library.run()
    library.run()
    assert library.state_of(dune)[-1] == ("expired", "email", "told")
