"""Patrons whom mail cannot reach are called, and told the same truth."""

from datetime import date, timedelta

import pytest

from rayon import faults
from rayon.errors import Refusal
from rayon.notices.channels.phone_list import list_calls, record_call
from rayon.notices.reasons import reason
from tests.notices.stories import Library


@pytest.fixture
def bob(library: Library) -> int:
    """A patron with a telephone and no mail."""
    return library.patron("Bob", email="", phone="04 11 22 33 44")


def calls(library: Library, language: str = "fr"):
    return list_calls(library.canal, language, library.clock.now())


def test_a_patron_without_mail_is_on_the_list(library: Library, bob: int):
    library.fetched(library.hold(bob, "Dune"), library.hold(bob, "Nana"))
    library.run()
    (call,) = calls(library)
    assert (call["name"], call["phone"], call["tries"]) == ("Bob Martin", "04 11 22 33 44", 0)
    said = call["lines"][0]
    assert said.startswith("2 documents attendent jusqu’au lundi")
    assert "inclus\xa0: Médiathèque du Canal." in said
    assert "Prêt\xa0: «\xa0Dune\xa0», Anon" in call["lines"]
    assert calls(library, "en")[0]["lines"][0].startswith("2 documents are waiting")


def test_a_patron_who_wants_no_mail_is_called(library: Library):
    dune = library.hold(library.patron("Cyd", no_mail=True))
    library.fetched(dune)
    library.run()
    assert library.state_of(dune) == [("ready", "phone", "owed")]
    assert library.mails() == []


def test_a_slow_worker_does_not_say_that_a_call_still_settles(library: Library, bob: int):
    dune = library.hold(bob)
    walk = library.walk(dune)
    library.found(dune)
    library.finish(walk)

    def a_quick_one_comes_first(instant: str) -> None:
        if instant == "notices.sorted":
            end()
            library.settle()
            library.run()

    end = faults.rehearse(a_quick_one_comes_first)
    library.run()
    assert library.why(dune) == "to_call"


def test_an_address_that_cannot_be_is_called(library: Library):
    dune = library.hold(library.patron("Dan", email="dan@nowhere"))
    library.fetched(dune)
    library.run()
    assert [call["why"] for call in calls(library)] == [reason("bad_address")]


def test_reached_is_told_and_the_days_count_from_today(library: Library, bob: int):
    dune = library.hold(bob)
    library.fetched(dune)
    library.run()
    (call,) = calls(library)
    library.clock.move(timedelta(days=1))
    record_call(call["id"], library.canal, "reached", library.clock.now())
    library.run()
    assert library.state_of(dune) == [("ready", "phone", "told")]
    assert library.row(dune).ready_until == date(2026, 12, 1)
    assert calls(library) == []
    with pytest.raises(Refusal):
        record_call(call["id"], library.canal, "reached", library.clock.now())


def test_three_vain_tries_are_given_up_in_the_open(library: Library, bob: int):
    dune = library.hold(bob)
    library.fetched(dune)
    library.run()
    (call,) = calls(library)
    for result in ("no_answer", "left_word"):
        record_call(call["id"], library.canal, result, library.clock.now())
        library.run()
    assert [call["tries"] for call in calls(library)] == [2]
    record_call(call["id"], library.canal, "no_answer", library.clock.now())
    library.run()
    assert library.state_of(dune) == [("ready", "phone", "failed")]
    assert library.why(dune) == "not_reached"
    assert calls(library) == []
    assert library.row(dune).ready_until is not None


def test_what_stopped_being_true_is_not_said_on_the_phone(library: Library, bob: int):
    dune = library.hold(bob)
    library.fetched(dune)
    library.run()
    (call,) = calls(library)
    library.undo(dune)
    assert calls(library) == []
    record_call(call["id"], library.canal, "reached", library.clock.now())
    library.run()
    assert library.state_of(dune) == [("ready", "phone", "withdrawn")]


def test_who_was_told_by_phone_hears_the_correction_by_phone(library: Library, bob: int):
    dune = library.hold(bob)
    library.fetched(dune)
    library.run()
    record_call(calls(library)[0]["id"], library.canal, "reached", library.clock.now())
    library.run()
    library.undo(dune)
    library.settle()
    library.run()
    (call,) = calls(library)
    assert call["lines"][0].startswith("Annoncé par erreur")


def test_another_branch_cannot_record_the_call(library: Library, bob: int):
    library.fetched(library.hold(bob))
    library.run()
    (call,) = calls(library)
    with pytest.raises(Refusal) as refused:
        record_call(call["id"], library.canal + 1, "reached", library.clock.now())
    assert refused.value.status == 404


def test_a_demo_keeps_its_mail_to_be_read(library: Library, ana: int):
    library.fetched(library.hold(ana))
    library.run()
    (mail,) = library.mails()
    assert (mail.to, mail.branch_id) == ("ana@example.org", library.canal)
    assert "Votre réservation vous attend" in mail.subject
