"""The words a title is found by, and what somebody types, brought to the same form."""

import pytest

from rayon.catalogue.search_keys import read_query, whole_title, words_of_title


def test_accents_ligatures_and_case_make_no_difference():
    assert words_of_title("Le Cœur à l’œuvre", "Élise NOËL") >= {"COEUR", "OEUVRE", "ELISE", "NOEL"}


def test_articles_lead_nowhere_but_what_follows_them_does():
    words = words_of_title("L'Ombre d'un doute", "")
    assert words >= {"OMBRE", "DOUTE", "LOMBRE"}
    assert not words & {"L", "UN", "D"}


def test_a_title_of_nothing_but_an_article_can_still_be_found():
    assert "UNE" in words_of_title("Une", "")
    query = read_query("une")
    assert query
    assert query.beginning == "UNE"


@pytest.mark.parametrize("typed", ["week-end", "week end", "weekend", "Week—End"])
def test_a_hyphen_may_be_typed_or_not(typed):
    query = read_query(typed)
    assert query
    words = words_of_title("Week-end à Zuydcoote", "")
    assert set(query.words) <= words
    assert any(word.startswith(query.beginning) for word in words)


def test_the_last_word_may_be_unfinished():
    query = read_query("les misér")
    assert query
    assert (query.words, query.beginning) == ((), "MISER")


def test_two_titles_that_differ_in_articles_and_signs_are_the_same():
    assert whole_title("L'Étranger !") == whole_title("étranger")


@pytest.mark.parametrize("typed", ["", "  ", "…!", "’", "\ud800"])
def test_signs_alone_ask_for_nothing(typed):
    assert read_query(typed) is None


def test_an_endless_word_is_cut_on_both_sides():
    endless = "x" * 500
    query = read_query(endless)
    assert query
    assert query.beginning in words_of_title(endless, "")
