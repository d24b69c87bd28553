"""Letters of every script, in ASCII."""

import pytest

from rayon.call_numbers import key
from rayon.call_numbers.folding import fold


@pytest.mark.parametrize(
    ("printed", "folded"),
    [
        ("École", "ECOLE"),
        ("œuvre", "OEUVRE"),
        ("Cæsar", "CAESAR"),
        ("Straße", "STRASSE"),
        ("Łódź", "LODZ"),
        ("Söderberg", "SODERBERG"),
        ("n° 5", "NO 5"),
        ("№5", "NO5"),
        ("١٢", "12"),
        ("L’Hermite", "L'HERMITE"),
        ("1935–36", "1935-36"),
        ("R\u200bBAL\ufeff", "RBAL"),
        ("53 ″19″", '53 "19"'),
        ("a\u0301", "A"),
        ("R ☃ BAL", "R   BAL"),
        ("R \udcc9", "R  "),
    ],
)
def test_a_label_is_folded(printed: str, folded: str) -> None:
    assert fold(printed) == folded


def test_other_alphabets_stand_after_ours_in_their_own_order() -> None:
    labels = ["R ZOL", "R Αλφα", "R Абв", "R Бвг", "R 山"]
    assert [key("fr", label) for label in labels] == sorted(key("fr", label) for label in labels)
    assert key("fr", "R абв") == key("fr", "R АБВ")
