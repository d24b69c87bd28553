"""What the environment says is one thing for the server and for every command."""

import subprocess
import sys
from pathlib import Path

import pytest
from pydantic import ValidationError

from rayon.config import Settings, from_environment
from rayon.privacy.backup_commands import _database


@pytest.mark.parametrize(
    "url", ["sqlite:///mine.db", "sqlite:///./mine.db", "sqlite+pysqlite:///mine.db", "sqlite://"]
)
def test_a_database_that_lies_elsewhere_for_each_of_them_is_refused(monkeypatch, url):
    monkeypatch.setenv("RAYON_DATABASE_URL", url)
    with pytest.raises(ValidationError, match="four slashes"):
        Settings()


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("DATABASE_URL", "sqlite:///mine.db", "four slashes"),
        ("DATABASE_URL", "mysql://rayon:secret@db/rayon", "must begin with postgresql://"),
        ("DATABASE_URL", "postgresql://rayon:a@b:secret@db/rayon", "must begin with postgresql://"),
        ("DATABASE_URL", "rayon.db", "must begin with postgresql://"),
        ("PORT", "secret", "RAYON_PORT: "),
        ("RETENTION", "secret", "RAYON_RETENTION is not written as JSON."),
        ("PUSH_TEST_HOSTS", '["push.example.org"]', "RAYON_PUBLIC_URL name this machine"),
    ],
)
def test_a_refusal_is_one_sentence_and_repeats_no_password(monkeypatch, capsys, name, value, said):
    monkeypatch.setenv(f"RAYON_{name}", value)
    with pytest.raises(SystemExit) as ended:
        from_environment()
    (line,) = capsys.readouterr().err.splitlines()
    assert ended.value.code == 3
    assert said in line
    assert "secret" not in line


@pytest.mark.parametrize("command", [["upgrade"], ["--help"], ["restore", __file__]])
def test_no_command_runs_or_shows_a_traceback(tmp_path, command):
    variables = {"RAYON_DATABASE_URL": "sqlite:///mine.db", "RAYON_DATA_DIR": str(tmp_path)}
    rayon = str(Path(sys.executable).with_name("rayon"))
    done = subprocess.run(
        [rayon, *command], env=variables, check=False, capture_output=True, text=True
    )
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (3, "", 1)


@pytest.mark.parametrize("driver", ["sqlite", "sqlite+pysqlite"])
def test_restore_finds_the_file_that_is_served(tmp_path, driver):
    url = f"{driver}:///{tmp_path / 'mine.db'}?timeout=3"
    assert _database(Settings(database_url=url)) == tmp_path / "mine.db"


def test_without_an_address_it_lies_in_the_data_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert Settings(database_url="").sqlalchemy_url() == f"sqlite:///{tmp_path}/var/rayon.db"
    assert _database(Settings(database_url="", data_dir=Path())) == tmp_path / "rayon.db"


def test_postgresql_has_its_driver():
    url = Settings(database_url="postgresql://rayon@db/rayon").sqlalchemy_url()
    assert url == "postgresql+psycopg://rayon@db/rayon"
