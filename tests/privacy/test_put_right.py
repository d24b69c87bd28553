"""After any restore, on any database: ``rayon after-restore`` brings it up to the day."""

import pytest
from sqlalchemy import delete, update

from rayon import clock, diary
from rayon.catalogue.models import Patron
from rayon.database import reading, writing
from rayon.notices.models import MailboxMail, Message, Notice
from rayon.privacy.erasing import erase
from rayon.privacy.restoring import put_right
from rayon.staff.enrolling import enrol, new_enrolment, revoke
from rayon.staff.models import AuthSession, Device, PinFailure
from rayon.sync.perform import perform_all
from tests.builders import a_copy, a_hold, a_title, a_walk, pick_of
from tests.notices.stories import Library
from tests.phones import Phone


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


def test_a_line_that_a_crash_cut_short_takes_no_other_with_it(library, told):
    (day,) = diary.folder().iterdir()
    with day.open("a") as file:
        file.write('{"what": "told", "ho')
    diary.write({"what": "left", "subscription": "s1"}, {"what": "left", "subscription": "s2"})
    read = [entry.get("subscription") for entry in diary.read(diary.folder())]
    assert read == [None, "s1", "s2"]


def test_what_was_done_on_a_phone_and_in_a_shift_since_counts(app, canal, ada):
    title = a_title(app)
    a_copy(app, canal, title, "C-0")
    hold = a_hold(app, canal, title)
    a_walk(app, canal, hold)
    with app.app_context():
        code, _until = new_enrolment(canal, "")
        device, credential = enrol(code, "")
    phone = Phone(app.test_client(), credential, device.id)
    phone.sign_in(ada)
    with app.app_context(), writing() as session:
        session.execute(delete(PinFailure))
        session.execute(delete(AuthSession).where(AuthSession.id == phone.shift))
        session.execute(delete(Device).where(Device.id == device.id))
    with app.app_context():
        done = put_right(clock.now(), perform_all, [diary.folder()])
    assert (done["devices_enrolled"], done["shifts_known"]) == (1, 1)
    answer = phone.do("report_found", pick_of(app, hold), {"barcode": "C-0", "how": "camera"})
    assert answer["outcome"] == "applied"
    assert phone.post("/api/walks/plan", {"pickers": 1}).status_code == 401


def test_a_phone_shut_out_since_stays_so(app, canal):
    with app.app_context():
        device, credential = enrol(new_enrolment(canal, "")[0], "")
        revoke(device.id, canal)
        with writing() as session:
            session.execute(delete(Device).where(Device.id == device.id))
        put_right(clock.now(), perform_all, [diary.folder()])
    answer = Phone(app.test_client(), credential, device.id).post("/api/sync", {})
    assert (answer.status_code, answer.get_json()["code"]) == (401, "device_revoked")


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
