"""who registered in the street keeps that name after they were completed"""

import sqlalchemy as sa
from alembic import op

import rayon.database


revision = '0025'
down_revision = '0024'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('patron', schema=None) as batch_op:
        batch_op.add_column(sa.Column('completed_at', rayon.database.Instant(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('patron', schema=None) as batch_op:
        batch_op.drop_column('completed_at')
