"""No file brings the server down, and each that is refused says what to do.

Reading goes on in a process of its own that may have 200 MB more than an idle one, and two
seconds of computing a file: beyond, the kernel ends it and the test fails.
"""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from apiflask import APIFlask

from rayon.catalogue.files.checking import Options
from rayon.catalogue.files.items import import_items
from rayon.catalogue.files.mapping import load_mapping
from rayon.catalogue.files.problems import FileRefused
from tests.catalogue.hostile_files import hostile_records, hostile_tables
from tests.catalogue.library_files import csv_file

ROOT = Path(__file__).resolve().parents[2]
READER = Path(__file__).with_name("reader_process.py")


@dataclass(frozen=True)
class Verdict:
    """What became of one file."""

    copies: int
    rejected: list[str]
    why: str
    seconds: float


@pytest.fixture(scope="module")
def verdicts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Verdict]:
    folder = tmp_path_factory.mktemp("hostile")
    names = {}
    for ending, files in (("csv", hostile_tables()), ("mrc", hostile_records())):
        for number, (name, content) in enumerate(files.items()):
            path = folder / f"{number}.{ending}"
            path.write_bytes(content)
            names[str(path)] = f"{ending}: {name}"
    out = _read(folder, list(names))
    return {names[path]: Verdict(**verdict) for path, verdict in json.loads(out).items()}


def _read(folder: Path, paths: list[str]) -> str:
    (folder / "list.json").write_text(json.dumps(paths))
    done = subprocess.run(
        [sys.executable, str(READER), str(folder / "list.json"), str(folder)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


def test_there_are_enough_of_them() -> None:
    assert len(hostile_tables()) >= 100
    assert len(hostile_records()) >= 60


def test_none_of_them_ends_in_a_crash(verdicts: dict[str, Verdict]) -> None:
    assert len(verdicts) == len(hostile_tables()) + len(hostile_records())


def test_whatever_is_not_taken_says_why_and_what_to_do(verdicts: dict[str, Verdict]) -> None:
    silent = [n for n, v in verdicts.items() if not (v.copies or v.rejected or v.why)]
    # Rows of nothing are skipped; that there was nothing else is said by the check (below).
    assert silent == ["csv: a million cells in a row", "csv: a million empty lines"]
    sentences = {v.why for v in verdicts.values() if v.why}
    assert [why for why in sentences if not why.endswith((".", "?", ")"))] == []
    assert [why for why in sentences if "Traceback" in why or len(why) > 2500] == []


def test_the_good_neighbours_of_a_bad_row_are_read(verdicts: dict[str, Verdict]) -> None:
    assert verdicts["csv: the barcode 3.9E+13"].copies == 8
    assert "3.9E+13" in verdicts["csv: the barcode 3.9E+13"].rejected[0]
    assert verdicts["mrc: length 99999"].copies == 2


@pytest.mark.parametrize("name", ["a million cells in a row", "a million empty lines"])
def test_a_table_without_a_row_is_refused(library: APIFlask, tmp_path: Path, name: str) -> None:
    path = csv_file(tmp_path, hostile_tables()[name])
    with pytest.raises(FileRefused, match="no rows"):
        import_items(path, load_mapping("csv"), Options())
