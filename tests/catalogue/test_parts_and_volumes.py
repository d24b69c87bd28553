import pytest

from rayon.catalogue.files.parts import count_parts, parts_of_description
from rayon.catalogue.files.volumes import volumes_of


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", 1),
        ("1 DVD", 1),
        ("2 DVD", 2),
        ("2 DVD + livret", 3),
        ("1 CD + 1 livret", 2),
        ("1 jeu, 24 cartes et 2 dés", 27),
        ("3", 3),
        ("100 pièces", 1),
        ("incomplet", 1),
    ],
)
def test_pieces_are_counted_where_it_is_clear(text: str, parts: int) -> None:
    assert count_parts(text)[0] == parts


@pytest.mark.parametrize(
    ("extent", "accompanying", "parts"),
    [
        ("2 DVD vidéo (240 min.) :", "1 livret", 3),
        ("1 disque compact (58 min.)", "", 1),
        ("4 sound discs", "", 4),
        ("254 p. ; 21 cm", "1 CD-ROM", 2),
        ("3 v. ; 24 cm", "", 1),
        ("254 p.", "supplément numérique en ligne", 1),
    ],
)
def test_a_description_names_pieces(extent: str, accompanying: str, parts: int) -> None:
    assert count_parts(parts_of_description(extent, accompanying))[0] == parts


@pytest.mark.parametrize(
    ("call_numbers", "volumes"),
    [
        (["AP2 .N6 V.180 1984", "AP2 .N6 v. 181 1984"], ["v.180 1984", "v. 181 1984"]),
        (["BD AST T.1", "BD AST T.2"], ["t.1", "t.2"]),
        (["PQ1 .A1", "PQ1 .A1 V.2"], ["", "v.2"]),
        (["PQ1 .A1 V.2"], [""]),
        (["PQ1 .A1 no.60", "HG5 .C65 no.60"], ["", ""]),
        (["RB17 .F57", "RB17 .F57 C. 1"], ["", ""]),
        ([], []),
    ],
)
def test_volumes_are_what_call_numbers_differ_by(
    call_numbers: list[str], volumes: list[str]
) -> None:
    assert volumes_of(call_numbers) == volumes
