"""Who was called three times in vain is written to, on paper."""

from datetime import date, timedelta

import pytest

from rayon.errors import Refusal
from rayon.notices.channels.paper_letter import letter_to_print, list_letters, record_posted
from rayon.notices.channels.phone_list import list_calls, record_call
from rayon.notices.rendering import on_paper
from rayon.privacy.purge import purge
from tests.notices.stories import Library


@pytest.fixture
def bob(library: Library) -> int:
    """A patron with a telephone that nobody answers."""
    return library.patron("Bob", email="", phone="04 11 22 33 44")


def call_in_vain(library: Library) -> None:
    """Three times."""
    library.run()
    (call,) = list_calls(library.canal, "fr", library.clock.now())
    for _ in range(3):
        record_call(call["id"], library.canal, "no_answer", library.clock.now())
    library.run()


def letters(library: Library):
    return list_letters(library.canal)


def test_after_three_calls_in_vain_a_letter_is_owed(library: Library, bob: int):
    library.fetched(library.hold(bob, "Dune"), library.hold(bob, "Nana"))
    call_in_vain(library)
    (one,) = letters(library)
    assert (one["name"], len(one["notices"])) == ("Bob Martin", 2)
    letter, name = letter_to_print(one["id"], library.canal, library.clock.now())
    subject, text = on_paper(letter)
    assert (name, subject) == ("Bob Martin", "Vos réservations vous attendent")
    assert "- «\xa0Dune\xa0», Anon" in text
    assert "jusqu’au lundi 30 novembre 2026 inclus" in text
    assert letter.code[:4] in text


def test_a_posted_letter_has_told_its_patron_and_the_days_count_from_then(library: Library, bob):
    dune = library.hold(bob)
    library.fetched(dune)
    call_in_vain(library)
    library.clock.move(timedelta(days=1))
    (one,) = letters(library)
    record_posted(one["id"], library.canal, one["notices"], library.clock.now())
    library.run()
    assert library.state_of(dune) == [("ready", "phone", "told")]
    assert library.row(dune).ready_until == date(2026, 12, 1)
    assert letters(library) == []
    with pytest.raises(Refusal) as refused:
        record_posted(one["id"], library.canal, one["notices"], library.clock.now())
    assert (refused.value.code, refused.value.status) == ("unknown_letter", 404)


def test_what_stopped_being_true_is_not_written(library: Library, bob: int):
    dune, nana = library.hold(bob, "Dune"), library.hold(bob, "Nana")
    library.fetched(dune, nana)
    call_in_vain(library)
    (printed,) = letters(library)
    library.undo(dune)
    with pytest.raises(Refusal) as refused:
        record_posted(printed["id"], library.canal, printed["notices"], library.clock.now())
    assert refused.value.code == "letter_has_changed"
    (again,) = letters(library)
    assert len(again["notices"]) == 1
    library.undo(nana)
    assert letters(library) == []
    with pytest.raises(Refusal):
        letter_to_print(printed["id"], library.canal, library.clock.now())


def test_who_was_written_to_hears_a_correction(library: Library, bob: int):
    dune = library.hold(bob)
    library.fetched(dune)
    call_in_vain(library)
    (one,) = letters(library)
    record_posted(one["id"], library.canal, one["notices"], library.clock.now())
    library.run()
    library.undo(dune)
    library.settle()
    library.run()
    (call,) = list_calls(library.canal, "fr", library.clock.now())
    assert call["lines"][0].startswith("Annoncé par erreur")


def test_a_letter_waits_for_the_morning_and_not_for_ever(library: Library, bob: int):
    library.fetched(library.hold(bob))
    call_in_vain(library)
    library.clock.move(timedelta(days=1))
    purge(library.clock.now())
    assert len(letters(library)) == 1
    library.clock.move(timedelta(days=8))
    purge(library.clock.now())
    assert letters(library) == []


def test_another_branch_neither_prints_nor_posts_it(library: Library, bob: int):
    library.fetched(library.hold(bob))
    call_in_vain(library)
    (one,) = letters(library)
    assert list_letters(library.canal + 1) == []
    with pytest.raises(Refusal):
        letter_to_print(one["id"], library.canal + 1, library.clock.now())
