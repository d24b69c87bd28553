"""Koha's holds queue as Koha exports it, current and old, English and French."""

from pathlib import Path

import pytest
from apiflask import APIFlask

from rayon.catalogue.files.problems import FileRefused
from rayon.ils.hold_import import HoldOptions, import_holds
from tests.ils.holds_library import (
    AMINA,
    GEORGE,
    barcode_of,
    holds,
    holds_file,
    record_of,
)

CURRENT = (
    "Title,Author,Publication details,Current library,Home library,Collection,Shelving location,"
    "Item type,Call number,Copy number,Enumeration,Barcode,Patron,Patron category,"
    "Send to,Date,Notes"
)
OLD = (
    "Title,Collection,Item type,Call number,Copy number,Enumeration,Barcode,Patron,Send to,"
    "Date,Notes"
)
FRENCH = (
    "Titre,Auteur,Détails de publication,Site actuel,Site de rattachement,Collection,Localisation,"
    "Type de document,Cote,Numéro de copie,Numérotation,Code à barres,Adhérent,"
    "Catégorie d'adhérent,Envoyer à,Date,Notes"
)
PATRON = f'"Haddad, Amina ({AMINA}) 06 39 98 00 01 amina@example.org"'


def current(barcode: str, patron: str = PATRON, to: str = "Annexe", day: str = "2026-11-21") -> str:
    return (
        f"Candide,Voltaire,Folio,CANAL,CANAL,,ROM,BK,R VOL,,,{barcode},{patron},Adult,{to},{day},"
    )


def test_one_given_copy_or_any_copy(library: APIFlask, tmp_path: Path) -> None:
    path = holds_file(
        tmp_path,
        CURRENT,
        current("Only item: 30001"),
        current("30002 or any available", day="2026-11-22"),
    )
    done = import_holds(path)
    assert (done.rows, done.placed, done.problems) == (2, 2, [])
    given, some = holds()
    assert (given.wants, barcode_of(given.item_id)) == ("item", "30001")
    assert (some.wants, some.item_id, record_of(some.title_id)) == ("title", None, "11")
    assert given.source == "koha"
    assert given.asked_at.isoformat() == "2026-11-20T23:00:00+00:00"


def test_an_item_group_is_a_volume(library: APIFlask, tmp_path: Path) -> None:
    import_holds(
        holds_file(
            tmp_path,
            CURRENT,
            current("30012 or any item from item group Tome 2", day="2026-11-20"),
            current("30011 or any available", day="2026-11-21"),
        )
    )
    assert [hold.volume for hold in holds()] == ["2", ""]


def test_old_exports_have_fewer_columns(library: APIFlask, tmp_path: Path) -> None:
    line = f'"Candide Voltaire",,BK,"ROM R VOL",,,Only item: 30001,{PATRON},Annexe,21/11/2026,'
    assert import_holds(holds_file(tmp_path, OLD, line)).placed == 1
    assert holds()[0].wants == "item"


def test_french_headers_and_words(library: APIFlask, tmp_path: Path) -> None:
    lines = (
        "Candide,Voltaire,,CANAL,CANAL,,ROM,LIV,R VOL,,,Uniquement l'exemplaire : 30001,"
        f"{PATRON},Adulte,Annexe,20/11/2026,",
        "Candide,Voltaire,,CANAL,CANAL,,ROM,LIV,R VOL,,,30002 ou n'importe quel exemplaire,"
        f"{PATRON},Adulte,Annexe,21/11/2026,",
    )
    assert import_holds(holds_file(tmp_path, FRENCH, *lines)).placed == 2
    assert [hold.wants for hold in holds()] == ["item", "title"]


def test_the_same_queue_next_morning_adds_nothing(library: APIFlask, tmp_path: Path) -> None:
    import_holds(holds_file(tmp_path, CURRENT, current("30001 or any available")))
    later = holds_file(
        tmp_path,
        CURRENT,
        current("30002 or any available", to="CANAL"),
        current("30021 or any available"),
    )
    done = import_holds(later)
    assert (done.known, done.placed) == (1, 1)
    assert len(holds()) == 2


def test_one_patron_may_want_a_title_twice(library: APIFlask, tmp_path: Path) -> None:
    path = holds_file(tmp_path, CURRENT, current("30001 or any"), current("30002 or any"))
    assert (import_holds(path).placed, import_holds(path).known) == (2, 2)


@pytest.mark.parametrize(
    ("line", "field"),
    [
        (current("Only item: 99999"), "barcode"),
        (current("30001", patron='"Nobody (2999)"'), "card"),
        (current("30001", patron=f'"{AMINA} {GEORGE}"'), "card"),
        (current("30001", to="Lyon"), "pickup"),
        (current("30001", to=""), "pickup"),
        (current("30001", day="tomorrow"), "asked_at"),
        (current("30001", day="31/02/2026"), "asked_at"),
    ],
)
def test_a_row_that_leads_nowhere_is_listed(
    library: APIFlask, tmp_path: Path, line: str, field: str
) -> None:
    done = import_holds(holds_file(tmp_path, CURRENT, current("30021"), line))
    assert done.placed == 1
    assert [(problem.place, problem.field) for problem in done.problems] == [("row 3", field)]


def test_a_hidden_column_is_missed_loudly(library: APIFlask, tmp_path: Path) -> None:
    header = CURRENT.replace("Send to,", "")
    with pytest.raises(FileRefused, match=r"(?s)Send to.*Found: Title"):
        import_holds(holds_file(tmp_path, header, "x"), HoldOptions(mapping="koha"))


def test_an_unknown_column_is_refused_until_a_mapping_ignores_it(
    library: APIFlask, tmp_path: Path
) -> None:
    path = holds_file(tmp_path, CURRENT + ",Shoe size", current("30001") + ",42")
    with pytest.raises(FileRefused, match="Shoe size"):
        import_holds(path)
    mapping = tmp_path / "ours.toml"
    mapping.write_text('format = "koha"\nsource = "koha"\nignore = ["Shoe size"]\n')
    assert import_holds(path, HoldOptions(mapping=str(mapping))).placed == 1


def test_a_mapping_translates_branches_and_american_dates(
    library: APIFlask, tmp_path: Path
) -> None:
    mapping = tmp_path / "ours.toml"
    mapping.write_text(
        'format = "koha"\nsource = "koha"\nmonth_first = true\n[branches]\n"Main St." = "CANAL"\n'
    )
    path = holds_file(tmp_path, CURRENT, current("30001", to="Main St.", day="11/20/2026"))
    import_holds(path, HoldOptions(mapping=str(mapping)))
    assert holds()[0].asked_at.date().isoformat() == "2026-11-19"
