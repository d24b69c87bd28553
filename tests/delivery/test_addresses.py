"""Max imports the town's addresses; Chloé finds one by what the caller says."""

import pytest
from flask.testing import FlaskCliRunner

from tests.builders import an_address

HEADER = "id;numero;rep;nom_voie;code_postal;nom_commune;x;y;lon;lat;type_position"
ROWS = [
    "92044_9650_00012;12;;Rue Voltaire;92300;Levallois-Perret;0;0;2.2871;48.8939;entrée",
    "92044_9650_00012_bis;12;bis;Rue Voltaire;92300;Levallois-Perret;0;0;2.2872;48.8939;entrée",
    "92044_0750_00120;120;;Rue Anatole France;92300;Levallois-Perret;0;0;2.2861;48.8929;",
]


def bring_in(app, tmp_path, *rows, option=""):
    file = tmp_path / "adresses-92044.csv"
    file.write_text("\n".join([HEADER, *rows]) + "\n", encoding="utf-8")
    arguments = ["import", "addresses", str(file), *([option] if option else [])]
    return FlaskCliRunner(app).invoke(args=arguments)


def found(desk, text):
    answer = desk.post("/api/delivery/addresses", {"text": text}).get_json()
    return [hit["line"] for hit in answer["addresses"]]


def test_the_file_of_the_town_comes_in_as_it_is_published(app, desk, tmp_path):
    done = bring_in(app, tmp_path, *ROWS)
    assert done.exit_code == 0, done.output
    assert "3" in done.output
    assert found(desk, "12 voltaire") == ["12 Rue Voltaire", "12 bis Rue Voltaire"]
    assert found(desk, "12bis rue voltaire") == []
    assert found(desk, "12 bis, RUE Voltaire") == ["12 bis Rue Voltaire"]
    assert found(desk, "anat fran") == ["120 Rue Anatole France"]


def test_a_newer_file_takes_the_place_of_the_older(app, desk, tmp_path):
    bring_in(app, tmp_path, *ROWS)
    bring_in(app, tmp_path, ROWS[2])
    assert found(desk, "voltaire") == []
    assert found(desk, "france") == ["120 Rue Anatole France"]


def test_a_row_without_a_position_is_named_and_the_others_count(app, desk, tmp_path):
    wrong = ROWS[0].replace("48.8939", "nord")
    done = bring_in(app, tmp_path, wrong, *ROWS[1:])
    assert done.exit_code == 0
    assert found(desk, "voltaire") == ["12 bis Rue Voltaire"]


@pytest.mark.parametrize("option", ["--dry-run"])
def test_a_dry_run_changes_nothing(app, desk, tmp_path, option):
    assert bring_in(app, tmp_path, *ROWS, option=option).exit_code == 0
    assert found(desk, "voltaire") == []


def test_a_file_of_something_else_is_refused_whole(app, desk, tmp_path):
    bring_in(app, tmp_path, *ROWS)
    file = tmp_path / "other.csv"
    file.write_text("carte;nom\n1;Petit\n")
    done = FlaskCliRunner(app).invoke(args=["import", "addresses", str(file)])
    assert done.exit_code == 1
    assert found(desk, "voltaire") != []


def test_what_is_typed_is_never_a_pattern(app, desk):
    an_address(app)
    assert found(desk, "%") == []
    assert found(desk, "_") == []
    assert found(desk, "12 %voltaire_") == ["12 Rue Voltaire"]


def test_many_that_fit_are_cut_and_said_so(app, desk):
    for number in range(1, 21):
        an_address(app, str(number))
    answer = desk.post("/api/delivery/addresses", {"text": "voltaire"}).get_json()
    assert (len(answer["addresses"]), answer["more"]) == (8, True)
    assert answer["addresses"][0]["line"] == "1 Rue Voltaire"
    assert found(desk, "2 voltaire")[0] == "2 Rue Voltaire"
