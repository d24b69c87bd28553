"""Accents that an old format wrote before the letter, and a program took for letters."""

import unicodedata
from pathlib import Path

import pytest
from apiflask import APIFlask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from rayon.catalogue.files.accents import Damage, repair
from rayon.catalogue.files.checking import Options
from rayon.catalogue.files.items import Import, import_items
from rayon.catalogue.files.mapping import load_mapping
from rayon.catalogue.models import Item, Title
from rayon.database import reading
from tests.catalogue.library_files import csv_file

DAMAGED = {
    "Lâeg 06": "Lég 06",
    "bâebâes": "bébés",
    "áa partir de 9 mois": "à partir de 9 mois",
    "La vie de rãeve": "La vie de rêve",
    "Le chãateau ambulant": "Le château ambulant",
    "Joèel Dicker": "Joël Dicker",
    "Ben ðca, alors": "Ben ça, alors",
    "l'âEcole des loisirs": "l'École des loisirs",
    "Heidschèotter": "Heidschötter",
    "Dvoéràak": "Dvoéràak",
    "Dvoérâak": "Dvořák",
    # ISO 5426 read as Latin-1, and as MacRoman.
    "LÂeg": "Lég",
    "rÃeve": "rêve",
    "bÈoeuf": "böeuf",
    "b¬eb¬e": "bébé",
    "r√eve": "rêve",
}
HEALTHY = (
    "Le château de ma mère",
    "São Tomé",
    "L’école des théâtres",
    "Läckberg",
    "Zafón",
    "Béatrice, ça va où ? L’été, à Sète",
    "naïve",
    "CRÉATION EUROPÉENNE, THÉÂTRE",
    "plain ascii",
    "",
)


@pytest.mark.parametrize(("damaged", "repaired"), DAMAGED.items())
def test_an_accent_goes_back_onto_its_letter(damaged: str, repaired: str) -> None:
    assert repair(damaged) == repaired


@pytest.mark.parametrize("text", HEALTHY)
def test_a_healthy_text_stays_as_it_is(text: str) -> None:
    assert repair(text) == text


#: As MARC-8 has them, and as Latin-1 shows them.
WRONGLY_READ = {"\u0300": "á", "\u0301": "â", "\u0302": "ã", "\u0308": "è", "\u0327": "ð"}


@given(st.text(alphabet="aeiouncAE éèêàùâîôûëïüçÀÉÇ’-", max_size=40))
def test_every_french_text_survives_the_way_through_marc_8(text: str) -> None:
    signs = [unicodedata.normalize("NFD", sign) for sign in text]
    damaged = "".join(WRONGLY_READ[s[1]] + s[0] if len(s) == 2 else s for s in signs)
    assert repair(damaged) == text


def test_a_file_is_judged_by_its_share_of_damaged_texts() -> None:
    healthy, damaged = Damage(), Damage()
    healthy.look_at([*HEALTHY * 40, "Lâeg"])
    damaged.look_at([*HEALTHY * 2, *DAMAGED])
    assert (healthy.is_likely, damaged.is_likely) == (False, True)
    assert damaged.examples[0] == ("Lâeg 06", "Lég 06")
    assert len(damaged.examples) == 5


LINES = [f"{n};{n};Les bâebâes {n};Câecile;CANAL;ROM;Lâeg {n};" for n in range(4)]


def bring_in(path: Path, **choices: bool) -> Import:
    return import_items(path, load_mapping("csv"), Options(**choices))


def test_a_repair_is_offered_and_never_silent(library: APIFlask, tmp_path: Path) -> None:
    done = bring_in(csv_file(tmp_path, LINES))
    assert done.checked.damage.is_likely
    with reading() as session:
        assert "Les bâebâes 0" in session.scalars(select(Title.title)).all()


def test_whoever_wants_it_gets_titles_and_call_numbers_repaired(
    library: APIFlask, tmp_path: Path
) -> None:
    path = csv_file(tmp_path, LINES)
    bring_in(path)
    done = bring_in(path, repair_accents=True)
    assert (done.titles and done.titles.changed, done.items and done.items.changed) == (4, 4)
    with reading() as session:
        assert set(session.scalars(select(Title.author))) == {"Cécile"}
        assert session.scalars(select(Item.call_number)).first() == "Lég 0"
