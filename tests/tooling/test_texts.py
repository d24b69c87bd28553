"""What `make lint` says about a French text that is missing or badly set."""

import runpy
from pathlib import Path

import pytest
from babel.messages import Catalog

TEXTS = runpy.run_path(str(Path(__file__).resolve().parents[2] / "tools/texts.py"))


def problems(english: str | tuple[str, str], french: str | tuple[str, str] | None) -> str:
    used, known = Catalog(), Catalog(locale="fr")
    used.add(english, locations=[("Screen.tsx", 1)])
    if french is not None:
        known.add(english, french)
    return "\n".join(TEXTS["find_problems"](used, known))


@pytest.mark.parametrize(
    ("english", "french", "said"),
    [
        ("Scan", None, "missing"),
        ("Scan", "", "empty"),
        ("Bay {bay}", "Travée", "placeholders ['bay']"),
        ("Hello %(name)s", "Bonjour %(nom)s", "placeholders ['name']"),
        ("The label", "L'étiquette", "straight apostrophe"),
        ("Lost?", "Perdu ?", "no-break space"),
        ("Lost?", "Perdu?", "no-break space"),
        (("One book", "{count} books"), ("Un livre", "{count} livres"), "placeholders ['count']"),
    ],
)
def test_a_bad_text_is_named(english, french, said):
    assert said in problems(english, french)
    assert "Screen.tsx" in problems(english, french)


@pytest.mark.parametrize(
    ("english", "french"),
    [
        ("Lost?", "Perdu\u202f?"),
        ("Bay {bay}: look", "Travée {bay}\u00a0: regarder"),
        ("At 16:10, https://a.example/?b=1", "À 16:10, https://a.example/?b=1"),
        (("One book", "{count} books"), ("{count} livre", "{count} livres")),
    ],
)
def test_a_good_text_passes(english, french):
    assert problems(english, french) == ""


def test_a_text_nobody_uses_is_named():
    known = Catalog(locale="fr")
    known.add("Old words", "Vieux mots")
    assert "no code uses it" in "\n".join(TEXTS["find_problems"](Catalog(), known))


@pytest.mark.parametrize(
    ("code", "is_hidden"),
    [
        ('const s = `${title} · ${t("back on {day}", { day })}`;', True),
        ('const s = `${n("{count} book", "{count} books", many)}!`;', True),
        ('const s = [title, t("back on {day}", { day })].join(" · ");', False),
        ("const s = `${print(day)} · ${at(0)}`;", False),
    ],
)
def test_a_text_that_babel_does_not_see_is_named(code, is_hidden):
    assert bool(list(TEXTS["hidden_in"](code))) == is_hidden
