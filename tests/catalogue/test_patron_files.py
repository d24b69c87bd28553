"""Patrons in: what is needed to tell them, checked; nothing else is taken in."""

from datetime import timedelta
from pathlib import Path

import pytest
from apiflask import APIFlask
from sqlalchemy import select

from rayon.catalogue.files.patrons import PatronImport, import_patrons
from rayon.catalogue.files.problems import FileRefused
from rayon.catalogue.models import Patron
from rayon.database import reading
from tests.catalogue.library_files import csv_file, reasons
from tests.moving_clock import MovingClock

HEADER = "card;first_name;last_name;email;phone;language;branch;blocked_until;loans_left"


def bring_in(folder: Path, *lines: str, header: str = HEADER) -> PatronImport:
    return import_patrons(csv_file(folder, lines, header, "patrons.csv"))


def the_patron(card: str) -> Patron:
    with reading() as session:
        patron = session.scalars(select(Patron).where(Patron.card == card)).one()
        session.expunge_all()
    return patron


def test_amina_comes_in_with_an_address_that_works(library: APIFlask, tmp_path: Path) -> None:
    done = bring_in(tmp_path, "2001;Amina;Haddad;Amina@Example.ORG;06 39 98 00 01;fr;CANAL;;5")
    amina = the_patron("2001")
    assert (done.new, done.problems) == (1, [])
    assert (amina.email, amina.phone) == ("Amina@example.org", "+33639980001")
    assert (amina.loans_left, amina.blocked_until) == (5, None)


def test_the_same_file_twice_is_the_same_as_once(library: APIFlask, tmp_path: Path) -> None:
    line = "2001;Amina;Haddad;;;;CANAL;2026-12-24;"
    bring_in(tmp_path, line)
    again = bring_in(tmp_path, line)
    assert (again.new, again.changed, again.same) == (0, 0, 1)


def test_a_column_that_is_not_there_leaves_what_is_known(library: APIFlask, tmp_path: Path) -> None:
    bring_in(tmp_path, "2001;Amina;Haddad;a@example.org;;fr;CANAL;;")
    done = bring_in(tmp_path, "2001;+33 6 39 98 00 02", header="carte;téléphone")
    amina = the_patron("2001")
    assert done.changed == 1
    assert (amina.email, amina.phone, amina.branch_id) == ("a@example.org", "+33639980002", 1)


def test_what_rayon_does_not_need_is_refused_with_the_whole_file(
    library: APIFlask, tmp_path: Path
) -> None:
    with pytest.raises(FileRefused, match="date_of_birth"):
        bring_in(tmp_path, "2001;1980-01-01", header="card;date_of_birth")
    with reading() as session:
        assert session.scalars(select(Patron)).all() == []


@pytest.mark.parametrize(
    ("line", "field"),
    [
        (";Amina;Haddad;;;;;;", "card"),
        ("2.4E+13;Amina;Haddad;;;;;;", "card"),
        ("2001;Amina;Haddad;;;;;;", "card"),
        ("2002;Amina;Haddad;a@b@c;;;;;", "email"),
        ("2002;Amina;Haddad;a@example.org,b@example.org;;;;;", "email"),
        ("2002;Amina;Haddad;;12;;;;", "phone"),
        ("2002;Amina;Haddad;;;klingon;;;", "language"),
        ("2002;Amina;Haddad;;;;NOWHERE;;", "branch"),
        ("2002;Amina;Haddad;;;;;demain;", "blocked_until"),
        ("2002;Amina;Haddad;;;;;;-1", "loans_left"),
    ],
)
def test_a_bad_cell_is_named_and_not_quoted(
    library: APIFlask, tmp_path: Path, line: str, field: str
) -> None:
    done = bring_in(tmp_path, "2001;Good;Reader;;;;CANAL;;", line, "2003;Other;Reader;;;;CANAL;;")
    assert done.new == 2
    assert [(problem.place, problem.field) for problem in done.problems] == [("row 3", field)]
    assert "Haddad" not in reasons(done.problems)


def test_whoever_is_in_the_file_was_seen_that_day(
    library: APIFlask, tmp_path: Path, clock: MovingClock
) -> None:
    line = "2001;Amina;Haddad;;;;CANAL;;"
    bring_in(tmp_path, line)
    first = the_patron("2001").seen_on
    clock.move(timedelta(days=3))
    bring_in(tmp_path, line)
    assert the_patron("2001").seen_on == first + timedelta(days=3)
