"""when notices were last seen to: a worker that stands still is noticed"""

import sqlalchemy as sa
from alembic import op

import rayon.database

revision = '0030'
down_revision = '0029'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('installation', sa.Column('notices_at', rayon.database.Instant(timezone=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('installation') as batch:
        batch.drop_column('notices_at')
