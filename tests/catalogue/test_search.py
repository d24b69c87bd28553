"""Chloé looks titles up while somebody waits on the telephone."""

import pytest

from rayon.catalogue.models import Title, TitleIsbn
from rayon.catalogue.search import find_titles
from rayon.catalogue.search_index import reindex, to_index
from rayon.database import reading, table_of, writing
from tests.builders import a_copy, a_title


@pytest.fixture
def shelves(app, canal):
    """Four titles with a copy each, and a record without any."""
    titles = {
        "stranger": a_title(app, "L’Étranger", author="Camus, Albert"),
        "ombre": a_title(app, "L’Ombre du vent", author="Carlos Ruiz Zafón"),
        "sisters": a_title(app, "Les Sœurs Brontë", author="Jean-Pierre Ohl"),
        "harry": a_title(app, "Harry Potter", author="J. K. Rowling"),
    }
    for number, title in enumerate(titles.values()):
        a_copy(app, canal, title, f"3000{number}", volume="2" if title == titles["harry"] else "")
    titles["bare"] = a_title(app, "L’Étranger", author="Sans exemplaire")
    with app.app_context():
        reindex()
    return titles


@pytest.fixture
def found(app, shelves):
    def find(text: str, limit: int = 10) -> list[str]:
        names = {title: name for name, title in shelves.items()}
        with app.app_context(), reading() as session:
            return [names.get(hit.title_id, "?") for hit in find_titles(session, text, limit)]

    return find


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("etranger", "stranger"),
        ("L'Étranger", "stranger"),
        ("letranger camus", "stranger"),
        ("camus albert etr", "stranger"),
        ("vent ombre", "ombre"),
        ("the ombre of", None),
        ("zafon", "ombre"),
        ("soeurs bronte", "sisters"),
        ("BRONTË SŒU", "sisters"),
        ("jean pierre ohl", "sisters"),
        ("jeanpierre", "sisters"),
        ("étrangère", None),
        ("vent camus", None),
    ],
)
def test_words_find_a_title_however_they_are_typed(found, typed, expected):
    assert found(typed)[:1] == ([expected] if expected else [])


def test_a_title_with_copies_comes_before_a_bare_record(found):
    assert found("etranger") == ["stranger", "bare"]


def test_a_barcode_leads_to_its_copy_and_volume(app, shelves, found):
    assert found("30003") == ["harry"]
    with app.app_context(), reading() as session:
        (hit,) = find_titles(session, " 300 03", 10)
    assert (hit.title_id, hit.volume, hit.kind) == (shelves["harry"], "2", "book")


def test_an_isbn_finds_its_title_with_or_without_hyphens_and_in_its_old_form(app, shelves, found):
    with app.app_context(), writing() as session:
        session.add(TitleIsbn(title_id=shelves["stranger"], isbn="9782070360024"))
    assert found("978-2-07-036002-4") == ["stranger"]
    assert found("9782070360024") == ["stranger"]
    assert found("2-07-036002-4") == ["stranger"]


def test_the_very_title_comes_first_among_hundreds_that_share_the_word(app, canal):
    for number in range(400):
        a_title(app, f"Grande histoire de la ville {number}")
    history = a_title(app, "Histoire")
    with app.app_context():
        reindex()
        with reading() as session:
            hits = find_titles(session, "histoire", 10)
    assert hits[0].title_id == history
    assert len(hits) == 10


def test_a_title_that_was_corrected_is_found_by_its_new_words_only(app, shelves, found):
    title = table_of(Title)
    with app.app_context():
        with writing() as session:
            session.execute(
                title.update()
                .where(title.c.id == shelves["ombre"])
                .values(title="La Lumière", words_version=0)
            )
        assert to_index() == 1
        assert reindex() == 1
        assert reindex() == 0
    assert found("lumiere") == ["ombre"]
    assert found("ombre") == []


@pytest.mark.parametrize("typed", ["%", "_", "' OR 1=1 --", "\\", "=", "=ETRANGER", "\x7f", "*"])
def test_signs_with_a_meaning_to_databases_mean_nothing_here(found, typed):
    assert set(found(typed)) <= {"stranger", "bare"}


def test_reindex_all_makes_every_title_again(app, shelves):
    runner = app.test_cli_runner()
    assert "0 " in runner.invoke(args=["catalogue", "reindex"]).output
    assert "5 " in runner.invoke(args=["catalogue", "reindex", "--all"]).output
