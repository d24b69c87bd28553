"""How the schema is brought up to date, on SQLite and on PostgreSQL."""

from alembic import context
from flask import current_app

from rayon.database import Base

engine = current_app.extensions["migrate"].db.engine


def run() -> None:
    """Run the missing steps in one transaction."""
    with engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            render_as_batch=True,
            compare_type=True,
        )
        with context.begin_transaction():
            context.run_migrations()


run()
