"""The migrations lead to exactly the tables that the code describes."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from rayon.database import Base, writing_engine


def test_a_migrated_database_is_what_the_models_say(in_app):
    with writing_engine().connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []
