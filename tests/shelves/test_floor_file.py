"""``rayon import floor``: all rows of a file, or none."""

import pytest
from apiflask import APIFlask
from flask_babel import force_locale

from tests.builders import a_copy, a_location, a_title
from tests.shelves.floors import a_floor, a_table, bay_row, rows_of, spot_of

HEADER = (
    "type;travée;étage;niveau;épi;côté;rang;tablettes;localisation;commence par;x;y;vers;mètres"
)
BAYS = f"""{HEADER}
travée;B-1;1er étage;1;B;gauche;1;6;Romans;R ABA;;;;
travée;B-2;1er étage;1;B;gauche;2;6;Romans;R-060;;;;
bac;BAC 1;Rez-de-chaussée;0;C;droite;1;2;;;8,5;0;;
escalier;Escalier A;Rez-de-chaussée;;;;;;;;1;-2;1er étage;12,5
départ;;Rez-de-chaussée;;;;;;;;0;-1;;
"""


@pytest.fixture
def romans(app, canal):
    romans = a_location(app, canal)
    for number in range(120):
        label = f"R-{number:03}"
        a_copy(app, canal, a_title(app, label), label, romans, call_number=label)
    return romans


def bring_in(app: APIFlask, tmp_path, text: str, *options: str):
    path = tmp_path / "bays.csv"
    path.write_text(text, encoding="utf-8")
    command = ["import", "floor", str(path), "--branch", "CANAL", *options]
    return at_the_terminal(app, command)


def at_the_terminal(app: APIFlask, command: list[str]):
    with app.app_context(), force_locale("en"):
        return app.test_cli_runner().invoke(args=command)


def test_a_file_of_bays_is_a_floor(app, romans, tmp_path):
    result = bring_in(app, tmp_path, BAYS)
    assert result.exit_code == 0, result.output
    assert "Bays: 3" in result.output
    assert {floor["name"]: floor["level"] for floor in rows_of(app, "floor")} == {
        "1er étage": 1,
        "Rez-de-chaussée": 0,
    }
    assert bay_row(app, "BAC-1")["kind"] == "bin"
    assert rows_of(app, "passage")[0]["metres"] == 12.5
    assert rows_of(app, "cart_start")[0]["y"] == -1
    assert spot_of(app, "R-061")["bay"] == "B-2"


def test_the_same_file_twice_is_the_same_as_once(app, romans, tmp_path):
    bring_in(app, tmp_path, BAYS)
    tables = ("floor", "shelf_range", "bay", "passage", "cart_start")
    once = {table: rows_of(app, table) for table in tables}
    assert bring_in(app, tmp_path, BAYS).exit_code == 0
    assert {table: rows_of(app, table) for table in tables} == once


def test_a_dry_run_changes_nothing(app, romans, tmp_path):
    result = bring_in(app, tmp_path, BAYS, "--dry-run")
    assert (result.exit_code, rows_of(app, "bay")) == (0, [])


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("travée;B 9;1er étage;;B;gauche;x;;;;;;;", "row 7, position: Write a whole number"),
        ("travée;B-1;1er étage;;B;gauche;9;;;;;;;", "row 7, bay: The label B-1 was met before"),
        ("travée;B-9;1er étage;;B;devant;9;;;;;;;", "row 7, side: “devant” is none of left, right"),
        ("travée;B-9;1er étage;;B;gauche;9;;Nulle part;R ABA;;;;", "row 7, location: “Nulle part”"),
        ("travée;B-9;;;B;gauche;9;;;;;;;", "row 7, floor: This cell is empty"),
        ("travée;B-9;1er étage;;;gauche;9;;;;;;;", "row 7, range: This cell is empty"),
        ("table;T-1;1er étage;;;;;;;;;;;", "row 7, ends_on: This cell is empty"),
        ("ascenseur;L;1er étage;;;;;;;;1;1;3e;8", "row 7, to_floor: Name another floor"),
        ("travée;ééé/;1er étage;;B;gauche;9;;;;1e9;;;", "row 7, x: Write metres from"),
        ("travée;--;1er étage;;B;gauche;9;;;;;;;", "row 7, bay: Write letters, digits"),
        ("travée;B-9", "row 7: Cells: 2 instead of 14"),
    ],
)
def test_one_wrong_row_and_nothing_is_imported(app, romans, tmp_path, row, said):
    result = bring_in(app, tmp_path, f"{BAYS}{row}\ntravée;B-10;1er étage;;B;gauche;10;;;;;;;\n")
    assert result.exit_code != 0
    assert said in result.output
    assert "Nothing was changed" in result.output
    assert rows_of(app, "bay") == []


def test_columns_that_are_not_known_refuse_the_file(app, canal, tmp_path):
    result = bring_in(app, tmp_path, "bay;floor;mood\nB-1;RdC;good\n")
    assert result.exit_code != 0
    assert "mood" in result.output


def test_a_branch_that_is_not_known_is_said_so(app, canal, tmp_path):
    path = tmp_path / "bays.csv"
    path.write_text("bay;floor\nB-1;RdC\n")
    result = at_the_terminal(app, ["import", "floor", str(path), "--branch", "X"])
    assert "Name a branch with --branch: CANAL" in result.output


def test_a_location_gets_its_signs_and_its_second_stop(app, canal, romans, phone, tmp_path):
    text = (
        "kind,floor,location,hint,colour,pictogram,second_stop,second_stop_kinds,number_from\n"
        "location,,Romans,Au fond,#16a34a,film,Tiroir des disques,dvd,barcode\n"
    )
    assert bring_in(app, tmp_path, text).exit_code == 0
    changes = phone.push()["changes"]
    branch = next(one["data"] for one in changes if one["kind"] == "branch")
    assert branch["locations"][0]["pictogram"] == "film"
    row = rows_of(app, "location")[0]
    assert row["second_stop"]["name"] == "Tiroir des disques"


def test_phones_are_told_that_the_floor_is_another(app, canal, phone):
    first = next(one for one in phone.push()["changes"] if one["kind"] == "floor")
    a_floor(app, canal, {"bay": "B-1"}, a_table("T-1"))
    (news,) = [one for one in phone.push()["changes"] if one["kind"] == "floor"]
    assert news["data"]["file"] != first["data"]["file"]
    answer = phone.get("/api/floor")
    assert answer.headers["ETag"].strip('"') == news["data"]["file"]
    (floor,) = answer.get_json()["floors"]
    assert [bay["label"] for bay in floor["bays"]] == ["B-1", "T-1"]
