"""how much was still on a phone when it last synced, and since when"""

import sqlalchemy as sa
from alembic import op

import rayon.database

revision = '0027'
down_revision = '0025'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('device', sa.Column('unsent', sa.Integer(), nullable=True))
    op.add_column('device', sa.Column('unsent_since', rayon.database.Instant(timezone=True), nullable=True))
    op.create_index('ix_device_branch_unsent', 'device', ['branch_id', 'unsent'], unique=False)


def downgrade() -> None:
    op.drop_index('ix_device_branch_unsent', 'device')
    with op.batch_alter_table('device') as batch:
        batch.drop_column('unsent_since')
        batch.drop_column('unsent')
