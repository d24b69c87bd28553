"""After any restore, on any database: ``rayon after-restore`` brings it up to the day."""

import pytest
from sqlalchemy import delete, update

from rayon import diary
from rayon.catalogue.models import Patron
from rayon.database import reading, writing
from rayon.notices.models import MailboxMail, Message, Notice
from rayon.privacy.erasing import erase
from rayon.privacy.restoring import put_right
from rayon.sync.perform import perform_all
from tests.notices.stories import Library


@pytest.fixture
def told(library: Library, ana: int) -> str:
    """Ana’s hold: she was told, and the database has forgotten it."""
    hold = library.hold(ana)
    library.fetched(hold)
    library.run()
    with writing() as session:
        session.execute(delete(Notice))
        session.execute(delete(MailboxMail))
        session.execute(delete(Message))
    return hold


def after_restore(library: Library) -> dict[str, int]:
    return put_right(library.clock.now(), perform_all, [diary.folder()])


def test_without_it_ana_would_be_told_twice(library, told):
    library.run()
    assert len(library.mails()) == 1


def test_with_it_she_is_not(library, told):
    assert after_restore(library)["notices_told"] == 1
    library.run()
    assert library.mails() == []
    assert library.state_of(told) == [("ready", "email", "told")]


def test_twice_is_the_same_as_once(library, told):
    after_restore(library)
    after_restore(library)
    assert library.state_of(told) == [("ready", "email", "told")]


def test_a_mail_that_may_have_arrived_stays_a_question(library, told):
    with writing() as session:
        session.execute(update(Notice).values(state="owed"))
    (told_line,) = diary.read(diary.folder())
    diary.write({**told_line, "state": "ambiguous"})
    after_restore(library)
    library.run()
    assert library.state_of(told) == [("ready", "email", "ambiguous")]
    assert library.mails() == []


def test_a_line_that_a_crash_cut_short_is_passed_over(library, told):
    (day,) = diary.folder().iterdir()
    with day.open("a") as file:
        file.write('{"what": "told", "ho')
    assert after_restore(library)["notices_told"] == 1


def test_the_diaries_of_several_hosts_count_together(library, told, tmp_path):
    other = tmp_path / "second host"
    diary.folder().rename(other)
    put_right(library.clock.now(), perform_all, [diary.folder(), other])
    assert library.state_of(told) == [("ready", "email", "told")]


def test_an_erased_patron_is_erased_again(library, ana, told):
    with reading() as session:
        card = session.get_one(Patron, ana).card
    erase(card, perform_all)
    library.number = 0
    again = library.patron("Ana")
    assert after_restore(library)["patrons_erased"] == 1
    with reading() as session:
        assert session.get(Patron, again) is None


def test_the_command_says_what_it_did(library, told):
    diary.folder().mkdir(exist_ok=True)
    done = library.app.test_cli_runner().invoke(args=["after-restore"])
    assert done.exit_code == 0
    assert "notices_told           1" in done.output
