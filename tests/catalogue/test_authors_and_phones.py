"""Authors as one says them, telephone numbers as one reads and dials them."""

import pytest

from rayon.catalogue.authors import spoken
from rayon.catalogue.phones import dialled, readable

HEADINGS = {
    "Hugo, Victor": "Victor Hugo",
    "Hugo, Victor, 1802-1885": "Victor Hugo",
    "Balzac, Honoré de": "Honoré de Balzac",
    "Ormesson, Jean d’": "Jean d’Ormesson",
    "Goscinny, René ; Uderzo, Albert": "René Goscinny, Albert Uderzo",
    "Hergé": "Hergé",
    "Victor Hugo": "Victor Hugo",
    "Collectif, France, Paris": "Collectif, France, Paris",
    "": "",
    ";": "",
    "1802-1885": "",
}


@pytest.mark.parametrize(("heading", "said"), HEADINGS.items())
def test_an_author_is_said_first_name_first(heading: str, said: str):
    assert spoken(heading) == said


NUMBERS = [
    ("+33465710012", "FR", "04 65 71 00 12", "+33465710012"),
    ("0411223344", "FR", "04 11 22 33 44", "+33411223344"),
    ("00 33 6 12 34 56 78", "FR-57", "06 12 34 56 78", "+33612345678"),
    ("0596701234", "FR-MQ", "0596 70 12 34", "+596596701234"),
    ("0262 12 34 56", "FR-974", "0262 12 34 56", "+262262123456"),
    ("04 65 71 00 12", "FR-MQ", "+33 4 65 71 00 12", "+33465710012"),
    ("+596596123456", "FR", "+596 596 12 34 56", "+596596123456"),
    ("poste 12", "FR", "poste 12", "12"),
    ("", "FR", "", ""),
]


@pytest.mark.parametrize(("number", "area", "read", "dials"), NUMBERS)
def test_a_number_is_read_in_groups_and_dialled_from_anywhere(number, area, read, dials):
    assert (readable(number, area), dialled(number, area)) == (read, dials)
