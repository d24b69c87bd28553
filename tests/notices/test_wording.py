"""Every wording says what it must, in both languages, with nothing but the documented fields."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from jinja2 import meta

from rayon.catalogue.branches import BranchFacts
from rayon.catalogue.calendar import PickupCalendar
from rayon.catalogue.settings import BranchSettings
from rayon.languages import LANGUAGES
from rayon.notices.letters import Document, Home, KeptUntil, Letter
from rayon.notices.passages import OF_A_DELIVERY
from rayon.notices.reasons import REASONS, reason
from rayon.notices.rendering import (
    ENVIRONMENT,
    WORDING,
    call_lines,
    in_words,
    render,
    starting_texts,
)

RECIPE = Path(__file__).parents[2] / "docs" / "recipes" / "change-wording.md"
CANAL = BranchFacts(
    id=1,
    code="CANAL",
    name="Médiathèque du Canal",
    language="fr",
    time_zone="Europe/Paris",
    address="12 quai du Canal",
    phone="04 00 00 00 00",
    email="canal@example.org",
    settings=BranchSettings.model_validate({}),
    calendar=PickupCalendar("Europe/Paris"),
)
DUNE = Document("h1", "Dune", "Herbert", "ready")
LETTER = Letter(
    language="fr",
    branch=CANAL,
    first_name="Ana",
    email="ana@example.org",
    kind="message",
    ready=(DUNE,),
    kept=(KeptUntil(date(2026, 12, 2), (DUNE,)),),
    not_found=tuple(replace(DUNE, how=how) for how in ("not_found", "unusable", "no_copy")),
    to_come=tuple(replace(DUNE, how=how) for how in ("looking", "waiting", "on_its_way")),
    corrected=(replace(DUNE, how="looking"),),
    expired=(DUNE,),
    home=(Home(date(2026, 11, 30), "ordered", "", 1, 500, 0, False),),
    titles=True,
    code="7K2M9QXA",
    until=date(2026, 12, 1),
    written_at=datetime(2026, 11, 24, 9, tzinfo=UTC),
)
OF_HOLDS = ("message", "correction", "new_date", "reminder", "expired")
KINDS = (*OF_HOLDS, *OF_A_DELIVERY)
FILES = sorted(str(path.relative_to(WORDING)) for path in WORDING.rglob("*.*"))


def test_every_language_has_the_same_files():
    by_language = [{path.name for path in (WORDING / code).iterdir()} for code in LANGUAGES]
    assert all(names == by_language[0] for names in by_language)


@pytest.mark.parametrize("name", FILES)
def test_a_wording_uses_documented_fields_only(name: str):
    documented = set(re.findall(r"`([a-z_]+)(?:\.[a-z_]+)?`", RECIPE.read_text()))
    used = meta.find_undeclared_variables(ENVIRONMENT.parse((WORDING / name).read_text()))
    assert used <= documented


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_a_mail_greets_by_name_and_has_a_subject_of_one_line(language: str, kind: str):
    words = render(replace(LETTER, language=language, kind=kind))
    assert words.subject.endswith("Médiathèque du Canal")
    assert words.text.startswith(("Bonjour Ana,", "Hello Ana,"))
    assert "Dune" not in words.subject
    assert "prefers-color-scheme: dark" in words.html
    assert "http" not in words.html


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_patron_without_a_first_name_is_greeted_too(language: str):
    words = render(replace(LETTER, language=language, first_name=""))
    assert words.text.startswith(("Bonjour,\n", "Hello,\n"))


@pytest.mark.parametrize("name", [name for name in FILES if name.startswith("fr/")])
def test_french_has_its_apostrophes_and_spaces(name: str):
    said = re.sub(
        r"\{[%{].*?[%}]\}|<style>.*?</style>|<[^>]*>", "", (WORDING / name).read_text(), flags=re.S
    )
    assert "'" not in said
    assert not re.search(r"[^\u202f]([;!?])", said)
    assert not re.search(r"[^\xa0]:", said)


def test_dates_are_in_full_words():
    assert in_words(date(2026, 12, 1), "fr") == "mardi 1er décembre 2026"
    assert in_words(date(2026, 11, 28), "fr") == "samedi 28 novembre 2026"
    assert in_words(date(2026, 12, 1), "en") == "Tuesday 1 December 2026"


@pytest.mark.parametrize("language", LANGUAGES)
def test_nobody_is_offered_an_hour_that_is_past(language: str):
    own = starting_texts(language)["delivery"]
    ride = replace(LETTER, language=language, kind="order_taken")
    noon = datetime(2026, 11, 30, 11, tzinfo=UTC)
    for texts in (None, own):
        before, after = (
            render(replace(ride, written_at=at, own_words=texts)).text
            for at in (noon - timedelta(minutes=1), noon)
        )
        assert re.search("sans frais|at no cost", before)
        assert not re.search("sans frais|at no cost", after)
        assert bool(re.search("ne peut plus|no longer", after)) is (texts is None)
        assert re.search("entre|between", after)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_caller_is_reminded_of_discretion(language: str):
    assert re.search("répondeur|answering machine", call_lines(LETTER, language)[-1])


def test_every_reason_is_a_sentence(in_app):
    assert all(reason(code).endswith(".") for code in REASONS)
    assert reason("") == ""
