"""After any restore, on any database: ``rayon after-restore`` brings it up to the day."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import delete, insert, select, update

from rayon import clock, diary
from rayon.catalogue.models import Patron
from rayon.database import reading, writing
from rayon.errors import Refusal
from rayon.notices.models import MailboxMail, Message, Notice
from rayon.privacy.erasing import erase
from rayon.privacy.restoring import put_right
from rayon.staff import people
from rayon.staff.enrolling import enrol, new_enrolment, revoke
from rayon.staff.models import AuthSession, Device, PinFailure, Staff, StaffRole
from rayon.staff.pins import NO_PIN, hash_pin, is_pin
from rayon.sync.models import Installation
from rayon.sync.perform import perform_all
from tests.builders import a_copy, a_hold, a_title, a_walk, pick_of
from tests.notices.stories import Library
from tests.people import PIN, Person, a_person
from tests.phones import Phone, a_phone


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


def test_of_a_person_the_last_line_counts_whichever_host_wrote_it(library, eve_and_max, tmp_path):
    eve, _max = eve_and_max
    people.give_pin(eve, "135791")
    other = tmp_path / "a second host"
    diary.folder().rename(other)
    library.clock.move(timedelta(minutes=1))
    people.let_go(eve)
    forget_it(eve)
    done = put_right(library.clock.now(), perform_all, [diary.folder(), other])
    assert done["people_let_go"] == 1
    forget_it(eve)
    done = put_right(library.clock.now(), perform_all, [other, diary.folder()])
    assert done["people_let_go"] == 1


def test_people_twice_is_the_same_as_once(library, eve_and_max):
    eve, max_ = eve_and_max
    people.let_go(eve)
    people.give_pin(max_, "135791")
    with writing() as session:
        session.get_one(Staff, max_).pin_hash = hash_pin(PIN)
        session.get_one(Staff, eve).active = True
    done = [after_restore(library) for _time in range(2)]
    what = ("people_let_go", "pins_made_void", "roles_set_again")
    assert [[counts[one] for one in what] for counts in done] == [[1, 1, 0], [0, 0, 0]]
    with reading() as session:
        assert not is_pin(session.get_one(Staff, max_).pin_hash, PIN)


def test_whoever_was_taken_on_since_is_taken_on_again_without_a_pin(app, canal, max_):
    """Zoé began this morning, and what she recorded counts; the backup is of last night."""
    title = a_title(app)
    a_copy(app, canal, title, "C-0")
    hold = a_hold(app, canal, title)
    a_walk(app, canal, hold)
    with app.app_context():
        numbers = [
            people.take_on(name, "fr", PIN, {"picker": canal}) for name in ("Zoé", "Yves", "Xavier")
        ]
        people.let_go(numbers[2])
    phone = a_phone(app, canal, Person(numbers[0], "Zoé", ("picker",), PIN))
    with app.app_context(), writing() as session:
        session.execute(delete(PinFailure))
        for table in (AuthSession, StaffRole):
            session.execute(delete(table).where(table.staff_id.in_(numbers)))
        session.execute(delete(Staff).where(Staff.id.in_(numbers)))
    with app.app_context():
        done = [put_right(clock.now(), perform_all, [diary.folder()]) for _time in range(2)]
    assert [one["people_taken_on"] for one in done] == [3, 0]
    assert done[0]["shifts_known"] == 1
    answer = phone.do("report_found", pick_of(app, hold), {"barcode": "C-0", "how": "camera"})
    assert answer["outcome"] == "applied"
    with app.app_context(), reading() as session:
        zoe, yves, xavier = [session.get_one(Staff, number) for number in numbers]
        assert [one.name for one in (zoe, yves)] == ["Zoé", "Yves"]
        assert (zoe.language, zoe.pin_hash, zoe.active, xavier.active) == (
            "fr",
            NO_PIN,
            True,
            False,
        )
        assert people.without_pin(session) == [(numbers[0], "Zoé"), (numbers[1], "Yves")]
    with app.app_context():
        assert people.take_on("Will", "fr", PIN, {"desk": canal}) > numbers[2]


def test_a_number_that_was_given_again_is_not_who_had_it_before(library, eve_and_max):
    zoe = people.take_on("Zoé", "fr", PIN, {"desk": library.canal})
    people.let_go(zoe)
    with writing() as session:
        session.execute(delete(StaffRole).where(StaffRole.staff_id == zoe))
        session.execute(delete(Staff).where(Staff.id == zoe))
        # As after a restore, when nobody knows of Zoé.
        session.execute(insert(Staff).values(id=zoe, name="Bob", language="fr", pin_hash="-"))
    people.give_pin(zoe, PIN)
    counts = after_restore(library)
    assert (counts["people_let_go"], counts["pins_made_void"]) == (0, 0)


def test_what_was_refused_is_not_done_by_a_restore(library, eve_and_max):
    _eve, max_ = eve_and_max
    with pytest.raises(Refusal, match="last_admin"):
        people.let_go(max_)
    assert after_restore(library)["people_let_go"] == 0


def test_the_people_of_another_library_are_not_meant(library, eve_and_max):
    eve, _max = eve_and_max
    people.let_go(eve)
    forget_it(eve)
    with writing() as session:
        session.execute(update(Installation).values(store="another"))
    assert after_restore(library)["people_let_go"] == 0


def test_the_diary_names_nobody_who_works_here(library, eve_and_max):
    eve, _max = eve_and_max
    zoe = people.take_on("Zoé", "fr", "135791", {"desk": library.canal})
    people.give_pin(eve, "975310")
    people.let_go(zoe)
    (day,) = diary.folder().iterdir()
    written = day.read_text()
    with reading() as session:
        hashes = session.scalars(select(Staff.pin_hash)).all()
    assert not any("staff" in json.loads(line) for line in written.splitlines() if line)
    for secret in ("Eve", "Zo", "135791", "975310", *hashes):
        assert secret not in written


@pytest.fixture
def eve_and_max(library: Library) -> tuple[int, int]:
    eve, max_ = (
        a_person(library.app, library.canal, name, role).id
        for name, role in (("Eve", "supervisor"), ("Max", "admin"))
    )
    return eve, max_


def forget_it(number: int) -> None:
    """That they were let go, as an older backup does not know it."""
    with writing() as session:
        session.get_one(Staff, number).active = True


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
