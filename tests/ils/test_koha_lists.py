"""What else Koha exports: a saved report as CSV or JSON, and "Holds to pull"."""

import json
from pathlib import Path

import pytest
from apiflask import APIFlask

from rayon.catalogue.files.problems import FileRefused
from rayon.ils.hold_import import HoldOptions, import_holds
from tests.ils.deeds import do, find, tasks
from tests.ils.holds_library import AMINA, GEORGE, barcode_of, holds, holds_file, record_of

REPORT = (
    "reserve_id,biblionumber,itemnumber,barcode,itemcallnumber,location,pickbranch,holdingbranch,"
    "reservedate,title,cardnumber,notes,item_level_request"
)
PULL = (
    "Pull this many items,Items available,Patrons with holds,First patron,Title,Libraries,"
    "Barcodes,Available call numbers,Available copy numbers,Available enumeration,"
    "Available item types,Available locations,Earliest hold date,Action"
)

#: As Koha's own French translation has it.
PULL_IN_FRENCH = (
    "Traiter ces exemplaires,Exemplaires disponibles,Adhérents avec réservations,Premier adhérent,"
    "Titre,Sites,Codes à barres disponibles,Cotes disponibles,Volumes disponibles,"
    "Enumération disponible,Types de document disponibles,Localisations disponibles,"
    "Première date de réservation,Action"
)


def pull(number: int, barcodes: str = "30001 30002", title: str = "Candide / Voltaire") -> str:
    return f'{number},2,2,"Haddad, Amina",{title},CANAL,{barcodes},R VOL,,,Livre,Romans,21/11/2026,'


def test_a_saved_report_names_its_holds(library: APIFlask, tmp_path: Path) -> None:
    rows = (
        f"4,11,1,30001,R VOL,GEN,ANX,CANAL,2026-11-21,Candide,{AMINA},,0",
        f"5,12,3,30012,R,GEN,CANAL,CANAL,2026-11-22,Neko,{GEORGE},item-level,1",
    )
    path = holds_file(tmp_path, REPORT, *rows)
    assert import_holds(path).placed == 2
    title, item = holds()
    assert (title.source, title.reference, record_of(title.title_id)) == ("koha", "4", "11")
    assert title.picking_branch_id != title.pickup_branch_id
    assert (item.wants, barcode_of(item.item_id)) == ("item", "30012")
    assert import_holds(path).known == 2


def test_the_same_report_as_json_is_the_same_file(library: APIFlask, tmp_path: Path) -> None:
    row = {
        "reserve_id": 4, "biblionumber": 11, "barcode": "30001", "pickbranch": "CANAL",
        "holdingbranch": "CANAL", "reservedate": "2026-11-22", "cardnumber": int(AMINA),
        "notes": None, "item_level_request": 0, "title": "Candide",
    }  # fmt: skip
    path = tmp_path / "report.json"
    path.write_text(json.dumps([row]))
    assert import_holds(path).placed == 1
    assert holds()[0].reference == "4"
    assert import_holds(path).known == 1


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('[[4,8,"390000042","Origin of species"]]', "annotated=1"),
        ("<!DOCTYPE html><title>Log in to Koha</title>", "Sign in"),
        ('[{"reserve_id": 1', "valid JSON"),
        ('[{"shoe_size": 42}]', "shoe_size"),
        ("[" * 5000, "valid JSON"),
    ],
)
def test_what_is_no_report_is_refused_in_words(
    library: APIFlask, tmp_path: Path, text: str, says: str
) -> None:
    path = tmp_path / "report.json"
    path.write_text(text)
    with pytest.raises(FileRefused, match=says):
        import_holds(path)


def test_a_record_number_of_another_system_gives_way_to_the_barcode(
    library: APIFlask, tmp_path: Path
) -> None:
    row = f"4,990,1,30001,R VOL,GEN,CANAL,CANAL,2026-11-21,Candide,{AMINA},,0"
    assert import_holds(holds_file(tmp_path, REPORT, row)).placed == 1


@pytest.mark.parametrize("spoilt", ["3.9E+13", '"3,9E+13"'])
def test_a_spoilt_barcode_is_explained(library: APIFlask, tmp_path: Path, spoilt: str) -> None:
    rows = [
        f"4,,1,{spoilt},R,GEN,CANAL,CANAL,2026-11-21,Candide,{AMINA},,0",
        f"5,11,1,30001,R,GEN,CANAL,CANAL,2026-11-21,Candide,{spoilt},,0",
        f"6,11,1,30001,R,GEN,CANAL,CANAL,2026-11-21,Candide,{AMINA},,0",
    ]
    done = import_holds(holds_file(tmp_path, REPORT, *rows))
    assert [problem.field for problem in done.problems] == ["barcode", "card"]
    assert all("spreadsheet" in problem.reason for problem in done.problems)
    assert "3.9E+13" not in done.problems[1].reason


def test_holds_to_pull_are_fetched_for_nobody_by_name(library: APIFlask, tmp_path: Path) -> None:
    done = import_holds(holds_file(tmp_path, PULL, pull(2)))
    assert (done.rows, done.placed, done.problems) == (1, 2, [])
    assert [(hold.patron_id, hold.source) for hold in holds()] == [(None, "koha-pull")] * 2


def test_holds_to_pull_in_french(library: APIFlask, tmp_path: Path) -> None:
    done = import_holds(holds_file(tmp_path, PULL_IN_FRENCH, pull(2)))
    assert (done.placed, done.problems) == (2, [])


def test_holds_to_pull_count_only_what_koha_has_not_heard_of(
    library: APIFlask, tmp_path: Path
) -> None:
    import_holds(holds_file(tmp_path, PULL, pull(2)))
    find(holds()[0], "30001")
    assert import_holds(holds_file(tmp_path, PULL, pull(2))).known == 2
    do("tick_ils_task", tasks("to_trap")[0]["id"])
    assert sorted(hold.status for hold in holds()) == ["handed_over", "open"]
    done = import_holds(holds_file(tmp_path, PULL, pull(1)))
    assert (done.known, done.placed, done.vanished) == (1, 0, 0)
    done = import_holds(holds_file(tmp_path, PULL, pull(2)))
    assert (done.known, done.placed) == (1, 1), "a third patron has asked"


def test_without_barcodes_call_number_and_title_must_agree(
    library: APIFlask, tmp_path: Path
) -> None:
    unknown = pull(1, "", "Germinal / Zola").replace("R VOL", "R")
    lines = [pull(1, "", "Candide / Voltaire").replace("R VOL", "R"), unknown, pull(0)]
    done = import_holds(holds_file(tmp_path, PULL, *lines))
    assert done.placed == 1
    assert {problem.place: problem.field for problem in done.problems} == {
        "row 3": "title",
        "row 4": "number",
    }


def test_a_mapping_is_saved_for_a_branch(library: APIFlask, tmp_path: Path) -> None:
    mapping = tmp_path / "ours.toml"
    mapping.write_text('format = "csv"\nsource = "aigle"\n[columns]\ncard = ["Lecteur n°"]\n')
    path = holds_file(tmp_path, "Lecteur n°;notice", f"{AMINA};11")
    with pytest.raises(FileRefused):
        import_holds(path, HoldOptions(branch="CANAL"))
    keep = HoldOptions(mapping=str(mapping), branch="CANAL", keep_mapping=True)
    assert import_holds(path, keep).placed == 1
    mapping.unlink()
    assert import_holds(path, HoldOptions(branch="CANAL")).known == 1
    with pytest.raises(FileRefused, match="--branch"):
        import_holds(path, HoldOptions(keep_mapping=True))
