"""A library words its mails itself: what it may write, and what patrons then read."""

import pytest

from rayon import clock
from rayon.catalogue.branches import BranchFacts
from rayon.languages import LANGUAGES
from rayon.notices.invented import given_for, occasions_of
from rayon.notices.own_words import OCCASIONS
from rayon.notices.passages import NAMES, WORDED_IN, WORDINGS, flaws
from rayon.notices.rendering import Words, in_wording, starting_texts
from tests.notices.test_wording import CANAL

GOOD = {
    **starting_texts("fr")["message"],
    "ready": "Venez à {bibliothèque} avant le {Dernier  jour} :\n{documents}",
}


def written(kind: str, occasion: str, texts: dict[str, str], branch: BranchFacts = CANAL) -> Words:
    return in_wording("fr", kind, given_for(kind, occasion, branch, "fr", clock.now()), texts)


def codes(texts: dict[str, str], kind: str = "message") -> list[str]:
    return [flaw.code for flaw in flaws(kind, "fr", texts)]


def test_every_language_can_be_worded_and_names_each_placeholder():
    assert set(LANGUAGES) == WORDED_IN
    assert all(names.keys() == WORDED_IN for names in NAMES.values())
    passages = {passage.name for kind in WORDINGS.values() for passage in kind[1:]}
    assert passages == OCCASIONS.keys()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", WORDINGS)
def test_our_own_texts_are_good_to_start_from(kind: str, language: str):
    texts = starting_texts(language)[kind]
    assert not list(flaws(kind, language, texts))
    assert list(texts) == [passage.name for passage in WORDINGS[kind]]
    for occasion in occasions_of(kind):
        given = given_for(kind, occasion, CANAL, language, clock.now())
        ours, own = (in_wording(language, kind, given, words) for words in (None, texts))
        assert own.subject == ours.subject
        assert "{" not in own.subject + own.text
        assert "Médiathèque du Canal" in own.text


def test_a_passage_is_written_only_where_it_is_true():
    ready, not_found = (written("message", one, GOOD).text for one in ("ready", "not_found"))
    assert "Venez à Médiathèque du Canal avant le" in ready
    assert "- «\xa0L’Étoile du Nord, tome 2\xa0», Jeanne Martin" in ready
    assert "Venez" not in not_found
    assert "L’Étoile du Nord" in not_found


def test_in_the_rain_it_says_why_the_cart_halts_elsewhere_beside_what_staff_said():
    texts = starting_texts("fr")["cart"] | {"because": "Pourquoi ? {raison}"}
    given = given_for("cart", "changed", CANAL, "fr", clock.now())
    given["cart"] |= {"rains": True, "because": "Crevaison"}
    text = in_wording("fr", "cart", given, texts).text
    assert "Pourquoi ? Crevaison" in text and "Pourquoi ? Il pleut" in text


def test_the_code_is_a_picture_and_a_list_is_a_list_in_html():
    html = written("message", "ready", GOOD).html
    assert 'src="cid:pickup-code"' in html
    assert "<li>«\xa0Un jardin sur le toit\xa0», Paul Diallo</li>" in html


def test_what_staff_wrote_is_text_and_so_is_what_it_names():
    assert codes(GOOD | {"closing": "{{ site }} {% raw %}"}) == [
        *["unknown_placeholder"] * 2,
        "lone_brace",
    ]
    texts = GOOD | {"closing": "<script>alert(1)</script> & {bibliothèque}"}
    hostile = BranchFacts(**{**vars(CANAL), "name": "<b>{adresse}</b>"})
    words = written("message", "ready", texts, hostile)
    assert "<script>" not in words.html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &lt;b&gt;{adresse}&lt;/b&gt;" in words.html
    assert "<script>alert(1)</script> & <b>{adresse}</b>" in words.text


def test_somebody_without_a_first_name_is_greeted_without_a_gap():
    given = given_for("message", "ready", CANAL, "fr", clock.now())
    given["patron"] = {"first_name": ""}
    assert in_wording("fr", "message", given, GOOD).text.startswith("Bonjour,\n")


def test_titles_that_may_not_be_named_are_counted():
    given = given_for("message", "ready", CANAL, "fr", clock.now()) | {"titles": False}
    text = in_wording("fr", "message", given, GOOD).text
    assert "2 documents" in text
    assert "Étoile" not in text


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"ready": "Venez avant le {dernier jour} : {titres}"}, "unknown_placeholder"),
        ({"subject": "{prénom}, {nouvelle}"}, "unknown_placeholder"),
        ({"subject": "Votre bibliothèque"}, "missing_placeholder"),
        ({"ready": "Venez : {documents}"}, "missing_placeholder"),
        ({"ready": " "}, "empty_passage"),
        ({"closing": "Merci }"}, "lone_brace"),
        ({"closing": "a" * 1501}, "passage_too_long"),
        ({"footer": "Merci"}, "unknown_passage"),
    ],
)
def test_what_would_not_say_what_it_must_is_refused(change: dict[str, str], code: str):
    assert not codes(GOOD)
    assert code in codes(GOOD | change)
