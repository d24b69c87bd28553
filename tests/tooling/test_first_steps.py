"""From an empty database to the first sign-in, in a terminal."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ANSWERS = ["--branch", "Médiathèque du Pont", "--code", "PONT", "--language", "fr"]
MAX = ["--name", "Max", "--pin", "135791"]


@pytest.fixture
def rayon(tmp_path):
    """Runs ``rayon`` on an empty folder: the exit code and what was printed."""
    variables = {**os.environ, "RAYON_DATA_DIR": str(tmp_path), "RAYON_DATABASE_URL": ""}

    def run(*arguments: str) -> tuple[int, str]:
        command = [Path(sys.executable).with_name("rayon"), *arguments]
        done = subprocess.run(command, env=variables, check=False, capture_output=True, text=True)
        return done.returncode, done.stdout + done.stderr

    return run


def test_a_library_is_set_up_once(rayon):
    time_zone = ["--time-zone", "Indian/Reunion", "--holidays", "FR-RE"]
    code, said = rayon("init", *ANSWERS, *time_zone, *MAX)
    assert code == 0 and "Max can sign in" in said and "/app/enrol/" in said
    assert "Max" in rayon("staff", "list")[1]
    code, said = rayon("init", *ANSWERS, *time_zone, *MAX)
    assert code == 1 and "rayon branches add" in said
    code, said = rayon("branches", "add", "ANNEXE", "Bibliothèque annexe")
    assert code == 0 and "--branch ANNEXE" in said
    code, said = rayon("branches", "add", "ANNEXE", "Encore une")
    assert code == 2 and "already" in said
    assert [line.split()[0] for line in rayon("branches", "list")[1].splitlines()] == [
        "ANNEXE",
        "PONT",
    ]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (["--time-zone", "Europe/Lyon", *MAX], "no time zone"),
        (["--time-zone", "Europe/Paris", "--holidays", "XX", *MAX], "no public holidays"),
        (["--time-zone", "Europe/Paris", "--name", "Max", "--pin", "1"], "six digits"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_set_up(rayon, wrong, said):
    code, printed = rayon("init", *ANSWERS, *wrong)
    assert code == 2 and said in printed
    assert "PONT" not in rayon("branches", "list")[1]
