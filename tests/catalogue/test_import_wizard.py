"""Sol, the supervisor, brings a catalogue in from the tablet in the office."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from apiflask import APIFlask
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from rayon.catalogue.files import background
from rayon.catalogue.files.imports import AT_WORK, CatalogueImport, imports_in, note_now
from rayon.catalogue.files.problems import FileRefused
from rayon.catalogue.files.working import work_off
from rayon.catalogue.models import Item
from rayon.database import reading
from tests.catalogue.library_files import HEADER, a_record, an_item, rows
from tests.moving_clock import MovingClock
from tests.phones import ADDRESS, Phone

TABLE = "\n".join([HEADER, *rows(8), "3.9E+13;9;=1+1;;CANAL;ROM;R ZOL;"]).encode() + b"\n"
CHOICES = {
    "mapping": "csv",
    "branch": "",
    "create_branches": False,
    "create_locations": True,
    "repair_accents": False,
}


def send(office: Phone, content: bytes, name: str = "items.csv", **headers: str) -> TestResponse:
    """What the browser sends when a file is chosen."""
    return office.client.post(
        f"/api/catalogue/import/file?name={name}",
        base_url=ADDRESS,
        data=content,
        content_type="application/octet-stream",
        headers={"X-Rayon": "1", "Sec-Fetch-Site": "same-origin", **headers},
    )


def show(office: Phone) -> dict[str, Any]:
    answer: dict[str, Any] = office.get("/api/catalogue/import").get_json()
    return answer


def tell(office: Phone, verb: str, **body: Any) -> TestResponse:
    return office.post(f"/api/catalogue/import/{show(office)['import']['id']}/{verb}", body)


def the_server_works(app: APIFlask) -> None:
    """What the server's process for imports does."""
    with app.app_context():
        for row in imports_in(*AT_WORK):
            try:
                work_off(row.id)
            except FileRefused:
                continue


def items(app: APIFlask) -> int:
    with app.app_context(), reading() as session:
        return session.scalar(select(func.count()).select_from(Item)) or 0


def test_sol_chooses_looks_checks_and_applies(app: APIFlask, office: Phone) -> None:
    sent = send(office, TABLE).get_json()
    assert (sent["state"], sent["file_name"], sent["choices"]["mapping"]) == (
        "uploaded",
        "items.csv",
        "csv",
    )
    look = tell(office, "look", mapping="csv", branch="").get_json()
    assert look["copies"][0]["barcode"] == "30000001"
    assert (len(look["copies"]), len(look["rejected"])) == (5, 1)
    assert tell(office, "check", **CHOICES).get_json()["state"] == "checking"
    the_server_works(app)
    checked = show(office)["import"]
    assert (checked["state"], checked["found"]["copies"], checked["found"]["rejected"]) == (
        "checked",
        8,
        1,
    )
    assert items(app) == 0
    assert tell(office, "apply").get_json()["state"] == "applying"
    the_server_works(app)
    done = show(office)["import"]
    assert (done["state"], done["counted"]["items"]) == (
        "done",
        {"new": 8, "changed": 0, "same": 0},
    )
    assert done["done"] == done["total"] > 0
    assert items(app) == 8


def test_every_rejection_can_be_read_and_downloaded(app: APIFlask, office: Phone) -> None:
    bad = "\n".join(f"= {n};9;Titre;;CANAL;ROM;R;" for n in range(60))
    send(office, "\n".join([HEADER, *rows(300), bad]).encode() + b"\n")
    tell(office, "check", **CHOICES)
    the_server_works(app)
    row = show(office)["import"]
    first = office.get(f"/api/catalogue/import/{row['id']}/rejections").get_json()
    second = office.get(f"/api/catalogue/import/{row['id']}/rejections?page=2").get_json()
    assert (first["total"], len(first["rejections"]), len(second["rejections"])) == (60, 50, 10)
    report = office.get(f"/api/catalogue/import/{row['id']}/rejections.csv")
    assert report.headers["Content-Disposition"].startswith("attachment")
    assert len(report.text.splitlines()) == 61
    assert not [line for line in report.text.splitlines() if ",=" in line]


@pytest.mark.parametrize(
    ("content", "guessed"),
    [
        (TABLE, "csv"),
        (a_record("u1", an_item()).as_marc(), "uva-999"),
        (a_record("7", {"p": "1", "o": "R ZOL", "b": "CANAL"}, tag="952").as_marc(), "koha-952"),
        (b"what is this", ""),
    ],
)
def test_the_mapping_is_guessed_from_the_file(
    app: APIFlask, office: Phone, content: bytes, guessed: str
) -> None:
    assert send(office, content).get_json()["choices"]["mapping"] == guessed


def test_a_mapping_of_the_library_s_own_can_be_chosen(
    app: APIFlask, office: Phone, tmp_path: Path
) -> None:
    (tmp_path / "mappings").mkdir()
    own = tmp_path / "mappings" / "canal.toml"
    columns = 'barcode = ["No"]\ntitle = ["Titel"]\ncall_number = ["Cote"]\nbranch = ["Ou"]\n'
    own.write_text(f'format = "csv"\nsource = "canal"\n[columns]\n{columns}')
    sent = send(office, b"No;Titel;Cote;Ou\n1;Candide;R VOL;CANAL\n").get_json()
    assert sent["choices"]["mapping"] == "canal"
    assert "canal" in show(office)["mappings"]


def test_a_refused_file_says_why_and_can_be_checked_otherwise(app: APIFlask, office: Phone) -> None:
    send(office, TABLE.replace(b"ROM", b"NEUF"))
    tell(office, "check", **CHOICES | {"create_locations": False})
    the_server_works(app)
    refused = show(office)["import"]
    assert refused["state"] == "refused"
    assert "NEUF (8)" in refused["why"]
    tell(office, "check", **CHOICES)
    the_server_works(app)
    checked = show(office)["import"]
    assert checked["state"] == "checked"
    assert checked["found"]["new_places"][0][:2] == ["CANAL", "NEUF"]


def test_an_archive_is_refused_at_once(app: APIFlask, office: Phone) -> None:
    sent = send(office, b"PK\x03\x04" + b"\0" * 100).get_json()
    assert sent["state"] == "refused"
    assert "CSV" in sent["why"]


def test_while_the_server_works_nobody_disturbs_it(app: APIFlask, office: Phone) -> None:
    send(office, TABLE)
    tell(office, "check", **CHOICES)
    for answer in (send(office, TABLE), tell(office, "apply"), tell(office, "drop")):
        assert (answer.status_code, answer.get_json()["code"]) == (409, "import_running")


def test_what_is_not_checked_is_not_applied(app: APIFlask, office: Phone) -> None:
    send(office, TABLE)
    assert tell(office, "apply").get_json()["code"] == "import_not_ready"


def test_a_mapping_is_a_name_and_no_path(app: APIFlask, office: Phone) -> None:
    send(office, TABLE)
    for name in ("../secret", "/etc/passwd", "nothing", ""):
        assert tell(office, "look", mapping=name, branch="").status_code == 422


def test_a_file_that_is_too_large_is_refused_and_not_kept(
    app: APIFlask, office: Phone, tmp_path: Path
) -> None:
    app.config["RAYON"].largest_import_mib = 1
    answer = send(office, b"x" * (1024 * 1024 + 1))
    assert (answer.status_code, answer.get_json()["code"]) == (413, "too_large")
    assert "1 MiB" in answer.get_json()["message"]
    assert list((tmp_path / "imports").iterdir()) == []
    assert show(office)["import"] is None


def test_a_file_from_another_site_is_refused(app: APIFlask, office: Phone) -> None:
    stranger = {"Sec-Fetch-Site": "cross-site"}
    assert send(office, TABLE, **stranger).get_json()["code"] == "cross_site"
    assert send(office, TABLE, **{"X-Rayon": "0"}).get_json()["code"] == "cross_site"
    elsewhere = office.client.post(
        "/api/walks/plan",
        base_url=ADDRESS,
        data=b"{}",
        content_type="application/octet-stream",
        headers={"X-Rayon": "1", "Sec-Fetch-Site": "same-origin"},
    )
    assert elsewhere.status_code == 415


def test_only_supervisors_may(app: APIFlask, phone: Phone) -> None:
    assert send(phone, TABLE).status_code == 403
    assert phone.get("/api/catalogue/import").status_code == 403


def test_a_dropped_file_leaves_no_trace(app: APIFlask, office: Phone, tmp_path: Path) -> None:
    send(office, TABLE)
    tell(office, "check", **CHOICES)
    the_server_works(app)
    assert tell(office, "drop").status_code == 204
    the_server_works(app)
    assert show(office)["import"] is None
    assert list((tmp_path / "imports").iterdir()) == []
    with app.app_context(), reading() as session:
        assert session.scalars(select(CatalogueImport)).all() == []


def test_a_process_of_the_server_does_the_work_and_it_ends(
    app: APIFlask, office: Phone, clock: MovingClock
) -> None:
    send(office, TABLE)
    tell(office, "check", **CHOICES)
    with app.app_context():
        assert background.run(clock.now()) == 1
        for child in background._children:
            assert child.wait(timeout=60) == 0
        assert background.run(clock.now()) == 0
    assert show(office)["import"]["state"] == "checked"


def test_an_import_whose_process_dies_again_and_again_asks_a_person(
    app: APIFlask, office: Phone, clock: MovingClock
) -> None:
    send(office, TABLE)
    tell(office, "check", **CHOICES)
    with app.app_context():
        note_now(show(office)["import"]["id"], tries=3)
        assert background.run(clock.now()) == 1
    refused = show(office)["import"]
    assert refused["state"] == "refused"
    assert refused["why"]


def test_a_file_is_kept_for_a_day_at_most(
    app: APIFlask, office: Phone, tmp_path: Path, clock: MovingClock
) -> None:
    send(office, TABLE)
    clock.move(timedelta(hours=23))
    with app.app_context():
        assert background._let_go(clock.now()) == 0
        clock.move(timedelta(hours=2))
        assert background._let_go(clock.now()) == 1
    the_server_works(app)
    assert list((tmp_path / "imports").iterdir()) == []
