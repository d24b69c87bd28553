"""Chloé finds the patron who is on the telephone, by card or by name."""

import pytest

from tests.builders import a_hold, a_patron, a_title
from tests.phones import a_phone


@pytest.fixture
def readers(app):
    named = [
        ("20000000000012", "Hélène", "Le Bris"),
        ("20000000000027", "Jean-Pierre", "O’Brien"),
        ("20000000000031", "Édith", "Noël"),
        ("C1700045", "Noël", "Perrin"),
    ]
    return {
        first: a_patron(app, card=card, first_name=first, last_name=last)
        for card, first, last in named
    }


def found(desk, text: str) -> list[str]:
    answer = desk.post("/api/orders/patrons", {"text": text})
    assert answer.status_code == 200, answer.text
    return [patron["name"] for patron in answer.get_json()["patrons"]]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("20000000000012", ["Hélène Le Bris"]),
        ("2 0000 00000 0012", ["Hélène Le Bris"]),
        ("c1700045", ["Noël Perrin"]),
        ("le bris", ["Hélène Le Bris"]),
        ("LEBRIS", ["Hélène Le Bris"]),
        ("helene leb", ["Hélène Le Bris"]),
        ("helene le b", ["Hélène Le Bris"]),
        ("bris hél", ["Hélène Le Bris"]),
        ("obrien", ["Jean-Pierre O’Brien"]),
        ("o'brien jean", ["Jean-Pierre O’Brien"]),
        ("noel", ["Édith Noël", "Noël Perrin"]),
        ("edith noel", ["Édith Noël"]),
        ("zzz", []),
    ],
)
def test_a_name_is_found_without_accents_in_any_order(desk, readers, typed, expected):
    assert found(desk, typed) == expected


@pytest.mark.parametrize("typed", ["n", "%", "__", "  . "])
def test_so_little_that_everybody_fits_is_refused_in_words(desk, readers, typed):
    answer = desk.post("/api/orders/patrons", {"text": typed})
    assert (answer.status_code, answer.get_json()["code"]) == (422, "name_too_short")


def test_the_desk_sees_the_end_of_a_card_and_what_waits_and_no_more(app, desk, canal, readers):
    a_hold(app, canal, a_title(app), patron=readers["Hélène"])
    answer = desk.post("/api/orders/patrons", {"text": "le bris"})
    (patron,) = answer.get_json()["patrons"]
    assert (patron["card_end"], patron["waiting"], patron["limit"]) == ("0012", 1, 8)
    assert "20000000000012" not in answer.text
    assert answer.headers["Cache-Control"] == "no-store"


def test_at_most_ten_are_shown(app, desk):
    for number in range(12):
        a_patron(app, last_name="Martin", first_name=f"Léa{number:02}")
    answer = desk.post("/api/orders/patrons", {"text": "martin"}).get_json()
    assert len(answer["patrons"]) == 10
    assert answer["more"]


def test_a_phone_without_a_person_finds_nobody(app, canal, readers):
    answer = a_phone(app, canal).post("/api/orders/patrons", {"text": "le bris"})
    assert answer.status_code == 401
    assert "Bris" not in answer.text
