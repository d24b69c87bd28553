"""Yesterday's backup is put back: nobody hears anything twice, nobody forgotten comes back."""

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import select

from rayon import database
from rayon.catalogue.models import Patron
from rayon.cli import main
from rayon.database import reading, writing
from rayon.notices.channels.phone_list import record_call
from rayon.privacy import backup_commands, backups
from rayon.privacy.erasing import erase
from rayon.privacy.restoring import put_right
from rayon.staff import enrolling, people
from rayon.staff.models import Device, Staff, StaffRole
from rayon.staff.rights import Author
from rayon.sync.models import Installation
from rayon.sync.perform import perform_all
from tests.builders import a_copy, a_title
from tests.notices.stories import Library
from tests.people import a_branch, a_person
from tests.phones import Phone, a_phone
from tests.privacy import a_day
from tests.privacy.limits import past_their_date


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """PostgreSQL has backups of its own; what follows them is in test_put_right.py."""
    return sqlite_url


@pytest.fixture
def file(tmp_path: Path, database_url: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The database; commands find it as the server does."""
    monkeypatch.setenv("RAYON_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("RAYON_DATABASE_URL", database_url)
    return tmp_path / "rayon.db"


def back_up(library: Library, file: Path) -> Path:
    return backups.back_up(file, file.with_name("backup.db"), library.clock.now())


def restore(backup: Path, *options: str) -> Result:
    """With the server stopped."""
    stop()
    return CliRunner().invoke(main, ["restore", str(backup), *options])


def stop() -> None:
    for engine in database.db.engines.values():
        engine.dispose()


def test_what_was_done_since_the_backup_counts_when_it_is_sent_again(library, ana, file):
    emma = a_person(library.app, library.canal, "Emma", "picker")
    dune = library.hold(ana, "Dune")
    library.walk(dune)
    backup = back_up(library, file)
    device, credential = enrolling.enrol(enrolling.new_enrolment(library.canal, "")[0], "")
    phone = Phone(library.app.test_client(), credential, device.id)
    phone.sign_in(emma)
    scan = {"barcode": library.barcodes[dune], "how": "camera"}
    done = phone.record("report_found", library.picks[dune], scan)
    assert phone.push(done)["outcomes"][0]["outcome"] == "applied"

    assert restore(backup).exit_code == 0
    assert library.row(dune).status == "on_walk"
    assert phone.push()["outcomes"] == []
    assert phone.push(done)["outcomes"][0]["outcome"] == "applied"
    assert library.row(dune).status == "found"


def test_what_was_told_since_the_backup_is_not_told_again(library, ana, file):
    dune = library.hold(ana, "Dune")
    walk = library.walk(dune)
    backup = back_up(library, file)
    library.found(dune)
    library.finish(walk)
    library.settle()
    library.run()
    assert library.state_of(dune) == [("ready", "email", "told")]

    assert restore(backup).exit_code == 0
    assert library.row(dune).status == "on_walk"
    library.found(dune)
    library.finish(walk)
    library.settle()
    library.run()
    assert library.state_of(dune) == [("ready", "email", "told")]
    assert library.messages() == []
    assert library.row(dune).ready_until is not None


def test_a_notice_that_waited_in_the_backup_does_not_leave_once_more(library, ana, file):
    dune = library.hold(ana, "Dune")
    library.fetched(dune)
    library.run_owing()
    backup = back_up(library, file)
    library.run()

    restore(backup)
    library.run()
    assert library.state_of(dune) == [("ready", "email", "told")]
    assert library.messages() == []


def test_a_hold_that_came_after_the_backup_is_recognised_when_it_is_imported_again(
    library, ana, file
):
    backup = back_up(library, file)
    first = library.hold(ana, "Dune", source="koha", reference="4711")
    library.fetched(first)
    library.run()

    restore(backup)
    again = library.hold(ana, "Dune", source="koha", reference="4711")
    assert again != first
    library.fetched(again)
    library.run()
    assert library.state_of(again) == [("ready", "email", "told")]
    assert library.mails() == []


def test_a_hold_that_came_after_the_backup_and_is_being_looked_for_is_corrected(library, ana, file):
    backup = back_up(library, file)
    first = library.hold(ana, "Dune", source="koha", reference="4711")
    library.fetched(first)
    library.run()

    restore(backup)
    again = library.hold(ana, "Dune", source="koha", reference="4711")
    library.walk(again)
    library.settle()
    library.run()
    assert library.state_of(again) == [("ready", "email", "told"), ("correction", "email", "told")]
    assert len(library.mails()) == 1


def test_what_stopped_being_true_is_corrected_all_the_same(library, ana, file):
    dune = library.hold(ana, "Dune")
    walk = library.walk(dune)
    backup = back_up(library, file)
    library.found(dune)
    library.finish(walk)
    library.settle()
    library.run()

    restore(backup)
    library.finish(walk)
    library.settle()
    library.run()
    assert library.state_of(dune) == [("ready", "email", "told"), ("correction", "email", "told")]
    assert len(library.mails()) == 1


def test_a_patron_told_by_voice_is_not_called_again(library, file):
    bea = library.patron("Bea", email="", phone="+33400000000")
    dune = library.hold(bea, "Dune")
    library.fetched(dune)
    library.run()
    backup = back_up(library, file)
    (call,) = library.calls()
    record_call(call.id, library.canal, "reached", library.clock.now())

    restore(backup)
    library.run()
    assert library.state_of(dune)[-1] == ("ready", "phone", "told")
    assert [call.state for call in library.calls()] == []


def test_an_erased_patron_does_not_come_back(library, ana, file):
    library.hold(ana, "Dune")
    backup = back_up(library, file)
    erase("20000000000001", perform_all)

    assert restore(backup).exit_code == 0
    with reading() as session:
        assert session.scalars(select(Patron)).all() == []


def test_a_lost_phone_stays_shut_out_and_everybody_signs_in_again(library, file):
    ada = a_person(library.app, library.canal, "Ada", "picker")
    lost, kept = (a_phone(library.app, library.canal, ada) for _ in range(2))
    backup = back_up(library, file)
    enrolling.revoke(lost.device, library.canal)

    restore(backup)
    assert lost.sign_in(ada).status_code == 401
    assert kept.get("/api/me").status_code == 401
    assert kept.sign_in(ada).status_code == 200


def test_who_was_let_go_since_stays_so(library, file):
    a_person(library.app, library.canal, "Max", "admin")
    eve = a_person(library.app, library.canal, "Eve", "supervisor")
    phone = a_phone(library.app, library.canal, eve)
    backup = back_up(library, file)
    people.let_go(eve.id)

    assert "people_let_go          1" in restore(backup).output
    assert phone.get("/api/me").status_code == 401
    assert phone.sign_in(eve).status_code == 403
    with reading() as session:
        assert session.get_one(Staff, eve.id).active is False


def test_a_pin_that_was_replaced_since_lets_nobody_in_any_more(library, file):
    a_person(library.app, library.canal, "Max", "admin")
    ada = a_person(library.app, library.canal, "Ada", "picker")
    phone = a_phone(library.app, library.canal)
    backup = back_up(library, file)
    people.give_pin(ada.id, "135791")
    changed = replace(ada, pin="135791")

    said = restore(backup).output
    assert "rayon staff pin" in said and "Ada" in said and "Max" not in said
    assert [phone.sign_in(one).status_code for one in (ada, changed)] == [403, 403]
    people.give_pin(ada.id, "135791")
    again = restore(back_up(library, file)).output
    assert "pins_made_void         0" in again and "Ada" not in again
    library.clock.move(timedelta(minutes=6))
    assert phone.sign_in(changed).status_code == 200


def test_roles_are_those_that_were_given_last(library, file):
    annexe = a_branch(library.app, "ANNEXE")
    max_ = a_person(library.app, library.canal, "Max", "admin")
    sol = a_person(library.app, library.canal, "Sol", "supervisor", "admin")
    phone = a_phone(library.app, library.canal)
    with writing() as session:
        session.add(StaffRole(staff_id=sol.id, role="desk", branch_id=annexe))
    backup = back_up(library, file)
    by = Author(max_.id, phone.device, {"admin": frozenset({None})})
    people.give_roles(sol.id, ["picker"], library.canal, by)

    assert "roles_set_again        1" in restore(backup).output
    assert phone.sign_in(sol).status_code == 200
    assert phone.get("/api/people").status_code == 403
    with reading() as session:
        roles = select(StaffRole.role, StaffRole.branch_id).where(StaffRole.staff_id == sol.id)
        assert set(session.execute(roles)) == {("picker", library.canal), ("desk", annexe)}


def test_where_no_admin_is_left_it_says_what_to_do(library, file):
    max_ = a_person(library.app, library.canal, "Max", "admin")
    backup = back_up(library, file)
    a_person(library.app, library.canal, "Zoe", "admin")
    people.let_go(max_.id)

    assert "rayon staff add " in restore(backup).output
    people.take_on("Zoe", "fr", "135791", {"admin": None})
    assert "rayon staff add" not in restore(back_up(library, file)).output


def test_phones_learn_of_it_by_a_new_epoch(library, file):
    ada = a_person(library.app, library.canal, "Ada", "picker")
    phone = a_phone(library.app, library.canal, ada)
    before = phone.push()["epoch"]
    restore(back_up(library, file), "--without-diary")
    answer = phone.push()
    assert answer["epoch"] != before and answer["reset"] is True


def test_what_is_past_its_date_is_gone_before_anybody_is_served(library, file):
    a_phone(library.app, library.canal, a_person(library.app, library.canal, "Ada", "picker"))
    a_copy(library.app, library.canal, a_title(library.app), "30000000000001")
    a_day.goes_by(library.canal, 0)
    backup = back_up(library, file)
    library.clock.move(timedelta(days=40))
    assert past_their_date(library.clock.now()) != []
    restore(backup, "--without-diary")
    assert past_their_date(library.clock.now()) == []


def test_while_the_server_runs_nothing_is_touched(library, ana, file):
    backup = back_up(library, file)
    library.hold(ana, "Dune")
    with closing(sqlite3.connect(file)) as served:
        served.execute("SELECT count(*) FROM hold").fetchone()
        refused = restore(backup, "--without-diary")
        assert refused.exit_code == 1
        assert served.execute("SELECT count(*) FROM hold").fetchone() == (1,)
    assert not list(file.parent.glob("*.restoring*"))


@pytest.fixture
def meanwhile(monkeypatch):
    """Have something done while the backup is being put right."""

    def done(deed: Callable[[], object]) -> None:
        def both(*how: Any) -> dict[str, int]:
            deed()
            return put_right(*how)

        monkeypatch.setattr(backup_commands, "put_right", both)

    return done


IMPORT = "UPDATE patron SET first_name = 'Imported'"


def test_an_import_that_begins_meanwhile_is_refused_and_not_lost(library, ana, file, meanwhile):
    backup = back_up(library, file)
    told = []
    script = "import sqlite3, sys; sqlite3.connect(sys.argv[1], timeout=0).execute(sys.argv[2])"
    begin = [sys.executable, "-c", script, str(file), IMPORT]
    meanwhile(lambda: told.append(subprocess.run(begin, check=False, stderr=subprocess.PIPE)))
    assert restore(backup, "--without-diary").exit_code == 0
    assert b"database is locked" in told[0].stderr


def test_an_import_that_waited_meanwhile_does_not_write_into_what_was_put_aside(
    library, ana, file, meanwhile
):
    backup = back_up(library, file)
    waiting = []
    meanwhile(lambda: waiting.append(sqlite3.connect(file, isolation_level=None)))
    assert restore(backup, "--without-diary").exit_code == 0
    with closing(waiting[0]) as late, pytest.raises(sqlite3.OperationalError, match="readonly"):
        late.execute(IMPORT)
    for kept in (file, file.with_name("rayon.db.replaced")):
        with closing(sqlite3.connect(kept)) as found:
            assert found.execute("SELECT first_name FROM patron").fetchall() == [("Ana",)]


def test_a_database_begun_meanwhile_is_not_overwritten(library, ana, file, meanwhile):
    backup = back_up(library, file)
    stop()
    backups.delete(file)
    meanwhile(lambda: file.write_bytes(b"begun"))
    refused = restore(backup, "--without-diary")
    assert refused.exit_code == 1 and "Error" in refused.output
    assert file.read_bytes() == b"begun"


def test_on_a_new_machine_there_is_nothing_to_put_aside(library, ana, file):
    backup = back_up(library, file)
    stop()
    backups.delete(file)
    assert restore(backup, "--without-diary").exit_code == 0
    assert not file.with_name("rayon.db.replaced").exists()
    with reading() as session:
        assert session.get(Patron, ana) is not None


def test_what_was_put_aside_can_be_put_back(library, ana, file):
    backup = back_up(library, file)
    library.patron("Bea")
    restore(backup, "--without-diary")
    assert restore(file.with_name("rayon.db.replaced"), "--without-diary").exit_code == 0
    with reading() as session:
        assert sorted(session.scalars(select(Patron.first_name))) == ["Ana", "Bea"]


def test_the_database_itself_is_no_backup(library, file):
    refused = restore(file, "--without-diary")
    assert refused.exit_code == 1 and "after-restore" in refused.output


def test_without_a_diary_it_asks(library, file):
    backup = back_up(library, file)
    assert restore(backup).exit_code == 1
    assert restore(backup, "--without-diary").exit_code == 0


def test_a_damaged_database_can_be_replaced_and_is_kept_a_week(library, ana, file):
    backup = back_up(library, file)
    stop()
    file.write_bytes(b"no database any more" * 500)
    assert restore(backup, "--without-diary").exit_code == 0
    with reading() as session:
        assert session.get(Patron, ana) is not None
    aside = file.with_name("rayon.db.replaced")
    assert aside.read_bytes().startswith(b"no database")
    # The disk goes by the true time, whatever the clock of this test says.
    since = datetime.fromtimestamp(aside.stat().st_mtime, UTC)
    assert backups.forget_replaced(file, since + timedelta(days=6)) == 0
    assert backups.forget_replaced(file, since + timedelta(days=8)) == 1
    assert not aside.exists()


def test_a_file_that_is_no_backup_is_refused_and_nothing_is_touched(library, ana, file, tmp_path):
    wrong = tmp_path / "wrong.db"
    wrong.write_text("Bonjour" * 1000)
    refused = restore(wrong, "--without-diary")
    assert refused.exit_code == 1 and "Error" in refused.output
    with reading() as session:
        assert session.get(Patron, ana) is not None


def test_a_folder_of_backups_keeps_30_days(library, file, tmp_path):
    folder = tmp_path / "backups"
    folder.mkdir()
    made = []
    for _week in range(6):
        made.append(backups.back_up(file, folder, library.clock.now()))
        library.clock.move(timedelta(days=7))
    assert sorted(folder.iterdir()) == made[1:]
    assert made[-1].stat().st_mode & 0o077 == 0


def test_a_backup_is_a_whole_database_by_itself(library, ana, file, tmp_path):
    moved = shutil.copy(back_up(library, file), tmp_path / "elsewhere.db")
    with closing(sqlite3.connect(moved)) as copy:
        assert copy.execute("SELECT first_name FROM patron").fetchall() == [("Ana",)]
        assert copy.execute("SELECT count(*) FROM installation").fetchone() == (1,)


def test_the_store_stays_and_with_it_the_keys_of_the_diary(library, file):
    with reading() as session:
        store = session.get_one(Installation, 1).store
    restore(back_up(library, file), "--without-diary")
    with reading() as session:
        assert session.get_one(Installation, 1).store == store
        assert session.scalars(select(Device)).all() == []
