"""The migrations lead to exactly the tables that the code describes."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from rayon import create_app
from rayon.config import Settings
from rayon.database import Base, writing_engine


def test_a_migrated_database_is_what_the_models_say(in_app):
    with writing_engine().connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


@pytest.mark.full
def test_a_hasty_postgresql_waits_for_the_disk_all_the_same(postgresql_url, tmp_path):
    app = create_app(Settings(database_url=postgresql_url, data_dir=tmp_path, worker="off"))
    setting = "SHOW synchronous_commit"
    with app.app_context():
        with writing_engine().begin() as connection:
            name = connection.engine.url.database
            connection.exec_driver_sql(f'ALTER DATABASE "{name}" SET synchronous_commit = off')
        writing_engine().dispose()
        with writing_engine().connect() as connection:
            assert connection.exec_driver_sql(setting).scalar_one() == "on"
        writing_engine().dispose()


def test_a_line_that_falls_silent_is_given_up(in_app):
    with writing_engine().connect() as connection:
        if connection.dialect.name != "postgresql":
            pytest.skip("SQLite has no line")
        said = connection.connection.driver_connection.info.get_parameters()
    assert (said["keepalives_idle"], said["connect_timeout"]) == ("30", "5")
