"""What the environment says is one thing for the server and for every command."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from rayon.config import Settings
from rayon.privacy.backup_commands import _database


@pytest.mark.parametrize(
    "url", ["sqlite:///mine.db", "sqlite:///./mine.db", "sqlite+pysqlite:///mine.db", "sqlite://"]
)
def test_a_database_that_lies_elsewhere_for_each_of_them_is_refused(monkeypatch, url):
    monkeypatch.setenv("RAYON_DATABASE_URL", url)
    with pytest.raises(ValidationError, match="four slashes"):
        Settings()


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
